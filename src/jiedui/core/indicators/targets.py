"""Targets beside figures. They live in the plan, which stands above and registers where to ask for them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import Indicator


@dataclass(frozen=True)
class Target:
    """What a figure should reach.

    op: ">", ">=", "<=", "<", "between" or "by"; value, upper: a number in the indicator's unit as text, or a date for
    "by"; None: it must be entered first. strength: H hard, T stretch, E exploratory; words: as the plan prints it.
    """

    op: str
    value: str | None
    upper: str | None = None
    strength: str = ""
    words: str = ""

    @property
    def number(self) -> float | int | None:
        """The value as a JSON number; None for a date and for a target still to be entered."""
        try:
            exact = Fraction(self.value or "")
        except ValueError:
            return None
        return exact.numerator if exact.denominator == 1 else float(exact)

    @property
    def printed(self) -> float | int | str | None:
        """The number, or the date of "by" as YYYY-MM-DD."""
        return self.value if self.op == "by" else self.number

    def met(self, figure: Fraction | None) -> bool | None:
        """Whether the exact figure reaches it (90.00 % printed for 89.996 % does not); None where it cannot be said."""
        if figure is not None and self.op == "by" and self.value:
            return figure <= int(self.value.replace("-", ""))
        if figure is None or self.number is None:
            return None
        low = Fraction(self.value or "")
        if self.op == "between":
            return low <= figure <= Fraction(self.upper) if self.upper else None
        tests = {">": figure > low, ">=": figure >= low, "<": figure < low, "<=": figure <= low}
        return tests.get(self.op)


Provider = Callable[[Iterable[str], dt.date], Mapping[str, Target]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let `provider(indicator ids, day)` name the targets in force on that day, by indicator id, in one query."""
    if provider not in _providers:
        _providers.append(provider)


YearProvider = Callable[[dt.date], int | None]
_years: list[YearProvider] = []


def register_year(provider: YearProvider) -> None:
    """Let `provider(day)` name the year of the plan at work on that day."""
    if provider not in _years:
        _years.append(provider)


def present_year(day: dt.date) -> int | None:
    """The year of the plan at work on a day; None where no plan is known."""
    return next((year for provider in _years if (year := provider(day)) is not None), None)


def targets(indicator_ids: Iterable[str], day: dt.date) -> dict[str, Target]:
    """The targets of indicators on a day, by indicator id; those without one are left out."""
    wanted, found = list(indicator_ids), dict[str, Target]()
    for provider in _providers:
        found = {**provider(wanted, day), **found}
    return found


def target(indicator_id: str, day: dt.date) -> Target | None:
    """The target of an indicator on a day, or None."""
    return targets([indicator_id], day).get(indicator_id)


def applies(indicator: Indicator, scope: Scope, paired: Iterable[str]) -> bool:
    """Whether a target of the plan can be held against a figure over `scope`: a share (or what the plan asks for in
    each county) against every part, an amount or a count only where the scope holds all paired counties whole."""
    return indicator.percent or indicator.each or scope.whole is None or set(paired) <= scope.whole
