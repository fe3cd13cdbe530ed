"""Drawn tables: the rows of a ledger as text, and what an indicator says of them. No database."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import polars as pl

from jiedui.core.alerts import finding
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.evaluation import Evaluation
from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.values import Part
from jiedui.core.lake.layout import schema
from jiedui.core.lake.queries import lake_of_frames

TODAY = dt.date(2022, 6, 1)
DISTRICTS = {"450123": "440304", "450124": "440304", "451022": "440310"}


def frame(ledger: str, text: str) -> pl.DataFrame:
    """The table drawn in `text`: a line of column names, then rows; `.` is an empty cell, `x` and `-` are yes and no."""
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    types = schema(registry.ledger(ledger))
    rows = [{"id": str(n), **dict(zip(lines[0], line, strict=True))} for n, line in enumerate(lines[1:], 1)]
    return pl.DataFrame([{name: _cell(value, types[name]) for name, value in row.items()} for row in rows])


def _cell(text: str, kind: pl.DataType) -> Any:
    if text == ".":
        return None
    if kind == pl.Int64:
        return int(text)
    return {"x": True, "-": False}[text] if kind == pl.Boolean else text


@dataclass
class Said:
    """An indicator's answer: `value`, `rows`, `ids` drilled, `unknown`, and `by(division)`."""

    id: str
    evaluation: Evaluation
    moment: Moment

    @property
    def part(self) -> Part:
        return self.evaluation.totals([registry.indicator(self.id)], self.moment)[self.id]

    @property
    def value(self) -> float | int | None:
        return self.part.value

    @property
    def unknown(self) -> int | None:
        return self.part.unknown

    @property
    def rows(self) -> int:
        return self.part.rows

    def ids(self, county: str | None = None, district: str | None = None) -> list[int]:
        rows = self.evaluation.rows(registry.indicator(self.id), self.moment, county, district)
        return [row[0] for row in self.evaluation.lake.fetch(rows.select("id").order_by("id"))]

    def by(self, division: str) -> dict[str, float | int | None]:
        parts = self.evaluation.grouped([registry.indicator(self.id)], self.moment, division)[self.id]
        return {key: part.value for key, part in parts.items()}


def causes(id: str, day: str, *, key_counties: str = "", **tables: str) -> list[tuple[str, str, dict[str, Any]]]:
    """What rule `id` finds on `day` in the drawn tables: county, cause and values of each cause."""
    rule = registry.rule(id)
    schemas = {ledger: schema(registry.ledger(ledger)) for ledger in rule.ledgers}
    lake = lake_of_frames({ledger: frame(ledger, text) for ledger, text in tables.items()}, schemas)
    date = dt.date.fromisoformat(day)
    moment = Moment(date, date, DISTRICTS, frozenset(key_counties.split()))
    return [(one.county, one.cause, one.values) for one in finding.causes(rule, lake, moment)]


def say(id: str, day: str, *, today: dt.date = TODAY, lines: dict[str, int] | None = None, key_counties: str = "",
        plan_year: int | None = None, **tables: str) -> Said:  # fmt: skip
    """What indicator `id` says on `day` of the drawn tables; ledgers not drawn are empty."""
    schemas = {ledger: schema(registry.ledger(ledger)) for ledger in registry.indicator(id).ledgers}
    lake = lake_of_frames({ledger: frame(ledger, text) for ledger, text in tables.items()}, schemas)
    moment = Moment(
        dt.date.fromisoformat(day),
        today,
        DISTRICTS,
        frozenset(key_counties.split()),
        {} if lines is None else lines,
        plan_year,
    )
    return Said(id, Evaluation(lake), moment)
