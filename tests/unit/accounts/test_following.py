"""The books follow the ledgers of money, row by row: new, changed, removed, taken back."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jiedui.core.access.scope import Scope
from jiedui.core.accounts import operations, proving
from jiedui.core.accounts.models import Account, Entry, Monthly, Yearly
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.undoing import undo_event
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import NotFound, Refused
from tests.unguarded import unguarded
from tests.unit.accounts.money import allot, arrive, balance, balances, pay, project, remove, save, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def proved() -> Any:
    """After each test the books are right."""
    yield
    assert wrong() == []


def refused(act: Any, id: str = "accounts.short") -> str:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act()
    assert caught.value.id == id, caught.value
    return str(caught.value)


def test_money_goes_from_its_source_to_the_payee() -> None:
    project("P1")
    allot(1000, "A1")
    assert balances() == {"source": -1000, "transit": 1000}
    arrive(800, "A1")
    assert balances() == {"source": -1000, "transit": 200, "county": 800}
    pay(300, "P1")
    assert balances() == {"source": -1000, "transit": 200, "county": 500, "payee": 300}


def test_nothing_is_paid_beyond_what_is_there_and_the_sentence_says_what_to_do() -> None:
    project("P1")
    allot(100_000, "A1")
    arrive(80_000, "A1")
    pay(50_000, "P1")
    told = refused(lambda: pay(50_000, "P1", "Z-9"))
    assert "支付凭证“Z-9”要从“县级资金（450124，财政援助）”付出 500.00 元，余额只有 300.00 元，差 200.00 元" in told
    assert "登记到账" in told and "没有写入任何内容" in told
    pay(30_000, "P1")
    assert balance("county") == 0


def test_arrivals_stay_within_their_allotment_and_an_allotment_above_what_arrived() -> None:
    one = allot(1000, "A1")
    allot(1000, "A2")
    arrive(900, "A1")
    assert "下达" in refused(lambda: arrive(101, "A1"))
    assert "冲回" in refused(lambda: save("allotments", one, number="A1", amount=899))
    save("allotments", one, number="A1", amount=900)
    assert balances() == {"source": -1900, "transit": 1000, "county": 900}


def test_an_unknown_allotment_limits_nothing_until_it_is_known() -> None:
    one = allot(None, "A1")
    arrive(500, "A1")
    assert balance("transit") == -500
    save("allotments", one, number="A1", amount=800)
    assert balance("transit") == 300
    refused(lambda: arrive(301, "A1"))


def test_payments_before_any_arrival_are_booked_and_held_once_money_covers_them() -> None:
    """An installation that keeps no ledger of arrivals is not locked out; where it begins one, the balance is held."""
    project("P1")
    pay(500, "P1")
    assert balance("county") == -500
    allot(2000, "A1")
    arrive(400, "A1")
    pay(100, "P1")  # still nothing to hold it against
    arrive(300, "A1")
    assert balance("county") == 100
    refused(lambda: pay(101, "P1"))
    pay(100, "P1")
    refused(lambda: pay(1, "P1"))


def test_money_that_names_a_project_is_that_projects_and_the_rest_comes_from_the_county() -> None:
    project("P1")
    project("P2")
    allot(1000, "A1", project="P1")
    allot(300, "A2")
    arrive(1000, "A1")
    arrive(300, "A2")
    assert balances()["project"] == 1000
    refused(lambda: pay(301, "P2"))
    pay(1200, "P1")
    assert (balance("project"), balance("county")) == (0, 100)
    refused(lambda: pay(101, "P1"))


def test_a_project_with_money_of_its_own_does_not_live_on_a_county_that_has_none() -> None:
    project("P1")
    project("P2")
    pay(700, "P2")
    allot(1000, "A1", project="P1")
    arrive(1000, "A1")
    refused(lambda: pay(1001, "P1"))
    pay(1000, "P1")
    pay(10, "P2")
    assert balance("county") == -710


def test_what_is_taken_back_sent_back_and_paid_back() -> None:
    project("P1")
    allot(1000, "A1")
    arrive(1000, "A1")
    pay(600, "P1")
    pay(-100, "P1")
    assert balances() == {"source": -1000, "county": 400, "project": 100, "payee": 500}
    pay(500, "P1")
    refused(lambda: arrive(-1, "A1"))
    allot(-300, "A2")
    assert balances() == {"source": -700, "transit": -300, "payee": 1000}
    told = refused(lambda: pay(-1001, "P1"))
    assert "期初前已付" in told
    assert set(Entry.objects.values_list("kind", flat=True)) == {
        "allotted", "taken_back", "arrived", "paid", "paid_back", "drawn",
    }  # fmt: skip


def test_donations_are_never_mixed_with_fiscal_money() -> None:
    project("P1")
    project("P2", fund_kind="donation")
    allot(1000, "A1")
    allot(500, "A2", fund_kind="donation")
    arrive(1000, "A1")
    arrive(500, "A2")
    refused(lambda: pay(501, "P2"))
    pay(500, "P2")
    assert balance("county", money="donation") == 0
    assert balance("county", money="fiscal") == 1000


def test_a_change_reverses_and_books_anew_and_what_moves_no_money_books_nothing() -> None:
    project("P1")
    allot(1000, "A1")
    arrive(1000, "A1")
    one = pay(600, "P1", "Z1")
    before = Entry.objects.count()
    save("payments", one, purpose="工程款")
    assert Entry.objects.count() == before
    save("payments", one, amount=700)
    booked = list(Entry.objects.filter(ledger="payments", row=one, part=0).order_by("pk").values_list("amount", "turn", "reversal"))
    assert booked == [(600, 1, False), (600, 1, True), (700, 2, False)]
    assert balances() == {"source": -1000, "county": 300, "payee": 700}
    save("payments", one, payee="另一家有限公司")
    assert sorted(one.balance for one in Account.objects.filter(kind="payee")) == [0, 700]
    refused(lambda: save("payments", one, amount=1001))
    remove("payments", one)
    assert balances() == {"source": -1000, "county": 1000}


def test_undoing_takes_back_and_bringing_back_books_again() -> None:
    project("P1")
    allot(1000, "A1")
    arrive(1000, "A1")
    one = pay(600, "P1", "Z1")
    payments = registry.ledger("payments")
    event = remove("payments", one)
    undo_event(payments, event, actor=SYSTEM, scope=Scope.everything())
    assert balance("county") == 400
    assert Entry.objects.filter(ledger="payments", row=one, part=0).count() == 3
    arrivals = Event.objects.filter(ledger="arrivals").latest("pk").pk
    told = refused(lambda: undo_event(registry.ledger("arrivals"), arrivals, actor=SYSTEM, scope=Scope.everything()))
    assert "不能这样更正或撤销" in told
    made = Event.objects.filter(ledger="payments", kind="form").order_by("pk").first()
    assert made is not None
    assert balance("county") == 400


def test_a_project_that_changes_its_kind_of_money_takes_its_payments_along() -> None:
    one = project("P1")
    pay(500, "P1")
    pay(200, "P1")
    save("projects", one, fund_kind="donation")
    assert balance("county", money="fiscal") == 0
    assert balance("county", money="donation") == -700
    save("projects", one, remark="改了名字")


def test_an_opening_entry_brings_in_what_runs_already() -> None:
    one = project("P1")
    day = dt.date(2021, 6, 30)
    operations.open_balance("projects", one, day=day, arrived=1000, paid=600, actor=SYSTEM)
    assert balances() == {"before": -1000, "project": 400, "prior": 600}
    assert "不晚于期初日期" in refused(lambda: pay(10, "P1", paid_on="2021-06-30"), "accounts.before_opening")
    refused(lambda: pay(401, "P1", paid_on="2021-07-01"))
    pay(400, "P1", paid_on="2021-07-01")
    pay(-600, "P1", paid_on="2021-07-02")  # of what was paid before
    assert balances() == {"before": -1000, "project": 600, "prior": 400}
    refused(lambda: operations.open_balance("projects", one, day=day, arrived=1, paid=0, actor=SYSTEM), "accounts.opened")
    refused(lambda: operations.reverse_opening("projects", one, actor=SYSTEM))


def test_an_opening_can_be_taken_back_and_made_anew_and_never_counts_twice() -> None:
    one = project("P1")
    day = dt.date(2021, 6, 30)
    operations.open_balance("projects", one, day=day, arrived=1000, paid=600, actor=SYSTEM)
    operations.reverse_opening("projects", one, actor=SYSTEM)
    assert balances() == {}
    with pytest.raises(NotFound):
        operations.reverse_opening("projects", one, actor=SYSTEM)
    pay(5, "P1", paid_on="2021-06-30")
    told = refused(
        lambda: operations.open_balance("projects", one, day=day, arrived=900, paid=600, actor=SYSTEM), "accounts.opening_late"
    )
    assert "重复" in told
    operations.open_balance("projects", one, day=dt.date(2021, 6, 29), arrived=900, paid=600, actor=SYSTEM)
    assert balance("project") == 300
    assert wrong() == []


@pytest.mark.parametrize(
    ("arrived", "paid", "id"), [(0, 0, "sum"), (-1, 0, "sum"), (5, -1, "sum"), (5, 6, "paid")]
)
def test_an_opening_that_cannot_be(arrived: int, paid: int, id: str) -> None:
    one = project("P1")
    refused(
        lambda: operations.open_balance("projects", one, day=dt.date(2021, 6, 30), arrived=arrived, paid=paid, actor=SYSTEM),
        f"accounts.opening_{id}",
    )


def test_a_closed_year_takes_nothing_and_gives_up_nothing() -> None:
    project("P1")
    allot(1000, "A1")
    arrive(1000, "A1")
    one = pay(600, "P1", "Z1")
    operations.close_year(2021, by=None)
    assert balances() == {"source": -1000, "county": 400, "payee": 600}
    told = refused(lambda: pay(1, "P1", paid_on="2021-12-31"), "accounts.closed_year")
    assert "2021 年度" in told and "重新开账" in told
    refused(lambda: save("payments", one, amount=500), "accounts.closed_year")
    refused(lambda: remove("payments", one), "accounts.closed_year")
    save("payments", one, purpose="尾款")
    pay(-50, "P1", paid_on="2022-01-05")
    pay(450, "P1", paid_on="2022-01-05")
    assert balance("county") + balance("project") == 0
    refused(lambda: operations.close_year(2021, by=None), "accounts.year_closed")
    operations.close_year(2022, by=None)
    refused(lambda: operations.reopen_year(2021, by=None, reason="补记"), "accounts.year_order_back")
    operations.reopen_year(2022, by=None, reason="补记")
    operations.reopen_year(2021, by=None, reason="补记")
    save("payments", one, amount=590)
    operations.close_year(2021, by=None)
    assert Entry.objects.filter(kind="carried_in", reversal=False).count() == 2


def test_years_are_closed_in_their_order_and_when_they_are_over() -> None:
    project("P1")
    pay(1, "P1", paid_on="2020-05-01")
    pay(1, "P1", paid_on="2021-05-01")
    refused(lambda: operations.close_year(2021, by=None), "accounts.year_order")
    refused(lambda: operations.close_year(dt.date.today().year, by=None), "accounts.year_running")
    refused(lambda: operations.close_year(2019, by=None), "accounts.year_empty")
    operations.close_year(2020, by=None)
    operations.close_year(2021, by=None)


def test_the_database_itself_refuses() -> None:
    project("P1")
    allot(1000, "A1")
    arrive(1000, "A1")
    pay(900, "P1")
    county = Account.objects.get(kind="county")
    for sql in (
        f"UPDATE accounts_account SET outgoing = outgoing + 101 WHERE id = {county.pk}",
        f"DELETE FROM accounts_account WHERE id = {county.pk}",
        "UPDATE accounts_entry SET amount = 1",
        "DELETE FROM accounts_entry",
        "INSERT INTO accounts_entry (ledger, row, turn, part, reversal, kind, credit_id, debit_id, amount, day, year, event) "
        "SELECT ledger, row, turn, part, reversal, kind, credit_id, debit_id, amount, day, year, event FROM accounts_entry",
        "INSERT INTO accounts_entry (ledger, row, turn, part, reversal, kind, credit_id, debit_id, amount, day, year, event) "
        "SELECT ledger, row, turn + 1, part, reversal, kind, credit_id, credit_id, amount, day, year, event FROM accounts_entry",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE accounts_account SET incoming = incoming + 1 WHERE kind = 'payee'", "按分录应为"),
        ("UPDATE accounts_monthly SET amount = amount + 1 WHERE kind = 'paid'", "按月汇总"),
        ("UPDATE accounts_yearly SET amount = amount + 1 WHERE kind = 'paid'", "按年汇总"),
        ("UPDATE accounts_entry SET amount = amount + 1 WHERE kind = 'paid'", "与记录不符"),
        ("UPDATE ledger_payments SET amount = amount + 1", "记账不符"),
        ("DELETE FROM ledger_payments", "没有对应的记录"),
        ("DELETE FROM accounts_entry WHERE kind = 'paid'", "没有记账"),
        ("UPDATE accounts_account SET money = 'donation' WHERE kind = 'payee'", "混在一起"),
    ],
)
def test_the_proof_sees_what_is_done_behind_the_products_back(sql: str, said: str) -> None:
    project("P1")
    allot(1000, "A1")
    arrive(400, "A1")
    pay(300, "P1")
    with transaction.atomic():
        with unguarded(), connection.cursor() as cursor:
            cursor.execute(sql)
        found = proving.prove()
        assert not found.holds and said in found.problems
        transaction.set_rollback(True)


def test_the_books_are_proved_once_a_day() -> None:
    first = proving.prove_daily()
    assert first is not None and first.holds
    assert proving.prove_daily() is None


def test_rows_from_before_are_booked_once() -> None:
    project("P1")
    allot(1000, "A1")
    arrive(400, "A1")
    pay(300, "P1")
    pay(-20, "P1")
    with unguarded():
        for model in (Entry, Account, Monthly, Yearly):
            model.objects.all().delete()
    assert operations.catch_up(SYSTEM) == 4
    assert balances() == {"source": -1000, "transit": 600, "county": 120, "payee": 280}
    assert operations.catch_up(SYSTEM) == 0
    refused(lambda: pay(200, "P1"))
