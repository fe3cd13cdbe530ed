"""Indicator: a figure computed from ledgers, declared by a function over the lake's tables (Ibis expressions)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jiedui.core.declare.registry import registry
from jiedui.core.words.saying import DAY

MORE, LESS = "more", "less"
COUNTY, CITY, DISTRICT, MONTH = "county", "city", "district", "month"
DIVISIONS = (COUNTY, CITY, DISTRICT, MONTH)
DATE = DAY
"""The unit of a figure that is a day: its raw value is the whole number yyyymmdd."""


@dataclass(frozen=True)
class Figure:
    """What an indicator's function returns: a table looked at, the rows of it that count, and how they add up.

    table: an Ibis table with the columns `id` (of the first ledger named) and `county`: all rows looked at, not only those
        that count. Figures over the same table are computed in one pass.
    counts: an Ibis condition: the rows that stand behind the figure, which drill-down shows, each `id` once. Of a ratio
        they are the rows behind the denominator.
    value: an aggregate in whole numbers (fen, persons), with `where=counts`; of a ratio the numerator.
    over: of a ratio the denominator, likewise.
    known: an aggregate that is more than 0 where the figure is known. Without it: the number of rows of the table, so that
        a county without any row is null and one with rows of which none counts is 0.
    unknown: an aggregate: how many cases could not be judged, told beside the figure.
    least: the figure of a city, a district or the whole is the least of its paired counties' figures, where a county without
        any row counts 0 as long as the ledger holds rows of others; `value` then is the figure of one county.
    """

    table: Any
    counts: Any
    value: Any
    over: Any = None
    known: Any = None
    unknown: Any = None
    least: bool = False


@dataclass(frozen=True)
class Indicator:
    """A declared figure.

    `unit` is printed with every value; `better` is MORE or LESS; `scale` divides the raw value (1,000,000 fen are 万元);
    `percent`: the ratio times 100; `divisions`: how it can be divided; `words`: the definition in plain Chinese;
    `unknown`: what `Figure.unknown` counts, in Chinese; `paced`: it grows over the year, so that at a part of the year
    that part of the year's target can be expected (序时); otherwise the whole target holds on every day.
    """

    id: str
    name: str
    unit: str
    ledgers: tuple[str, ...]
    compute: Callable[..., Figure]
    measures: tuple[int, ...] = ()
    better: str = MORE
    scale: int = 1
    words: str = ""
    divisions: tuple[str, ...] = DIVISIONS
    unknown: str = ""
    paced: bool = False

    @property
    def percent(self) -> bool:
        return self.unit == "%"


def indicator(
    id: str,
    name: str,
    *,
    unit: str,
    ledgers: Sequence[str],
    measures: Sequence[int] = (),
    better: str = MORE,
    scale: int = 1,
    words: str = "",
    divisions: Sequence[str] = DIVISIONS,
    unknown: str = "",
    paced: bool = False,
) -> Callable[[Callable[..., Figure]], Callable[..., Figure]]:
    """Register the decorated function as indicator `id`.

    It is called with one lake table for each ledger named, in that order, and a core.indicators.moment.Moment. It must
    not import Ibis while its module loads: everything starts from the tables' own methods.
    """

    def register(compute: Callable[..., Figure]) -> Callable[..., Figure]:
        registry.add_indicator(
            Indicator(
                id,
                name,
                unit,
                tuple(ledgers),
                compute,
                tuple(measures),
                better,
                scale,
                words,
                tuple(divisions),
                unknown,
                paced,
            )
        )
        return compute

    return register
