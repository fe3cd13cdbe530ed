"""Handing in: frozen as the rows are, compared with the one before, corrected visibly, never changed or deleted; scoped."""

import datetime as dt
import hashlib
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.ledger.operations import Source
from jiedui.core.ledger.removing import remove_one
from jiedui.core.submissions import frozen, operations, queries
from jiedui.core.submissions.asked import ledgers_of, own_places, places
from jiedui.core.submissions.calendar import State, lines
from jiedui.core.submissions.comparing import totals_of
from jiedui.core.submissions.models import Submission, Withdrawal
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import Actor
from jiedui.core.vault import files
from jiedui.core.words import clock, veil
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused
from tests.accounts import make_user
from tests.integration.country import BAISHAN, FUTIAN, LONGAN, MASHAN, NANSHAN, place_regions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = dt.date(2021, 12, 31)
HEAD = "项目编号,项目名称,县,计划总投资（万元）"


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    place_regions()
    monkeypatch.setattr(clock, "today", lambda: DAY)
    yield


def put(*lines: str) -> None:
    text = "\n".join([HEAD, *lines]).encode()
    report = import_file("projects", text, name="项目.csv", scope=Scope.everything(), actor=Actor(None, "测试"))
    assert report.applied


def state_of(place: str = MASHAN, day: dt.date = DAY) -> State:
    return next(one.state for one in lines([place], day) if one.ledger.info.id == "projects")


def test_a_submission_freezes_rows_totals_and_digest() -> None:
    put("A1,养殖场,马山县,100", "A2,道路,马山县,20.5", "B1,桥,隆安县,7")
    made = operations.hand_in("projects", MASHAN, "2021-Q4", by=make_user(roles.COUNTY, MASHAN))
    rows = registry.ledger("projects")._default_manager.filter(county=MASHAN).order_by("id")
    packed = b"".join(frozen.STATE.pack(one.pk, one.revision, bytes(one.digest)) for one in rows)
    assert made.rows == 2 and made.digest == hashlib.sha256(packed).hexdigest()
    assert files.get(made.digest) == packed
    assert 12_050_0000 in totals_of(made).values()
    event = Event.objects.get(pk=made.event)
    assert (event.kind, event.ledger, event.scope, event.file_digest) == ("submission", "projects", MASHAN, made.digest)
    assert state_of() == State.HANDED_IN and state_of(LONGAN) == State.DUE


def test_an_empty_ledger_is_handed_in_too() -> None:
    made = operations.hand_in("projects", MASHAN, "2021-Q4", by=make_user(roles.COUNTY, MASHAN))
    assert made.rows == 0 and state_of() == State.HANDED_IN
    assert queries.corrections(made).count == 0


def test_later_corrections_show_row_by_row() -> None:
    put("A1,养殖场,马山县,100", "A2,道路,马山县,20", "A3,桥,马山县,30")
    made = operations.hand_in("projects", MASHAN, "2021-Q4", by=make_user(roles.COUNTY, MASHAN))
    put("B1,桥,隆安县,7")
    assert state_of() == State.HANDED_IN
    put("A1,养殖场,马山县,110", "A4,水渠,马山县,5")
    ledger = registry.ledger("projects")
    numbers = dict(ledger._default_manager.values_list("number", "pk"))
    found = queries.corrections(made)
    assert (found.new, found.changed, found.gone) == ([numbers["A4"]], [numbers["A1"]], [])
    assert state_of() == State.CORRECTED
    with veil.draw():
        assert queries.corrections(made) is None


def test_a_row_that_is_gone_shows_and_so_does_one_that_took_its_place() -> None:
    put("A0,养殖场,马山县,100", "A1,道路,马山县,20")
    made = operations.hand_in("projects", MASHAN, "2021-Q4", by=make_user(roles.COUNTY, MASHAN))
    removed = registry.ledger("projects")._default_manager.get(number="A0").pk
    everything = {"actor": Actor(None, "测试"), "scope": Scope.everything(), "source": Source("form")}
    remove_one(registry.ledger("projects"), removed, revision=None, **everything)
    put("A90,路,马山县,20")
    found = queries.corrections(made)
    assert (len(found.new), len(found.changed), len(found.gone)) == (1, 0, 1)
    assert state_of() == State.CORRECTED


def test_the_next_one_is_compared_and_a_large_move_explained() -> None:
    clerk = make_user(roles.COUNTY, MASHAN)
    put("A1,养殖场,马山县,100", "A2,道路,马山县,100")
    first = operations.hand_in("projects", MASHAN, "2021-Q3", by=clerk)
    put("A1,养殖场,马山县,120")
    assert [one.much for one in operations.draft("projects", MASHAN, "2021-Q4").moves].count(True) == 0
    put("A1,养殖场,马山县,900")
    with pytest.raises(operations.Unexplained) as refused:
        operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk)
    assert [(one.old, one.new) for one in refused.value.moves] == [(200_000_000, 1_000_000_000)]
    second = operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk, reason="扩建，负责人 450124199001011234")
    assert second.before == first and "19900101" not in second.reason and second.reason.startswith("扩建")
    found = queries.difference(first, second)
    assert (len(found.new), len(found.changed), len(found.gone)) == (0, 1, 0)


