"""Pairing, governance and talent: every ledger takes its own template back, and cross-checks speak."""

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.trail.operations import SYSTEM
from jiedui.demo.geography import load_counties
from jiedui.demo.recipes import Row, recipes
from jiedui.demo.world import World
from tests.integration.modules.handing_in import counts, found, hand_in, rows_of, template_with
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
COUNTIES = ("450124", "451226", "451227")
"""Mashan; Huanjiang, which another district has handed over; Bama, whose district has no code of the standard."""
LEDGERS = {
    "pairing": {"partner_pairs", "pair_activities", "handovers"},
    "governance": {
        "visits", "meetings", "resolutions", "agreements", "supervision_items", "media", "policies", "publicity_events",
        "firm_visits", "organisations_history",
    },
    "talent": {"officials", "professionals", "trainees_shadowing", "yearly_reviews", "allowances"},
}  # fmt: skip
TOLD = {
    "partner_pairs.unsigned", "partner_pairs.twice", "handovers.one_signature", "handovers.no_source", "officials.no_document",
    "governance.closed_undated", "media.no_link", "media.twice", "visits.twice", "agreements.twice",
}  # fmt: skip
"""Warnings of the invented rows that are meant."""
A, B, C = "452123198001012110", "452123198505056125", "452123199001010013"


@pytest.mark.parametrize("module", list(LEDGERS))
def test_every_ledger_takes_its_template_back(module: str) -> None:
    counties = [one for one in load_counties() if one.code in COUNTIES]
    world = World(counties, seed=5, workers=60, households=3, projects=20)
    ledgers = [one.ledger for one in recipes() if registry.ledger(one.ledger)._meta.app_label == module]
    assert (
        set(ledgers) == LEDGERS[module] == {one.info.id for one in registry.ledgers() if one._meta.app_label == module}
    )
    for ledger in ledgers:
        rows = rows_of(world, ledger)
        first = hand_in(ledger, rows)
        assert set(found(first)) <= TOLD, (ledger, first.as_dict()["findings"][:5])
        assert counts(first) == (len(rows), len(rows), 0, 0, 0), ledger
        assert counts(hand_in(ledger, rows)) == (len(rows), 0, 0, len(rows), 0), ledger


@pytest.mark.parametrize("ledger", sorted(set().union(*LEDGERS.values())))
def test_no_heading_means_two_columns(ledger: str) -> None:
    declared = registry.ledger(ledger).declared
    headings = [heading for column in declared for heading in dict.fromkeys(column.headings)]
    assert len(headings) == len(set(headings)), [one for one in headings if headings.count(one) > 1]


def ids(ledger: str, *rows: Row) -> list[tuple[int | None, str]]:
    """Row and id of every finding when the rows are handed in."""
    findings = hand_in(ledger, rows, partial=True).as_dict()["findings"]
    return [(one["row"], one["id"]) for one in findings]


PAIR: Row = {
    "结对编号": "P1", "结对类型": "学校", "东部结对单位": "深圳市福田区景田小学", "西部结对单位": "马山县第二小学", "县": "马山县",
    "协议签订日期": "2021-04-01", "协议截止日期": "2023-03-31",
}  # fmt: skip


def test_a_pair_under_two_numbers_and_activities_outside_its_term() -> None:
    assert ids("partner_pairs", PAIR) == []
    assert ids("partner_pairs", PAIR | {"结对编号": "P2"}) == [(2, "partner_pairs.twice")]
    found = ids(
        "partner_pairs",
        PAIR | {"结对编号": "P3", "西部结对单位": None, "协议签订日期": None, "协议截止日期": "2019-01-01"},
    )
    assert {id for _row, id in found} == {"partner_pairs.unsigned", "partner_pairs.no_partner"}
    held = [
        ("2021-03", (2, "pair_activities.outside_term")),
        ("2021-04", None),
        ("2021-05-01", None),
        ("2023-04-01", None),
    ]
    rows = [{"活动编号": f"H{number}", "结对编号": "P1", "活动日期": day} for number, (day, _id) in enumerate(held)]
    assert ids("pair_activities", *rows) == [(2, "pair_activities.outside_term"), (5, "pair_activities.outside_term")]
    assert ids("pair_activities", {"活动编号": "H9", "结对编号": "P9"}) == [(2, "reference.unknown")]


def test_a_handover_needs_two_districts_and_two_signatures() -> None:
    row = {
        "交接编号": "J1",
        "交接事项": "冷库",
        "县": "环江县",
        "移交区": "福田区",
        "接收区": "宝安区",
        "交接状态": "已签字交接",
    }
    signed = {"移交方签字日期": "2021-06-01", "接收方签字日期": "2021-06-02"}
    assert ids("handovers", row | signed) == []
    assert ids("handovers", row | {"交接编号": "J2", "移交方签字日期": "2021-06-01"}) == [
        (2, "handovers.one_signature")
    ]
    same = ids("handovers", row | signed | {"交接编号": "J3", "接收区": "福田区"})
    assert same == [(2, "handovers.same_district"), (2, "handovers.other_district")]
    other = row | signed | {"交接编号": "J4", "接收区": "龙华区", "总投资": 10, "已投入资金": 8, "资金缺口": 3}
    assert {id for _row, id in ids("handovers", other)} == {
        "handovers.other_district",
        "handovers.no_source",
        "handovers.sums",
    }


