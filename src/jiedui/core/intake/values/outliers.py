"""Sizes that stand out: a person says whether the unit is wrong."""

import re
from decimal import Decimal
from typing import NamedTuple

import polars as pl

from jiedui.core.declare.columns import FEN_PER, WAN, YI, YUAN, Column, MoneyColumn, NumberColumn, PercentColumn
from jiedui.core.intake import keys
from jiedui.core.intake.values.amounts import FEN, LARGEST, money_of, read_cell, unit_of
from jiedui.core.intake.values.cells import Cell, tidy
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import AS_IS, LEAVE_OUT, Fault, Read, rejected, shorten
from jiedui.core.intake.values.shown import shown

FEWEST = 3
_MOBILE = re.compile("1[3-9][0-9]{9}")
TIMES = 1000
BULK = 100


def reading(unit: str) -> str:
    """The choice that reads a bare number in `unit`."""
    return f"按{unit}计"


class Bounds(NamedTuple):
    """In storage units: the plausible range as declared, and the median of the column (None with too few values)."""

    low: int | None
    high: int | None
    median: float | None

    @classmethod
    def of(cls, column: Column, values: pl.Series) -> "Bounds":
        scale = 1
        match column:
            case MoneyColumn():
                scale = FEN_PER[column.unit]
            case NumberColumn():
                scale = 10**column.decimals
            case PercentColumn():
                scale = 100
        low, high = getattr(column, "low", None), getattr(column, "high", None)
        sizes = values.filter(values != 0).abs() if not isinstance(column, PercentColumn) else values.head(0)
        middle = sizes.median() if len(sizes) >= FEWEST else None
        median = float(middle) if isinstance(middle, int | float) else None
        return cls(None if low is None else low * scale, None if high is None else high * scale, median)

    def flagged(self, values: pl.Series) -> pl.Series:
        """Which values (Int64, null never) are out of size."""
        value = pl.col(values.name)
        out = pl.lit(False)
        if self.low is not None:
            out = out | (value < self.low)
        if self.high is not None:
            out = out | (value > self.high)
        if self.median is not None:
            size = value.abs().cast(pl.Float64)
            out = out | (size > self.median * TIMES) | ((size * TIMES < self.median) & (value != 0))
        return values.to_frame().select(out.fill_null(False).alias("out"))["out"]

    def inside(self, value: int) -> bool:
        """Within the declared range and near the bulk of the column."""
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            return False
        return self.median is None or self.median / BULK <= abs(value) <= self.median * BULK

    def nearer(self, value: int, than: int) -> bool:
        """True when `value` lies on the way from `than` to the bulk of the column or into the declared range."""
        if (self.high is not None and than > self.high) or (self.median is not None and abs(than) > self.median):
            return abs(value) < abs(than)
        return abs(value) > abs(than) and (self.high is None or value <= self.high)


def judge(cell: Cell, value: int, column: Column, context: Context, bounds: Bounds) -> Read:
    """The value to keep for a cell out of size, by the answer given, else the question.

    A unit that brings the value among the others stands first; without one, units that at least bring it nearer follow.
    """
    text = tidy(cell.text)
    if value < 0 and bounds.low is not None and bounds.low >= 0:  # an override accepts what is odd, not what cannot be
        return None, [Fault("number.negative", shorten(shown(cell, context.date1904)), {"label": column.label})]
    if _MOBILE.fullmatch(text):
        return None, [Fault("number.telephone", text, {"label": column.label})]
    key = keys.key("number.outlier", column.name, text)
    units = _readings(cell, column, context)
    answer = context.answers.get(key, "").strip()
    if answer == AS_IS:
        return value, []
    if answer == LEAVE_OUT:
        return None, [rejected(shorten(text))]
    if answer in units:
        return units[answer], []
    likely = [name for name, other in units.items() if bounds.inside(other)]
    others = [] if likely else [name for name, other in units.items() if bounds.nearer(other, value)]
    choices = [*likely, AS_IS, *others, LEAVE_OUT]
    params = {"label": column.label}
    return None, [Fault("number.outlier", shorten(shown(cell, context.date1904)), params, key, choices)]


def _readings(cell: Cell, column: Column, context: Context) -> dict[str, int]:
    """The bare number of a money cell in other units than its own; nothing where the cell names its unit."""
    if not isinstance(column, MoneyColumn):
        return {}
    quantity = read_cell(cell)
    amount = quantity and money_of(quantity, column, context)
    if quantity is None or amount is None or amount.own:
        return {}
    own = FEN.get(unit_of(column, context), FEN_PER[YUAN])
    other = {unit: quantity.number * FEN_PER[unit] for unit in (YUAN, WAN, YI) if FEN_PER[unit] != own}
    return {reading(unit): int(fen.quantize(Decimal(1))) for unit, fen in other.items() if abs(fen) <= LARGEST}
