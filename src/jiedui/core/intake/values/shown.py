"""A cell's value as the clerk sees it, for columns that take text."""

import re
from decimal import Context as Arithmetic
from decimal import Decimal

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import formats
from jiedui.core.intake.values.cells import Cell, tidy
from jiedui.core.intake.values.serials import from_serial

FIFTEEN = Arithmetic(prec=15)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def exact(text: str) -> Decimal | None:
    """The number that `text` spells in ASCII, or None; nothing of more than 40 digits."""
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    return number if -40 < number.adjusted() < 40 and len(text) < 60 else None


def number_of(cell: Cell) -> Decimal | None:
    """The value of a number cell: a float holds 15 significant digits, what follows is noise (0.1 + 0.2)."""
    number = exact(cell.text.strip())
    return None if number is None else FIFTEEN.plus(number)


def lost_digits(cell: Cell) -> bool:
    """True when the cell stood for a long run of digits of which only the first 15 are kept.

    A number cell with a whole number of 16 digits or more, or text such as 4.52E+17 (what a CSV of it holds).
    """
    text = cell.text.strip()
    if cell.kind == kinds.NUMBER:
        number = exact(text)
        return number is not None and number.adjusted() >= 15 and number == number.to_integral_value()
    if cell.kind == kinds.STRING and "E+" in text.upper():
        found = re.fullmatch(r"[1-9](?:\.([0-9]+))?[Ee]\+?([0-9]{1,3})", text)
        return bool(found) and int(found[2]) > len(found[1] or "")  # type: ignore[index]
    return False


def plain_number(number: Decimal) -> str:
    """Without exponent and without zeros at the end: 123, 0.5."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def shown(cell: Cell, date1904: bool) -> str:
    """The text a person sees in the cell, as one line."""
    if cell.kind == kinds.BOOLEAN:
        return "TRUE" if cell.text.strip().lower() in {"1", "true"} else "FALSE"
    if cell.kind == kinds.ISO_DATE:
        return tidy(cell.text).removesuffix("T00:00:00")
    number = number_of(cell) if cell.kind == kinds.NUMBER else None
    if number is None:
        return tidy(cell.text)
    if formats.date_precision(cell.format):
        day = from_serial(number, date1904)
        return day.isoformat() if day else plain_number(number)
    if formats.is_percent(cell.format):
        return plain_number(number * 100) + "%"
    return plain_number(number).zfill(formats.zeros(cell.format))
