"""Household monitoring: every template is taken back unchanged, and ledgers that disagree are noticed."""

import datetime as dt

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.queries import evaluate
from jiedui.core.lake.layout import schema
from jiedui.demo.identity import check_digit
from jiedui.demo.recipes import Row, recipes
from tests.integration.modules.handing_in import counts, found, hand_in, places, rows_of, small_world
from tests.integration.modules.taken_back import check_taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
OURS = ("households", "household_members", "clues", "help_measures", "county_village_months")


def checked(body: str) -> str:
    """A resident ID of 17 digits with its check character."""
    return body + check_digit(body)


HEAD, WIFE = checked("45212319700101123"), checked("45212319720202124")


def household(number: str = "H1", **facts: object) -> Row:
    return {
        "户编号": number, "户主姓名": "韦建国", "户主身份证号": HEAD, "县": "隆安县", "乡镇": "城厢镇", "监测对象类型": "边缘易致贫户",
        "识别日期": "2021-03-01", **facts,
    }  # fmt: skip


def member(**facts: object) -> Row:
    return {
        "户编号": "H1", "姓名": "黄丽英", "证件号码": WIFE, "与户主关系": "妻", "县": "隆安县", "乡镇": "城厢镇", **facts
    }  # fmt: skip


def test_every_ledger_is_taken_back_as_it_was_handed_in(settings, tmp_path) -> None:
    settings.LAKE = tmp_path / "lake"
    world = small_world()
    for ledger in ("projects", "household_months", "sites"):
        assert hand_in(ledger, rows_of(world, ledger)).ok
    for ledger in [one.ledger for one in recipes() if one.ledger in OURS]:
        check_taken_back(ledger, rows_of(world, ledger))
    # The register holds heads whom the ledger of months knows already, and everybody in it is one person.
    heads = registry.ledger("households").objects.values_list("head_id", flat=True)
    assert set(heads) <= set(registry.ledger("household_months").objects.values_list("head_id", flat=True))
    assert set(heads) <= set(registry.ledger("household_members").objects.values_list("resident_id_id", flat=True))
    for one in evaluate(["06", "07", "08"], scope=Scope.everything(), as_of=dt.date(2021, 12, 31)):
        assert one.value is not None and 0 < one.value <= 100, one.id


def test_nothing_of_a_person_enters_the_lake() -> None:
    for id in ("households", "household_members", "clues", "help_measures"):
        personal = {"head_name", "name", "phone", "helper", "helper_phone", "handler", "situation", "remark", "number"}
        held = set(schema(registry.ledger(id))) & personal
        assert held <= {"number"}, id
    assert "number" not in schema(registry.ledger("household_members"))


def test_a_row_belongs_to_the_county_of_its_household() -> None:
    assert hand_in("households", [household()]).ok
    wrong = hand_in(
        "household_members", [member(县="马山县", 乡镇="白山镇"), member(乡镇="南圩镇", 证件号码=HEAD, 姓名="韦建国")]
    )
    assert places(wrong) >= {(2, "county", "households.other_county"), (3, "town", "households.other_town")}
    assert not wrong.applied
    measure = {"措施编号": "C1", "户编号": "H1", "县": "马山县"}
    assert (2, "county", "households.other_county") in places(hand_in("help_measures", [measure]))
    clue = {"线索编号": "X1", "户主姓名": "韦建国", "户编号": "H1", "县": "马山县"}
    assert (2, "county", "households.other_county") in places(hand_in("clues", [clue]))
    assert (2, "household", "reference.unknown") in places(hand_in("household_members", [member(户编号="H9")]))


def test_the_register_agrees_with_the_ledger_of_months() -> None:
    month = {"户编号": "H1", "户主姓名": "韦建国", "户主身份证号": HEAD, "县": "隆安县", "监测对象类型": "脱贫不稳定户"}
    months = [month | {"月份": "2021-01", "监测对象类型": "边缘易致贫户"}, month | {"月份": "2021-02"}]
    assert hand_in("household_months", months).ok
    assert places(hand_in("households", [household()], dry_run=True)) == {(2, "number", "households.months_differ")}
    same = household(监测对象类型="脱贫不稳定户")
    assert not places(hand_in("households", [same], dry_run=True))
    removed = household(识别日期="2020-03-01", 风险消除日期="2021-01-10")
    assert not places(hand_in("households", [removed], dry_run=True))
    other = same | {"户主身份证号": WIFE, "户主姓名": "黄丽英"}
    (found_,) = hand_in("households", [other]).as_dict()["findings"]
    assert found_["message"].startswith("户主与监测户月度台账 2021-02 登记的不一致")


def test_one_head_under_two_numbers() -> None:
    assert found(hand_in("households", [household(), household("H2")])) == {"households.same_head": 2}
    assert found(hand_in("households", [household("H3")])) == {"households.same_head": 1}


