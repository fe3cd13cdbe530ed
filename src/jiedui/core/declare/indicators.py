"""Indicator: a figure computed from ledgers, declared by a function over the lake's tables (Ibis expressions)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jiedui.core.declare.registry import registry

MORE, LESS = "more", "less"
COUNTY, DISTRICT, MONTH = "county", "district", "month"
DIVISIONS = (COUNTY, DISTRICT, MONTH)


@dataclass(frozen=True)
class Figure:
    """What an indicator's function returns: which rows stand behind the figure, and how they add up.

    rows: an Ibis table with the columns `id` (of the first ledger named, each once) and `county`, already filtered; these
        are the rows that drill-down shows. Of a ratio they are the rows behind the denominator.
    value: an aggregate over `rows` in whole numbers (fen, persons); of a ratio the numerator.
    over: of a ratio the denominator, an aggregate over the same `rows`.
    known: an Ibis table with `county`; where it has no row the figure is unknown (null, not 0). Without it: the first
        ledger's table, so that a ledger that holds nothing gives null and one that holds rows but none that count gives 0.
    unknown: an Ibis table of the cases that could not be judged; their number is told beside the figure.
    """

    rows: Any
    value: Any
    over: Any = None
    known: Any = None
    unknown: Any = None


@dataclass(frozen=True)
class Indicator:
    """A declared figure.

    `unit` is printed with every value; `better` is MORE or LESS; `scale` divides the raw value (1,000,000 fen are 万元);
    `percent`: the ratio times 100; `divisions`: how it can be divided; `words`: the definition in plain Chinese;
    `unknown`: what `Figure.unknown` counts, in Chinese.
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
            )
        )
        return compute

    return register
