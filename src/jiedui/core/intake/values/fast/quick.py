"""What a fast path gives."""

from typing import NamedTuple

import polars as pl

from jiedui.core.intake.reading import kinds

BLANKS = " \t\r\n\u3000\u00a0"


class Quick(NamedTuple):
    """`read`: which rows (Boolean, never null); `values`: by name, for the rows read only, in their order."""

    read: pl.Series
    values: dict[str, pl.Series]


def stripped(frame: pl.DataFrame) -> pl.Series:
    """The texts without blanks at their ends."""
    return frame["t"].str.strip_chars(BLANKS)


def among(frame: pl.DataFrame, clean: pl.Expr, *, numbers: bool = False) -> pl.Series:
    """Rows with text (and numbers, when `numbers`) that `clean` holds for."""
    allowed = pl.col("k") == kinds.STRING
    if numbers:
        allowed = allowed | (pl.col("k") == kinds.NUMBER)
    return frame.select((allowed & clean).fill_null(False).alias("read"))["read"]
