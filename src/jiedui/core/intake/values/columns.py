"""From the cells of one column to values and findings: each distinct cell is read once."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from jiedui.core.declare.columns import TOWN, VILLAGE, Column, RegionColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values.cells import Cell
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.definitions import parse_cell
from jiedui.core.intake.values.fast import PATHS, Quick, without_time
from jiedui.core.intake.values.faults import Fault, Read
from jiedui.core.intake.values.outliers import Bounds, judge

_SCHEMA: dict[str, pl.DataType] = {
    "index": pl.UInt32(),
    "id": pl.String(),
    "value": pl.String(),
    "params": pl.String(),
    "key": pl.String(),
    "choices": pl.List(pl.String()),
}
FINDINGS = pl.Schema(_SCHEMA)
PERSON = pl.Schema({"birth": pl.String, "sex": pl.String, "grade": pl.String, "stem": pl.String, "document": pl.String})
_DTYPES: dict[str, type[pl.DataType]] = {
    "money": pl.Int64, "number": pl.Int64, "percent": pl.Int64, "yes_no": pl.Boolean,
}  # fmt: skip
_SIZED = {"money", "number", "percent"}
_KEYS = ["t", "k", "s", "w"]


@dataclass(frozen=True)
class Parsed:
    """values: one row a row of the cells, named as the column (and `_text` for towns and villages).

    findings: `index` (place of the row), `id`, `value`, `params` (JSON for the message), `key`, `choices`.
    extra: for a resident ID "person", a frame with birth (YYYY-MM-DD), sex (GB/T 2261.1), grade and document
    (resident, other, lost) and stem (the first 15 digits of a number that lost its last ones), aligned with the rows.
    """

    values: pl.DataFrame
    findings: pl.DataFrame
    extra: dict[str, pl.DataFrame] = field(default_factory=dict)


def parse_column(
    column: Column,
    cells: pl.DataFrame,
    formats: list[str],
    context: Context,
    *,
    within: pl.Series | None = None,
) -> Parsed:
    """Read a whole column. `cells`: t (raw text, null when empty), k (kind and flags), s (place in `formats`).

    `within`: for a region column the code of the nearest known region above, row by row, null where there is none.
    """
    frame = _keys(cells, within)
    parts = _Parts(column, frame.height)
    if column.kind in PATHS and frame.height:
        quick = PATHS[column.kind](frame, column, formats, context)
        parts.take(quick)
        _by_distinct(frame.filter(~quick.read), column, formats, context, parts)
    else:
        _by_distinct(frame, column, formats, context, parts)
    if column.kind in _SIZED:
        _judge_sizes(frame, column, formats, context, parts)
    return parts.parsed()


def _keys(cells: pl.DataFrame, within: pl.Series | None) -> pl.DataFrame:
    """What tells cells apart: text, kind with the flag of a formula, format of numbers and dates, region above."""
    kind = pl.col("k") & (kinds.KIND | kinds.FORMULA)
    numeric = (pl.col("k") & kinds.KIND).is_in([kinds.NUMBER, kinds.ISO_DATE])
    # Only for errors does it matter that a formula stands behind the cell.
    plain = pl.when((kind & kinds.KIND) == kinds.ERROR).then(kind).otherwise(kind & kinds.KIND)
    frame = cells.select(
        pl.col("t").fill_null(""),
        plain.cast(pl.UInt8).alias("k"),
        pl.when(numeric).then(pl.col("s").fill_null(0)).otherwise(0).cast(pl.UInt32).alias("s"),
    )
    above = pl.lit(None, pl.String) if within is None else within.cast(pl.String)
    return frame.with_columns(above.alias("w")).with_row_index("i")


class _Parts:
    """The values of a column while they come in, by row."""

    def __init__(self, column: Column, height: int) -> None:
        self.column = column
        self.values: dict[str, pl.Series] = {}
        self.findings: list[pl.DataFrame] = []
        names = [column.name]
        if isinstance(column, RegionColumn) and column.level in (TOWN, VILLAGE):
            names.append(f"{column.name}_text")
        for name in names:
            self.values[name] = pl.Series(name, [None], dtype=_DTYPES.get(column.kind, pl.String)).new_from_index(
                0, height
            )
        self.person: dict[str, pl.Series] = {}
        if column.kind == "resident_id":
            self.person = {name: pl.Series(name, [None], dtype=pl.String).new_from_index(0, height) for name in PERSON}

    def take(self, quick: Quick) -> None:
        """The rows that a fast path has read: all at once where it has read all."""
        whole, rows = bool(quick.read.all()), quick.read.arg_true()
        for kept in (self.values, self.person):
            for name in kept:
                if name in quick.values:
                    value = quick.values[name]
                    kept[name] = value.alias(name) if whole else kept[name].scatter(rows, value)

    def put(self, rows: pl.Series, which: pl.Series, reads: list[Read]) -> None:
        """Row rows[j] holds what reads[which[j]] says."""
        table = pl.DataFrame(self._split([value for value, _faults in reads]))
        taken = table[which]
        for name in self.values:
            self.values[name] = self.values[name].scatter(rows, taken[name])
        for name in self.person:
            self.person[name] = self.person[name].scatter(rows, taken[name])
        found = _table([(place, fault) for place, (_value, faults) in enumerate(reads) for fault in faults])
        if found.height:
            places = pl.DataFrame({"index": rows.cast(pl.UInt32), "place": which.cast(pl.UInt32)})
            joined = places.join(found, on="place", how="inner", maintain_order="left_right")
            self.findings.append(joined.select(*FINDINGS))

    def _split(self, values: list[Any]) -> dict[str, pl.Series]:
        main = self.column.name
        dtype = _DTYPES.get(self.column.kind, pl.String)
        match self.column.kind:
            case "region":
                split = {main: pl.Series(main, [v and v.code for v in values], dtype=dtype)}
                split[f"{main}_text"] = pl.Series([v and v.text for v in values], dtype=pl.String)
                return split
            case "resident_id":
                split = {main: pl.Series(main, [v and v.number for v in values], dtype=dtype)}
                for name in PERSON:
                    attribute = "kind" if name == "document" else name
                    split[name] = pl.Series(name, [v and getattr(v, attribute) for v in values], dtype=pl.String)
                return split
        return {main: pl.Series(main, values, dtype=dtype)}

    def parsed(self) -> Parsed:
        extra = {"person": pl.DataFrame(list(self.person.values()))} if self.person else {}
        findings = pl.concat(self.findings) if self.findings else pl.DataFrame(schema=FINDINGS)
        return Parsed(pl.DataFrame(list(self.values.values())), findings.sort("index", maintain_order=True), extra)


def _table(found: list[tuple[int, Fault]]) -> pl.DataFrame:
    schema = {"place": pl.UInt32(), **{name: dtype for name, dtype in _SCHEMA.items() if name != "index"}}
    rows = [(place, f.id, f.value, json.dumps(f.params, ensure_ascii=False), f.key, f.choices) for place, f in found]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _read_distinct(frame: pl.DataFrame, keys: list[str], read: Callable[..., Read]) -> tuple[pl.Series, list[Read]]:
    """`read` once for every distinct combination of `keys`: which result belongs to which row, and the results."""
    distinct = frame.select(keys).unique(maintain_order=True).with_row_index("which")
    which = frame.select(keys).join(distinct, on=keys, how="left", nulls_equal=True, maintain_order="left")["which"]
    return which, [read(*row) for row in distinct.select(keys).iter_rows()]


def _by_distinct(frame: pl.DataFrame, column: Column, formats: list[str], context: Context, parts: _Parts) -> None:
    """Read by the definition what no fast path has read."""

    def read(text: str, kind: int, style: int, above: str | None) -> Read:
        return parse_cell(cell_of(text, kind, style, formats), column, context, above)

    if column.kind in ("date", "month"):
        days = without_time(frame, formats)
        which, reads = _read_distinct(frame.with_columns(days), _KEYS, read)
        # A finding shows the cell as written, so these are read again as they are.
        faulty = pl.Series([bool(faults) for _value, faults in reads], dtype=pl.Boolean)
        again = (days != frame["t"]) & faulty[which]
        parts.put(frame["i"].filter(~again), which.filter(~again), reads)
        frame = frame.filter(again)
    if frame.height:
        which, reads = _read_distinct(frame, _KEYS, read)
        parts.put(frame["i"], which, reads)


def _judge_sizes(frame: pl.DataFrame, column: Column, formats: list[str], context: Context, parts: _Parts) -> None:
    values = parts.values[column.name]
    bounds = Bounds.of(column, values)
    flagged = frame.with_columns(values.alias("v")).filter(bounds.flagged(values))
    if not flagged.height:
        return

    def read(text: str, kind: int, style: int, value: int) -> Read:
        return judge(cell_of(text, kind, style, formats), value, column, context, bounds)

    which, reads = _read_distinct(flagged, ["t", "k", "s", "v"], read)
    parts.put(flagged["i"], which, reads)


def cell_of(text: str, kind: int, style: int, formats: list[str]) -> Cell:
    """The cell that a row of the key frame stands for."""
    format = formats[style] if style < len(formats) else "General"
    return Cell(text, kind & kinds.KIND, bool(kind & kinds.FORMULA), format)