def test_what_both_sides_enter_is_told() -> None:
    meeting = {"会议编号": "M1", "会议名称": "联席会议", "所属区县": "福田区", "会议类型": "联席会议", "召开日期": "2021-05-01",
               "召集（主办）单位": "深圳市福田区人民政府"}  # fmt: skip
    assert ids("meetings", meeting) == []
    assert ids("meetings", meeting | {"会议编号": "M2", "所属区县": "马山县"}) == [(2, "meetings.twice")]
    thing = {"事项编号": "Y1", "议定事项": "加快拨付", "所属区县": "马山县", "会议编号": "M1", "议定日期": "2021-05"}
    assert ids("resolutions", thing) == []
    assert ids("resolutions", thing | {"事项编号": "Y2", "议定日期": "2021-05-02"}) == [(2, "resolutions.other_day")]
    assert ids("resolutions", thing | {"事项编号": "Y3", "办理状态": "已办结"}) == [(2, "governance.closed_undated")]
    report = {
        "标题": "一",
        "刊发日期": "2021-03-01",
        "所属区县": "马山县",
        "宣传类型": "报道",
        "媒体（采用）级别": "央媒",
    }
    assert ids("media", report, report | {"标题": "二", "链接（版面）": "L"}) == [(2, "media.no_link")]
    assert ids("media", report | {"标题": "三", "链接（版面）": "L", "所属区县": "隆安县"}) == [(2, "media.twice")]


def test_a_file_without_the_columns_that_checks_look_at() -> None:
    assert ids("media", {"标题": "四", "刊发日期": "2021-03-01", "所属区县": "深圳市"}) == []
    for ledger, row in (
        ("officials", {"姓名": "韦一", "身份证号": A, "所属区县": "马山县", "开始日期": "2021-05-01"}),
        ("meetings", {"会议编号": "M9", "会议名称": "会", "所属区县": "百色市"}),
        ("handovers", {"交接编号": "J9", "交接事项": "物", "县": "马山县"}),
    ):
        report = bare(ledger, row)
        assert (report.rows["new"], report.rows["refused"]) == (1, 0), report.finding_dicts()


def bare(ledger: str, row: Row) -> Report:
    """Handed in with only the columns that the row has."""
    file = book([row], ledger)
    return import_file(ledger, file, name="少列.xlsx", scope=Scope.everything(), actor=SYSTEM, partial=True)


def test_one_person_serves_one_term_at_a_time() -> None:
    row = {
        "姓名": "韦建国",
        "身份证号": A,
        "所属区县": "马山县",
        "开始日期": "2021-05-01",
        "任期（服务期）截止": "2023-04-30",
        "任职（选派）文号": "1号",
    }
    later = row | {"开始日期": "2023-05-01", "任期（服务期）截止": None}
    assert ids("officials", row, later) == []
    assert ids("officials", row | {"所属区县": "隆安县"}) == [(2, "officials.two_terms")]
    two = row | {"身份证号": B, "姓名": "覃丽"}
    found = ids("officials", two, two | {"开始日期": "2022-01-01", "实际结束日期": "2022-06-01"})
    assert found == [(2, "officials.two_terms"), (3, "officials.two_terms")]
    review = {"姓名": "韦建国", "身份证号": A, "所属区县": "马山县", "考核年度": "2021"}
    assert ids("yearly_reviews", review) == []
    assert ids("yearly_reviews", review | {"考核年度": "2021-12"}) == [(2, "code.unknown")]
    stranger = {"姓名": "农春", "身份证号": C, "所属区县": "马山县", "所属月份": "2021-05", "补贴类型": "工作补贴"}
    assert [id for _row, id in ids("allowances", stranger)] == ["allowances.stranger"]


def test_a_county_sees_its_own_rows_and_no_office_sees_anothers() -> None:
    rows = [
        {"互访编号": f"V{number}", "所属区县": place}
        for number, place in enumerate(("马山县", "环江县", "福田区", "深圳市", "大鹏新区"))
    ]
    assert hand_in("visits", rows).rows["new"] == 5
    file = template_with("visits", [rows[0], rows[2]])
    only = import_file("visits", file, name="互访.xlsx", scope=Scope.of_region("450124"), actor=SYSTEM, partial=True)
    assert [(one["row"], one["id"]) for one in only.as_dict()["findings"]] == [(3, "row.out_of_scope")]


def test_a_county_reports_on_its_resolution_of_a_meeting_in_the_citys_books() -> None:
    meeting = {"会议编号": "M1", "会议名称": "联席会议", "所属区县": "深圳市", "召开日期": "2021-05-01"}
    thing = {"事项编号": "Y1", "议定事项": "加快拨付", "所属区县": "马山县", "会议编号": "M1", "议定日期": "2021-05-01"}
    assert ids("meetings", meeting) == ids("resolutions", thing) == []

    def as_mashan(row: Row) -> list[str]:
        file, scope = template_with("resolutions", [row]), Scope.of_region("450124")
        report = import_file("resolutions", file, name="落实.xlsx", scope=scope, actor=SYSTEM, partial=True)
        return [one["id"] for one in report.as_dict()["findings"]]

    assert as_mashan(thing | {"办理状态": "已办结", "办结日期": "2021-06-01"}) == []
    ids("meetings", meeting | {"会议编号": "M2"})
    assert as_mashan(thing | {"事项编号": "Y2", "会议编号": "M2"}) == ["reference.unknown"]
