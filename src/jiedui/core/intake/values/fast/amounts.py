"""Plain numbers: digits with a few decimals, in integer arithmetic."""

from math import gcd

import numpy as np
import polars as pl

from jiedui.core.declare.columns import FEN_PER, YUAN, MoneyColumn, NumberColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import formats as number_formats
from jiedui.core.intake.values.amounts import FEN, LARGEST, times, unit_of
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.fast.quick import Quick, among, stripped

MICRO = 1_000_000
_PLAIN = r"^-?[0-9]{1,8}(?:\.[0-9]{1,18})?$"
_GROUPED = r"^[0-9]{1,3}(?:,[0-9]{3}){1,2}(?:\.[0-9]{1,18})?$"


def _plain_formats(formats: list[str]) -> list[int]:
    """Places of the formats that show neither a percentage nor a unit."""
    plain = (not number_formats.is_percent(code) and not number_formats.unit(code) for code in formats)
    return [place for place, simple in enumerate(plain) if simple] or [0]


def _numbers(frame: pl.DataFrame, formats: list[str]) -> tuple[pl.Series, pl.Series]:
    """Which cells hold a plain number of up to eight digits before the point, and these as floats."""
    text = stripped(frame)
    if text.str.contains(",", literal=True).any():
        grouped = text.str.contains(_GROUPED) & (frame["k"] == kinds.STRING)
        text = frame.select(pl.when(grouped).then(text.str.replace_all(",", "", literal=True)).otherwise(text))["t"]
    simple = (pl.col("k") != kinds.NUMBER) | pl.col("s").is_in(_plain_formats(formats))
    read = among(frame.with_columns(text), pl.col("t").str.contains(_PLAIN) & simple, numbers=True)
    return read, text.filter(read).cast(pl.Float64)


def _quick(frame: pl.DataFrame, name: str, formats: list[str], scale: int, *, negative: bool = True) -> Quick:
    """Numbers that are whole after multiplication with `scale`.

    A float holds 15 significant digits, so of the texts that stand for one float only one has eight digits before and
    at most six after the point: if millionths give the same float, they are the number that was meant.
    """
    read, floats = _numbers(frame, formats)
    # In numpy: polars divides by multiplying with the reciprocal, which is a little off.
    given = floats.to_numpy()
    millionths = np.rint(given * MICRO).astype(np.int64)
    shared = gcd(scale, MICRO)
    values = millionths // (MICRO // shared) * (scale // shared)
    sound = (millionths / MICRO == given) & (millionths % (MICRO // shared) == 0) & (np.abs(values) <= LARGEST)
    if not negative:
        sound &= millionths >= 0
    if not sound.all():
        read = read.scatter(read.arg_true().filter(pl.Series(~sound)), False)
        values = values[sound]
    return Quick(read, {name: pl.Series(name, values)})


def quick_money(frame: pl.DataFrame, column: MoneyColumn, formats: list[str], context: Context) -> Quick:
    return _quick(frame, column.name, formats, FEN.get(unit_of(column, context), FEN_PER[YUAN]))


def quick_number(frame: pl.DataFrame, column: NumberColumn, formats: list[str], context: Context) -> Quick:
    scale = times(column.unit, context.unit) * 10**column.decimals
    return _quick(frame, column.name, formats, scale, negative=column.low is None or column.low < 0)
