"""Numbers as charts and cards write them."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any


def grouped(value: Any) -> str:
    """12,345 or 12.5; at most two decimals, none where there are none; a dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, str):  # a day
        return value
    number = Decimal(str(round(float(value), 2))).normalize() if not isinstance(value, int) else Decimal(value)
    return f"{number:,f}"


def size(value: Any) -> float | None:
    """What a bar or a colour shows of a figure; None where nothing is known, and of a day, which has no size."""
    return None if value is None or isinstance(value, str) else float(value)


def brief(value: Any) -> str:
    """A figure over a narrow bar: 1235 for 1,234.5; the exact one stands in the label and in the table."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    number = float(value)
    if abs(number) >= 10_000:
        return f"{number:,.0f}"
    return f"{number:.0f}" if abs(number) >= 100 else grouped(round(number, 1))


def amount(value: Fraction) -> str:
    """An exact figure to two decimals."""
    return grouped(float(Decimal(value.numerator) / Decimal(value.denominator)))


def percent(part: Fraction) -> str:
    """A part of a target as 89.2, cut off: 99.96 % is not said to be 100."""
    number = Decimal(part.numerator * 100) / Decimal(part.denominator)
    return f"{number.quantize(Decimal('0.1'), ROUND_DOWN).normalize():,f}"


def share(part: Fraction) -> str:
    """A part of the year as 89.6."""
    number = Decimal(part.numerator * 100) / Decimal(part.denominator)
    return f"{number.quantize(Decimal('0.1'), ROUND_HALF_UP).normalize():f}"
