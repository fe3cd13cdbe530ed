"""A range in one date cell, where the ledger has two columns and the sheet only one: it is split."""

import polars as pl

from jiedui.core.declare.columns import DateColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import split_range


def split_ranges(ledger: type[Ledger], prepared: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Cells of the end columns that no heading gave, taken from ranges in their start columns (which are shortened)."""
    made: dict[str, pl.DataFrame] = {}
    for column in ledger.declared:
        if not isinstance(column, DateColumn) or not column.after or column.name in prepared:
            continue
        start = prepared.get(column.after)
        if start is None:
            continue
        texts = start["t"].drop_nulls().unique().to_list()
        pairs = {text: parts for text in texts if (parts := split_range(text)) is not None}
        if not pairs:
            continue
        lefts = start["t"].replace({text: left for text, (left, _right) in pairs.items()})
        rights = start["t"].replace_strict(
            {text: right for text, (_left, right) in pairs.items()}, default=None, return_dtype=pl.String
        )
        prepared[column.after] = start.with_columns(lefts.alias("t"))
        kind = rights.is_not_null().cast(pl.UInt8) * kinds.STRING
        made[column.name] = pl.DataFrame({"t": rights, "k": kind.cast(pl.UInt8), "s": start["s"]})
    return made
