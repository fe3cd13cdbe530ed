"""The money pages: every number is what the ledgers say, leads to its rows, and stays within reach."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.accounts import queries
from jiedui.core.accounts.models import Account, Monthly
from jiedui.core.accounts.proving import prove
from jiedui.core.words import clock
from jiedui.modules.projects.money import flows, splitting
from tests.integration.web.conftest import text
from tests.unit.accounts.money import FUTIAN, allot, arrive, pay, project, save

MASHAN, LONGAN = "450124", "450123"
WAN = 1_000_000


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2021, 10, 31))


@pytest.fixture
def world(country: None) -> dict[str, int]:
    """马山: 100 万 allotted, 80 arrived, 50 paid; 隆安: 40 allotted and arrived, nothing paid; a gift of 5."""
    project("P1", category="industry")
    project("P2", county=LONGAN)
    project("P3", fund_kind="donation")
    allot(100 * WAN, "A1", issued_on="2021-03-01", year="2021", tranche="1")
    allot(40 * WAN, "A2", county=LONGAN, issued_on="2021-03-02", year="2021", tranche="2", due_on="2021-09-30")
    allot(5 * WAN, "A3", fund_kind="donation", project="P3")
    allot(70 * WAN, "A0", issued_on="2020-06-01", year="2020")
    arrive(80 * WAN, "A1", arrived_on="2021-04-20")
    arrive(40 * WAN, "A2", arrived_on="2021-06-01")
    arrive(5 * WAN, "A3", arrived_on="2021-07-01")
    pay(30 * WAN, "P1", "Z1", paid_on="2021-08-10")
    return {"second": pay(20 * WAN, "P1", "Z2", paid_on="2021-10-11")}


def test_the_overview_says_what_the_ledgers_say(world: Any, enter: Callable[..., Client]) -> None:
    page = text(enter(roles.MUNICIPAL).get("/money/"))
    assert "140.00" in page and "120.00" in page and "50.00" in page
    assert "41.7%" in page  # 50 of 120
    assert "70.00 多 70.00" in page or "比上年" in page
    assert "2021-04-20" in page and "2021-04-30" in page
    assert "马山县" in page and "隆安县" in page and "产业" in page
    gifts = text(enter(roles.MUNICIPAL).get("/money/?money=donation"))
    assert "5.00" in gifts and "140.00" not in gifts
    assert "70.00" in text(enter(roles.MUNICIPAL).get("/money/?year=2020"))


def test_a_statement_read_in_pages_lacks_and_repeats_nothing(world: Any) -> None:
    sizes = []
    for account in Account.objects.all():
        whole = [one.pk for one in queries.lines(account.pk).order_by("-pk")]
        read: list[int] = []
        while part := queries.latest(account.pk, before=read[-1] if read else None, most=2):
            read += [one.pk for one in part]
        assert read == whole
        sizes.append(len(whole))
    assert max(sizes) > 3, "an account with several pages, moved on both sides"


def test_the_uses_are_those_of_the_projects_in_reach(world: Any) -> None:
    found = flows.year_of(Scope.of_region(MASHAN), 2021, "fiscal")
    flows.add_uses(found, Scope.of_region(MASHAN))
    assert {code: dict(one.uses) for code, one in found.counties.items()} == {MASHAN: {"industry": 50 * WAN}}


def test_a_number_leads_to_entries_that_add_up_to_it(world: Any, enter: Callable[..., Client]) -> None:
    office = enter(roles.MUNICIPAL)
    page = text(office.get("/money/entries/?year=2021&money=fiscal&region=450124&step=paid"))
    assert "2 笔，合计 500,000.00 元" in page and "Z1" in page and "Z2" in page
    page = text(office.get("/money/entries/?year=2021&money=fiscal&step=arrived&month=2021-06"))
    assert "1 笔，合计 400,000.00 元" in page
    save("payments", world["second"], amount=10 * WAN)
    page = text(office.get("/money/entries/?year=2021&money=fiscal&step=paid"))
    assert "2 笔，合计 400,000.00 元" in page and "冲回" in page


@pytest.mark.parametrize("address", ["/money/", "/money/projects/", "/money/entries/?step=allotted", "/money/books/", "/money/splits/"])
def test_a_county_sees_its_own_money_only(world: Any, enter: Callable[..., Client], address: str) -> None:
    page = text(enter(roles.COUNTY, LONGAN).get(address))
    assert "马山" not in page
    assert enter(roles.COUNTY, LONGAN).get("/money/?region=450124").status_code == 404


def test_an_account_of_another_county_is_not_there(world: Any, enter: Callable[..., Client]) -> None:
    own, other = (Account.objects.get(kind="county", place=place, money="fiscal").pk for place in (LONGAN, MASHAN))
    client = enter(roles.COUNTY, LONGAN)
    assert "400,000.00" in text(client.get(f"/money/accounts/{own}/"))
    assert client.get(f"/money/accounts/{other}/").status_code == 404
    source = Account.objects.get(kind="source", origin=FUTIAN, money="fiscal").pk
    assert client.get(f"/money/accounts/{source}/").status_code == 404
    assert enter(roles.AUDITOR).get(f"/money/accounts/{source}/").status_code == 200


def test_nothing_yet_is_said_in_words(country: None, enter: Callable[..., Client]) -> None:
    for address in ("/money/", "/money/projects/", "/money/books/", "/money/splits/", "/money/entries/"):
        answer = enter(roles.COUNTY, MASHAN).get(address)
        assert answer.status_code == 200 and ("还没有" in text(answer) or "没有" in text(answer))


def test_a_page_asks_the_same_number_of_queries_for_one_project_and_for_many(world: Any, enter: Callable[..., Client]) -> None:
    client = enter(roles.MUNICIPAL)
    counts = []
    for more in (0, 6):
        for at in range(more):
            project(f"Q{at}")
            pay(1000, f"Q{at}", paid_on="2021-09-09")
        for address in ("/money/", "/money/projects/", "/money/entries/?step=paid"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_wrong_books_are_marked_on_the_page(world: Any, enter: Callable[..., Client]) -> None:
    client = enter(roles.MUNICIPAL)
    prove()
    assert "books-wrong" not in text(client.get("/money/"))
    Monthly.objects.filter(kind="paid").update(amount=1)
    prove()
    assert "books-wrong" in text(client.get("/money/"))
    assert "按月汇总" in text(client.get("/money/books/"))


def test_a_year_is_closed_and_opened_by_the_municipal_office_only(world: Any, enter: Callable[..., Client]) -> None:
    office = enter(roles.MUNICIPAL)
    assert enter(roles.COUNTY, MASHAN).post("/money/books/2020/close/").status_code == 403
    assert "2020 年度已结账" in text(office.post("/money/books/2020/close/", follow=True))
    assert "请填写重新开账的原因" in text(office.post("/money/books/2020/reopen/", {"reason": ""}, follow=True))
    assert "2020 年度已重新开账" in text(office.post("/money/books/2020/reopen/", {"reason": "补记一笔"}, follow=True))
    assert "还没有结束" in text(office.post("/money/books/2021/close/", follow=True))


def test_money_is_aged_oldest_first(world: Any) -> None:
    found = flows.idle(Scope.everything(), "fiscal", dt.date(2021, 10, 31))
    # 马山: 80 came in April and 50 of it went; 隆安: 40 since June.
    assert found == {MASHAN: [0, 0, 30 * WAN, 0], LONGAN: [0, 40 * WAN, 0, 0]}


def test_split_purchases_are_summed_over_days() -> None:
    day = ("450124", 1, 1)
    rows = [
        (*day, "2021-03-01", 30 * WAN, 1), (*day, "2021-03-20", 15 * WAN, 2), (*day, "2021-03-30", 5 * WAN, 3),
        (*day, "2021-04-29", 45 * WAN, 4), (*day, "2021-05", 45 * WAN, 5), ("450124", 1, 2, "2021-04-01", 49 * WAN, 6),
    ]  # fmt: skip
    (found,) = splitting.rolling(rows)
    assert (found.amount, found.vouchers, found.first, found.last) == (50 * WAN, 3, "2021-03-01", "2021-03-30")


def test_sums_are_remembered_while_the_trail_stands_and_never_for_another(
    world: dict[str, int], enter: Callable[..., Client], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MONEY_SECONDS = 600
    asked: list[Scope] = []
    read = flows.year_of
    monkeypatch.setattr(flows, "year_of", lambda scope, *rest: (asked.append(scope), read(scope, *rest))[1])
    office, clerk = enter(roles.MUNICIPAL), enter(roles.COUNTY, LONGAN)
    first = text(office.get("/money/"))
    assert "50.00" in first
    number = len(asked)
    assert number
    again = text(office.get("/money/"))
    assert (len(asked), again.split("<main")[1]) == (number, first.split("<main")[1])
    # Another scope and another year are other sums.
    narrow = text(clerk.get("/money/"))
    assert len(asked) > number
    assert "马山县" not in narrow.split("<main")[1]
    assert "隆安县" in narrow
    assert "70.00" in text(office.get("/money/?year=2020"))
    # The next event is in the sums at once.
    pay(7 * WAN, "P1", "Z3", paid_on="2021-10-12")
    assert "57.00" in text(office.get("/money/"))
