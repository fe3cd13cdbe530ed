"""Two-sided signatures: one person of each side at each gate, the author for none, nobody for both, edits void them."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.operations import GrantSpec, set_grants
from jiedui.core.access.scope import Scope
from jiedui.core.declare.flows import Band
from jiedui.core.flows import delegating, gates, queries, signing, standing
from jiedui.core.flows.models import DONE, OPEN, RETURNED, WITHDRAWN, Case, Decision, Shown, Signature, Step
from jiedui.core.flows.operations import propose, return_, take, withdraw
from jiedui.core.intake.models import Import
from jiedui.core.intake.operations import undo_import
from jiedui.core.store.once import steady
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused
from jiedui.modules.projects.flows import PROJECT
from tests.accounts import make_user
from tests.integration.country import FUTIAN, LONGAN, MASHAN, NANSHAN, place_regions
from tests.integration.flows.cast import Cast, cast, digest_of, edit, file_projects, open_projects, sign

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SMALL, BIG = "P1,桑蚕基地,马山县,白山镇,产业,财政援助,120,100", "P2,产业园,马山县,白山镇,产业,财政援助,900,800"


@pytest.fixture(autouse=True)
def country() -> Iterator[None]:
    place_regions()
    yield


@pytest.fixture
def people() -> Cast:
    return cast()


def in_library(rows: list[int], people: Cast) -> Decision:
    """Rows that passed the review, proposed for the library by the county."""
    now = timezone.now()
    for row in rows:
        Case.objects.create(flow="project", row=row, county=MASHAN, state="reviewed", since=now)
    return propose("project", "enter", rows, by=people.county)


def state(row: int) -> str:
    return standing.states(PROJECT, [row])[row]


def test_both_sides_at_each_gate_then_the_step_is_taken(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    assert decision.gates == "review sign"
    for number, person in enumerate((people.district, people.county_two, people.district, people.county_two)):
        assert state(row) == "reviewed", f"not before signature {number}"
        sign(decision, person)
    decision.refresh_from_db()
    assert (decision.outcome, state(row)) == (DONE, "library")
    step = Step.objects.get(row=row)
    assert (step.source, step.target, step.decision_id) == ("reviewed", "library", decision.pk)
    kinds = list(Event.objects.filter(kind__startswith="flow.").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["flow.proposed", *["flow.signed"] * 4, "flow.decided"]
    signed = Event.objects.filter(kind="flow.signed").first()
    assert signed and signed.file_digest == digest_of(decision)


def test_large_amounts_pass_four_gates(people: Cast) -> None:
    (row,) = file_projects(BIG)
    assert in_library([row], people).gates == "review sign manage supervise"


@pytest.mark.parametrize("who", ["county", "municipal", "viewer", "foreign_county", "foreign_district", "township"])
def test_who_may_not_sign(people: Cast, who: str) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    person = {
        "county": people.county,  # proposed it
        "municipal": make_user(roles.MUNICIPAL),
        "viewer": make_user(roles.VIEWER, MASHAN),
        "foreign_county": make_user(roles.COUNTY, LONGAN),
        "foreign_district": make_user(roles.DISTRICT, NANSHAN),
        "township": make_user(roles.TOWNSHIP, "450124100"),
    }[who]
    with pytest.raises((NotAllowed, NotFound)):
        sign(decision, person)
    assert not Signature.objects.exists()


def test_whoever_wrote_the_row_signs_for_no_side(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    edit(row, by=people.district, planned_fund=90_000_000)
    decision = in_library([row], people)
    with pytest.raises(NotAllowed, match="填报、修改过"):
        sign(decision, people.district)
    sign(decision, people.district_two)


def test_nobody_signs_for_both_sides(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    sign(decision, people.district)
    held = GrantSpec(roles.DISTRICT, FUTIAN)
    set_grants(people.district.pk, [held, GrantSpec(roles.COUNTY, MASHAN)], by=None)
    both = type(people.district).objects.get(pk=people.district.pk)
    with pytest.raises(NotAllowed, match="双方的授权"):
        sign(decision, both)
    both.grants.filter(role=roles.DISTRICT).delete()
    moved = type(both).objects.get(pk=both.pk)
    with pytest.raises(NotAllowed, match="同一人不能代表双方"):
        sign(decision, moved)


def test_one_side_cannot_pass_a_gate_alone(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    sign(decision, people.district)
    with pytest.raises(Conflict, match="已由陈区一签署"):
        sign(decision, people.district_two)
    with pytest.raises(Conflict, match="已由陈区一签署"):
        sign(decision, people.district)


def test_an_edit_voids_what_was_signed(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    seen = digest_of(decision)
    sign(decision, people.district)
    edit(row, by=people.county_two, planned_fund=110_000_000)
    decision.refresh_from_db()
    assert (decision.version, decision.amount) == (2, 110_000_000)
    with pytest.raises(Conflict, match="内容有改动"):
        signing.sign(decision.pk, digest=seen, by=people.district, factor="password")
    with pytest.raises(NotAllowed):
        sign(decision, people.county_two)  # has become an author by editing
    assert [one.signature for one in queries.places(decision)] == [None] * 4
    voided = Event.objects.get(kind="flow.voided")
    assert json.loads(voided.note)["voided"] == 1
    sign(decision, people.district)


def test_an_edit_of_what_is_not_covered_voids_nothing(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    sign(decision, people.district)
    edit(row, progress=5_000, remark="进展顺利")
    decision.refresh_from_db()
    assert decision.version == 1


def test_what_both_sides_signed_must_stand(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    open_projects([row], people)
    assert state(row) == "building"
    edit(row, planned_fund=300_000_000)
    assert state(row) == "changed" and queries.not_payable("projects", [row]) == {row: "内容已变更"}
    edit(row, planned_fund=100_000_000)
    assert state(row) == "building", "as it was signed again"
    edit(row, name="桑蚕基地二期")
    decision = propose("project", "confirm", [row], by=people.county)
    for person in (people.county_two, people.district, people.county_two, people.district):
        sign(decision, person)
    assert state(row) == "building" and not queries.not_payable("projects", [row])


def test_a_list_is_signed_as_a_whole(people: Cast) -> None:
    rows = file_projects(SMALL, BIG)
    decision = in_library(rows, people)
    assert decision.amount == 900_000_000 and decision.gates == "review sign manage supervise"
    edit(rows[1], name="产业园一期")
    decision.refresh_from_db()
    assert decision.version == 2
    with pytest.raises(Conflict, match="正在签署"):
        propose("project", "enter", rows[:1], by=people.county_two)


def test_returned_with_a_reason_and_withdrawn_by_the_proposer_only(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    with pytest.raises(Refused, match="原因"):
        return_(decision.pk, reason=" ", by=people.district)
    with pytest.raises(NotAllowed, match="提请人或填报人"):
        return_(decision.pk, reason="不同意", by=people.county)
    assert return_(decision.pk, reason="概算缺依据", by=people.district).outcome == RETURNED
    with pytest.raises(Conflict, match="已退回"):
        sign(decision, people.district)
    again = propose("project", "enter", [row], by=people.county)
    with pytest.raises(NotAllowed, match="只有提请人"):
        withdraw(again.pk, reason="重报", by=people.county_two)
    assert withdraw(again.pk, reason="重报", by=people.county).outcome == WITHDRAWN
    assert state(row) == "reviewed"


def test_delegation_has_dates_and_never_crosses_sides(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    deputy = make_user(roles.VIEWER, MASHAN, display_name="代签人")
    today = timezone.localdate()
    with pytest.raises(NotFound):
        delegating.delegate(people.district.pk, first=today, last=today, reason="出差", by=people.county_two)
    later = today + dt.timedelta(days=3)
    future = delegating.delegate(deputy.pk, first=later, last=later, reason="出差", by=people.county_two)
    with pytest.raises(NotAllowed):
        sign(decision, deputy)
    delegating.end(future.pk, by=people.county_two)
    delegating.delegate(deputy.pk, first=today, last=later, reason="出差", by=people.county_two)
    made = sign(decision, deputy)
    assert (made.side, made.for_person, made.for_name) == ("west", people.county_two.pk, "黄县二")
    with pytest.raises(Conflict):
        sign(decision, people.county_two)  # his side has signed, by his deputy


def test_the_giver_who_wrote_it_cannot_sign_by_another(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    deputy, today = make_user(roles.VIEWER, MASHAN), timezone.localdate()
    delegating.delegate(deputy.pk, first=today, last=today, reason="出差", by=people.county)
    with pytest.raises(NotAllowed, match="填报、修改过"):
        sign(decision, deputy)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"person": "county"}, "起草人"),
        ({"person": "district", "side": "west"}, "同一人"),
        ({"digest": "0" * 64}, "版本不一致"),
        ({"version": 2}, "版本不一致"),
    ],
)
def test_the_database_refuses_by_itself(people: Cast, facts: dict[str, Any], text: str) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    sign(decision, people.district)
    person = getattr(people, facts.pop("person", "county_two"))
    base = {
        "decision": decision, "version": 1, "gate": "review", "side": "west", "person": person.pk, "person_name": "x",
        "digest": digest_of(decision), "factor": "password", "at": timezone.now(), "event": 1,
    }  # fmt: skip
    with pytest.raises(DatabaseError, match=text), transaction.atomic():
        Signature.objects.create(**{**base, **facts})


def test_nothing_signed_or_shown_can_be_changed_or_deleted(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    open_projects([row], people)
    for change in (
        lambda: Signature.objects.update(person_name="别人"),
        lambda: Signature.objects.all().delete(),
        lambda: Shown.objects.update(text="{}"),
        lambda: Step.objects.all().delete(),
        lambda: Case.objects.all()._raw_delete("default"),
        lambda: Decision.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            change()


def test_the_gates_are_set_by_kind_and_amount(people: Cast) -> None:
    keeper = make_user(roles.MUNICIPAL)
    bands = [Band(0, ("sign",)), Band(50_000_000, ("review", "sign", "supervise"))]
    gates.set_bands("project", "enter", bands, document="深协作办〔2021〕9号", by=keeper)
    (row,) = file_projects(SMALL)
    assert in_library([row], people).gates == "review sign supervise"
    with pytest.raises(NotAllowed):
        gates.set_bands("project", "enter", bands, document="自己改", by=people.county)
    for wrong in ([Band(1, ("sign",))], [Band(0, ())], [Band(0, ("review", "sign")), Band(10, ("sign",))], []):
        with pytest.raises(Refused):
            gates.set_bands("project", "enter", wrong, document="依据", by=keeper)


def test_a_row_in_the_flow_is_not_removed(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    take("project", "check", [row], by=people.county)
    with pytest.raises(Refused, match="已进入流程"):
        undo_import(Import.objects.latest("pk"), actor=SYSTEM, scope=Scope.everything())
    assert state(row) == "checked"


def test_steps_ask_state_person_and_what_must_be_filled(people: Cast) -> None:
    (row,) = file_projects("P9,水渠,马山县,白山镇,,财政援助,50,40")
    with pytest.raises(Refused, match="缺项目类别"):
        take("project", "check", [row], by=people.county)
    edit(row, category="infrastructure")
    with pytest.raises(NotAllowed, match="由乡镇、县乡村振兴局办理"):
        take("project", "check", [row], by=people.district)
    with pytest.raises(Refused, match="不在这一步"):
        take("project", "keep_up", [row], by=people.county)
    with pytest.raises(Refused, match="双方签署"):
        take("project", "open", [row], by=people.county)
    with pytest.raises(NotFound):
        take("project", "check", [row], by=make_user(roles.COUNTY, LONGAN))
    take("project", "check", [row], by=people.county, seen="applied")
    with pytest.raises(Conflict, match="已办理了这一步"):
        take("project", "send_back", [row], by=people.county, seen="applied", reason="重来")


def test_what_waits_for_whom(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)

    def waits() -> list[str]:
        everybody = (people.county, people.county_two, people.district, people.district_two)
        return [one.display_name for one in everybody if queries.waiting_for(one)]

    assert waits() == ["黄县二", "陈区一", "林区二"]
    sign(decision, people.district)
    assert waits() == ["黄县二"]
    sign(decision, people.county_two)
    assert waits() == ["黄县二", "陈区一", "林区二"], "the next gate"
    assert not queries.waiting_for(make_user(roles.DISTRICT, NANSHAN))
    assert Decision.objects.get(pk=decision.pk).outcome == OPEN
    assert queries.waiting_for(make_user(roles.DISTRICT, FUTIAN))[0].side == "east"


def test_a_new_project_cannot_be_opened_past_the_review(people: Cast) -> None:
    """Two people of both sides together must not take a new project round the competition as one that was running."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    old, new = file_projects(SMALL, "P3,新项目,马山县,白山镇,产业,财政援助,120,100")
    edit(new, actual_start=tomorrow.isoformat())
    with pytest.raises(Refused, match=r"“新项目”.*在此之后开工"):
        propose("project", "open", [old, new], by=people.county)
    edit(new, actual_start=None)
    with pytest.raises(Refused, match="缺实际开工日期"):
        propose("project", "open", [new], by=people.county)
    assert propose("project", "open", [old], by=people.county).outcome == OPEN


def test_what_waits_is_asked_in_as_many_queries_for_one_decision_as_for_many(people: Cast) -> None:
    rows = file_projects(*(f"P{n},项目{n},马山县,白山镇,产业,财政援助,120,100" for n in range(6)))
    counts = []
    for some in (rows[:1], rows[1:]):
        for row in some:
            propose("project", "open", [row], by=people.county)
        user = type(people.district).objects.get(pk=people.district.pk)
        with CaptureQueriesContext(connection) as asked, steady():  # as within a request
            queries.waiting_for(user)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 9
