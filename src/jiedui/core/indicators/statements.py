"""The statements that indicators come down to, made once for a kind of moment and kept for all processes."""

import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache

from jiedui.core.declare.indicators import CITY, COUNTY, Figure, Indicator
from jiedui.core.indicators.blank import Blank, DayAskedError
from jiedui.core.indicators.moment import Moment
from jiedui.core.lake.queries import Lake
from jiedui.core.lake.sources import used

TOWN = "town"
MONTH = 30 * 24 * 3600
_known: dict[str, tuple["Step", ...]] = {}


@dataclass(frozen=True)
class Step:
    """One statement for the figures that look at one table: blanks for dates, a row for each key (`keyed`) or a single one.

    names: what its columns are called, such as 26_value, after the key; figures: indicator id and whether it is a ratio; columns:
    what it reads of which ledger; least: one figure by county, of which the least counts.
    """

    sql: str
    keyed: bool
    names: tuple[str, ...]
    figures: tuple[tuple[str, bool], ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    least: bool = False


def steps(lake: Lake, indicators: Sequence[Indicator], moment: Moment, division: str) -> tuple[Step, ...]:
    """The statements for the indicators over all rows (no division) or for each key of the division, dates left blank."""
    blank = Blank(moment)
    facts = [lake.engine.name, division, [one.id for one in indicators], program()]
    facts += [(id, repr(lake.schemas[id])) for id in sorted({id for one in indicators for id in one.ledgers})]
    try:
        return _kept([*facts, blank.kind], lambda: tuple(_make(lake, indicators, blank, division)))
    except DayAskedError:
        return _kept([*facts, blank.kind, moment.text], lambda: tuple(_make(lake, indicators, moment, division)))


def _kept(facts: list[Any], make: Callable[[], tuple[Step, ...]]) -> tuple[Step, ...]:
    key = hashlib.sha256(repr(facts).encode()).hexdigest()
    if key not in _known:
        made = cache.get(f"statements:{key}")
        if made is None:
            made = make()
            cache.set(f"statements:{key}", made, MONTH)
        _known[key] = made
    return _known[key]


def _make(lake: Lake, indicators: Sequence[Indicator], at: Moment | Blank, division: str) -> Iterable[Step]:
    for table, figures in by_table(lake, indicators, at):
        plain = [(one, figure) for one, figure in figures if not figure.least]
        if plain:
            yield _step(lake, table, plain, division_key(division, table, at) if division else None)
        for one, figure in figures:
            if figure.least:
                yield _step(lake, table, [(one, figure)], table.county, least=True)


def _step(lake: Lake, table: Any, figures: list[tuple[Indicator, Figure]], key: Any, *, least: bool = False) -> Step:
    sums = _sums(figures)
    grouped = table if key is None else table.group_by(key=key)
    expression = grouped.aggregate(**sums)
    columns = tuple((ledger, tuple(sorted(names))) for ledger, names in sorted(used(expression).items()))
    ratios = tuple((one.id, figure.over is not None) for one, figure in figures)
    return Step(lake.engine.sql(expression), key is not None, tuple(sums), ratios, columns, least)


def by_table(
    lake: Lake, indicators: Iterable[Indicator], at: Moment | Blank
) -> list[tuple[Any, list[tuple[Indicator, Figure]]]]:
    """The figures put together that look at the same table, so that it is read once for all of them."""
    tables: dict[Any, tuple[Any, list[tuple[Indicator, Figure]]]] = {}
    for indicator in indicators:
        figure = indicator.compute(*(lake.table(ledger) for ledger in indicator.ledgers), at)
        tables.setdefault(figure.table.op(), (figure.table, []))[1].append((indicator, figure))
    return list(tables.values())


def division_key(division: str, table: Any, at: Moment | Blank) -> Any:
    """The county of a row, its city, its township ("" where none is named), or its district by the moment's pairings (null for a county without one)."""
    if division == COUNTY:
        return table.county
    if division == TOWN:
        return table.town.fill_null("")
    if division == CITY:
        return table.county.left(4) + "00"
    # A row of a district's own books (a purchase of its school) belongs to that district.
    pairs = [*at.districts.items(), *((one, one) for one in sorted(set(at.districts.values())))]
    return table.county.cases(*pairs, else_=None) if pairs else table.county.nullif(table.county)


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


@functools.cache
def program() -> int:
    """Another program may compute otherwise: when its files were last changed."""
    return max(path.stat().st_mtime_ns for path in Path(settings.ROOT, "src", "jiedui").rglob("*.py"))

