"""The plan of 2021 as data: measures, strict and open targets, versions, pairings by date."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.indicators import targets as indicator_targets
from jiedui.core.places import operations as place_operations
from jiedui.core.places import queries as places
from jiedui.core.places.loading import load_regions
from jiedui.core.places.models import Pairing
from jiedui.core.plan import belonging, operations, queries
from jiedui.core.plan.loading import load_plan
from jiedui.core.trail.models import Event
from jiedui.core.words.errors import Refused
from tests.accounts import make_user
from tests.unit.places import small

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

YEAR_END = date(2021, 12, 31)


def municipal() -> User:
    return make_user(roles.MUNICIPAL, display_name="李审核")


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path) -> None:
    load_regions(small.built_file(tmp_path))
    assert load_plan() is True


def copy_of_plan(folder: Path, old: str, new: str) -> Path:
    for name in ("plan.toml", "pairings.csv"):
        text = (Path(settings.PLAN) / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_measures_keep_their_printed_numbers() -> None:
    measures = queries.measures()
    assert [m.slug for m in measures] == ["goals", *(f"m{n}" for n in range(1, 27)), "s1", "s2", "s3"]
    assert [m.number for m in measures[1:27]] == [str(n) for n in range(1, 27)]
    assert {m.section for m in measures[27:]} == {"五、保障措施"}
    assert load_plan() is False


@pytest.mark.parametrize(
    ("id", "op", "value", "upper", "strength", "measure"),
    [
        ("09", ">=", None, None, "H", "m3"),
        ("11", "by", "2021-04-30", None, "T", "m3"),
        ("12", ">", "90", None, "H", "m4"),
        ("16", ">=", "2", None, "H", "m14"),
        ("45", "between", "2", "3", "H", "m25"),
        ("46", ">", "30", None, "H", "m17"),
    ],
)
def test_targets(id: str, op: str, value: str | None, upper: str | None, strength: str, measure: str) -> None:
    found = queries.target(id, YEAR_END)
    assert found is not None
    assert (found.op, found.value, found.upper, found.strength, found.measure) == (op, value, upper, strength, measure)
    assert queries.targets([id], YEAR_END) == {id: found}


def test_more_than_ninety_is_strict_and_an_open_target_says_nothing() -> None:
    rate = indicator_targets.target("12", YEAR_END)
    assert rate is not None
    assert [rate.met(Fraction(x)) for x in ("90", "90.01")] == [False, True]
    total = indicator_targets.target("09", YEAR_END)
    assert total is not None and total.number is None and total.met(Fraction(5)) is None
    assert [t.measure for t in queries.missing()] == ["m3"]
    assert queries.target("12", date(2020, 12, 31)) is None and queries.target("26", YEAR_END) is None


def test_an_entered_target_outlives_loading_and_keeps_the_old_value(tmp_path: Path) -> None:
    operations.set_target("09", value="152000", valid_from=date(2021, 3, 1), by=municipal(), source="2020年决算")
    assert load_plan(copy_of_plan(tmp_path, "在线招聘", "网上招聘")) is True
    now, before = queries.target("09", YEAR_END), queries.target("09", date(2021, 2, 1))
    assert now is not None and (now.value, now.version, now.entered_by) == ("152000", 2, "李审核")
    assert before is not None and before.value is None
    assert "152000" in Event.objects.get(kind="plan.target").note
    assert queries.missing() == []


def test_a_target_amended_in_the_file_becomes_a_version(tmp_path: Path) -> None:
    assert load_plan(copy_of_plan(tmp_path, 'value = "90"', 'value = "92"')) is True
    assert [(t.version, t.value) for t in queries.versions("12")] == [(1, "90"), (2, "92")]
    found = queries.target("12", YEAR_END)
    assert found is not None and found.value == "92"


@pytest.mark.parametrize(
    ("id", "value", "upper", "day"),
    [("09", "很多", None, "2021-03-01"), ("09", "NaN", None, "2021-03-01"), ("11", "4月底", None, "2021-03-01"),
     ("45", "3", "2", "2021-03-01"), ("45", "2", None, "2021-03-01"), ("09", "1", None, "2020-01-01")],
)  # fmt: skip
def test_unreadable_targets_are_refused(id: str, value: str, upper: str | None, day: str) -> None:
    with pytest.raises(Refused):
        operations.set_target(
            id, value=value, upper=upper, valid_from=date.fromisoformat(day), by=None, source="文件"
        )
    assert len(queries.versions(id)) == 1


def test_pairings_by_date() -> None:
    assert len(places.pairings_at(YEAR_END)) == 22
    assert places.paired_cities(YEAR_END) == ["450100", "450300", "451000", "451200"]
    assert places.counties_of_district("440304", YEAR_END) == ["450123", "450124", "450125"]
    assert places.counties_of_district("440307DP", YEAR_END) == ["451227"]
    assert places.district_of("451003", YEAR_END) == "440311"
    assert places.district_of("451003", date(2020, 6, 1)) == "440305"
    assert places.district_of("450123", date(2020, 6, 1)) is None
    assert len(places.key_counties(YEAR_END)) == 15
    assert places.key_counties(date(2021, 8, 26)) == set()


def test_an_uncertain_pairing_waits_for_a_person_and_stays_confirmed(tmp_path: Path) -> None:
    waiting = [p for p in places.pairings_at(YEAR_END) if not p.confirmed]
    assert [p.county for p in waiting] == ["451022", "451031", "451224"]
    place_operations.confirm_pairing(waiting[0].pk, by=None)
    assert load_plan(copy_of_plan(tmp_path, "2021-04-30", "2021-05-31")) is True
    assert Pairing.objects.get(pk=waiting[0].pk).confirmed
    assert len(places.pairings_at(YEAR_END)) == 22


def test_a_pairing_that_ended_takes_its_end_from_the_file(tmp_path: Path) -> None:
    assert load_plan(copy_of_plan(tmp_path, "福田区,调整,2021-01-01,,0", "福田区,调整,2021-01-01,2021-12-31,0")) is True
    assert places.district_of("450123", YEAR_END) == "440304"
    assert places.district_of("450123", date(2022, 1, 1)) is None


def test_a_pairing_that_names_no_region_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="第 2 行"):
        load_plan(copy_of_plan(tmp_path, "450123,隆安县", "450123,隆安区"))


def test_every_measure_has_its_text_its_owners_and_what_it_is_judged_by() -> None:
    for measure in queries.measures():
        assert measure.text and measure.owners, measure
        assert belonging.of(measure).ledgers or measure.tasks.filter(milestone=True).exists(), measure
        if measure.strength == "E":
            assert measure.tasks.filter(milestone=True).exists() and not measure.targets.exists(), measure
    assert queries.measure("shenzhen-2021", "m3").text.startswith("3.保持财政援助资金力度不减。")
    assert {"06", "07", "08"} <= set(belonging.of(queries.measure("shenzhen-2021", "goals")).indicators)
