"""The ledgers of money and assets: their own templates with invented rows, and files that do not fit each other."""

import datetime as dt
from typing import Any

import pytest

from jiedui.core.accounts import operations as accounts
from jiedui.core.declare.registry import registry
from jiedui.core.trail.operations import SYSTEM
from tests.integration.modules.handing_in import counts, found, hand_in, places, rows_of, small_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
ORDER = ("projects", "fund_plans", "allotments", "arrivals", "assets")
DAY = dt.date(2021, 3, 20)


def project(number: str, county: str, **more: Any) -> dict[str, Any]:
    return {"项目编号": number, "项目名称": "冷库", "县": county, "资金类别": "财政援助", **more}


def allotment(number: str, **more: Any) -> dict[str, Any]:
    return {"下达编号": number, "县": "马山县", "资金类别": "财政援助", "下达金额": 100, "下达日期": DAY, **more}


def arrival(number: str, of: str, yuan: float, **more: Any) -> dict[str, Any]:
    return {"到账凭证号": number, "下达编号": of, "到账金额": yuan, "到账日期": dt.date(2021, 4, 2), **more}


def test_templates_with_invented_rows_go_in_and_come_back_the_same() -> None:
    world = small_world()
    for ledger in ORDER:
        rows = rows_of(world, ledger)
        first = hand_in(ledger, rows)
        assert counts(first) == (len(rows), len(rows), 0, 0, 0), first.as_dict()["findings"]
        assert counts(hand_in(ledger, rows)) == (len(rows), 0, 0, len(rows), 0)


def test_what_arrives_was_allotted_before_and_not_more_of_it() -> None:
    hand_in("allotments", [allotment("A1"), allotment("A2", 下达金额=None)])
    rows = [
        arrival("R1", "A1", 600_000), arrival("R2", "A1", 400_000), arrival("R3", "A1", 5_000),
        arrival("R4", "A2", 9_000_000), arrival("R5", "A1", -5_000), arrival("R6", "A2", 5_000, 到账日期=dt.date(2021, 3, 19)),
    ]  # fmt: skip
    report = hand_in("arrivals", rows, partial=True)
    # A2 names no amount, and unknown is not zero.
    assert places(report) == {(4, "amount", "arrivals.over_allotted"), (7, "arrived_on", "arrivals.before_allotted")}
    assert report.rows["new"] == 5
    (asked,) = [one for one in report.as_dict()["findings"] if one["id"] == "arrivals.over_allotted"]
    assert asked["message"] == "下达编号“A1”到账合计 1005000.00 元，超过下达金额 1000000.00 元。是否照此导入？"
    agreed = hand_in("arrivals", rows, answers={asked["key"]: asked["choices"][0]})
    assert (agreed.rows["new"], agreed.rows["same"]) == (1, 5)


def test_an_allotment_cannot_shrink_below_what_has_arrived_without_a_word() -> None:
    hand_in("allotments", [allotment("A1")])
    hand_in("arrivals", [arrival("R1", "A1", 800_000)])
    assert counts(hand_in("allotments", [allotment("A1", 下达金额=80)])) == (1, 0, 1, 0, 0)
    assert found(hand_in("allotments", [allotment("A1", 下达金额=79.99)])) == {
        "allotments.below_arrived": 1, "accounts.short": 1,
    }  # fmt: skip


def test_money_and_assets_stay_in_the_county_of_their_project() -> None:
    hand_in("projects", [project("P1", "马山县", 协作资金=50), project("P2", "隆安县")])
    assert found(hand_in("allotments", [allotment("A1", 对应项目编号="P2")])) == {"allotments.other_county": 1}
    rows = [
        {"资产编号": "Z1", "资产名称": "冷库", "县": "马山县", "来源项目编号": "P2"},
        {"资产编号": "Z2", "资产名称": "厂房", "县": "马山县", "来源项目编号": "P1", "其中协作资金形成": 30},
        {"资产编号": "Z3", "资产名称": "设备", "县": "马山县", "来源项目编号": "P1", "其中协作资金形成": 20.01},
    ]
    report = hand_in("assets", rows)
    assert places(report) == {(2, "project", "assets.other_county"), (4, "fund_value", "assets.over_fund")}


