"""The definition of every kind of column: what one cell means."""

from collections.abc import Callable
from typing import Any

from jiedui.core.declare.columns import Column, RegionColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import amounts, choices, contacts, dates, identity, percents, regions, texts
from jiedui.core.intake.values.cells import ERRORS, Cell, squeeze, tidy
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Read, shorten
from jiedui.core.intake.values.stray import EXACT, PROSE, read_stray
from jiedui.core.words.findings import TYPES, Level

Definition = Callable[[Cell, Any, Context], Read]
DEFINITIONS: dict[str, Definition] = {
    "text": texts.parse_text,
    "long_text": texts.parse_long_text,
    "key": texts.parse_key,
    "reference": texts.parse_key,
    "name": texts.parse_name,
    "organisation": texts.parse_organisation,
    "resident_id": identity.parse_resident_id,
    "phone": contacts.parse_phone,
    "bank_card": contacts.parse_bank_card,
    "uscc": contacts.parse_uscc,
    "money": amounts.parse_money,
    "number": amounts.parse_number,
    "percent": percents.parse_percent,
    "date": dates.parse_date,
    "month": dates.parse_month,
    "code": choices.parse_code,
    "yes_no": choices.parse_yes_no,
    "attachment": texts.parse_attachment,
}


def parse_cell(cell: Cell, column: Column, context: Context, within: str | None = None) -> Read:
    """The normal form of one cell and its faults: what the fast paths must agree with.

    For a region the value is a regions.Place, for a resident ID an identity.Identity.
    """
    value, faults = _parse(cell, column, context, within)
    if isinstance(value, str) and column.kind in (*PROSE, *EXACT):
        plain, stray = read_stray(value, column)
        if stray:
            # Whatever else was said of such a cell would print the number.
            return plain, stray
    if value is None and column.required and not any(_stops(fault) for fault in faults):
        faults = [*faults, Fault("value.required", "", {"label": column.label})]
    return value, faults


def _parse(cell: Cell, column: Column, context: Context, within: str | None) -> Read:
    if cell.kind == kinds.EMPTY or (cell.kind != kinds.ERROR and not squeeze(cell.text) and cell.kind != kinds.PICTURE):
        return None, []
    if cell.kind == kinds.PICTURE:
        id = "cell.picture" if column.required else "cell.picture_dropped"
        return None, [Fault(id, "", {"label": column.label})]
    text = tidy(cell.text)
    if cell.kind == kinds.ERROR and cell.formula and not text:
        return None, [Fault("cell.formula_no_value")]
    if cell.kind == kinds.ERROR and not text.startswith("#"):
        # 1e999 and the like: a cell of a number that no number can hold.
        return None, [Fault("number.too_large", shorten(text))]
    if cell.kind == kinds.ERROR or (cell.kind == kinds.STRING and text.upper() in ERRORS):
        return None, [Fault("cell.formula_error", shorten(text))]
    if isinstance(column, RegionColumn):
        return regions.parse_region(cell, column, context, within)
    return DEFINITIONS[column.kind](cell, column, context)


def _stops(fault: Fault) -> bool:
    return TYPES[fault.id].level != Level.WARNING or fault.id == "row.rejected"
