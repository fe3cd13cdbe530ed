"""Society's part through intake: templates both ways, receipts given in twice, gifts that are sales, more used than given."""

from datetime import date
from typing import Any

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.queries import evaluate
from jiedui.core.intake.against import AGREE
from jiedui.core.lake.layout import schema
from jiedui.demo.recipes import Row, recipes
from tests.integration.modules import handing_in
from tests.integration.modules.findings import said, warned
from tests.integration.modules.handing_in import counts, rows_of, small_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
OWN = [one.ledger for one in recipes() if registry.ledger(one.ledger)._meta.app_label == "society"]

GIFT = {
    "捐赠编号": "J1", "受赠县": "马山县", "捐赠方": "深圳市福田金达电子有限公司", "捐赠形式": "资金", "捐赠金额": 20,
    "到账日期": date(2021, 6, 1), "票据号": "PJ1",
}  # fmt: skip
USE = {"使用编号": "Y1", "捐赠编号": "J1", "使用日期": date(2021, 7, 1), "使用金额": 150_000}


def hand_in(ledger: str, rows: list[Row], **more: Any) -> Any:
    return handing_in.hand_in(ledger, rows, partial=True, **more)


def test_every_template_comes_back_unchanged() -> None:
    assert len(OWN) == 7
    world = small_world(3, projects=240)
    for ledger in OWN:
        rows = rows_of(world, ledger)
        first = hand_in(ledger, rows)
        assert (said(first), counts(first)) == ([], (len(rows), len(rows), 0, 0, 0)), ledger
        assert counts(hand_in(ledger, rows)) == (len(rows), 0, 0, len(rows), 0), ledger


def test_a_receipt_given_in_twice_is_asked_about_and_counts_once() -> None:
    hand_in("donations", [GIFT])
    again = {**GIFT, "捐赠编号": "J2", "受赠县": "隆安县"}
    report = hand_in("donations", [
        again, {**again, "捐赠编号": "J3", "同票分项": "是"}, {**again, "捐赠编号": "J4", "票据号": None},
        {**again, "捐赠编号": "J5", "票据号": None, "捐赠形式": "物资", "折价依据": "发票价"},
    ])  # fmt: skip
    assert said(report) == [(2, "receipt", "donations.again"), (4, "receipt", "donations.again")]
    assert report.rows["new"] == 2
    key = next(one["key"] for one in report.as_dict()["findings"] if one["id"] == "donations.again")
    assert hand_in("donations", [again], answers={key: AGREE}).rows["new"] == 1
    (value,) = evaluate(["41"], scope=Scope.everything(), as_of=date(2021, 12, 31), by="county")
    assert (value.value, value.rows) == (60, 3)
    assert {key: part.value for key, part in (value.by or {}).items() if part.rows} == {"450124": 20, "450123": 40}


def test_a_gift_with_its_receipt_after_one_without() -> None:
    hand_in("donations", [{**GIFT, "捐赠编号": "J9", "票据号": None}])
    assert said(hand_in("donations", [GIFT])) == [(2, "receipt", "donations.again")]


def test_a_sale_is_no_gift() -> None:
    sale = {
        "销售编号": "S1", "产地县": "马山县", "销售单位": GIFT["捐赠方"], "发票号码": "F1", "成交金额": 200_000,
        "交货日期": date(2021, 6, 1), "开票日期": date(2021, 6, 2),
    }  # fmt: skip
    hand_in("sales", [sale])
    report = hand_in("donations", [GIFT, {**GIFT, "捐赠编号": "J2", "捐赠金额": 1, "票据号": "F1"}])
    assert said(report) == [(2, "receipt", "donations.sold"), (3, "receipt", "donations.sold")]


def test_no_more_is_used_than_was_given() -> None:
    hand_in("donations", [GIFT])
    assert hand_in("donation_uses", [USE]).rows["new"] == 1
    report = hand_in(
        "donation_uses",
        [USE, {**USE, "使用编号": "Y2", "使用金额": 50_000}, {**USE, "使用编号": "Y3", "使用金额": 60_000}],
    )
    assert said(report) == [(4, "amount", "donation_uses.over_given")]
    assert "260000.00" in str(report.as_dict()["findings"])


def test_the_donor_of_a_person_is_personal() -> None:
    columns = registry.ledger("donations").columns
    assert columns["donor_person"].personal
    assert not {"donor_person", "uscc", "remark", "goods"} & set(schema(registry.ledger("donations")))


def test_an_agreement_is_dated_in_the_ledger_of_pairs_only() -> None:
    """A firm of Shenzhen that has an agreement with a village stands in both ledgers; its dates stand in one."""
    firm, place = "深圳市福田金达电子有限公司", {"乡镇": "白山镇", "村": "西华社区居委会"}
    pair = {"结对编号": "P1", "结对类型": "企业", "东部结对单位": firm, "县": "马山县", **place, "协议签订日期": date(2021, 3, 1)}
    assert hand_in("partner_pairs", [pair]).rows["new"] == 1
    helped = {"结对编号": "Q1", "帮扶企业": firm, "县": "马山县", **place, "最近活动日期": date(2021, 6, 1), "累计投资": 50}
    dated = {**helped, "结对编号": "Q2", "签约日期": date(2021, 3, 1)}
    elsewhere = {**dated, "结对编号": "Q3", "村": None}
    local = {**dated, "结对编号": "Q4", "帮扶企业": "马山县本地果业有限公司"}
    report = hand_in("firm_village_pairs", [helped, dated, elsewhere, local])
    assert [one for one in warned(report) if one[2] == "firm_village_pairs.signed_too"] == [
        (3, "signed_on", "firm_village_pairs.signed_too")
    ]
    assert report.rows["new"] == 4