def test_the_same_period_again_only_after_a_change() -> None:
    clerk = make_user(roles.COUNTY, MASHAN)
    put("A1,养殖场,马山县,100")
    first = operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk)
    with pytest.raises(Refused, match="没有变化"):
        operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk)
    put("A1,养殖场,马山县,110")
    second = operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk)
    assert state_of() == State.HANDED_IN
    assert queries.standing([MASHAN])[MASHAN, "projects", "2021-Q4"] == second
    operations.withdraw(second.pk, reason="口径不对", by=clerk)
    assert queries.standing([MASHAN])[MASHAN, "projects", "2021-Q4"] == first
    assert state_of() == State.CORRECTED


def test_withdrawing_keeps_what_was_handed_in() -> None:
    clerk = make_user(roles.COUNTY, MASHAN)
    made = operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk)
    with pytest.raises(Refused):
        operations.withdraw(made.pk, reason=" ", by=clerk)
    with pytest.raises(NotFound):
        operations.withdraw(made.pk, reason="不是我的", by=make_user(roles.COUNTY, LONGAN))
    with pytest.raises(NotAllowed):
        operations.withdraw(made.pk, reason="不是我的", by=make_user(roles.MUNICIPAL))
    taken = operations.withdraw(made.pk, reason="漏了两个项目", by=clerk)
    with pytest.raises(Conflict):
        operations.withdraw(made.pk, reason="再撤一次", by=clerk)
    assert Event.objects.get(pk=taken.event).kind == "submission.withdrawn"
    assert queries.submission(Scope.of_region(MASHAN), made.pk).withdrawal == taken
    assert state_of() == State.DUE


def test_the_database_refuses_to_change_or_delete_one() -> None:
    clerk = make_user(roles.COUNTY, MASHAN)
    made = operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk)
    operations.withdraw(made.pk, reason="漏了两个项目", by=clerk)
    for statement in (
        "DELETE FROM submissions_withdrawal",
        "UPDATE submissions_withdrawal SET reason = 'x'",
        "DELETE FROM submissions_submission WHERE id > 0",
        "UPDATE submissions_submission SET rows = 9",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Submission.objects.count() == Withdrawal.objects.count() == 1


def test_each_place_hands_in_for_itself() -> None:
    county, district, city = make_user(roles.COUNTY, MASHAN), make_user(roles.DISTRICT, FUTIAN), make_user(roles.MUNICIPAL)
    assert (own_places(county), own_places(district), own_places(city)) == ([MASHAN], [FUTIAN], ["440300"])
    assert own_places(make_user(roles.TOWNSHIP, BAISHAN)) == own_places(make_user(roles.VIEWER, MASHAN)) == []
    assert places(Scope.everything()) == ["440300", FUTIAN, NANSHAN, "450100", LONGAN, MASHAN]
    assert places(Scope.of_region(FUTIAN)) == [FUTIAN, MASHAN] and places(Scope.of_region(BAISHAN)) == []
    with pytest.raises(NotAllowed, match="自己报送"):
        operations.hand_in("projects", MASHAN, "2021-Q4", by=district)
    with pytest.raises(NotFound):
        operations.hand_in("projects", LONGAN, "2021-Q4", by=county)
    with pytest.raises(NotAllowed):
        operations.hand_in("projects", MASHAN, "2021-Q4", by=make_user(roles.VIEWER, MASHAN))
    with pytest.raises(Refused, match="不单独报送"):
        operations.hand_in("projects", FUTIAN, "2021-Q4", by=district)
    assert operations.hand_in("visits", FUTIAN, "2021-Q4", by=district).place == FUTIAN
    assert {one.info.id for one in ledgers_of(FUTIAN)} < {one.info.id for one in ledgers_of(MASHAN)}
    with pytest.raises(NotFound):
        queries.submission(Scope.of_region(LONGAN), Submission.objects.get().pk)


@pytest.mark.parametrize("period", ["2022-Q1", "2021-12", "2021", "2021-Q5", "../x"])
def test_a_period_that_is_none_is_refused(period: str) -> None:
    with pytest.raises(Refused):
        operations.hand_in("projects", MASHAN, period, by=make_user(roles.COUNTY, MASHAN))


def test_a_monthly_ledger_hands_in_the_rows_of_its_month() -> None:
    ledger = registry.ledger("household_months")
    assert ledger.info.frequency == "month"
    made = operations.hand_in("household_months", MASHAN, "2021-12", by=make_user(roles.COUNTY, MASHAN))
    assert made.rows == 0
    with pytest.raises(Refused):
        operations.hand_in("household_months", MASHAN, "2021-Q4", by=make_user(roles.COUNTY, MASHAN))


def test_the_calendar_costs_the_same_for_one_place_and_for_all(django_assert_max_num_queries: object) -> None:
    clerk = make_user(roles.COUNTY, MASHAN)
    operations.hand_in("projects", MASHAN, "2021-Q4", by=clerk)
    lines([MASHAN], DAY)
    counts = []
    for some in ([MASHAN], places(Scope.everything())):
        with django_assert_max_num_queries(200) as counted:  # type: ignore[operator]
            lines(some, DAY)
        counts.append(len(counted))
    assert counts[0] <= 4 and counts[1] - counts[0] <= 5


@pytest.mark.parametrize(("day", "state", "days"), [
    (dt.date(2021, 12, 30), State.OVERDUE, -81),
    (dt.date(2021, 12, 31), State.DUE, 10),
    (dt.date(2022, 1, 10), State.DUE, 0),
    (dt.date(2022, 1, 11), State.OVERDUE, -1),
])  # fmt: skip
def test_a_ledger_is_due_and_then_overdue(day: dt.date, state: State, days: int) -> None:
    line = next(one for one in lines([MASHAN], day) if one.ledger.info.id == "projects")
    assert (line.state, line.days) == (state, days)
