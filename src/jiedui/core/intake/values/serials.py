"""Spreadsheet day numbers (ECMA-376 part 1, 18.17.4)."""

from datetime import date, timedelta
from decimal import Decimal

_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
LEAP_BUG = 60
"""Serial of 1900-02-29, a day that only spreadsheets know; days before it count from 1899-12-31."""


def from_serial(number: Decimal, date1904: bool = False) -> date | None:
    """The day of a serial; the time of day is dropped. None before 1900 (1904), after 2100 and for serial 60."""
    whole = int(number)
    if number < 0 or whole > 100_000:
        return None
    if date1904:
        day = _EPOCH_1904 + timedelta(days=whole)
    elif whole == 0 or whole == LEAP_BUG:
        return None
    else:
        day = _EPOCH_1900 + timedelta(days=whole + (whole < LEAP_BUG))
    return day if day.year <= 2100 else None


def to_serial(day: date, date1904: bool = False) -> int:
    """The serial of a day from March 1900 on."""
    return (day - (_EPOCH_1904 if date1904 else _EPOCH_1900)).days
