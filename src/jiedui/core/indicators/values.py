"""Values of indicators: whole numbers in, one division at the end."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from jiedui.core.declare.indicators import DATE, Indicator
from jiedui.core.indicators.targets import Target

Number = int | float | str
"""A date is text, YYYY-MM-DD."""


@dataclass(frozen=True)
class Part:
    """A figure, whole or of one county, district or month: exact (None: unknown), the rows behind it, cases not judged."""

    exact: Fraction | None
    rows: int
    value: Number | None
    unknown: int | None = None


@dataclass(frozen=True)
class Value:
    """A figure with all that is needed to print and to check it.

    value: in `unit`; percentages with two decimals, amounts of money exact; None: no data. rows: how many rows of the
    ledger `ledger` drill-down shows. by: None where the figure was not divided or has no such division. unknown: cases
    that could not be judged, `unknown_words` says which. snapshot: id of the lake's state; definition: the formula in words.
    binding: whether the target can be held against this figure (an amount for all counties says nothing of one).
    """

    id: str
    name: str
    unit: str
    better: str
    value: Number | None
    exact: Fraction | None
    rows: int
    by: dict[str, Part] | None
    as_of: dt.date
    target: Target | None
    met: bool | None
    unknown: int | None
    unknown_words: str
    measures: tuple[int, ...]
    ledgers: tuple[str, ...]
    definition: str
    snapshot: str
    computed_at: dt.datetime
    binding: bool = True

    @property
    def ledger(self) -> str:
        """The ledger whose rows stand behind the figure."""
        return self.ledgers[0]

    def as_json(self) -> dict[str, Any]:
        """The object that the command line and the API print."""
        by = None if self.by is None else {key: part.value for key, part in self.by.items()}
        return {
            "id": self.id,
            "name": self.name,
            "unit": self.unit,
            "value": self.value,
            "target": self.target.printed if self.target else None,
            "as_of": self.as_of.isoformat(),
            "by": by,
            "rows": self.rows,
        }


def exact_value(indicator: Indicator, value: int | None, over: int | None, ratio: bool) -> Fraction | None:
    """The figure in its unit as a fraction: nothing is rounded before this point."""
    if value is None or (ratio and not over):
        return None
    figure = Fraction(value, indicator.scale)
    if ratio:
        figure /= over or 1
    return figure * 100 if indicator.percent else figure


def printed(indicator: Indicator, exact: Fraction | None) -> Number | None:
    """The number as shown: counts and money exact (万元 down to the fen), shares and means rounded to two decimals."""
    if exact is None:
        return None
    if indicator.unit == DATE:
        day = f"{exact.numerator:08d}"
        return f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if exact.denominator == 1:
        return exact.numerator
    if not indicator.percent and indicator.scale % exact.denominator == 0:
        return float(exact)
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    return float(decimal.quantize(Decimal("0.01"), ROUND_HALF_UP))
