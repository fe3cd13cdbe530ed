"""Figures from the database: scope, divisions, drill-down, the command."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from jiedui.core.access.scope import Scope
from jiedui.core.indicators import targets
from jiedui.core.indicators.queries import catalogue, drill, evaluate
from jiedui.core.indicators.targets import Target
from jiedui.core.words.errors import NotFound, Refused
from tests.unit.lake.rows import person, put, worker

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("paired")]
EVERYTHING = Scope.everything()
YEAR_END = dt.date(2021, 12, 31)
MASHAN = Scope(frozenset({"450124"}))


@pytest.fixture
def workers() -> list[Any]:
    one = person()
    return put(
        "workers",
        worker("450124", person=one, status="arrived", since="2021-03-01", town="450124100"),
        worker("450124", status="stable", since="2021-05-20", town="450124101"),
        worker("450124", status="left", since="2021-01", until="2021-06", town="450124101"),
        worker("451022", person=one, status="arrived", since="2021-03-01"),
    )


@pytest.fixture
def projects() -> list[Any]:
    wan = 1_000_000
    made = put(
        "projects",
        {"number": "P1", "name": "桑蚕", "county": "450124", "town": "450124100", "fund_kind": "fiscal",
         "planned_fund": 300 * wan, "arrived": 200 * wan, "category": "industry"},
        {"number": "P2", "name": "水渠", "county": "451022", "fund_kind": "fiscal", "planned_fund": 100 * wan,
         "arrived": 100 * wan},
    )  # fmt: skip
    put(
        "payments",
        {"county": "450124", "voucher": "V1", "project": made[0], "paid_on": "2021-02-10", "amount": 50 * wan},
        {"county": "450124", "voucher": "V2", "project": made[0], "paid_on": "2021-11-10", "amount": 100 * wan},
    )
    return made


def one(id: str, **rest: Any) -> Any:
    (value,) = evaluate([id], **{"scope": EVERYTHING, "as_of": YEAR_END, **rest})
    return value


def by(id: str, division: str, **rest: Any) -> dict[str, Any]:
    return {key: part.value for key, part in one(id, by=division, **rest).by.items()}


def test_everything_on_empty_ledgers_is_unknown():
    values = evaluate(scope=EVERYTHING, as_of=YEAR_END, by="county")
    assert [value.id for value in values] == [indicator.id for indicator in catalogue()]
    assert {(value.value, value.rows) for value in values} == {(None, 0)}
    assert {(key, part.value) for value in values for key, part in value.by.items()} == {
        ("450124", None), ("451022", None), ("451024", None)
    }  # fmt: skip


def test_by_county_district_and_month(workers: list[Any]):
    assert one("26").value == 2
    assert one("26").by is None
    assert by("26", "county") == {"450124": 2, "451022": 1, "451024": None}
    assert by("26", "district") == {"440304": 2, "440310": 1}
    assert by("26", "month", as_of=dt.date(2021, 7, 10)) == {
        "2021-01": 1, "2021-02": 1, "2021-03": 2, "2021-04": 2, "2021-05": 3, "2021-06": 3, "2021-07": 2
    }  # fmt: skip


def test_districts_follow_the_pairings_of_the_day():
    put("workers", worker("451024", status="arrived", since="2021-01-01"))
    assert by("26", "district", as_of=dt.date(2021, 6, 30)) == {"440304": None, "440310": None}
    assert by("26", "county", as_of=dt.date(2021, 6, 30)) == {"450124": None, "451022": None, "451024": 1}
    assert by("26", "district", as_of=dt.date(2021, 7, 1)) == {"440304": None, "440310": 1}


def test_money_and_use_rate(projects: list[Any]):
    assert one("09").value == 400
    assert one("12").value == 50
    assert by("12", "county") == {"450124": 75, "451022": None, "451024": None}
    assert list(by("12", "month").values()) == [0, *[16.67] * 9, 50, 50]
    assert one("09", by="month").by is None
    assert one("24", by="month").by is None


def test_a_scope_sees_its_own(workers: list[Any], projects: list[Any]):
    assert one("26", scope=MASHAN).value == 2
    assert by("26", "county", scope=MASHAN) == {"450124": 2}
    assert by("26", "district", scope=MASHAN) == {"440304": 2}
    assert one("09", scope=MASHAN).value == 300
    assert one("26", scope=Scope.nothing()).value is None
    assert drill("26", scope=MASHAN, as_of=YEAR_END, county="451022").ids == []


def test_a_township_sees_no_figure_that_needs_a_ledger_without_towns(workers: list[Any], projects: list[Any]):
    town = Scope(frozenset({"450124"}), frozenset({"450124100"}))
    assert [value.value for value in evaluate(["26", "09", "12"], scope=town, as_of=YEAR_END)] == [1, 300, None]
    assert drill("12", scope=town, as_of=YEAR_END).ids == []


def test_rows_drilled(workers: list[Any]):
    first, second, third, fourth = (row.pk for row in workers)
    assert drill("26", scope=EVERYTHING, as_of=YEAR_END).ledger == "workers"
    assert drill("26", scope=EVERYTHING, as_of=YEAR_END).ids == [first, second, fourth]
    assert one("26").rows == 3
    assert drill("26", scope=EVERYTHING, as_of=YEAR_END, district="440304").ids == [first, second]
    assert drill("26", scope=EVERYTHING, as_of=YEAR_END, county="450124", month="2021-02").ids == [third]
    assert drill("26", scope=EVERYTHING, as_of=YEAR_END, after=first, limit=1).ids == [second]
    for month, part in one("26", by="month").by.items():
        assert len(drill("26", scope=EVERYTHING, as_of=YEAR_END, month=month).ids) == part.rows


def test_a_new_row_moves_the_figure_and_the_snapshot(workers: list[Any]):
    before = one("26")
    assert one("26").snapshot == before.snapshot
    put("workers", worker("451024", status="arrived", since="2021-03-01"))
    assert (one("26").value, one("26").snapshot == before.snapshot) == (3, False)


def test_a_target_stands_beside_its_figure(projects: list[Any], monkeypatch: pytest.MonkeyPatch):
    aims = {"12": Target(">", "90"), "09": Target(">=", None)}
    monkeypatch.setattr(targets, "_providers", [lambda ids, day: {id: aims[id] for id in ids if id in aims}])
    assert (one("12").as_json()["target"], one("12").met) == (90, False)
    assert (one("09").as_json()["target"], one("09").met) == (None, None)
    assert (one("13").target, one("13").met) == (None, None)


def test_what_is_wrong_is_said():
    with pytest.raises(NotFound, match="99"):
        evaluate(["99"], scope=EVERYTHING)
    with pytest.raises(Refused, match="county"):
        evaluate(["26"], scope=EVERYTHING, by="week")
    with pytest.raises(Refused, match="2021-13"):
        drill("26", scope=EVERYTHING, as_of=YEAR_END, month="2021-13")


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("indicators", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_one_list(workers: list[Any]):
    found = json.loads(printed("--as-of", "2021-12-31", "--by", "county", "--ids", "26", "30", "--json"))
    assert found == [
        {"id": "26", "name": "帮助农村劳动力就业", "unit": "人", "value": 2, "target": None, "as_of": "2021-12-31",
         "by": {"450124": 2, "451022": 1, "451024": None}, "rows": 3},
        {"id": "30", "name": "稳定就业率", "unit": "%", "value": 50, "target": None, "as_of": "2021-12-31",
         "by": {"450124": 50, "451022": 0, "451024": None}, "rows": 3},
    ]  # fmt: skip
    assert json.loads(printed("--json"))[0]["by"] is None


def test_the_command_prints_a_table(workers: list[Any]):
    text = printed("--as-of", "2021-12-31", "--by", "month")
    assert "帮助农村劳动力就业" in text
    assert "2021-05" in text


def test_the_command_refuses_a_date_that_it_cannot_read():
    with pytest.raises(CommandError, match="2021-12-31"):
        printed("--as-of", "昨天")
