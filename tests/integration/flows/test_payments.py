"""As shipped: nothing is paid for a project that was not approved, whoever writes it."""

from collections.abc import Iterator

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.accounts.operations import opened
from jiedui.core.accounts.queries import trial_balance
from jiedui.core.declare.registry import registry
from jiedui.core.flows.models import Signature
from jiedui.core.flows.operations import propose
from jiedui.core.intake.operations import import_file
from jiedui.core.ledger.operations import Source, save
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.trail.verification import verify
from jiedui.core.words.errors import Refused
from tests.integration.country import place_regions
from tests.integration.flows.cast import cast, edit, file_projects, open_projects, sign

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
RUNNING, NEW = "P1,桑蚕基地,马山县,白山镇,产业,财政援助,120,100", "P2,水渠,马山县,白山镇,基础设施,财政援助,50,40"
HEAD = "凭证号,项目编号,支付日期,收款单位,金额（元）"


@pytest.fixture(autouse=True)
def shipped(settings: object) -> Iterator[None]:
    place_regions()
    settings.UNSIGNED_PAYMENTS = False  # type: ignore[attr-defined]
    yield


def pay(*lines: str) -> object:
    text = "\n".join([HEAD, *lines]).encode()
    return import_file("payments", text, name="支付.csv", scope=Scope.everything(), actor=SYSTEM)


def held() -> int:
    return registry.ledger("payments")._default_manager.count()


def test_a_file_with_one_payment_too_early_writes_nothing() -> None:
    rows, people = file_projects(RUNNING, NEW), cast()
    open_projects(rows[:1], people)
    events = Event.objects.count()
    with pytest.raises(Refused, match="“P2”（村级申报）还没有走完双方签批"):
        pay("V1,P1,2021-05-01,甲公司,1000", "V2,P2,2021-05-01,甲公司,1000")
    assert held() == 0 and Event.objects.count() == events
    pay("V1,P1,2021-05-01,甲公司,1000")
    assert held() == 1


def test_a_form_and_an_api_call_meet_the_same_guard() -> None:
    file_projects(NEW)
    values = {"voucher": "V9", "project": "P2", "amount": 100_00}
    for kind in ("form", "api"):
        with pytest.raises(Refused, match="期初登记"):
            save(registry.ledger("payments"), values, actor=SYSTEM, scope=Scope.everything(), source=Source(kind))
    assert held() == 0


def test_what_was_changed_after_signing_is_paid_only_when_confirmed() -> None:
    rows, people = file_projects(RUNNING), cast()
    open_projects(rows, people)
    edit(rows[0], planned_fund=999_000_000)
    with pytest.raises(Refused, match="内容已变更"):
        pay("V1,P1,2021-05-01,甲公司,1000")
    edit(rows[0], planned_fund=100_000_000)
    pay("V1,P1,2021-05-01,甲公司,1000")


def test_the_trail_stays_whole_with_events_inside_a_write() -> None:
    rows, people = file_projects(RUNNING), cast()
    open_projects(rows, people)
    edit(rows[0], planned_fund=999_000_000)
    edit(rows[0], planned_fund=100_000_000)
    report = verify()
    assert report.ok, report


OPENING = {"opening_on": "2021-03-31", "opening_arrived": 80_000_000, "opening_paid": 50_000_000}


def test_what_both_sides_signed_as_opening_goes_into_the_books() -> None:
    rows, people = file_projects(RUNNING), cast()
    edit(rows[0], **OPENING)
    open_projects(rows, people)
    assert opened("projects", rows)[rows[0]] == ("2021-03-31", 80_000_000, 50_000_000)
    assert trial_balance().zero
    with pytest.raises(Refused, match="期初"):
        save_payment("V1", "2021-03-01", 1_000_000)
    save_payment("V2", "2021-05-01", 30_000_000)
    with pytest.raises(Refused, match="余额"):
        save_payment("V3", "2021-06-01", 1)


def test_an_opening_that_is_corrected_is_signed_and_booked_anew() -> None:
    rows, people = file_projects(RUNNING), cast()
    edit(rows[0], **OPENING)
    open_projects(rows, people)
    edit(rows[0], opening_arrived=90_000_000)
    assert opened("projects", rows)[rows[0]] == ("2021-03-31", 80_000_000, 50_000_000), "not before it is signed"
    decision = propose("project", "confirm", rows, by=people.county)
    for person in (people.county_two, people.district) * 2:
        sign(decision, person)
    assert opened("projects", rows)[rows[0]] == ("2021-03-31", 90_000_000, 50_000_000)
    assert trial_balance().zero


def test_an_opening_in_months_is_refused_with_the_last_signature_not_given() -> None:
    rows, people = file_projects(RUNNING), cast()
    edit(rows[0], **{**OPENING, "opening_on": "2021-03"})
    with pytest.raises(Refused, match="须填到日"):
        open_projects(rows, people)
    assert not opened("projects", rows)
    assert Signature.objects.count() == 3


def save_payment(voucher: str, day: str, fen: int) -> None:
    values = {"voucher": voucher, "project": "P1", "paid_on": day, "amount": fen, "payee": "甲公司"}
    save(registry.ledger("payments"), values, actor=SYSTEM, scope=Scope.everything(), source=Source("form"))
