"""Statements with blanks for dates say the same as those made for the day itself."""

import datetime as dt
from typing import Any

import pytest

from jiedui.core.declare.indicators import DIVISIONS, MONTH, Figure, Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.blank import Blank, DayAskedError, fill
from jiedui.core.indicators.evaluation import Evaluation
from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.statements import by_table, steps
from jiedui.core.lake.layout import schema
from jiedui.core.lake.queries import Lake, lake_of_frames
from jiedui.core.lake.sources import used
from tests.spec.indicators.drawn import frame

TODAY = dt.date(2022, 6, 1)
AT = Moment(dt.date(2021, 12, 31), TODAY, {"450123": "440304"}, lines={"45": 600_000}, plan_year=2021)


@pytest.fixture
def empty() -> Lake:
    ledgers = {ledger for one in registry.indicators() for ledger in one.ledgers}
    return lake_of_frames({}, {ledger: schema(registry.ledger(ledger)) for ledger in ledgers})


def test_no_indicator_needs_a_statement_for_each_day(empty: Lake) -> None:
    for one in registry.indicators():
        assert by_table(empty, [one], Blank(AT)), one.id


def test_every_statement_runs_and_says_that_nothing_is_known(empty: Lake) -> None:
    evaluation = Evaluation(empty)
    for division in ("", *DIVISIONS[:3]):
        some = [one for one in registry.indicators() if not division or division in one.divisions]
        if division:
            told = {p.exact for parts in evaluation.grouped(some, AT, division).values() for p in parts.values()}
        else:
            told = {part.exact for part in evaluation.totals(some, AT).values()}
        assert told <= {None}


def test_a_year_by_month_makes_one_statement_for_all_its_months(empty: Lake) -> None:
    workers = [registry.indicator("26"), registry.indicator("52")]
    months = [AT.at(dt.date(2021, number, 28), AT.lines) for number in range(1, 13)]
    made = {steps(empty, workers, month, "") for month in months}
    assert len(made) == 1
    ((only,),) = made
    assert len({fill(only.sql, month) for month in months}) == 12
    assert dict(only.columns)["workers"] == ("checked_on", "id", "person", "since", "status", "until")


DRAWN = """
    county  person  status    since       until    checked_on
    450123  p1      arrived   2021-02-28  .        .
    450123  p2      stable    2021-03     2021-07  .
    450123  p3      returned  2020        2021-05-20  .
    450123  p4      arrived   .           .        2021-04-01
"""


@pytest.mark.parametrize("day", ["2020-02-29", "2021-02-28", "2021-05-31", "2021-08-30", "2021-12-31", "2022-06-01"])
def test_the_figures_are_those_of_statements_made_for_the_day(day: str) -> None:
    ledger = schema(registry.ledger("workers"))
    lake = lake_of_frames({"workers": frame("workers", DRAWN)}, {"workers": ledger})
    at = Moment(dt.date.fromisoformat(day), TODAY, {"450123": "440304"})
    for id in ("26", "29", "30", "51", "52"):
        ((table, [(one, figure)]),) = by_table(lake, [registry.indicator(id)], at)
        told = lake.fetch(table.aggregate(value=figure.value, rows=table.count(where=figure.counts)))
        step = steps(lake, [one], at, "")[0]
        kept = dict(zip(step.names, lake.answer([fill(step.sql, at)], dict(step.columns))[0][0], strict=True))
        assert told == [(kept[f"{id}_value"], kept[f"{id}_rows"])], id


def test_blanks_are_filled_with_the_dates_of_the_moment() -> None:
    at = Blank(AT)
    said = {at.text: "2021-12-31", at.text[:4]: "2021", at.text[:7]: "2021-12", at.text[:4] + "-03": "2021-03",
            at.last_full_month(): "2021-12", at.window()[0]: "2021-01", at.after(30): "2022-01-30",
            at.months_ago(10): "2021-02-28", f"{at.text}~": "2021-12-31~"}  # fmt: skip
    assert {fill(blank, AT): wanted for blank, wanted in said.items()} == {one: one for one in said.values()}


@pytest.mark.parametrize(
    "asks",
    [lambda at: at.day, lambda at: at.today, lambda at: at.text[:3], lambda at: at.text[0], lambda at: at.text < "2021",
     lambda at: int(at.text[:4]), lambda at: list(at.text), lambda at: at.text.split("-"), lambda at: at.after(-1)],
)  # fmt: skip
def test_whatever_else_a_definition_asks_of_a_day_is_noticed(asks: Any) -> None:
    with pytest.raises(DayAskedError):
        asks(Blank(AT))


def test_a_definition_that_asks_more_has_a_statement_for_each_day() -> None:
    def odd(workers: Any, at: Moment) -> Figure:
        counts = workers.county.notnull() if at.day.day % 2 else workers.county.isnull()
        return Figure(workers, counts, workers.count(where=counts))

    one = Indicator("odd", "奇数日", "人", ("workers",), odd, divisions=(MONTH,))
    lake = lake_of_frames({"workers": frame("workers", DRAWN)}, {"workers": schema(registry.ledger("workers"))})
    told = [Evaluation(lake).totals([one], Moment(dt.date(2021, 3, day), TODAY))["odd"].value for day in (1, 2, 3)]
    assert told == [4, 0, 4]


def test_columns_that_are_only_carried_along_are_not_read() -> None:
    import ibis

    left = ibis.table({"id": "int64", "a": "int64", "b": "int64", "spare": "string"}, name="left")
    right = ibis.table({"id": "int64", "x": "int64", "spare": "string"}, name="right")
    few = right.select(of=right.id, x=right.x, more=right.spare)
    joined = left.mutate(k=left.a + 1, n=left.spare.length()).left_join(few, left.b == few.of)
    table = joined.select("id", "k", "n", "x", "more")
    assert used(table.aggregate(v=table.x.sum(where=table.k > 1))) == {"left": {"id", "a", "b"}, "right": {"id", "x"}}
    ranked = left.mutate(first=left.a.min().over(group_by=[left.spare]))
    assert used(ranked.filter(ranked.b > 0).count().as_table()) == {"left": {"id", "b"}}
    assert used(ranked.aggregate(v=ranked.first.sum())) == {"left": {"id", "a", "spare"}}
