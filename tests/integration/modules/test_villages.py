"""Village building: every template is taken back unchanged, and what is named elsewhere must agree."""

import datetime as dt

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.queries import evaluate
from jiedui.demo.recipes import Row, recipes
from tests.integration.modules.handing_in import counts, found, hand_in, places, rows_of, small_world
from tests.integration.modules.taken_back import check_taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
OURS = ("sites", "site_results", "village_works", "digital_pilots", "upkeep", "collective_economy", "farming_plans")


def site(number: str = "D1", **facts: object) -> Row:
    return {"点位编号": number, "点位名称": "旺中村示范点", "县": "隆安县", "示范类别": "巩固拓展脱贫攻坚成果示范点",
            "确定日期": "2021-04-20", "建设状态": "建设中", **facts}  # fmt: skip


def work(number: str = "G1", **facts: object) -> Row:
    return {"工程编号": number, "工程名称": "旺中产业路硬化", "县": "隆安县", "五个一批类别": "乡村基础设施", **facts}


def project() -> None:
    row = {
        "项目编号": "P1",
        "项目名称": "旺中产业路",
        "县": "隆安县",
        "资金类别": "财政援助",
        "计划总投资": 120,
        "协作资金": 100,
    }
    assert hand_in("projects", [row]).ok


def test_every_ledger_is_taken_back_as_it_was_handed_in(settings, tmp_path) -> None:
    settings.LAKE = tmp_path / "lake"
    world = small_world()
    assert hand_in("projects", rows_of(world, "projects")).ok
    for ledger in [one.ledger for one in recipes() if one.ledger in OURS]:
        check_taken_back(ledger, rows_of(world, ledger))
    (one,) = evaluate(["45"], scope=Scope.everything(), as_of=dt.date(2021, 12, 31))
    assert one.value == 1


def test_results_stand_under_the_county_of_their_site() -> None:
    assert hand_in("sites", [site()]).ok
    row = {"记录编号": "R1", "点位编号": "D1", "评估日期": "2021-12-20", "对比指标": "人均收入", "计量单位": "元",
           "建设前": 9800.5, "建设后": 11200}  # fmt: skip
    assert not found(hand_in("site_results", [row]))
    one = registry.ledger("site_results").objects.get()
    assert (one.county, one.measure, one.before, one.after) == ("450123", "income", 980050, 1120000)
    early = row | {"评估日期": "2021-04-19", "建设前": None, "计量单位": None}
    assert found(hand_in("site_results", [early])) == {
        "site_results.before_decision": 1, "site_results.no_baseline": 1, "site_results.no_unit": 1
    }  # fmt: skip
    assert places(hand_in("site_results", [row | {"点位编号": "D9"}])) == {(2, "site", "reference.unknown")}


def test_a_site_says_when_it_was_chosen_and_its_parts_fit() -> None:
    assert found(hand_in("sites", [site(确定日期=None)], dry_run=True)) == {"evidence.missing": 1}
    wrong = site(总户数=100, 脱贫户数=101, 监测户数=100, 计划总投资=50, 协作资金=60)
    assert found(hand_in("sites", [wrong], dry_run=True)) == {"villages.part_over_whole": 2}


def test_what_a_work_names_lies_in_its_county() -> None:
    project()
    assert hand_in("sites", [site()]).ok
    wrong = hand_in("village_works", [work(县="马山县", 所属点位="D1", 所属项目="P1")])
    assert places(wrong) == {(2, "site", "villages.site_county"), (2, "project", "villages.project_county")}
    assert counts(wrong) == (1, 0, 0, 0, 1)
    assert not found(hand_in("village_works", [work(所属点位="D1", 所属项目="P1")]))
    pilot = {"试点编号": "S1", "试点名称": "智慧果园", "县": "马山县", "对应工程": "G1"}
    assert places(hand_in("digital_pilots", [pilot])) == {(2, "work", "villages.work_county")}


def test_the_money_of_works_stays_within_their_project() -> None:
    project()
    two = [work(所属项目="P1", 财政投入=60), work("G2", 所属项目="P1", 财政投入=40)]
    assert not found(hand_in("village_works", two))
    third = work("G3", 所属项目="P1", 财政投入=0.01)
    assert found(hand_in("village_works", [third])) == {"village_works.over_project_fund": 1}
    assert not found(hand_in("village_works", [work("G4", 财政投入=500)]))


def test_upkeep_names_what_is_kept() -> None:
    assert hand_in("village_works", [work(验收日期="2021-09-10")]).ok
    row = {"管护编号": "U1", "县": "隆安县", "管护日期": "2021-09-30"}
    nothing = hand_in("upkeep", [row])
    assert (places(nothing), counts(nothing)) == ({(2, "work", "upkeep.nothing_kept")}, (1, 0, 0, 0, 1))
    assert not found(hand_in("upkeep", [row | {"管护工程": "G1"}]))
    assert found(hand_in("upkeep", [row | {"管护工程": "G1", "管护日期": "2021-09-09"}])) == {
        "upkeep.before_acceptance": 1
    }


def test_one_row_a_village_and_year() -> None:
    row = {
        "村代码": "450123100201",
        "村名称": "旺中村",
        "县": "隆安县",
        "年度": 2021,
        "集体经济总收入": 8,
        "经营性收入": 5,
    }
    assert counts(hand_in("collective_economy", [row, row | {"年度": "2020年"}])) == (2, 2, 0, 0, 0)
    assert counts(hand_in("collective_economy", [row | {"经营性收入": 6}])) == (1, 0, 1, 0, 0)
    wrong = row | {"县": "马山县", "经营性收入": 9}
    assert found(hand_in("collective_economy", [wrong])) == {"villages.other_village": 1, "villages.part_over_whole": 1}
