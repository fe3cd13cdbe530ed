"""Collecting what there is to say about a file, in bulk and in order."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from jiedui.core.declare.columns import Column
from jiedui.core.vault.masking import scrub
from jiedui.core.words.findings import TYPES, Level

SCHEMA: dict[str, Any] = {
    "index": pl.UInt32, "sheet": pl.Int32, "row": pl.Int64, "column": pl.String, "field": pl.String, "id": pl.String,
    "level": pl.String, "value": pl.String, "message": pl.String, "key": pl.String, "choices": pl.List(pl.String),
}  # fmt: skip
_DIGITS = r"[0-9]{11}"
STOPS = (Level.ERROR.value, Level.QUESTION.value)


class Findings:
    """Findings of one import. `index` counts the rows of all sheets; findings of a file or column have none."""

    def __init__(self) -> None:
        self.sheet: int | None = None
        self._plain: list[tuple[Any, ...]] = []
        self._frames: list[pl.DataFrame] = []
        self.rejected: set[int] = set()
        """Rows left out by a person's choice."""
        self.repeated: set[int] = set()
        """Rows that say again what an earlier row says."""
        self.waiting: set[int] = set()
        """Rows that a question about another row concerns as well."""
        self.headings: dict[tuple[int, str], str] = {}
        """(sheet, field) -> the heading as the sheet has it, by which findings about whole rows name their column too."""

        self.conflicts: dict[str, dict[str, Any]] = {}
        """Key of a question about a row that others changed -> who, when, and the values beside each other."""

    def say(
        self, id: str, *, index: int | None = None, row: int | None = None, heading: str | None = None,
        field: str | None = None, message: str | None = None, value: str | None = None, key: str | None = None,
        choices: Sequence[str] | None = None, sheet: int | None = None, **params: Any,
    ) -> None:  # fmt: skip
        """One finding; `params` fill the message template of its type."""
        kind = TYPES[id]
        text = message or str(kind.message).format_map(_Lenient({"value": value or "", **params}))
        text, value = scrub(text), scrub(value) if value else value
        at = self.sheet if sheet is None else sheet
        self._plain.append(
            (index, at, row, heading, field, id, kind.level.value, value, text, key, list(choices) if choices else None)
        )

    def ask(self, id: str, key: str, choices: Sequence[str], **rest: Any) -> None:
        """A question about a column or the file; about rows use `say` with key and choices."""
        self.say(id, key=key, choices=choices, **rest)

    def add_column(self, column: Column, heading: str, found: pl.DataFrame, offset: int, rows: pl.Series) -> None:
        """What values.parse_column found: `index` counts the rows of this sheet from 0."""
        if found.is_empty():
            return
        # An ID typed into another column must not be printed whole by what is said of that column.
        if found["value"].str.contains(_DIGITS).any():
            masked = _without_personal if column.kind == "uscc" else scrub
            found = found.with_columns(pl.col("value", "params").map_elements(masked, return_dtype=pl.String))
        left_out = found.filter(pl.col("id") == "row.rejected")["index"].to_list()
        self.rejected |= {offset + index for index in left_out}
        # One message a distinct combination: 200,000 equal faults cost one formatting.
        distinct = found.select("id", "value", "params").unique()
        messages = [
            str(TYPES[id].message).format_map(_Lenient({"label": column.label, "value": value or "", **_read(params)}))
            for id, value, params in distinct.rows()
        ]
        distinct = distinct.with_columns(
            pl.Series("message", messages, dtype=pl.String),
            pl.Series("level", [TYPES[id].level.value for id in distinct["id"]], dtype=pl.String),
        )
        frame = found.join(distinct, on=["id", "value", "params"], how="left", nulls_equal=True, maintain_order="left")
        self._frames.append(
            frame.select(
                (pl.col("index") + offset).cast(pl.UInt32).alias("index"),
                pl.lit(self.sheet, pl.Int32).alias("sheet"),
                rows.gather(frame["index"]).cast(pl.Int64).alias("row"),
                pl.lit(heading).alias("column"), pl.lit(column.name).alias("field"), "id", "level", "value", "message",
                "key", "choices",
            )
        )  # fmt: skip

    def add_rows(self, id: str, found: pl.DataFrame, **constant: Any) -> None:
        """A frame with `index` and `row` and any of value, message, key, choices, column, field; the rest constant."""
        if found.is_empty():
            return
        kind = TYPES[id]
        values = {"sheet": self.sheet, **constant, "id": id, "level": kind.level.value}
        values.setdefault("message", str(kind.message))
        columns = [
            pl.col(name).cast(dtype) if name in found.columns else pl.lit(values.get(name), dtype).alias(name)
            for name, dtype in SCHEMA.items()
        ]
        self._frames.append(found.select(columns))

    def frame(self) -> pl.DataFrame:
        """All findings, by sheet, row and level."""
        plain = pl.DataFrame(self._plain, schema=SCHEMA, orient="row")
        together = pl.concat([plain, *(frame.select(list(SCHEMA)) for frame in self._frames)], how="vertical_relaxed")
        if self.headings:
            written = [(*place, heading) for place, heading in self.headings.items()]
            schema = {"sheet": pl.Int32, "field": pl.String, "_written": pl.String}
            names = pl.DataFrame(written, schema=schema, orient="row")
            together = together.join(names, on=["sheet", "field"], how="left", maintain_order="left")
            of_row = pl.col("index").is_not_null() & pl.col("_written").is_not_null()
            together = together.with_columns(
                pl.when(of_row).then("_written").otherwise("column").alias("column")
            ).drop("_written")
        return together.sort("sheet", "row", nulls_last=False, maintain_order=True)

    def stopped(self) -> set[int]:
        """Rows that may not go in: with an error, with an open question, or left out by choice."""
        stopped = self.rejected | self.waiting
        for index, *_rest in (entry for entry in self._plain if entry[6] in STOPS and entry[0] is not None):
            stopped.add(index)
        for frame in self._frames:
            stopped.update(frame.filter(pl.col("level").is_in(STOPS))["index"].drop_nulls().to_list())
        return stopped

    def open_questions(self) -> bool:
        """Whether any question of a column or of the file waits for its answer."""
        return any(entry[6] == Level.QUESTION.value and entry[0] is None for entry in self._plain)

    def blocking(self) -> bool:
        """Whether the file as a whole is refused, whatever its rows: an error that belongs to no row."""
        return any(entry[6] == Level.ERROR.value and entry[0] is None for entry in self._plain)


def _without_personal(text: str) -> str:
    """Scrubbed but for what begins like a credit code and unlike a resident's ID: a code must be seen to be mended."""
    return text if re.fullmatch("9[0-9A-Z]{17}", text) else scrub(text)


class _Lenient(dict[str, Any]):
    """A parameter that a template names and nobody gave is left empty, never an error in front of a clerk."""

    def __missing__(self, key: str) -> str:
        return ""


def _read(params: Any) -> Mapping[str, Any]:
    return json.loads(params) if isinstance(params, str) and params else (params or {})
