"""Money and numbers: one cell. The size of a value against its column is judged in outliers.py."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from jiedui.core.declare.columns import FEN_PER, YUAN, MoneyColumn, NumberColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import display, formats
from jiedui.core.intake.values.cells import Cell, is_nothing, squeeze, tidy
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Faults, Read, shorten
from jiedui.core.intake.values.quantity import Quantity, read_quantity
from jiedui.core.intake.values.shown import FIFTEEN, number_of, shown

LARGEST = 2**53 - 1
"""The largest storage value: spreadsheets and browsers show every whole number up to it exactly."""

FEN = {**FEN_PER, "万": FEN_PER["万元"], "亿": FEN_PER["亿元"], "千元": 100_000, "百元": 10_000, "百万元": 100_000_000,
       "千万元": 1_000_000_000, "人民币元": 100, "人民币万元": 1_000_000}  # fmt: skip
_YUAN = {"元", "圆", "块", "块钱", "元整", "元正", "圆整", "人民币", "元人民币"}
_MONTHLY = ("/月", "每月", "一个月", "/人/月", "/人月")
_COUNTERS = {"人": {"人", "个", "名", "位", "口", "个人", "口人"}, "个": {"个", "家", "处", "所", "座", "项"}, "户": {"户", "家"},
             "家": {"家", "个", "户"}}  # fmt: skip
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_NOISE = Decimal("0.0001")
_RANGE = re.compile(r"[^0-9]{0,4}[0-9][0-9,.]*[十百千万亿元块%人户个]{0,3}(?:-{1,2}|~|—+|–|至|到)[0-9][0-9,.]*[^0-9]{0,8}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{1,2}(?:-[0-9]{1,2})?")


class Amount(NamedTuple):
    """A quantity on its way to storage: `scaled` in storage units, not yet whole; `own`: the cell names its own unit."""

    scaled: Decimal
    own: bool
    coarse: bool
    """Given in 万元 or wider: a fraction of a fen is no fact and is rounded away."""


def unit_of(column: MoneyColumn | NumberColumn, context: Context) -> str:
    """The unit of a bare number: read from heading or corner, else declared."""
    return context.unit if context.unit else column.unit


def read_cell(cell: Cell) -> Quantity | None:
    """The quantity in a cell, whatever its column; None when the cell holds no number."""
    if cell.kind == kinds.NUMBER:
        number = None if formats.is_percent(cell.format) else number_of(cell)
        return None if number is None else Quantity(number, formats.unit(cell.format))
    if cell.kind != kinds.STRING or (quantity := read_quantity(cell.text)) is None:
        return None
    number = quantity.number
    # A float that was written out as text (CSV) has more than 15 digits and noise at its end.
    noisy = len(number.as_tuple().digits) > 15 and number != number.to_integral_value()
    return quantity._replace(number=FIFTEEN.plus(number)) if noisy else quantity


def money_of(quantity: Quantity, column: MoneyColumn, context: Context) -> Amount | None:
    """The quantity in fen; None when what follows the number is not a unit of money."""
    unit = quantity.unit
    if "月" in column.label:
        for ending in _MONTHLY:
            unit = unit.removesuffix(ending)
    if unit in _YUAN:
        return Amount(quantity.number * 100, True, quantity.big)
    if unit in FEN:
        return Amount(quantity.number * FEN[unit], True, True)
    if unit:
        return None
    if quantity.big:
        return Amount(quantity.number * 100, True, True)
    bare = unit_of(column, context)
    return Amount(quantity.number * FEN.get(bare, FEN_PER[YUAN]), False, FEN.get(bare, 100) > 100)


def parse_money(cell: Cell, column: MoneyColumn, context: Context) -> Read:
    """Fen. A figure in yuan with a fraction of a fen is an error unless the cell's format shows it rounded to the fen;
    one given in 万元 or 亿元 is rounded, half up."""
    quantity, value = read_cell(cell), shown(cell, context.date1904)
    if quantity is None:
        return (None, []) if is_nothing(squeeze(cell.text)) else (None, [unreadable(value)])
    amount = money_of(quantity, column, context)
    if amount is None:
        return None, [unreadable(value)]
    if abs(amount.scaled) > LARGEST:
        return None, [Fault("number.too_large", shorten(value))]
    fen = amount.scaled.quantize(Decimal(1), ROUND_HALF_UP)
    if amount.scaled != fen and not amount.coarse and not _as_shown(cell, amount.scaled - fen, 2):
        return None, [Fault("number.too_precise", value, {"label": column.label, "decimals": 2})]
    return _finish(int(fen), quantity, value, column)


def parse_number(cell: Cell, column: NumberColumn, context: Context) -> Read:
    """The value x 10^decimals; a count must be whole."""
    quantity, value = read_cell(cell), shown(cell, context.date1904)
    if quantity is None:
        return (None, []) if is_nothing(squeeze(cell.text)) else (None, [unreadable(value)])
    if cell.kind == kinds.STRING and not _counts(quantity.unit, column.unit):
        return None, [unreadable(value)]
    exact = quantity.number * times(column.unit, context.unit) * 10**column.decimals
    if abs(exact) > LARGEST:
        return None, [Fault("number.too_large", shorten(value))]
    whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if exact != whole and not _as_shown(cell, exact - whole, column.decimals):
        if not column.decimals:
            return None, [Fault("number.not_whole", value, {"label": column.label, "unit": column.unit or "个"})]
        return None, [Fault("number.too_precise", value, {"label": column.label, "decimals": column.decimals})]
    if whole < 0 and column.low is not None and column.low >= 0:
        return None, [Fault("number.negative", value, {"label": column.label})]
    return _finish(int(whole), quantity, value, column)


def unreadable(value: str) -> Fault:
    """What to say of a text that is no number: 300-400 is two."""
    text = squeeze(value)
    return Fault("number.range" if _RANGE.fullmatch(text) and not _DAY.fullmatch(text) else "number.unreadable", shorten(value))


def _as_shown(cell: Cell, difference: Decimal, places: int) -> bool:
    """True when the cell shows the rounded value: noise of a calculation, or a format with `places` decimals or fewer."""
    if cell.kind != kinds.NUMBER:
        return False
    if abs(difference) <= _NOISE:
        return True
    decimals = formats.decimals(cell.format)
    return places > 0 and decimals is not None and decimals <= places


def _counts(unit: str, expected: str) -> bool:
    if not unit or unit == expected:
        return True
    return unit in _COUNTERS.get(expected, set()) if expected else len(unit) <= 2 and unit.isalpha() and unit not in FEN


def times(unit: str, read: str | None) -> int:
    """万人 over a column of 人 means ten thousand of each."""
    return _TIMES.get(read.removesuffix(unit), 1) if read and read != unit else 1


def _finish(stored: int, quantity: Quantity, value: str, column: MoneyColumn | NumberColumn) -> Read:
    faults: Faults = []
    if quantity.approximate:
        faults.append(Fault("number.approximate", tidy(value), {"read": display.describe(column, stored)}))
    return stored, faults
