"""Consumption assistance through intake: templates both ways, and one sale that several offices report."""

from datetime import date
from typing import Any

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.queries import drill, evaluate
from jiedui.core.intake.against import AGREE
from jiedui.demo.recipes import Row, recipes
from tests.integration.modules import handing_in
from tests.integration.modules.findings import said, warned
from tests.integration.modules.handing_in import counts, rows_of, small_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
OWN = [one.ledger for one in recipes() if registry.ledger(one.ledger)._meta.app_label == "consumption"]

SALE = {
    "销售编号": "S1", "产地县": "马山县", "销售单位": "马山金达果业农民专业合作社", "采购单位": "福田实验学校", "购销类别": "直接采购",
    "销售平台": "圳帮扶", "订单号": "DD1", "发票号码": "04400001", "成交金额": 12000, "交货日期": date(2021, 5, 6),
    "开票日期": date(2021, 5, 8),
}  # fmt: skip
UNIT = {"单位编号": "YS1", "单位名称": "福田实验学校", "所属区县": "福田区", "食堂情况": "自办食堂"}
PURCHASE = {
    "采购编号": "C1",
    "单位编号": "YS1",
    "采购日期": "2021-05",
    "帮扶产品采购金额": 12000,
    "农副产品采购总额": 30000,
}


def hand_in(ledger: str, rows: list[Row], **more: Any) -> Any:
    return handing_in.hand_in(ledger, rows, partial=True, **more)


def test_every_template_comes_back_unchanged() -> None:
    assert len(OWN) == 14
    world = small_world(3, projects=240)
    for ledger in OWN:
        rows = rows_of(world, ledger)
        first = hand_in(ledger, rows)
        assert (said(first), counts(first)) == ([], (len(rows), len(rows), 0, 0, 0)), ledger
        assert counts(hand_in(ledger, rows)) == (len(rows), 0, 0, len(rows), 0), ledger


def test_a_sale_reported_again_is_asked_about() -> None:
    assert hand_in("sales", [SALE]).rows["new"] == 1
    again = [
        {**SALE, "销售编号": "S2", "产地县": "隆安县"},  # the same order
        {**SALE, "销售编号": "S3", "销售平台": None, "订单号": None},  # the same invoice
        {**SALE, "销售编号": "S4", "销售平台": None, "订单号": None, "发票号码": None},  # the same deal
        {**SALE, "销售编号": "S5", "订单号": "DD2"},  # another order on one invoice
        {**SALE, "销售编号": "S6", "同单分项": "是"},  # a part of the order
        {**SALE, "销售编号": "S7", "购销类别": "捐赠"},  # no sale
        {**SALE, "销售编号": "S8", "销售平台": "832平台"},  # another platform's number
        {**SALE, "销售编号": "S9", "销售平台": "832平台"},  # twice in this file
    ]
    report = hand_in("sales", again)
    assert said(report) == [(row, "order_number", "sales.again") for row in (2, 3, 4, 9)]
    assert report.rows["new"] == 4
    assert hand_in("sales", [SALE]).rows["same"] == 1


def test_a_report_with_better_numbers_is_asked_about_too() -> None:
    bare = {**SALE, "销售编号": "S2", "销售平台": None, "订单号": None}
    hand_in("sales", [{**bare, "发票号码": None}])
    assert said(hand_in("sales", [{**bare, "销售编号": "S4"}])) == [(2, "order_number", "sales.again")]
    assert said(hand_in("sales", [SALE])) == [(2, "order_number", "sales.again")]
    later = {**SALE, "交货日期": date(2021, 5, 7)}
    report = hand_in("sales", [{**bare, "销售编号": "S3", "交货日期": date(2021, 5, 7)}, later])  # in one file
    assert said(report) == [(2, "order_number", "sales.again")]


def test_a_row_that_changes_its_own_order_number_is_no_repetition() -> None:
    hand_in("sales", [SALE, {**SALE, "销售编号": "S2", "订单号": "DD2", "发票号码": "2"}])
    report = hand_in("sales", [{**SALE, "订单号": "DD2"}, {**SALE, "销售编号": "S2", "订单号": "DD1", "发票号码": "2"}])
    assert (said(report), report.rows["changed"]) == ([], 2)


