"""Every row of a checked file by what becomes of it: new, changed, same, refused, not used; and rows that the file lacks."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import cells
from jiedui.core.intake.checking import Checked
from jiedui.core.intake.previews.written import masked, shown
from jiedui.core.intake.report import Report
from jiedui.core.ledger.comparing import CHANGED, DIFFERS, NEW, OLD, SAME, Comparison
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.places.queries import organisation_names
from jiedui.core.words.findings import Level

FINDINGS, REFUSED, MISSING, UNUSED = "findings", "refused", "missing", "unused"
KINDS = (FINDINGS, NEW, CHANGED, SAME, MISSING, REFUSED, UNUSED)
"""In the order of the tabs."""
PLACE = ("_sheet", "_row")
SAMPLES, LOOKED_AT = 3, 500
NUMBER = "•"
"""Stands for a sealed number of the ledger: that there is one is told, never which."""


@dataclass
class Preview:
    """frames: kind -> rows in the order of the file. headings: {"text", "plain", "field", "how", "samples"} of every column."""

    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    headings: list[dict[str, Any]] = field(default_factory=list)


def build(
    report: Report, checked: Checked, comparison: Comparison | None, keep: pl.DataFrame, stopped: set[int]
) -> Preview:
    """The preview of what `report` counts; of rows that stay out only what the file itself says."""
    found = Preview(headings=_headings(report, checked))
    held = stopped if comparison is not None else set(checked.normal["_index"].to_list())
    findings = report.findings
    # Why the whole file is refused is said above everything else, not again in the list.
    general = pl.col("row").is_null() & (pl.col("level") == Level.ERROR.value)
    found.frames[FINDINGS] = _listed(findings if report.ok else findings.filter(~general))
    by_row = _by_row(findings)
    if comparison is not None:
        repeated = checked.normal.filter(pl.col("_index").is_in(list(checked.findings.repeated)))
        for kind in (NEW, CHANGED, SAME):
            rows = keep.filter(pl.col("_state") == kind)
            frame = _as_read(comparison, rows, changed=kind == CHANGED)
            if kind == SAME and len(repeated):
                frame = pl.concat([frame, _masked(comparison.ledger, repeated)], how="diagonal_relaxed").sort(PLACE)
            found.frames[kind] = _with(frame, by_row)
        if "id" in comparison.missing.columns and len(comparison.missing):
            found.frames[MISSING] = comparison.missing.select(pl.col("id").alias("_id"))
    places = checked.normal.filter(pl.col("_index").is_in(list(held))).select(PLACE)
    hidden = pl.DataFrame(checked.left_out, schema={"_sheet": pl.Int32, "_row": pl.Int64}, orient="row")
    found.frames[REFUSED] = _with(_as_written(found, checked, pl.concat([places, hidden])), by_row)
    found.frames[UNUSED] = _with(_unused(found, checked), by_row)
    return found


def _headings(report: Report, checked: Checked) -> list[dict[str, Any]]:
    """Every heading of the sheets used with what it was read as and its first values."""
    told: dict[str, dict[str, Any]] = {}
    for one in report.columns:
        told.setdefault(
            str(one["heading"]), {"text": one["heading"], "field": one["field"], "how": one["how"], "samples": []}
        )
    columns = checked.ledger.columns
    for _number, sheet, layout in checked.read:
        for at, heading in layout.headings.items():
            if heading.text not in told or told[heading.text]["samples"]:
                continue
            one = told[heading.text]
            one["plain"] = heading.plain
            column = columns.get(one["field"] or "")
            some = shown(sheet, layout.data.head(LOOKED_AT), at, column or _named_as(checked.ledger, heading.text))
            one["samples"] = (
                some.drop_nulls().filter(some.drop_nulls() != "").unique(maintain_order=True).head(SAMPLES).to_list()
            )
    return list(told.values())


def _named_as(ledger: type[Ledger], text: str) -> Column | None:
    """The column that a heading left out reminds of, so that its samples are masked as that one's would be."""
    words = {
        "身份证": "resident_id",
        "证件号": "resident_id",
        "手机": "phone",
        "电话": "phone",
        "卡号": "bank_card",
        "账号": "bank_card",
    }
    kind = next((kind for word, kind in words.items() if word in text), "")
    return next((column for column in ledger.declared if column.kind == kind), None)


