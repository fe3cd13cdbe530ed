"""Tables that say what a cell means: what the clerk wrote, its normal form, the findings.

    written               | value  | findings
    12万                  | 1200   |
    number 0.5 as 0%      |        | number.unreadable

`number N as FORMAT` is a number cell, other kinds are `boolean`, `day` (ISO date), `error`, `formula` (without a cached
value), `picture` and `empty`. In texts ␣ is a blank, ⏎ a line break, 　 the ideographic blank. Personal values are invented.
"""

from datetime import date
from typing import Any

from jiedui.core.declare.columns import Column
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import Context, parse_cell
from jiedui.core.intake.values.cells import Cell

TODAY = date(2021, 12, 20)
KINDS = {"number": kinds.NUMBER, "boolean": kinds.BOOLEAN, "day": kinds.ISO_DATE, "error": kinds.ERROR}


def cell(written: str) -> Cell:
    """The cell that a table's first column draws."""
    first, _blank, rest = written.partition(" ")
    if written == "empty":
        return Cell("", kinds.EMPTY)
    if written == "formula":
        return Cell("", kinds.ERROR, formula=True)
    if written == "picture":
        return Cell("", kinds.PICTURE)
    if first in KINDS and rest:
        text, _as, format = rest.partition(" as ")
        return Cell(text, KINDS[first], format=format or "General")
    return Cell(written.replace("␣", " ").replace("⏎", "\n"))


def named(column: Column, name: str = "x") -> Column:
    """A column outside a ledger."""
    column.name = name
    return column


def shown(value: Any) -> str:
    """A normal form as tables draw it."""
    if value is None:
        return ""
    if hasattr(value, "number"):
        return value.number or ""
    if hasattr(value, "code"):
        return value.code or f"({value.text})"
    return str(value).replace("\n", "⏎")


def check(column: Column, table: str, **context: Any) -> None:
    """Read every row of the table and compare; all rows that differ are reported together."""
    named(column)
    about = Context(**{"today": TODAY, **context})
    wrong = []
    for line in [line for line in table.split("\n") if line.strip()][1:]:
        written, value, findings = (part.strip(" ") for part in line.split("|"))
        got, faults = parse_cell(cell(written), column, about)
        said = " ".join(fault.id for fault in faults)
        if (shown(got), said) != (value, findings):
            wrong.append(f"{written!r}: {shown(got)!r} {said!r}, not {value!r} {findings!r}")
    assert not wrong, "\n".join(wrong)
