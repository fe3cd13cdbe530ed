"""Computing one indicator on an open lake: the figure, its divisions, the rows behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiedui.core.declare.indicators import COUNTY, DISTRICT, Figure, Indicator
from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.values import Part, exact_value, printed
from jiedui.core.lake.queries import Lake

Key = Callable[[Any], Any]


def county_key(table: Any) -> Any:
    return table.county


def district_key(moment: Moment) -> Key:
    """The Shenzhen district of a row's county by the pairings of the moment; null for a county without one."""
    pairs = list(moment.districts.items())
    return lambda table: table.county.cases(*pairs, else_=None) if pairs else table.county.nullif(table.county)


@dataclass
class Evaluation:
    """Indicators on one lake. Every method takes the moment, so that months are the same figure on other days."""

    lake: Lake
    _known: dict[tuple[str, str], dict[Any, int]] = field(default_factory=dict)

    def figure(self, indicator: Indicator, moment: Moment) -> Figure:
        tables = [self.lake.table(ledger) for ledger in indicator.ledgers]
        return indicator.compute(*tables, moment)

    def total(self, indicator: Indicator, moment: Moment) -> tuple[Part, int | None]:
        """The figure over all rows in reach, and how many cases could not be judged (None: all could)."""
        figure = self.figure(indicator, moment)
        (row,) = self.lake.fetch(figure.rows.aggregate(**_sums(figure)))
        known = self._known_rows(indicator, figure, "", None)
        unknown = None if figure.unknown is None else self.lake.fetch(figure.unknown.count())[0][0]
        return _part(indicator, figure, row, bool(known.get(None))), unknown

    def grouped(self, indicator: Indicator, moment: Moment, division: str, keys: Sequence[str]) -> dict[str, Part]:
        """The figure by county or district: for each of `keys` and for whatever else holds rows."""
        figure = self.figure(indicator, moment)
        key = district_key(moment) if division == DISTRICT else county_key
        found = {
            row[0]: row[1:]
            for row in self.lake.fetch(figure.rows.group_by(key=key(figure.rows)).aggregate(**_sums(figure)))
        }
        known = self._known_rows(indicator, figure, division, key)
        every = sorted({*keys, *found, *known} - {None})
        empty = self._of_no_rows(indicator, moment) if set(every) - set(found) else ()
        return {one: _part(indicator, figure, found.get(one) or empty, bool(known.get(one))) for one in every}

    def _of_no_rows(self, indicator: Indicator, moment: Moment) -> tuple[Any, ...]:
        """The sums of a group that holds no rows of the figure: a count of none is 0, a sum of none is unknown."""
        figure = indicator.compute(*(self.lake.table(ledger).limit(0) for ledger in indicator.ledgers), moment)
        return self.lake.fetch(figure.rows.aggregate(**_sums(figure)))[0]

    def rows(self, indicator: Indicator, moment: Moment, county: str | None, district: str | None) -> Any:
        """The rows behind the figure, or behind its part of one county or district, as an Ibis table."""
        rows = self.figure(indicator, moment).rows
        if county:
            rows = rows.filter(county_key(rows) == county)
        if district:
            rows = rows.filter(district_key(moment)(rows) == district)
        return rows

    def _known_rows(self, indicator: Indicator, figure: Figure, division: str, key: Key | None) -> dict[Any, int]:
        """Rows of the table that says where the figure is known: counted once for each ledger and division."""
        slot = (indicator.ledgers[0], division)
        if figure.known is None and slot in self._known:
            return self._known[slot]
        table = self.lake.table(indicator.ledgers[0]) if figure.known is None else figure.known
        if key is None:
            counts = {None: self.lake.fetch(table.count())[0][0]}
        else:
            counts = dict(self.lake.fetch(table.group_by(key=key(table)).aggregate(n=table.count())))
        if figure.known is None:
            self._known[slot] = counts
        return counts


def _sums(figure: Figure) -> dict[str, Any]:
    sums = {"value": figure.value}
    if figure.over is not None:
        sums["over"] = figure.over
    return {**sums, "rows": figure.rows.count()}


def _part(indicator: Indicator, figure: Figure, sums: Sequence[Any], known: bool) -> Part:
    ratio = figure.over is not None
    value, over = sums[0], sums[1] if ratio else None
    exact = exact_value(indicator, value, over, ratio) if known else None
    return Part(exact, sums[-1], printed(indicator, exact))


def group_keys(division: str, moment: Moment, counties: frozenset[str] | None) -> list[str]:
    """The paired counties in reach, or their districts: the parts that are named even where they hold no rows."""
    reached = {c: d for c, d in moment.districts.items() if counties is None or c in counties}
    return sorted(reached) if division == COUNTY else sorted(set(reached.values()))
