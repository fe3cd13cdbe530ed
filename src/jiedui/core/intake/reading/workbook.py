"""What a reading gives: the workbook, its sheets and the limits it was read under."""

from dataclasses import dataclass, field

import polars as pl

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How much one file may cost. `memory` in bytes and `seconds` of a processor bind the child process, the rest what it
    may read: bytes of the file and of what is inflated from it, columns of a sheet, cells with a value of all sheets."""

    memory: int
    seconds: int
    file: int = 200 * MEGABYTE
    inflated: int = 2048 * MEGABYTE
    columns: int = 500
    cells: int = 40_000_000

    @classmethod
    def of_size(cls, size: int) -> "Limits":
        """1 GB and 20 s for a small file, growing to 3 GB and 120 s (`size` in bytes)."""
        megabytes = size / MEGABYTE
        memory = min(3072, 1024 + int(megabytes * 40)) * MEGABYTE
        return cls(memory=memory, seconds=min(120, 20 + int(megabytes * 2)))


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows that hold at least one value.

    `frame` has the column `row` (UInt32, Excel's own row number) and for each column j, counted from 0, `t{j}` (raw
    text, null when empty), `k{j}` (UInt8: kind and flags, see reading.kinds) and `s{j}` (UInt16: place in `formats`).
    Rows in `merges` (first row, first column, last row, last column) and `comments` are Excel's own, columns from 0.
    """

    name: str
    hidden: bool
    frame: pl.DataFrame
    width: int
    formats: list[str]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: list[int] = field(default_factory=list)
    filtered: bool = False


@dataclass(frozen=True)
class Workbook:
    """A file that could be read. `kind` (xlsx, xls, ods, csv, html) was decided by content, never by the name."""

    kind: str
    sheets: list[Sheet]
    date1904: bool = False
