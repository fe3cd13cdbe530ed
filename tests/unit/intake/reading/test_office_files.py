"""One workbook through LibreOffice into every format: the same rows come out."""

import datetime
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from jiedui.core.intake.reading.workbook import Workbook
from tests.unit.intake.reading.reading import drawn, openpyxl_bytes, read_here

pytestmark = pytest.mark.office


def fill(book: Any) -> None:
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"] = "务工人员台账"
    sheet.merge_cells("A1:D1")
    sheet.append(["姓名", "身份证号", "比例", "工资"])
    sheet.append(["张 三", "452126197001010015", 0.125, 3500.5])
    sheet.append(["李<四>&", 452126197001010015, 2021.1, "=D3*2"])
    sheet.append(["换\n行", None, datetime.date(2021, 3, 15), "=1/0"])
    sheet["C3"].number_format, sheet["C4"].number_format, sheet["C5"].number_format = "0.0%", "0.00", "yyyy-mm-dd"
    sheet["A4"].font = Font(strike=True)
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["B3"].comment = Comment("核实", "审核人")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["B"].hidden = True
    for column in range(1, 5):
        sheet.cell(9, column).font = Font(bold=True)  # formatted, empty
    book.create_sheet("空")
    hidden = book.create_sheet("藏")
    hidden["B2"] = "乙"
    hidden.sheet_state = "hidden"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    folder = tmp_path_factory.mktemp("office")
    source = folder / "source.xlsx"
    source.write_bytes(openpyxl_bytes(fill))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    books = {}
    for extension in ("ods", "xls", "xlsx"):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", extension, "--outdir", str(folder / "out"), str(source)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        books[extension] = read_here((Path(folder) / "out" / f"source.{extension}").read_bytes())
    return books


@pytest.mark.parametrize("extension", ["ods", "xls", "xlsx"])
def test_same_rows(converted: dict[str, Workbook], extension: str) -> None:
    book = converted[extension]
    sheet = book.sheets[0]
    rows = drawn(sheet)
    number = rows[3][2]
    assert float(number[0]) == pytest.approx(4.52126197001010e17) and number[1] == 2
    assert [row[:2] for row in rows] == [
        [1, "务工人员台账"],
        [2, "姓名"],
        [3, ("张 三", 65)],
        [4, ("李<四>&", 17)],
        [5, ("换\n行", 129)],
    ]
    assert rows[2][2:] == [("452126197001010015", 33), ("0.125", 2), ("3500.5", 2)]
    assert rows[3][3:] == [("2021.1", 2), ("7001", 10)]
    assert rows[4][4] == ("#DIV/0!", 140)
    shown = [sheet.formats[sheet.frame["s2"][place]].replace("\\", "") for place in (2, 3, 4)]
    if extension == "ods":
        assert rows[4][3] == ("2021-03-15", 133) and shown == ["0.0%", "0.00", "yyyy-m-d"]
    else:
        assert rows[4][3] == ("44270", 130) and shown == ["0.0%", "0.00", "yyyy-mm-dd"]


@pytest.mark.parametrize("extension", ["ods", "xls", "xlsx"])
def test_same_surroundings(converted: dict[str, Workbook], extension: str) -> None:
    book = converted[extension]
    assert book.kind == extension
    assert [(sheet.name, sheet.hidden, sheet.frame.height) for sheet in book.sheets] == [
        ("台账", False, 5),
        ("空", False, 0),
        ("藏", True, 1),
    ]
    sheet = book.sheets[0]
    assert sheet.merges == [(1, 0, 1, 3)]
    assert sheet.comments == {(3, 1): "核实"}
    assert sheet.hidden_columns == [1]
    assert not sheet.filtered
