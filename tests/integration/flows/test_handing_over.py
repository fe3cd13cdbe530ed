"""What a county's former district began is handed to the district now paired with it: both districts sign."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.flows import queries, standing
from jiedui.core.flows.models import DONE, Decision, Signature
from jiedui.core.flows.operations import propose, take
from jiedui.core.intake.operations import import_file
from jiedui.core.ledger.operations import Source, save
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import NotAllowed, NotFound, Refused
from jiedui.modules.pairing.flows import HANDOVER
from tests.accounts import make_user, sign_in
from tests.integration.country import FUTIAN, LONGAN, MASHAN, NANSHAN, place_regions
from tests.integration.flows.cast import sign

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
HEAD = "交接编号,交接事项,交接类别,县,移交区,接收区,总投资（万元）,资金缺口（万元）,后续资金来源,交接函文号"
BUILT = "J1,冷库,已建成项目,马山县,南山区,福田区,300,,,交接函〔2021〕1号"
UNFINISHED = "J2,产业路,未完工项目,马山县,南山区,福田区,200,80,接收区财政援助资金,交接函〔2021〕1号"


@pytest.fixture(autouse=True)
def country() -> Iterator[None]:
    place_regions()
    yield


@pytest.fixture
def county() -> User:
    return make_user(roles.COUNTY, MASHAN)


@pytest.fixture
def former() -> User:
    """Of the district that helped Mashan before; it is paired with another county now."""
    return make_user(roles.DISTRICT, NANSHAN, display_name="周南山")


@pytest.fixture
def present() -> User:
    return make_user(roles.DISTRICT, FUTIAN, display_name="陈福田")


def file(*lines: str) -> list[int]:
    text = "\n".join([HEAD, *lines]).encode()
    report = import_file("handovers", text, name="交接.csv", scope=Scope.everything(), actor=SYSTEM)
    assert report.applied, report.findings
    held = dict(registry.ledger("handovers")._default_manager.values_list("number", "pk"))
    return [held[line.split(",")[0]] for line in lines]


def row(pk: int) -> object:
    return registry.ledger("handovers")._default_manager.get(pk=pk)


def test_both_districts_sign_and_the_ledger_takes_it_from_them(county: User, former: User, present: User) -> None:
    rows = file(BUILT, UNFINISHED)
    decision = propose("handover", "sign", rows, by=county)
    assert (decision.first_place, decision.second_place, decision.amount) == (NANSHAN, FUTIAN, 500_000_000)
    assert [one.side for one in queries.waiting_for(former)] == ["from"]
    assert [one.side for one in queries.waiting_for(present)] == ["to"]
    sign(decision, present)
    assert queries.waiting_for(present) == []
    sign(decision, former)
    decision.refresh_from_db()
    assert decision.outcome == DONE
    assert set(standing.states(HANDOVER, rows).values()) == {"signed"}
    for pk in rows:
        live = row(pk)
        assert (live.from_signer, live.to_signer, live.state) == ("周南山", "陈福田", "signed")  # type: ignore[attr-defined]
        assert live.from_signed_on == live.to_signed_on == timezone.localdate(Signature.objects.first().at).isoformat()  # type: ignore[attr-defined, union-attr]
    assert Event.objects.filter(kind="flow.filled").count() == 2
    take("handover", "close", rows, by=county)
    assert set(standing.states(HANDOVER, rows).values()) == {"closed"}


def test_who_has_no_part_in_it_does_not_sign(county: User, former: User, present: User) -> None:
    decision = propose("handover", "sign", file(BUILT), by=county)
    other = make_user(roles.COUNTY, MASHAN)  # the county hands over to nobody
    with pytest.raises(NotAllowed, match="移交区（南山区）的区办和接收区（福田区）的区办可以签署"):
        sign(decision, other)
    with pytest.raises(NotFound):
        sign(decision, make_user(roles.COUNTY, LONGAN))
    assert not Signature.objects.exists()


def test_the_former_district_sees_what_it_signs_but_not_the_ledger_of_the_county(
    county: User, former: User, present: User
) -> None:
    (pk,) = file(BUILT)
    decision = propose("handover", "sign", [pk], by=county)
    client = sign_in(Client(), former)
    page = client.get(f"/decisions/{decision.pk}/").content.decode()
    assert "移交区（南山区）" in page and "接收区（福田区）" in page and "冷库" in page
    assert f"/ledgers/handovers/{pk}/" not in page
    assert client.get(f"/ledgers/handovers/{pk}/").status_code == 404
    assert "项目交接签字表" in client.get(f"/decisions/{decision.pk}/sheet/").content.decode()
    assert f"/ledgers/handovers/{pk}/" in sign_in(Client(), present).get(f"/decisions/{decision.pk}/").content.decode()
    foreign = sign_in(Client(), make_user(roles.COUNTY, LONGAN))
    assert foreign.get(f"/decisions/{decision.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("J3,桥,已建成项目,马山县,南山区,,10,,,函1号", "缺接收区"),
        ("J3,桥,已建成项目,马山县,福田区,福田区,10,,,函1号", "是同一个地方"),
        ("J3,桥,未完工项目,马山县,南山区,福田区,10,5,,函1号", "后续资金来源"),
        ("J3,桥,已建成项目,马山县,南山区,福田区,10,,,", "缺交接函文号"),
    ],
)
def test_what_is_not_ready_is_not_put_before_them(county: User, line: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        propose("handover", "sign", file(line), by=county)
    assert not Decision.objects.exists()


def test_one_decision_is_between_two_districts(county: User) -> None:
    rows = file(BUILT, "J4,水渠,已建成项目,马山县,福田区,南山区,20,,,函2号")
    with pytest.raises(Refused, match="“移交区”不是同一个"):
        propose("handover", "sign", rows, by=county)


def test_an_edit_voids_and_another_party_is_not_slipped_in(county: User, former: User, present: User) -> None:
    (pk,) = file(BUILT)
    decision = propose("handover", "sign", [pk], by=county)
    sign(decision, former)
    ledger = registry.ledger("handovers")
    save(ledger, {"total": 310_000_000}, actor=SYSTEM, scope=Scope.everything(), source=Source("form"), row_id=pk)
    assert [one.side for one in queries.waiting_for(former)] == ["from"], "what was signed is void"
    with pytest.raises(Refused, match="不能改换签署的一方"):
        save(ledger, {"from_district": LONGAN}, actor=SYSTEM, scope=Scope.everything(), source=Source("form"), row_id=pk)
    sign(decision, former)
    sign(decision, present)
    save(ledger, {"total": 320_000_000}, actor=SYSTEM, scope=Scope.everything(), source=Source("form"), row_id=pk)
    assert standing.states(HANDOVER, [pk]) == {pk: "changed"}
    again = propose("handover", "confirm", [pk], by=county)
    for person in (former, present):
        sign(again, person)
    assert standing.states(HANDOVER, [pk]) == {pk: "signed"}
