"""The clerk's file of the journeys: six people, one of whom cannot be let in and one of whom is asked about."""

import io
from pathlib import Path

import openpyxl

from tests.workbooks.draft import Row, people
from tests.workbooks.plain import book


def messy(folder: Path) -> tuple[Path, list[Row]]:
    """The file, and its rows as they should be."""
    good = people(6)
    bad = [dict(row) for row in good]
    number = good[1]["身份证号"]
    bad[1]["身份证号"] = number[:17] + ("1" if number[-1] != "1" else "2")
    bad[3]["户籍县"] = "隆按县"
    path = folder / "务工人员8月.xlsx"
    path.write_bytes(book(bad))
    return path, good


def corrected(returned: Path, good: list[Row]) -> Path:
    """The returned workbook after the clerk has mended the marked cell, as Excel would save it."""
    workbook = openpyxl.load_workbook(io.BytesIO(returned.read_bytes()))
    sheet = workbook.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    cell = sheet.cell(3, headings.index("身份证号") + 1)
    assert cell.comment is not None and cell.fill.fgColor.rgb.endswith("FFC7CE"), "the wrong cell is marked"
    cell.value = good[1]["身份证号"]
    path = returned.with_name("改好.xlsx")
    workbook.save(path)
    return path
