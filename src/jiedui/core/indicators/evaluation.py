"""Computing indicators on an open lake: figures, their divisions, the rows behind them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiedui.core.declare.indicators import CITY, COUNTY, DISTRICT, Figure, Indicator
from jiedui.core.indicators.blank import fill
from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.statements import TOWN, Step, division_key, steps
from jiedui.core.indicators.values import Part, exact_value, printed
from jiedui.core.lake.queries import Lake

NOTHING = Part(None, 0, None)
TOTAL = ""
"""The key of the only part of a figure that is not divided."""


@dataclass(frozen=True)
class Asked:
    """Some indicators on a moment, over all rows (no division) or by a division."""

    indicators: tuple[Indicator, ...]
    moment: Moment
    division: str = ""


Parts = dict[str, dict[str, Part]]
"""By indicator id, then by key."""


@dataclass
class Evaluation:
    """Indicators on one lake. Every method takes the moment, so that months are the same figures on other days."""

    lake: Lake

    def figure(self, indicator: Indicator, moment: Moment) -> Figure:
        return indicator.compute(*(self.lake.table(ledger) for ledger in indicator.ledgers), moment)

    def totals(self, indicators: Iterable[Indicator], moment: Moment) -> dict[str, Part]:
        """The figures by indicator id over all rows in reach."""
        (found,) = self.answers([Asked(tuple(indicators), moment)])
        return {id: parts[TOTAL] for id, parts in found.items()}

    def grouped(self, indicators: Iterable[Indicator], moment: Moment, division: str) -> Parts:
        """The figures by indicator id and then by county, city or district: all of them in reach and whatever else holds rows."""
        return self.answers([Asked(tuple(indicators), moment, division)])[0]

    def answers(self, asked: Sequence[Asked]) -> list[Parts]:
        """The figures of each question. Those over other ledgers are computed side by side, the largest first, while the
        statements of the next are made."""
        units: dict[frozenset[str], list[Asked]] = {}
        for one in asked:
            units.setdefault(frozenset(ledger for i in one.indicators for ledger in i.ledgers), []).append(one)
        found: dict[int, Parts] = {}
        with ThreadPoolExecutor(self.lake.engine.side_by_side) as pool:
            jobs = []
            for ledgers in sorted(units, key=lambda some: (-self.lake.size(some), sorted(some))):
                todo = [(one, step) for one in units[ledgers] for step in steps(self.lake, one.indicators, one.moment, one.division)]
                # The same question, as that of the year's last month and of its end, is put once.
                texts = [fill(step.sql, one.moment) for one, step in todo]
                distinct = list(dict.fromkeys(texts))
                jobs.append((todo, texts, distinct, pool.submit(self.lake.answer, distinct, _columns(todo))))
            for todo, texts, distinct, job in jobs:
                rows = dict(zip(distinct, job.result(), strict=True))
                for (one, step), text in zip(todo, texts, strict=True):
                    found.setdefault(id(one), {}).update(self._told(one, step, rows[text]))
        return [found[id(one)] for one in asked]

    def _told(self, asked: Asked, step: Step, rows: list[tuple[Any, ...]]) -> Parts:
        if step.least:
            return self._least(asked, step, rows)
        known = {one.id: one for one in asked.indicators}
        if not step.keyed:
            groups = {TOTAL: _parts(step, known, rows[0])}
            keys = [TOTAL]
        elif asked.division == TOWN:
            groups = {row[0]: _parts(step, known, row[1:]) for row in rows}
            keys = sorted(groups)
        else:
            groups = {row[0]: _parts(step, known, row[1:]) for row in rows if row[0]}
            keys = sorted({*group_keys(asked.division, asked.moment, self.lake.scope.counties), *groups})
        return {id: {key: groups[key][id] if key in groups else NOTHING for key in keys} for id, _ratio in step.figures}

    def _least(self, asked: Asked, step: Step, rows: list[tuple[Any, ...]]) -> Parts:
        """The least of the paired counties' figures for each place of the division, or for the whole."""
        place = division_of(asked.division, asked.moment) if asked.division else lambda _county: TOTAL
        known = {one.id: one for one in asked.indicators}
        ((id, _ratio),) = step.figures
        held = {row[0]: _parts(step, known, row[1:])[id] for row in rows}
        reached = self.lake.scope.counties
        none = Part(Fraction(0), 0, 0) if held else NOTHING
        parts: dict[str, list[Part]] = {}
        for county in sorted(asked.moment.districts):
            if reached is None or county in reached:
                parts.setdefault(place(county), []).append(held.get(county, none))
        found = {key: _least_of(some) for key, some in parts.items()}
        return {id: found if asked.division else {TOTAL: found.get(TOTAL, NOTHING)}}

    def towns(self, indicator: Indicator, moment: Moment) -> Parts:
        """The figure by township of its rows, "" for rows that name none; nothing where it cannot be divided so: what it counts
        knows no township, or it is the least of counties' figures."""
        figure = self.figure(indicator, moment)
        if figure.least or "town" not in figure.table.columns:
            return {}
        return self.answers([Asked((indicator,), moment, TOWN)])[0]

    def rows(
        self, indicator: Indicator, moment: Moment, county: str | None, district: str | None, town: str | None = None
    ) -> Any:
        """The rows behind the figure, or behind its part of one county, district or town ("" for none), as an Ibis table."""
        figure = self.figure(indicator, moment)
        rows = figure.table.filter(figure.counts)
        if county:
            rows = rows.filter(rows.county == county)
        if district:
            rows = rows.filter(division_key(DISTRICT, rows, moment) == district)
        if town is not None:
            rows = rows.filter(rows.town.fill_null("") == town if "town" in rows.columns else rows.id.isnull())
        return rows


def division_of(division: str, moment: Moment) -> Callable[[str], str]:
    """From a paired county to its key in the division."""
    if division == COUNTY:
        return lambda county: county
    return (lambda county: county[:4] + "00") if division == CITY else (lambda county: moment.districts[county])


def _least_of(parts: Sequence[Part]) -> Part:
    rows = sum(part.rows for part in parts)
    known = [part for part in parts if part.exact is not None]
    if len(known) < len(parts):
        return Part(None, rows, None)
    least = min(known, key=lambda part: part.exact or Fraction(0))
    return Part(least.exact, rows, least.value)


def _columns(todo: list[tuple[Asked, Step]]) -> dict[str, set[str]]:
    columns: dict[str, set[str]] = {}
    for _one, step in todo:
        for ledger, names in step.columns:
            columns.setdefault(ledger, set()).update(names)
    return columns


def _parts(step: Step, known: Mapping[str, Indicator], row: Sequence[Any]) -> dict[str, Part]:
    sums = dict(zip(step.names, row, strict=True))
    parts: dict[str, Part] = {}
    for id, ratio in step.figures:
        value, over, rows, enough, unknown = (
            sums.get(f"{id}_{name}") for name in ("value", "over", "rows", "known", "unknown")
        )
        exact = exact_value(known[id], value, over, ratio) if enough else None
        parts[id] = Part(exact, rows or 0, printed(known[id], exact), unknown)
    return parts


def group_keys(division: str, moment: Moment, counties: frozenset[str] | None) -> list[str]:
    """The paired counties in reach, or their districts: the parts that are named even where they hold no rows."""
    reached = {c: d for c, d in moment.districts.items() if counties is None or c in counties}
    return sorted({division_of(division, moment)(county) for county in reached})
