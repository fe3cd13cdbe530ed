"""Indicator: a figure computed from ledgers, declared by a function over the lake's tables (Ibis expressions)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jiedui.core.declare.registry import registry

MORE, LESS = "more", "less"


@dataclass(frozen=True)
class Figure:
    """What an indicator's function returns: which rows count, and how they add up.

    rows: an Ibis table expression over one ledger, already filtered, with the columns `county` and `id`; value: an
    aggregate over `rows`; month: an Ibis column of `rows` (text YYYY-MM) where the figure can be divided by month.
    A ratio gives `over`: the aggregate of the denominator on the same rows (`value` is then the numerator).
    """

    rows: Any
    value: Any
    over: Any = None
    month: Any = None


@dataclass(frozen=True)
class Indicator:
    """A declared figure. `unit` is printed with every value; `better` is MORE or LESS; `scale` divides the raw value."""

    id: str
    name: str
    unit: str
    ledgers: tuple[str, ...]
    compute: Callable[..., Figure]
    measures: tuple[int, ...] = ()
    better: str = MORE
    scale: int = 1
    words: str = ""
    """The formula in plain Chinese."""


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
) -> Callable[[Callable[..., Figure]], Callable[..., Figure]]:
    """Register the decorated function as indicator `id`; it gets one lake table per ledger named, and `as_of`."""

    def register(compute: Callable[..., Figure]) -> Callable[..., Figure]:
        registry.add_indicator(
            Indicator(id, name, unit, tuple(ledgers), compute, tuple(measures), better, scale, words)
        )
        return compute

    return register
