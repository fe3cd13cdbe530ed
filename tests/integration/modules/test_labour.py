"""Labour's ledgers through their own templates: in, in again, and what the checks say of wrong ones."""

from typing import Any

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.queries import evaluate
from jiedui.demo.recipes import Row, recipes
from jiedui.demo.world import World
from tests.integration.modules.handing_in import counts, found, hand_in, places, rows_of, small_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]
OWN = [one.ledger for one in recipes() if registry.ledger(one.ledger)._meta.app_label == "labour"]
TOLD = {"workshops.few_relieved", "workshop_months.unpaid", "vacancies.unlawful_terms", "trip_passengers.two_trips"}
"""Warnings of the invented rows that are meant."""
REFUSED = {"welfare_posts.two", "trips.over_seats", "subsidies.claimed_elsewhere"}


@pytest.fixture
def world(regions: None) -> World:
    return small_world(2, projects=80)


def parents_in(world: World, *ledgers: str) -> None:
    for ledger in ledgers:
        assert hand_in(ledger, rows_of(world, ledger), partial=True).applied


def people(world: World, count: int) -> list[Row]:
    """People with a county: name, number, sex, township and village."""
    rows = rows_of(world, "training_needs")[:count]
    return [{name: row[name] for name in ("姓名", "身份证号", "性别", "户籍县")} for row in rows]


def test_every_ledger_takes_its_own_template_twice(world: World) -> None:
    assert len(OWN) == 14
    for ledger in OWN:
        rows = rows_of(world, ledger)
        first = hand_in(ledger, rows, partial=True)
        assert set(found(first)) <= TOLD | REFUSED, (ledger, first.as_dict()["findings"][:5])
        refused = sum(found(first)[id] for id in REFUSED)
        assert counts(first) == (len(rows), len(rows) - refused, 0, 0, refused), ledger
        again = hand_in(ledger, rows, partial=True)
        assert counts(again) == (len(rows), 0, 0, len(rows) - refused, refused), ledger
    values = evaluate([str(id) for id in range(31, 40)], scope=Scope.everything(), as_of=None)
    assert all(value.rows >= 0 and value.snapshot for value in values)


@pytest.mark.both_databases
def test_nobody_holds_two_posts_at_a_time(world: World) -> None:
    one, other = people(world, 2)
    post = {"岗位类型": "保洁", "上岗日期": "2021-01-01", "到期日期": "2021-12-31"}
    later = {"岗位类型": "护林员", "上岗日期": "2022-01", "到期日期": None}
    assert hand_in("welfare_posts", [one | post, one | later, other | post]).ok
    second = hand_in("welfare_posts", [other | later, one | post | {"上岗日期": "2021-07-01"}], partial=True)
    assert places(second) == {(3, "since", "welfare_posts.two")}
    assert counts(second) == (2, 1, 0, 0, 1)
    corrected = hand_in("welfare_posts", [one | post | {"到期日期": "2021-11-30"}])
    assert counts(corrected) == (1, 0, 1, 0, 0)
    fresh = people(world, 3)[2]
    assert places(hand_in("welfare_posts", [fresh | post, fresh | later | {"上岗日期": "2021-06"}], dry_run=True)) == {
        (3, "since", "welfare_posts.two")
    }


@pytest.mark.both_databases
def test_a_trip_carries_no_more_than_it_has_seats(world: World) -> None:
    county = people(world, 1)[0]["户籍县"]
    trip = {"车次编号": "T1", "出发县": county, "出发日期": "2021-02-20", "核定座位": 2}
    assert hand_in("trips", [trip, trip | {"车次编号": "T2"}]).ok
    aboard = [row | {"车次编号": "T1"} for row in people(world, 4)]
    for row in aboard:
        row.pop("户籍县")
    full = hand_in("trip_passengers", [aboard[0], aboard[1] | {"是否乘车": "否"}, *aboard[2:]], partial=True)
    assert places(full) == {(5, "trip", "trips.over_seats")}
    assert counts(full) == (4, 3, 0, 0, 1)
    assert places(hand_in("trip_passengers", aboard[3:])) == {(2, "trip", "trips.over_seats")}
    assert places(hand_in("trips", [trip | {"核定座位": 1}])) == {(2, "seats", "trips.seats_below_manifest")}
    twice = hand_in("trip_passengers", [aboard[0] | {"车次编号": "T2"}])
    assert twice.ok and places(twice) == {(2, "trip", "trip_passengers.two_trips")}


