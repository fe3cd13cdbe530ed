"""From runs of cells, row by row as files hold them, to columns ready to be sent."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.wire import Array, Place, Writer

LAST_ROW = 1_048_576


class Run(NamedTuple):
    """The cells that hold something in some consecutive rows, in file order. Arrays of one entry per cell unless said."""

    rows: Array  # uint32, one per row that holds a cell: Excel's row number, 0 where the file leaves it out
    row: Array  # int32: index into rows, never falling
    column: Array  # int32, from 0
    kind: Array  # uint8: kind and flags
    style: Array  # uint16: the file's own style number
    shared: Array  # int32: number of the shared string, -1 where the text is the cell's own
    source: Array  # uint8, the bytes that `start` and `length` (int64) point into: the cell's own text, UTF-8
    start: Array
    length: Array


class Strip(NamedTuple):
    """The part of a run that lies in one column."""

    column: int
    row: Array
    kind: Array
    style: Array
    shared: Array
    length: Array
    text: Array


def gather(source: Array, start: Array, length: Array) -> Array:
    """The pieces source[start:start+length] one after the other, as one uint8 array."""
    total = int(length.sum())
    if not total:
        return np.empty(0, np.uint8)
    index = np.repeat(start - (np.cumsum(length) - length), length)
    index += np.arange(total)
    found: Array = source[index]
    return found


def strips(run: Run) -> list[Strip]:
    """Sort a run by column. A cell given twice is a fault."""
    if not len(run.row):
        return []
    order = np.argsort(run.column.astype(np.uint16), kind="stable")
    column, row = run.column[order], run.row[order]
    edges = np.flatnonzero(np.diff(column)) + 1
    bounds = [0, *edges.tolist(), len(order)]
    if np.any((np.diff(row) <= 0) & (np.diff(column) == 0)):
        raise Fault("file.damaged")
    kind, style, shared = run.kind[order], run.style[order], run.shared[order]
    length = run.length[order]
    text = gather(run.source, run.start[order], length)
    ends = np.concatenate(([0], np.cumsum(length)))
    return [
        Strip(int(column[a]), row[a:b], kind[a:b], style[a:b], shared[a:b], length[a:b], text[ends[a] : ends[b]])
        for a, b in pairwise(bounds)
    ]


@dataclass
class Looks:
    """What the file's style numbers mean: `formats` (0 is General), and per style its format and its flags."""

    formats: list[str] = field(default_factory=lambda: ["General"])
    format: Array = field(default_factory=lambda: np.zeros(1, np.uint16))
    flags: Array = field(default_factory=lambda: np.zeros(1, np.uint8))


@dataclass
class Strings:
    """The shared strings: lengths in bytes (int64), the text one after the other, and which are struck through."""

    length: Array = field(default_factory=lambda: np.empty(0, np.int64))
    text: list[Array] = field(default_factory=list)
    struck: Array = field(default_factory=lambda: np.empty(0, np.int64))


