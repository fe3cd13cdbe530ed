"""Percentages: 90, 0.9 and 90 % are told apart by the cell's format or sign; a bare number up to 1 has to be asked."""

from decimal import ROUND_HALF_UP, Decimal

from jiedui.core.declare.columns import PercentColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import display, formats
from jiedui.core.intake.values.amounts import LARGEST, unreadable
from jiedui.core.intake.values.cells import Cell, is_nothing, squeeze, tidy
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Faults, Read, shorten
from jiedui.core.intake.values.quantity import read_quantity
from jiedui.core.intake.values.shown import number_of, plain_number, shown

FRACTION = "小数（如 0.9 表示 90%）"
_SCALES = {"": Decimal(1), "%": Decimal(1), "‰": Decimal("0.1"), "成": Decimal(10), "个百分点": Decimal(1)}
NUMBER = "百分数（如 0.9 表示 0.9%）"


def parse_percent(cell: Cell, column: PercentColumn, context: Context) -> Read:
    """Hundredths of a percent, rounded half up. A bare number in (0, 1] is a question for the column as a whole."""
    value = shown(cell, context.date1904)
    read = _read(cell)
    if read is None:
        return (None, []) if is_nothing(squeeze(cell.text)) else (None, [unreadable(value)])
    percent, bare, approximate = read
    if bare and 0 < abs(percent) <= 1:
        high, low = f"{plain_number(percent * 100)}%", f"{plain_number(percent)}%"
        key = f"percent.ambiguous:{column.name}"
        answer = context.answers.get(key, "").strip()
        if answer in (FRACTION, high):
            percent *= 100
        elif answer not in (NUMBER, low):
            params = {"label": column.label, "low": low, "high": high}
            return None, [Fault("percent.ambiguous", value, params, key, [FRACTION, NUMBER])]
    if abs(percent * 100) > LARGEST:
        return None, [Fault("number.too_large", shorten(value))]
    stored = int((percent * 100).quantize(Decimal(1), ROUND_HALF_UP))
    faults: Faults = []
    if approximate:
        faults.append(Fault("number.approximate", tidy(value), {"read": display.describe(column, stored)}))
    return stored, faults


def _read(cell: Cell) -> tuple[Decimal, bool, bool] | None:
    """The number in percent, whether nothing says that it is in percent, and whether it is approximate."""
    if cell.kind == kinds.NUMBER:
        number = number_of(cell)
        if number is None:
            return None
        return (number * 100, False, False) if formats.is_percent(cell.format) else (number, True, False)
    if cell.kind != kinds.STRING:
        return None
    text = squeeze(cell.text)
    sign = text.startswith("百分之")
    quantity = read_quantity(text.removeprefix("百分之"))
    if quantity is None:
        return None
    scale = _SCALES.get(quantity.unit)
    if scale is None or (quantity.big and not sign):
        return None
    return quantity.number * scale, not (sign or quantity.unit), quantity.approximate