def test_a_member_in_two_counties_and_a_head_who_is_another() -> None:
    assert hand_in(
        "households", [household(), household("M1", 县="马山县", 乡镇="白山镇", 户主身份证号=WIFE, 户主姓名="黄丽英")]
    ).ok
    assert not found(hand_in("household_members", [member()]))
    other = member(户编号="M1", 县="马山县", 乡镇="白山镇")
    assert found(hand_in("household_members", [other])) == {"household_members.two_counties": 1}
    head = member(与户主关系="户主", 证件号码=checked("45212319800303125"), 姓名="韦海")
    assert found(hand_in("household_members", [head])) == {"household_members.other_head": 1}


def test_the_steps_of_a_removal() -> None:
    early = household(风险消除日期="2021-08-31", 风险消除方式="稳定消除", 劳动力人数=0)
    assert found(hand_in("households", [early], dry_run=True)) == {
        "households.removed_early": 1, "households.removed_without_labour": 1
    }  # fmt: skip
    assert not found(
        hand_in("households", [household(风险消除日期="2021-09-01", 风险消除方式="稳定消除")], dry_run=True)
    )
    assert not found(hand_in("households", [household(风险消除日期="2021-09")], dry_run=True))
    assert found(hand_in("households", [household(风险消除日期="2021-02-01")], dry_run=True))["date.order"] == 1
    assert found(hand_in("households", [household(识别日期=None, 风险消除方式="自然消除")], dry_run=True)) == {
        "households.not_dated": 1, "evidence.missing": 1
    }  # fmt: skip


def test_the_steps_of_a_clue() -> None:
    clue = {"线索编号": "X1", "户主姓名": "韦建国", "县": "隆安县", "发现日期": "2021-03-01", "办结期限": "2021-03-16"}
    steps = {
        "入户核实日期": "2021-03-02",
        "公示开始日期": "2021-03-05",
        "公示结束日期": "2021-03-09",
        "系统标识日期": "2021-03-16",
    }
    assert not found(hand_in("clues", [clue | steps], dry_run=True))
    short = clue | steps | {"公示结束日期": "2021-03-08", "系统标识日期": "2021-03-17"}
    assert found(hand_in("clues", [short], dry_run=True)) == {"clues.notice_short": 1, "clues.slow": 1}
    before = clue | steps | {"公示开始日期": "2021-03-01"}
    assert (2, "noticed_from", "date.order") not in places(hand_in("clues", [before], dry_run=True))
    early = clue | steps | {"入户核实日期": "2021-02-28"}
    assert (2, "visited_on", "date.order") in places(hand_in("clues", [early], dry_run=True))
    included = clue | {"办理结果": "纳入监测"}
    assert found(hand_in("clues", [included], dry_run=True)) == {"clues.no_household": 1, "evidence.missing": 1}
    assert hand_in("households", [household(识别日期=None)]).ok
    named = included | {"户编号": "H1", "办结日期": "2021-03-16"}
    assert found(hand_in("clues", [named], dry_run=True)) == {"clues.not_included": 1}
    assert hand_in("households", [household()]).ok
    assert not found(hand_in("clues", [named]))


def test_the_limits_are_the_offices_own(monkeypatch) -> None:
    clue = {
        "线索编号": "X1",
        "户主姓名": "韦建国",
        "县": "隆安县",
        "公示开始日期": "2021-03-05",
        "公示结束日期": "2021-03-09",
    }
    monkeypatch.setenv("JIEDUI_NOTICE_DAYS", "7")
    assert found(hand_in("clues", [clue], dry_run=True)) == {"clues.notice_short": 1}


def test_a_measure_after_the_risk_was_removed() -> None:
    assert hand_in("households", [household(识别日期="2020-03-01", 风险消除日期="2021-06-30")]).ok
    measure = {"措施编号": "C1", "户编号": "H1", "县": "隆安县", "措施类型": "产业帮扶"}
    assert found(hand_in("help_measures", [measure | {"开始时间": "2021-07-01"}])) == {"help_measures.after_removal": 1}
    assert not found(hand_in("help_measures", [measure | {"开始时间": "2021-06"}]))


def test_parts_of_a_county() -> None:
    row = {
        "县村代码": "450123",
        "县村名称": "隆安县",
        "县": "隆安县",
        "月份": "2021-03",
        "总户数": 100,
        "监测户数": 101,
    }
    assert counts(hand_in("county_village_months", [row])) == (1, 0, 0, 0, 1)
    other = row | {"监测户数": 100, "县村代码": "450124"}
    assert places(hand_in("county_village_months", [other])) == {(2, "unit", "county_village_months.other_county")}