def test_sums_and_days_within_a_row() -> None:
    plan = {
        "计划名称": "福田支持马山",
        "年度": 2021,
        "县": "马山",
        "资金来源地": "福田区",
        "上年援助资金总额": 100,
        "本年计划资金": 99,
    }
    assert found(hand_in("fund_plans", [plan])) == {"fund_plans.below_last_year": 1}
    asset = {
        "资产编号": "Z1", "资产名称": "冷库", "县": "马山县", "资产类别": "经营性", "形成日期": "2021-05-01", "确权日期": "2021-04-30",
        "当年收益": 3, "当年已分配收益": 3.5, "受益户数": 10, "其中脱贫户和监测户": 12,
    }  # fmt: skip
    assert found(hand_in("assets", [asset])) == {
        "date.order": 1, "assets.distributed_over_income": 1, "assets.relieved_over_households": 1,
        "assets.confirmed_without_owner": 1,
    }  # fmt: skip


def payment(number: str, of: str, yuan: float, **more: Any) -> dict[str, Any]:
    return {"凭证号": number, "项目编号": of, "金额": yuan, "支付日期": dt.date(2021, 5, 2), "收款单位": "马山建筑有限公司", **more}


def test_the_books_say_which_rows_are_not_covered_and_the_others_go_in() -> None:
    hand_in("projects", [project("P1", "马山县"), project("P2", "马山县", 资金类别="社会捐赠")])
    hand_in("allotments", [allotment("A1"), allotment("A2", 资金类别="社会捐赠", 下达金额=2)])
    hand_in("arrivals", [arrival("R1", "A1", 600_000), arrival("R2", "A2", 20_000)])
    rows = [
        payment("Z1", "P1", 500_000), payment("Z2", "P1", 200_000), payment("Z3", "P1", 100_000), payment("Z4", "P2", 20_000.01),
    ]  # fmt: skip
    report = hand_in("payments", rows, partial=True)
    assert places(report) == {(3, "amount", "accounts.short"), (5, "amount", "accounts.short")}
    assert report.rows["new"] == 2
    (first, second) = [one["message"] for one in report.as_dict()["findings"] if one["id"] == "accounts.short"]
    assert first.startswith("要从“县级资金（马山县，财政援助）”付出 200000.00 元，余额只有 100000.00 元，差 100000.00 元。")
    assert second.startswith("要从“县级资金（马山县，社会捐赠）”付出 20000.01 元，余额只有 20000.00 元")
    # The whole of a file is held against the balance, so that its order does not matter.
    rows = [payment("Z5", "P1", 50_000), payment("Z6", "P1", -50_000)]
    assert found(hand_in("payments", rows)) == {}
    changed = hand_in("payments", [payment("Z1", "P1", 500_000.01)], partial=True)
    assert places(changed) == {(2, "amount", "accounts.short")}


def test_an_invoice_counts_once_in_all_counties_and_for_both_kinds_of_money() -> None:
    hand_in("projects", [project("P1", "马山县"), project("P2", "隆安县", 资金类别="社会捐赠")])
    first = payment("Z1", "P1", 500, 发票号码="12345678")
    assert found(hand_in("payments", [first])) == {}
    assert found(hand_in("payments", [first])) == {}
    again = payment("Z2", "P2", 700, 发票号码="12345678")
    assert found(hand_in("payments", [again], partial=True)) == {"payments.invoice_twice": 1}
    other = payment("Z3", "P2", 700, 发票号码="12345678", 收款单位="隆安农机有限公司")
    asked = hand_in("payments", [other], partial=True)
    assert found(asked) == {"payments.invoice_seen": 1}
    long = [payment(f"Z{at}", "P1", 10 * at, 发票号码="24442000000012345678", 收款单位=f"第{at}商行") for at in (4, 5)]
    assert found(hand_in("payments", long, partial=True)) == {"payments.invoice_twice": 1}
    back = [payment("Z6", "P1", -500, 发票号码="12345678"), payment("Z7", "P1", 480, 发票号码="12345678")]
    assert found(hand_in("payments", back)) == {}


def test_what_is_dated_before_an_opening_or_in_a_closed_year_is_said_of_the_row() -> None:
    hand_in("projects", [project("P1", "马山县"), project("P2", "马山县")])
    one = registry.ledger("projects")._default_manager.get(number="P1").pk
    accounts.open_balance("projects", one, day=dt.date(2021, 4, 30), arrived=1_000_000, paid=0, actor=SYSTEM)
    rows = [payment("Z1", "P1", 500, 支付日期=dt.date(2021, 4, 30)), payment("Z2", "P1", 500)]
    assert places(hand_in("payments", rows, partial=True)) == {(2, "paid_on", "accounts.before_opening")}
    accounts.close_year(2021, by=None)
    rows = [payment("Z3", "P1", 500), payment("Z4", "P1", 500, 支付日期=dt.date(2022, 1, 4))]
    assert places(hand_in("payments", rows, partial=True)) == {(2, "paid_on", "accounts.closed_year")}
