"""A clerk's workbook with the faults of real ones, each fault noted with what the product does about it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from jiedui.demo.headings import SHEETS
from jiedui.demo.workbook import CLERK, Style, header_rows, headings_of, write_ledger_workbook

OK, WARNING, QUESTION, ERROR = "照常导入", "导入并提示", "需要选择", "这一行退回"
YELLOW = PatternFill("solid", fgColor="FFFFFF00")


@dataclass(frozen=True)
class Note:
    """One fault: where it stands, its number in the list of known faults, what was done and what should happen."""

    row: int
    heading: str
    mess: int
    what: str
    then: str


class MessyBook:
    """A workbook of `rows` in a clerk's style, to be spoiled cell by cell; `notes` lists what was spoiled."""

    def __init__(self, ledger_id: str, rows: Sequence[Mapping[str, Any]], style: Style = CLERK) -> None:
        buffer = io.BytesIO()
        write_ledger_workbook(buffer, ledger_id, rows, style)
        self.book = openpyxl.load_workbook(buffer)
        sheet = self.book.worksheets[0]
        self.ws: Worksheet = sheet
        self.rows = rows
        self.first = header_rows(style) + 1
        self.columns = {h: c for c, h in enumerate(headings_of(SHEETS[ledger_id], style), 1 + style.serials)}
        self.notes: list[Note] = []
        if style.totals:
            self.note(len(rows), "合计", 13, "合计行不导入；明细改过以后与合计不符", WARNING)

    def cell(self, index: int, heading: str) -> Cell:
        """The cell of data row `index` (from 0) under a heading."""
        found = self.ws.cell(self.first + index, self.columns[heading])
        assert isinstance(found, Cell)
        return found

    def note(self, index: int, heading: str, mess: int, what: str, then: str) -> None:
        """Note a fault at data row `index`."""
        self.notes.append(Note(self.first + index, heading, mess, what, then))

    def put(self, index: int, heading: str, value: Any, mess: int, what: str, then: str, *, shape: str = "") -> None:
        """Write `value` into a cell, with number format `shape`, and note it."""
        cell = self.cell(index, heading)
        cell.value = value
        cell.number_format = shape or "General"
        self.note(index, heading, mess, what, then)

    def put_text(self, index: int, heading: str, value: str, mess: int, what: str, then: str) -> None:
        """Write text that begins like a formula."""
        self.put(index, heading, value, mess, what, then)
        self.cell(index, heading).data_type = "s"

    def strike(self, index: int, heading: str) -> None:
        """Strike a cell through."""
        self.cell(index, heading).font = Font(strike=True)
        self.note(index, heading, 34, "单元格带删除线", WARNING)

    def colour(self, index: int, heading: str) -> None:
        """Colour a cell."""
        self.cell(index, heading).fill = YELLOW
        self.note(index, heading, 34, "单元格涂了黄色", WARNING)

    def comment(self, index: int, heading: str, text: str) -> None:
        """Attach a comment to a cell."""
        self.cell(index, heading).comment = Comment(text, "审核人")
        self.note(index, heading, 34, f"单元格有批注“{text}”", WARNING)

    def copy(self, source: int, target: int, change: Mapping[str, Any] | None = None) -> None:
        """Repeat a data row in another, with changes."""
        for heading in self.columns:
            self.cell(target, heading).value = self.cell(source, heading).value
            self.cell(target, heading).number_format = self.cell(source, heading).number_format
        for heading, value in (change or {}).items():
            self.cell(target, heading).value = value
        what = f"与第 {self.first + source} 行同一编号，" + ("内容不同" if change else "完全相同")
        self.note(target, next(iter(self.columns)), 41, what, QUESTION if change else WARNING)

    def hide_row(self, index: int) -> None:
        """Hide a data row."""
        self.ws.row_dimensions[self.first + index].hidden = True
        self.note(index, "（整行）", 30, "这一行被隐藏", QUESTION)

    def hidden_sheet(self, name: str = "旧数据") -> None:
        """Add a hidden sheet that holds a header and a row."""
        ws = self.book.create_sheet(name)
        ws.append(list(self.columns))
        ws.append([str(self.rows[0].get(h) or "") for h in self.columns])
        ws.sheet_state = "hidden"
        self.notes.append(Note(0, "（工作表）", 30, f"工作表“{name}”是隐藏的", "列出并提示，不导入"))

    def extra_column(self, heading: str, values: Sequence[Any]) -> None:
        """Add a column that no ledger knows at the right end."""
        column = max(self.columns.values()) + 1
        self.ws.cell(self.first - 2, column).value = heading
        for index, value in enumerate(values):
            self.ws.cell(self.first + index, column).value = value
        self.notes.append(Note(self.first - 2, heading, 32, "多出一列，不属于本台账", "提示，不导入这一列"))

    def rename(self, heading: str, other: str, then: str = OK) -> None:
        """Call a column by another heading."""
        for row in (self.first - 1, self.first - 2):
            cell = self.ws.cell(row, self.columns[heading])
            if cell.value:
                cell.value = other
                break
        self.notes.append(Note(self.first - 2, other, 32, f"“{heading}”列改名为“{other}”", then))

    def bytes(self) -> bytes:
        """The workbook as a file."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()
