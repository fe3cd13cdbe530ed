"""Computing indicators on an open lake: figures, their divisions, the rows behind them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiedui.core.declare.indicators import CITY, COUNTY, DISTRICT, Figure, Indicator
from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.values import Part, exact_value, printed
from jiedui.core.lake.queries import Lake

NOTHING = Part(None, 0, None)


def division_key(division: str, table: Any, moment: Moment) -> Any:
    """The county of a row, its city, or its Shenzhen district by the moment's pairings (null for a county without one)."""
    if division == COUNTY:
        return table.county
    if division == CITY:
        return table.county.left(4) + "00"
    # A row of a district's own books (a purchase of its school) belongs to that district.
    pairs = [*moment.districts.items(), *((one, one) for one in sorted(set(moment.districts.values())))]
    return table.county.cases(*pairs, else_=None) if pairs else table.county.nullif(table.county)


@dataclass
class Evaluation:
    """Indicators on one lake. Every method takes the moment, so that months are the same figures on other days."""

    lake: Lake

    def figure(self, indicator: Indicator, moment: Moment) -> Figure:
        return indicator.compute(*(self.lake.table(ledger) for ledger in indicator.ledgers), moment)

    def totals(self, indicators: Iterable[Indicator], moment: Moment) -> dict[str, Part]:
        """The figures by indicator id over all rows in reach."""
        found: dict[str, Part] = {}
        for table, figures in self._by_table(indicators, moment):
            sums = _sums(figures)
            (row,) = self.lake.fetch(table.aggregate(**sums))
            found |= _parts(figures, dict(zip(sums, row, strict=True)))
            for indicator, figure in figures:
                if figure.least:
                    found[indicator.id] = self._least(indicator, moment, lambda _county: "").get("", NOTHING)
        return found

    def grouped(
        self, indicators: Iterable[Indicator], moment: Moment, division: str, keys: Sequence[str]
    ) -> dict[str, dict[str, Part]]:
        """The figures by indicator id and then by county or district: for each of `keys` and whatever else holds rows."""
        found: dict[str, dict[str, Part]] = {}
        for table, figures in self._by_table(indicators, moment):
            sums = _sums(figures)
            rows = self.lake.fetch(table.group_by(key=division_key(division, table, moment)).aggregate(**sums))
            groups = {row[0]: _parts(figures, dict(zip(sums, row[1:], strict=True))) for row in rows if row[0]}
            for indicator, figure in figures:
                if figure.least:
                    found[indicator.id] = self._least(indicator, moment, division_of(division, moment))
                    continue
                found[indicator.id] = {
                    key: groups[key][indicator.id] if key in groups else NOTHING for key in sorted({*keys, *groups})
                }
        return found

    def towns(self, indicator: Indicator, moment: Moment) -> dict[str, Part] | None:
        """The figure by township of its rows, "" for rows that name none; None where it cannot be divided so: what it counts
        knows no township, or it is the least of counties' figures."""
        figure = self.figure(indicator, moment)
        if figure.least or "town" not in figure.table.columns:
            return None
        sums = _sums([(indicator, figure)])
        rows = self.lake.fetch(figure.table.group_by(key=figure.table.town.fill_null("")).aggregate(**sums))
        return {row[0]: _parts([(indicator, figure)], dict(zip(sums, row[1:], strict=True)))[indicator.id] for row in rows}

    def _least(self, indicator: Indicator, moment: Moment, place: Callable[[str], str]) -> dict[str, Part]:
        """The least of the paired counties' figures for each place that `place` names for a county."""
        figure = self.figure(indicator, moment)
        sums = _sums([(indicator, figure)])
        rows = self.lake.fetch(figure.table.group_by(key=figure.table.county).aggregate(**sums))
        held = {row[0]: _parts([(indicator, figure)], dict(zip(sums, row[1:], strict=True)))[indicator.id] for row in rows}
        reached = self.lake.scope.counties
        none = Part(Fraction(0), 0, 0) if held else NOTHING
        parts: dict[str, list[Part]] = {}
        for county in sorted(moment.districts):
            if reached is None or county in reached:
                parts.setdefault(place(county), []).append(held.get(county, none))
        return {key: _least_of(some) for key, some in parts.items()}

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

    def _by_table(
        self, indicators: Iterable[Indicator], moment: Moment
    ) -> list[tuple[Any, list[tuple[Indicator, Figure]]]]:
        """The figures put together that look at the same table, so that it is read once for all of them."""
        tables: dict[Any, tuple[Any, list[tuple[Indicator, Figure]]]] = {}
        for indicator in indicators:
            figure = self.figure(indicator, moment)
            tables.setdefault(figure.table.op(), (figure.table, []))[1].append((indicator, figure))
        return list(tables.values())


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


def _sums(figures: list[tuple[Indicator, Figure]]) -> dict[str, Any]:
    """The aggregates of all figures under names such as 26_value."""
    sums: dict[str, Any] = {}
    for indicator, figure in figures:
        named = {
            "value": figure.value,
            "over": figure.over,
            "rows": figure.table.count(where=figure.counts),
            "known": figure.table.count() if figure.known is None else figure.known,
            "unknown": figure.unknown,
        }
        sums |= {f"{indicator.id}_{name}": sum_ for name, sum_ in named.items() if sum_ is not None}
    return sums


def _parts(figures: list[tuple[Indicator, Figure]], sums: dict[str, Any]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for indicator, figure in figures:
        value, over, rows, known, unknown = (
            sums.get(f"{indicator.id}_{name}") for name in ("value", "over", "rows", "known", "unknown")
        )
        exact = exact_value(indicator, value, over, figure.over is not None) if known else None
        parts[indicator.id] = Part(exact, rows or 0, printed(indicator, exact), unknown)
    return parts


def group_keys(division: str, moment: Moment, counties: frozenset[str] | None) -> list[str]:
    """The paired counties in reach, or their districts: the parts that are named even where they hold no rows."""
    reached = {c: d for c, d in moment.districts.items() if counties is None or c in counties}
    return sorted({division_of(division, moment)(county) for county in reached})
