"""A range in one date cell, where the ledger has two columns and the sheet only one: it is split."""

import polars as pl

from jiedui.core.declare.columns import DateColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import split_range


def split_ranges(ledger: type[Ledger], prepared: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """End columns that no heading gave, taken from ranges in their start columns; `prepared` is changed in place.

    Where the sheet has an end column too, a range fills it on the rows where it is empty; where both hold something
    the range stays, and is an error for a person to mend.
    """
    made: dict[str, pl.DataFrame] = {}
    for column in ledger.declared:
        if not isinstance(column, DateColumn) or not column.after:
            continue
        start, end = prepared.get(column.after), prepared.get(column.name)
        if start is None:
            continue
        texts = start["t"].drop_nulls().unique().to_list()
        pairs = {text: parts for text in texts if (parts := split_range(text)) is not None}
        if not pairs:
            continue
        rights = start["t"].replace_strict(
            {text: right for text, (_left, right) in pairs.items()}, default=None, return_dtype=pl.String
        )
        free = rights.is_not_null()
        if end is not None:
            free &= end["t"].is_null() | (end["t"].str.strip_chars() == "")
        lefts = start["t"].replace({text: left for text, (left, _right) in pairs.items()})
        prepared[column.after] = start.with_columns(
            pl.when(free).then(lefts).otherwise(start["t"]).alias("t"),
            pl.when(free).then(pl.lit(kinds.STRING, pl.UInt8)).otherwise(start["k"]).alias("k"),
        )
        given = (
            end
            if end is not None
            else pl.DataFrame({"t": rights, "k": start["k"], "s": start["s"]}).with_columns(
                pl.lit(None, pl.String).alias("t"), pl.lit(kinds.EMPTY, pl.UInt8).alias("k")
            )
        )
        filled = given.with_columns(
            pl.when(free).then(rights).otherwise(given["t"]).alias("t"),
            pl.when(free).then(pl.lit(kinds.STRING, pl.UInt8)).otherwise(given["k"]).alias("k"),
        )
        if end is not None:
            prepared[column.name] = filled
        else:
            made[column.name] = filled
    return made
