"""A blank that means "as above": asked once a column, never done by itself."""

from collections.abc import Mapping

import polars as pl

from jiedui.core.declare.columns import Column
from jiedui.core.intake import keys
from jiedui.core.intake.findings import Findings

ABOVE, EMPTY = "同上一行", "就是空白"
SHARE = 0.3
KINDS = {"region", "name", "key", "resident_id", "organisation", "reference"}


def _looks_carried(column: Column, text: pl.Series, filled: pl.Series) -> bool:
    """Whether the blanks alone speak for "as above". A name is only left out together with what tells households apart;
    a column that may be empty is one whose every value but the last has blanks below it."""
    if column.kind == "name" or (filled == filled.shift(1)).any() or (text == text.shift(1)).any():
        return False
    followed = text.is_not_null() & text.shift(-1).is_not_null()
    return column.required or (len(filled) > 1 and not followed.any())


def fill_down(
    column: Column,
    heading: str,
    cells: pl.DataFrame,
    answers: Mapping[str, str],
    findings: Findings,
    carried: set[int] | None = None,
) -> tuple[pl.DataFrame, set[int] | None]:
    """The cells, filled down where a person said so; and the blank rows that wait for the answer, if any do.

    It looks like "as above" when blanks are many, follow a value, and no value is ever repeated right below itself (who
    repeats values does not leave blanks for them). `carried`: the blanks so found in columns before, added to by this
    one; a column that is blank on just such rows goes with them, though all households of a sheet name the same county.
    """
    if column.kind not in KINDS or not (column.required or column.kind == "region") or len(cells) < 3:
        return cells, None
    text = cells["t"].str.strip_chars().replace("", None)
    blank = text.is_null()
    if blank[0] or not blank.any() or blank.mean() < SHARE or blank.all():  # type: ignore[operator]
        return cells, None
    rows = set(blank.arg_true().to_list())
    carried = set() if carried is None else carried
    filled = text.drop_nulls()
    if not rows <= carried and not _looks_carried(column, text, filled):
        return cells, None
    carried |= rows
    key = keys.key("column.fill_down", heading)
    answer = answers.get(key)
    below = cells.with_columns(
        text.forward_fill().alias("t"),
        pl.when(blank).then(None).otherwise(pl.col("k")).forward_fill().alias("k"),
        pl.when(blank).then(None).otherwise(pl.col("s")).forward_fill().alias("s"),
    )
    if answer == ABOVE:
        return below, None
    if answer == EMPTY:
        return cells, None
    findings.ask(
        "column.fill_down",
        key,
        [ABOVE, EMPTY],
        heading=heading,
        field=column.name,
        label=heading,
        count=int(blank.sum()),
    )
    # Read as "above" while it waits, so that a township does not seem to lack its county; a key so read would seem doubled.
    return below if column.kind == "region" else cells, rows
