"""Sheets given cell by cell in Python (xls, ods, HTML, CSV), gathered into runs."""

import numpy as np

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
        self.text: list[bytes] = []

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
        self.text.append(text.encode("utf-8", "replace"))

    def pack(self) -> None:
        """Hand over what was collected; call it once more at the end."""
        length = np.fromiter(map(len, self.text), np.int64, len(self.text))
        rows = np.array(self.rows, np.uint32)
        run = Run(
            rows=rows,
            row=np.array(self.row, np.int32),
            column=np.array(self.column, np.int32),
            kind=np.array(self.kind, np.uint8),
            style=np.array(self.style, np.uint16),
            shared=np.full(len(self.text), -1, np.int32),
            source=np.frombuffer(b"".join(self.text), np.uint8),
            start=np.cumsum(length) - length,
            length=length,
        )
        self._reset()
        self.sheet.add(rows, strips(run))
