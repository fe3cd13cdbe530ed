"""The ledgers of industry: their own templates with invented rows, and files that do not fit each other."""

import datetime as dt
from typing import Any

import pytest

from tests.integration.modules.handing_in import counts, found, hand_in, places, rows_of, small_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
ORDER = (
    "projects", "parks", "settled_firms", "investments", "park_followups", "private_capital", "farming_projects",
    "storage_facilities", "tourism_villages", "fairs", "deals", "chain_headquarters", "reserve_bases", "data_centres",
)  # fmt: skip


def firm(number: str, **more: Any) -> dict[str, Any]:
    return {
        "招商项目编号": number,
        "招商项目名称": "制衣项目",
        "企业名称": "马山宏达制衣有限公司",
        "县": "马山县",
        **more,
    }


def investment(number: str, wan: float, **more: Any) -> dict[str, Any]:
    return {
        "到位编号": number,
        "招商项目编号": "F1",
        "到位金额": wan,
        "到位证明": "银行凭证",
        "证明文号": f"HD{number}",
        **more,
    }


def test_templates_with_invented_rows_go_in_and_come_back_the_same() -> None:
    world = small_world()
    for ledger in ORDER:
        rows = rows_of(world, ledger)
        assert rows, ledger
        first = hand_in(ledger, rows)
        assert counts(first) == (len(rows), len(rows), 0, 0, 0), (ledger, first.as_dict()["findings"])
        assert counts(hand_in(ledger, rows)) == (len(rows), 0, 0, len(rows), 0), ledger


def test_an_investment_fits_its_firm_and_its_paper() -> None:
    hand_in("settled_firms", [firm("F1", 协议投资额=100, 签约日期=dt.date(2021, 3, 1)), firm("F2")])
    rows = [
        investment("I1", 60), investment("I2", 40), investment("I3", 0.01), investment("I4", 5, 招商项目编号="F2", 证明文号="HDI1"),
        investment("I5", 1, 招商项目编号="F2", 到位证明="企业自报", 证明文号=None),
        investment("I6", -5, 到位日期=dt.date(2021, 2, 28)), investment("I7", 7, 招商项目编号="F9"),
    ]  # fmt: skip
    report = hand_in("investments", rows, partial=True)
    assert places(report) == {
        (4, "amount", "investments.over_agreed"), (2, "proof_number", "investments.proof_twice"),
        (5, "proof_number", "investments.proof_twice"), (6, "amount", "investments.unproved"),
        (7, "arrived_on", "investments.before_signed"), (8, "firm", "reference.unknown"),
    }  # fmt: skip
    assert report.rows["new"] == 5
    (asked,) = [one for one in report.as_dict()["findings"] if one["id"] == "investments.over_agreed"]
    assert asked["message"] == "招商项目“F1”到位投资合计 100.01 万元，超过协议投资额 100 万元。是否照此导入？"


def test_a_firm_in_a_park_of_another_county_is_told() -> None:
    hand_in("parks", [{"园区名称": "隆安产业园", "县": "隆安县"}])
    assert found(hand_in("settled_firms", [firm("F1", 所在园区="隆安产业园")])) == {"settled_firms.other_county": 1}


def test_a_project_of_another_county_is_refused() -> None:
    hand_in("projects", [{"项目编号": "P1", "项目名称": "芒果基地", "县": "隆安县"}])
    row = {"县": "马山县", "帮扶项目编号": "P1"}
    heads = {
        "farming_projects": ("种养项目编号", "种养项目名称"), "storage_facilities": ("设施编号", "设施名称"),
        "tourism_villages": ("示范点编号", "示范点名称"), "private_capital": ("社会资本编号", "投入项目名称"),
    }  # fmt: skip
    for ledger, (number, name) in heads.items():
        report = hand_in(ledger, [{number: "X1", name: "某项目", **row}])
        assert places(report) == {(2, "project", f"{ledger}.project_elsewhere")}


def test_a_deal_is_signed_at_its_fair_or_later() -> None:
    fair = {
        "活动编号": "H1",
        "活动名称": "展销会",
        "主办地区": "深圳市",
        "举办日期": "2021-06-10",
        "结束日期": "2021-06-12",
    }
    assert counts(hand_in("fairs", [fair])) == (1, 1, 0, 0, 0)
    deal = {
        "成果编号": "C1",
        "成果名称": "采购",
        "活动编号": "H1",
        "签约日期": "2021-06-09",
        "合同金额": 10,
        "已履约金额": 11,
    }
    assert found(hand_in("deals", [deal])) == {"deals.before_fair": 1, "deals.performed_over_amount": 1}


def test_stages_and_days_of_a_firm_agree() -> None:
    rows = [
        firm("F1", 落地阶段="已投产"), firm("F2", 落地阶段="在建", 投产日期="2021-05-01"),
        firm("F3", 签约日期="2021-05", 投产日期="2021-04-30"), firm("F4", 吸纳就业人数=5, 其中脱贫人口就业=6),
    ]  # fmt: skip
    assert places(hand_in("settled_firms", rows)) == {
        (2, "stage", "settled_firms.operating_undated"), (3, "operating_on", "settled_firms.operating_too_early"),
        (4, "operating_on", "date.order"), (5, "relieved_jobs", "settled_firms.relieved_over_jobs"),
    }  # fmt: skip
