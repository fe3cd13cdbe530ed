"""Sheets given cell by cell in Python (xls, ods, HTML, CSV), gathered into runs."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.cells import Assembly, Run, strips

# Cells held as Python objects before they are packed.
PACK = 200_000


class Filler:
    """Collects the cells of one sheet and packs them into the assembly now and then. Rows must come in order."""

    def __init__(self, sheet: Assembly) -> None:
        self.sheet = sheet
        self._reset()

    def _reset(self) -> None:
        self.rows: list[int] = []
        self.row: list[int] = []
        self.column: list[int] = []
        self.kind: list[int] = []
        self.style: list[int] = []
        self.text: list[str] = []

    def strings(self, row: int, values: list[str]) -> None:
        """Add a row of plain strings from column 0 on; empty ones are no cells."""
        columns: Iterable[int] = range(len(values))
        if not all(values):
            columns = [column for column in columns if values[column]]
            values = [value for value in values if value]
        if not values:
            return
        if len(self.text) >= PACK:
            self.pack()
        self.row.extend(repeat(len(self.rows), len(values)))
        self.rows.append(row)
        self.column.extend(columns)
        self.kind.extend(repeat(kinds.STRING, len(values)))
        self.style.extend(repeat(0, len(values)))
        self.text.extend(values)

    def put(self, row: int, column: int, kind: int, text: str, style: int = 0) -> None:
        """Add a cell: `row` is Excel's row number, `column` counts from 0, `kind` carries the flags."""
        if not self.rows or self.rows[-1] != row:
            if len(self.text) >= PACK:
                self.pack()
            self.rows.append(row)
        self.row.append(len(self.rows) - 1)
        self.column.append(column)
        self.kind.append(kind)
        self.style.append(style)
        self.text.append(text)

    def pack(self) -> None:
        """Hand over what was collected; call it once more at the end."""
        texts = [text.encode("utf-8", "replace") for text in self.text]
        length = np.fromiter(map(len, texts), np.int64, len(texts))
        rows = np.array(self.rows, np.uint32)
        run = Run(
            rows=rows,
            row=np.array(self.row, np.int32),
            column=np.array(self.column, np.int32),
            kind=np.array(self.kind, np.uint8),
            style=np.array(self.style, np.uint16),
            shared=np.full(len(texts), -1, np.int32),
            source=np.frombuffer(b"".join(texts), np.uint8),
            start=np.cumsum(length) - length,
            length=length,
        )
        self._reset()
        self.sheet.add(rows, strips(run))