@pytest.mark.both_databases
def test_one_claim_a_person_kind_and_year(world: World) -> None:
    (one,) = people(world, 1)
    here, there = world.counties[0].name, world.counties[1].name
    claim = {name: one[name] for name in ("姓名", "身份证号", "性别")} | {
        "补贴种类": "交通补贴",
        "申领年度": 2021,
        "补贴金额": 300,
    }
    assert counts(hand_in("subsidies", [claim | {"所属区县": here}])) == (1, 1, 0, 0, 0)
    again = hand_in(
        "subsidies", [claim | {"所属区县": there}, claim | {"所属区县": there, "申领年度": "2022年"}], partial=True
    )
    assert places(again) == {(2, "kind", "subsidies.claimed_elsewhere")}
    assert counts(hand_in("subsidies", [claim | {"所属区县": here, "补贴金额": 500}])) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize(("ledger", "wrong", "place"), [
    ("vacancies", {"月工资上限": 10}, ("wage_high", "vacancies.wages_reversed")),
    ("vacancies", {"年龄下限": 15}, ("age_low", "number.outlier")),
    ("vacancies", {"年龄上限": 16}, ("age_high", "vacancies.ages_reversed")),
    ("vacancies", {"其他要求": "只招男，未婚"}, ("terms", "vacancies.unlawful_terms")),
    ("vacancies", {"招聘会编号": "没有这一场"}, ("fair", "reference.unknown")),
    ("vacancies", {"其中脱贫人口": 900}, ("filled_relieved", "vacancies.relieved_over_filled")),
    ("job_fairs", {"其中广东企业": 900}, ("east_firms", "job_fairs.firms_over_all")),
    ("job_fairs", {"举办日期": "2021-03-01", "结束日期": "2021-02-28"}, ("ended_on", "date.order")),
    ("workshops", {"运行状态": "正常运行", "吸纳就业": 30, "其中脱贫人口": 3}, ("relieved", "workshops.few_relieved")),
    ("workshops", {"运行状态": "已关闭", "关闭日期": None}, ("status", "workshops.closed_without_date")),
    ("workshop_months", {"月份": "2015-01"}, ("month", "workshop_months.outside")),
    ("workshop_months", {"其中脱贫人口": 4000}, ("relieved", "workshop_months.relieved_over_all")),
    ("trainees", {"班次编号": "K-9"}, ("training_class", "reference.unknown")),
    ("trainees", {"培训结果": "退训", "证书名称": "培训合格证书"}, ("certificate", "trainees.certified_withdrawn")),
    ("enrolments", {"在读状态": "毕业", "毕业或离校日期": None}, ("status", "enrolments.left_without_date")),
    ("leaders", {"带动农户": 3, "其中脱贫户": 4}, ("relieved_households", "leaders.relieved_over_all")),
    ("welfare_posts", {"最近考勤月份": "2021-11", "当月出勤天数": 0, "补贴发放至": "2021-12"}, ("days", "welfare_posts.paid_absent")),
    ("firms_hiring", {"最近走访日期": "2021-03-01", "本年走访次数": 0}, ("visits", "firms_hiring.visit_uncounted")),
    ("training_needs", {"培训工程": None}, ("programme", "value.required")),
])  # fmt: skip
def test_a_wrong_row_is_told_at_its_place(
    world: World, ledger: str, wrong: dict[str, Any], place: tuple[str, str]
) -> None:
    parents_in(world, *PARENTS.get(ledger, ()))
    (row, *_others) = rows_of(world, ledger)
    report = hand_in(ledger, [row | wrong], dry_run=True)
    assert (2, *place) in places(report)


PARENTS = {
    "vacancies": ("job_fairs",),
    "workshop_months": ("workshops",),
    "trainees": ("training_classes",),
    "training_needs": ("training_classes",),
}


@pytest.mark.both_databases
def test_two_counties_and_two_classes_are_told(world: World) -> None:
    here, there = world.counties[0].name, world.counties[1].name
    (one,) = people(world, 1)
    pupil = {"招生类别": "两后生", "入学日期": "2021-09-01"}
    assert hand_in("enrolments", [one | pupil]).ok
    twice = hand_in("enrolments", [one | pupil | {"户籍县": there if one["户籍县"] == here else here}])
    assert twice.ok and places(twice) == {(2, "resident_id", "enrolments.two_counties")}
    held = {"培训班名称": "面点班", "所属区县": here, "开班日期": "2021-05-10", "结业日期": "2021-05-20"}
    next_one = held | {"班次编号": "K3", "开班日期": "2021-05-20", "结业日期": "2021-05-28"}
    assert hand_in("training_classes", [held | {"班次编号": "K1"}, held | {"班次编号": "K2"}, next_one]).ok
    one.pop("户籍县")
    assert hand_in("trainees", [one | {"班次编号": "K1"}]).ok
    again = hand_in("trainees", [one | {"班次编号": "K2"}, one | {"班次编号": "K3"}])
    assert again.ok and places(again) == {(2, "training_class", "trainees.two_classes")}
