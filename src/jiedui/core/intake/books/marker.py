"""The child process that marks a clerk's own .xlsx: openpyxl builds whatever a file asks for, a merge of a whole sheet too.

Standard input: the length of the JSON task in eight bytes, the task, the workbook. Standard output: the marked workbook.
It has neither keys nor the database's address; where it fails, the cells are copied instead (see `returned`).
"""

import io
import json
import resource
import sys
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from jiedui.core.intake.books import A4, DARK_RED, HEADINGS, LIST_SHEET, OWN_COMMENT, RED, YELLOW


def marked(data: bytes, marks: dict[str, list[tuple[int, int, list[str]]]], records: list[list[Any]]) -> bytes:
    """The workbook with these marks (by sheet: Excel row, column from 0, messages) and the list of findings."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    for sheet in book.worksheets:
        _forget_own(sheet)
    red, font = PatternFill("solid", fgColor=RED), Font(color=DARK_RED)
    for name, cells in marks.items():
        if name not in book.sheetnames:
            continue
        for row, at, messages in cells:
            cell = book[name].cell(row, at + 1)
            if isinstance(cell, MergedCell):
                continue
            cell.fill, cell.font = red, font
            before = f"\n{cell.comment.text}" if cell.comment else ""
            cell.comment = Comment(OWN_COMMENT + "；".join(messages) + before, "结对", height=110, width=280)
    _list(book.create_sheet(LIST_SHEET), records)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _forget_own(sheet: Any) -> None:
    """Marks of an earlier return go: what is right now must not stay red."""
    for cell in list(sheet._cells.values()):  # iter_rows() would make every cell of the sheet's rectangle
        if cell.comment and cell.comment.text.startswith(OWN_COMMENT):
            cell.comment, cell.fill, cell.font = None, PatternFill(), Font()


def _list(sheet: Any, records: list[list[Any]]) -> None:
    bold, head = Font(bold=True), PatternFill("solid", fgColor=YELLOW)
    wrap = Alignment(wrap_text=True, vertical="top")
    for at, (text, width) in enumerate(HEADINGS, 1):
        cell = sheet.cell(1, at, text)
        cell.font, cell.fill = bold, head
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, record in enumerate(records, 2):
        for at, value in enumerate(record, 1):
            cell = sheet.cell(row, at)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell.alignment = wrap
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins with = stays text
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"


def main() -> None:
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    given = sys.stdin.buffer.read()
    start = 8 + int.from_bytes(given[:8], "big")
    task = json.loads(given[8:start])
    sys.stdout.buffer.write(marked(given[start:], task["marks"], task["records"]))


if __name__ == "__main__":
    main()