def test_files_without_the_columns_of_the_checks() -> None:
    few = {key: SALE[key] for key in ("销售编号", "产地县", "成交金额")}
    assert said(hand_in("sales", [few])) == []
    hand_in("budget_units", [UNIT])
    assert said(hand_in("purchases", [PURCHASE])) == []


def test_a_sale_taken_in_twice_counts_once() -> None:
    hand_in("sales", [SALE])
    twice = {**SALE, "销售编号": "S2", "产地县": "隆安县"}
    key = next(one["key"] for one in hand_in("sales", [twice]).as_dict()["findings"] if one["id"] == "sales.again")
    assert hand_in("sales", [twice], answers={key: AGREE}).rows["new"] == 1
    (value,) = evaluate(["40"], scope=Scope.everything(), as_of=date(2021, 12, 31), by="county")
    assert (value.value, value.rows) == (0.00012, 1)
    assert {key: part.value for key, part in (value.by or {}).items() if part.rows} == {"450124": 0.00012}
    assert len(drill("40", scope=Scope.everything(), as_of=date(2021, 12, 31)).ids) == 1


def test_a_gift_is_no_sale() -> None:
    gift = {
        "捐赠编号": "J1", "受赠县": "马山县", "捐赠方": "福田实验学校", "捐赠形式": "物资", "捐赠金额": 1.2, "折价依据": "发票价",
        "到账日期": date(2021, 5, 6), "票据号": "PJ1",
    }  # fmt: skip
    hand_in("donations", [gift])
    report = hand_in("sales", [SALE, {**SALE, "销售编号": "S2", "订单号": "DD2", "发票号码": "PJ1", "成交金额": 5}])
    assert said(report) == [(2, "sale_class", "sales.given"), (3, "sale_class", "sales.given")]
    assert hand_in("sales", [{**SALE, "成交金额": 12000.01}]).rows["new"] == 1


def test_both_sides_of_one_sale_are_told_of_each_other() -> None:
    hand_in("budget_units", [UNIT])
    hand_in("sales", [SALE])
    bought = {**PURCHASE, "采购平台": "圳帮扶", "订单号": "DD1"}
    assert (2, "order_number", "purchases.sold_too") in warned(hand_in("purchases", [bought]))
    assert (2, "order_number", "sales.bought_too") in warned(hand_in("sales", [{**SALE, "备注": "改"}]))
    report = hand_in("purchases", [{**bought, "采购编号": "C2"}])
    assert said(report) == [(2, "order_number", "purchases.again")]


@pytest.mark.parametrize("ledger, row, finding", [
    ("sales", {**SALE, "退款金额": 12001}, (2, "refund", "sales.refund_over_amount")),
    ("sales", {**SALE, "下单日期": date(2021, 5, 7)}, (2, "delivered_on", "date.order")),
    ("purchases", {**PURCHASE, "帮扶产品采购金额": 30001}, (2, "assisted", "purchases.assisted_over_total")),
    ("purchases", {**PURCHASE, "单位编号": "YS9"}, (2, "unit", "reference.unknown")),
])  # fmt: skip
def test_wrong_rows_are_refused(ledger: str, row: dict[str, Any], finding: tuple[Any, ...]) -> None:
    hand_in("budget_units", [UNIT])
    report = hand_in(ledger, [row])
    assert (said(report), report.rows["new"]) == ([finding], 0)


def test_the_share_of_a_district() -> None:
    hand_in("budget_units", [UNIT, {**UNIT, "单位编号": "YS2", "单位名称": "福田鑫达小学", "食堂情况": "无食堂"}])
    hand_in("purchases", [PURCHASE, {**PURCHASE, "采购编号": "C2", "单位编号": "YS2", "帮扶产品采购金额": 0}])
    (value,) = evaluate(["46"], scope=Scope.everything(), as_of=date(2021, 12, 31), by="district")
    assert (value.value, value.rows, (value.by or {})["440304"].value) == (40, 1, 40)
    (own,) = evaluate(["46"], scope=Scope.of_region("440304"), as_of=date(2021, 12, 31))
    (foreign,) = evaluate(["46"], scope=Scope.of_region("450123"), as_of=date(2021, 12, 31))
    assert (own.value, foreign.value) == (40, None)