def _by_row(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings of each row of the file, as one list a row."""
    of_rows = findings.filter(pl.col("row").is_not_null()).with_columns(pl.col("sheet").fill_null(0))
    return (
        of_rows.select(
            pl.col("sheet").alias("_sheet"), pl.col("row").alias("_row"),
            pl.struct("level", "id", "column", "field", "value", "message").alias("_found"),
        )
        .group_by(PLACE, maintain_order=True).agg("_found")
    )  # fmt: skip


def _with(rows: pl.DataFrame, by_row: pl.DataFrame) -> pl.DataFrame:
    return rows.join(by_row, on=PLACE, how="left", maintain_order="left") if len(rows) else rows


def _listed(findings: pl.DataFrame) -> pl.DataFrame:
    """All findings, those that stop a row first."""
    order = pl.col("level").replace_strict({"error": 0, "question": 1, "warning": 2}, default=3)
    kept = findings.select(
        pl.col("sheet").alias("_sheet"),
        pl.col("row").alias("_row"),
        "level",
        "id",
        "column",
        "field",
        "value",
        "message",
    )
    return kept.sort(order, maintain_order=True)


def _masked(ledger: type[Ledger], normal: pl.DataFrame) -> pl.DataFrame:
    """Rows in normal form without a whole number of a person."""
    texts = [c for c in ledger.declared if c.name in normal.columns and normal.schema[c.name] == pl.String]
    kept = normal.with_columns(
        masked(normal[c.name], c).alias(c.name) for c in texts if c.kind not in ("date", "month", "code", "region")
    )
    return kept.drop("_index")


def _as_read(comparison: Comparison, rows: pl.DataFrame, *, changed: bool) -> pl.DataFrame:
    """The rows in normal form; of changed ones also what the ledger holds (`old:x`) and which columns differ."""
    ledger = comparison.ledger
    ids = rows.select("_index", "_id")
    normal = comparison.normal.join(ids, on="_index", how="inner", maintain_order="left")
    if not changed or rows.is_empty():
        return _masked(ledger, normal)
    differing, old = [], []
    flags = set(comparison.flags())
    for column in ledger.declared:
        names = [name for name in column.storage if name in flags and not name.endswith("_sealed")]
        if not names:
            continue
        differs = pl.any_horizontal([pl.col(DIFFERS + name) for name in names])
        differing.append(pl.when(differs).then(pl.lit(column.name)))
        old += [pl.when(differs).then(one).alias(one_name) for one_name, one in _old(ledger, column, rows)]
    facts = rows.select(
        "_index", pl.concat_list([one for one in differing]).list.drop_nulls().alias("_changed"), *old
    ) if differing else rows.select("_index")  # fmt: skip
    return _masked(ledger, normal.join(facts, on="_index", how="left", maintain_order="left"))


def _old(ledger: type[Ledger], column: Column, rows: pl.DataFrame) -> list[tuple[str, pl.Expr]]:
    """What the ledger holds of a column: names for organisations, no number of a person."""
    first = OLD + column.storage[0]
    if column.kind in ("phone", "bank_card", "resident_id", "reference"):
        there = next(OLD + name for name in (*column.storage[1:], column.storage[0]) if OLD + name in rows.columns)
        return [(OLD + column.name, pl.when(pl.col(there).is_not_null()).then(pl.lit(NUMBER)))]
    if column.kind == "organisation":
        ids = rows[first].drop_nulls().unique().to_list()
        names = organisation_names(ids)
        held = pl.col(first).replace_strict(
            ids, [names.get(id, "") for id in ids], default=None, return_dtype=pl.String
        )
        return [(OLD + column.name, held)]
    schema = storage_schema(ledger)
    return [
        (OLD + name, pl.col(OLD + name)) for name in column.storage if name in schema and OLD + name in rows.columns
    ]


def _columns_of(found: Preview, checked: Checked) -> dict[str, Column | None]:
    """Heading -> the column that it is read as."""
    columns = checked.ledger.columns
    return {
        one["text"]: columns.get(one["field"] or "") or _named_as(checked.ledger, one["text"]) for one in found.headings
    }


def _as_written(found: Preview, checked: Checked, places: pl.DataFrame) -> pl.DataFrame:
    """Rows as the sheets have them, a column w0, w1, … for each heading."""
    pieces = [places.clear()]
    for number, sheet, layout in checked.read:
        here = places.filter(pl.col("_sheet") == number)
        if here.is_empty():
            continue
        data = cells.fill_merged(sheet, layout.data).filter(pl.col("row").is_in(here["_row"].to_list()))
        pieces.append(_texts(found, checked, number, sheet, layout, data))
    return pl.concat(pieces, how="diagonal_relaxed").sort(PLACE)


def _texts(found: Preview, checked: Checked, number: int, sheet: Any, layout: Any, data: pl.DataFrame) -> pl.DataFrame:
    columns = _columns_of(found, checked)
    order = {one["text"]: f"w{at}" for at, one in enumerate(found.headings)}
    rows = data.select(pl.lit(number, pl.Int32).alias("_sheet"), pl.col("row").cast(pl.Int64).alias("_row"))
    named = {
        order[h.text]: shown(sheet, data, at, columns[h.text]) for at, h in layout.headings.items() if h.text in order
    }
    return rows.with_columns(texts.alias(name) for name, texts in named.items())


def _unused(found: Preview, checked: Checked) -> pl.DataFrame:
    """Totals, foot, headings printed again: rows that are no data, and why."""
    pieces = [pl.DataFrame(schema={"_sheet": pl.Int32, "_row": pl.Int64, "_why": pl.String})]
    for number, sheet, layout in checked.read:
        why = {row: reason for row, reason in layout.dropped.items() if reason != "empty"}
        if not why:
            continue
        data = sheet.frame.filter(pl.col("row").is_in(list(why)))
        texts = _texts(found, checked, number, sheet, layout, data)
        reasons = pl.Series("_why", [why[row] for row in texts["_row"].to_list()], dtype=pl.String)
        pieces.append(texts.with_columns(reasons))
    return pl.concat(pieces, how="diagonal_relaxed").sort(PLACE)