@dataclass
class Assembly:
    """One sheet while it is read."""

    name: str
    hidden: bool = False
    columns: int = 500
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: list[int] = field(default_factory=list)
    filtered: bool = False
    rows: list[Array] = field(default_factory=list)
    height: int = 0
    last_row: int = 0
    cells: int = 0
    strips: dict[int, list[tuple[int, Strip]]] = field(default_factory=dict)

    def add(self, rows: Array, found: list[Strip]) -> None:
        """Append the strips of one run whose rows have these numbers (0: one more than the row before)."""
        if not len(rows):
            return
        if not rows.all():
            rows = self._numbered(rows)
        if int(rows.max()) > LAST_ROW:
            raise Fault("file.damaged")
        for strip in found:
            if strip.column >= self.columns:
                raise Fault("file.too_wide", sheet=self.name, columns=self.columns)
            self.strips.setdefault(strip.column, []).append((self.height, strip))
            self.cells += len(strip.row)
        self.rows.append(rows)
        self.height += len(rows)
        self.last_row = int(rows[-1])

    def _numbered(self, rows: Array) -> Array:
        given, last = rows.tolist(), self.last_row
        for place, number in enumerate(given):
            last = given[place] = number or last + 1
        return np.array(given, np.uint32)

    def write(self, writer: Writer, looks: Looks, strings: Strings) -> dict[str, Any]:
        """Send the sheet, give its part of the JSON. Rows are put in order; a row number given twice is a fault."""
        rows = np.concatenate(self.rows) if self.rows else np.empty(0, np.uint32)
        self.rows.clear()
        order = None
        if np.any(np.diff(rows.astype(np.int64)) <= 0):
            order = np.argsort(rows, kind="stable")
            if np.any(np.diff(rows[order].astype(np.int64)) == 0):
                raise Fault("file.damaged")
        commented: dict[int, list[int]] = {}
        for row, number in self.comments:
            commented.setdefault(number, []).append(row)
        blank = np.flatnonzero(strings.length == 0)
        whole = [self._column(j, rows, looks, strings, blank, commented.get(j)) for j in sorted(self.strips)]
        alive = np.zeros(len(rows), bool)
        for column in whole:
            alive |= column.kind != 0
        keep: Array | None = None if alive.all() else np.flatnonzero(alive)
        if order is not None:
            keep = order if keep is None else order[alive[order]]
        sent = []
        while whole:
            column = whole.pop(0)
            if column.kind.any():
                sent.append(column.send(writer, keep))
        kept = rows if keep is None else rows[keep]
        return {
            "name": self.name,
            "hidden": self.hidden,
            "width": max((one["column"] + 1 for one in sent), default=0),
            "height": len(kept),
            "rows": writer.put(kept),
            "columns": sent,
            "merges": self.merges,
            "comments": [[row, number, text] for (row, number), text in self.comments.items()],
            "hidden_columns": self.hidden_columns,
            "filtered": self.filtered,
        }

    def _column(
        self, number: int, rows: Array, looks: Looks, strings: Strings, blank: Array, commented: list[int] | None
    ) -> "Column":
        column = Column.of(number, len(rows), self.strips.pop(number))
        if int(column.shared.max(initial=-1)) >= len(strings.length):
            raise Fault("file.damaged")
        if int(column.style.max(initial=0)) >= len(looks.format):
            column.style[column.style >= len(looks.format)] = 0
        filled = column.kind != 0
        if len(strings.struck):
            column.kind |= np.where(np.isin(column.shared, strings.struck), kinds.STRIKE, 0).astype(np.uint8)
        if looks.flags.any():
            column.kind |= np.where(filled, looks.flags[column.style], 0)
        column.style = looks.format[column.style]
        if commented:
            marked = np.isin(rows, np.array(commented, np.uint32)) & filled
            column.kind[marked] |= kinds.COMMENT
        if len(blank):
            empty = np.isin(column.shared, blank) & (column.kind & kinds.FORMULA == 0)
            column.kind[empty], column.style[empty], column.shared[empty] = 0, 0, -1
        return column


@dataclass
class Column:
    """One column over all rows of its sheet; `text` holds the cells' own texts, a list of pieces in row order."""

    number: int
    kind: Array
    style: Array
    shared: Array
    length: Array
    text: list[Array]

    @classmethod
    def of(cls, number: int, height: int, pieces: list[tuple[int, Strip]]) -> "Column":
        column = cls(
            number,
            np.zeros(height, np.uint8),
            np.zeros(height, np.uint16),
            np.full(height, -1, np.int32),
            np.zeros(height, np.uint32),
            [],
        )
        for offset, strip in pieces:
            place = strip.row + offset
            column.kind[place] = strip.kind
            column.style[place] = strip.style
            column.shared[place] = strip.shared
            column.length[place] = strip.length
            column.text.append(strip.text)
        return column

    def send(self, writer: Writer, keep: Array | None) -> dict[str, Any]:
        """Send the rows `keep`, in that order (all when None)."""
        text = np.concatenate(self.text)
        if keep is not None:
            ends = np.cumsum(self.length, dtype=np.int64)
            starts, lengths = (ends - self.length)[keep], self.length[keep].astype(np.int64)
            text = gather(text, starts, lengths)
            self.kind, self.style, self.shared = self.kind[keep], self.style[keep], self.shared[keep]
            self.length = self.length[keep]
        shared: Place | None = writer.put(self.shared) if self.shared.max(initial=-1) >= 0 else None
        own = bool(np.any((self.shared < 0) & (self.kind != 0)))
        return {
            "column": self.number,
            "kind": writer.put(self.kind),
            "style": writer.put(self.style) if self.style.any() else None,
            "shared": shared,
            "length": writer.put(self.length) if own else None,
            "text": writer.put(text) if own else None,
        }
