"""The cells of one sheet's data rows, as the values' definitions take them; and what their looks may mean."""

import polars as pl

from jiedui.core.intake import keys
from jiedui.core.intake.books import OWN_COMMENT
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.mapping import Mapped
from jiedui.core.intake.reading import Sheet, kinds

LONGEST = 60
"""So much of a comment is shown."""
FEW = 0.1
"""Colour on more than a tenth of the rows is decoration (banding), not meaning."""


def fill_merged(sheet: Sheet, data: pl.DataFrame) -> pl.DataFrame:
    """Cells merged downwards hold their value on every row of the merge; blanks outside merges stay blank."""
    if data.is_empty():
        return data
    first, last = int(data["row"][0]), int(data["row"][-1])
    sources = {row: at for at, row in enumerate(data["row"].to_list())}
    by_column: dict[int, list[tuple[int, int]]] = {}
    for row1, column1, row2, _column2 in sheet.merges:
        if row2 > row1 and row1 >= first and row1 <= last and row1 in sources and column1 < sheet.width:
            by_column.setdefault(column1, []).append((row1, row2))
    for column, spans in by_column.items():
        origin = list(range(len(data)))
        for row1, row2 in spans:
            for row in range(row1 + 1, row2 + 1):
                if row in sources:
                    origin[sources[row]] = sources[row1]
        take = pl.Series(origin, dtype=pl.UInt32)
        data = data.with_columns(data[f"{kind}{column}"].gather(take) for kind in "tks")
    return data


def cells_of(data: pl.DataFrame, at: int) -> pl.DataFrame:
    return data.select(pl.col(f"t{at}").alias("t"), pl.col(f"k{at}").alias("k"), pl.col(f"s{at}").alias("s"))


def say_looks(sheet: Sheet, data: pl.DataFrame, mapped: list[Mapped], offset: int, findings: Findings) -> None:
    """Strike-through, colour and comments are shown, for people give them a meaning that no value holds."""
    if data.is_empty() or not mapped:
        return
    rows = pl.Series("index", range(offset, offset + len(data)), dtype=pl.UInt32)
    for flag, id in ((kinds.STRIKE, "cell.strikethrough"), (kinds.FILL, "cell.coloured")):
        marks = data.select(((pl.col(f"k{one.at}") & flag) > 0).alias(one.heading + str(one.at)) for one in mapped)
        any_mark = marks.select(pl.any_horizontal(pl.all()).alias("any"))["any"]
        if not any_mark.any() or (flag == kinds.FILL and any_mark.mean() > FEW and any_mark.sum() > 2):  # type: ignore[operator]
            continue
        which = any_mark.arg_true()
        first = [next(one for one, mark in zip(mapped, row, strict=True) if mark) for row in marks[which].iter_rows()]
        numbers = data["row"].gather(which)
        own = {place for place, text in sheet.comments.items() if text.startswith(OWN_COMMENT)}
        found = pl.DataFrame(
            {
                "index": rows.gather(which),
                "row": numbers.cast(pl.Int64),
                "column": [one.heading for one in first],
                "field": [one.column.name for one in first],
                "_own": [(row, one.at) in own for row, one in zip(numbers.to_list(), first, strict=True)],
            }
        )
        # The red of a workbook that we returned ourselves is no message of the clerk's.
        findings.add_rows(id, found.filter(~pl.col("_own")) if flag == kinds.FILL else found)
    _say_comments(sheet, data, mapped, rows, findings)


def _say_comments(sheet: Sheet, data: pl.DataFrame, mapped: list[Mapped], rows: pl.Series, findings: Findings) -> None:
    if not sheet.comments:
        return
    by_column = {one.at: one for one in mapped}
    position = {row: at for at, row in enumerate(data["row"].to_list())}
    for (row, column), text in sorted(sheet.comments.items()):
        one = by_column.get(column)
        if one is None or row not in position or text.startswith(OWN_COMMENT):
            continue
        text = keys.masked(text)
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        findings.say(
            "cell.comment", index=int(rows[position[row]]), row=row, heading=one.heading, field=one.column.name,
            comment=shown, value=shown,
        )  # fmt: skip
