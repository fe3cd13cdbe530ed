"""The quick and the careful way agree on workbooks of several writers and on many drawn ones."""

import datetime
import io
import random
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from jiedui.core.intake.reading import chunks
from jiedui.core.intake.reading.scan import scan
from jiedui.core.intake.reading.strings import quick
from jiedui.core.intake.reading.walk import walk
from jiedui.demo.containers import SPREADSHEET
from tests.unit.intake.reading.reading import drawn, openpyxl_bytes, read_here, same

TEXTS = ["张三", "", "a<b>&'\"c", " 前后 ", "换\n行", "_x000D_", "x_x0041_y", "𠮷野家", "1e5", "=1+1", "\t", "长" * 300]
NUMBERS = [0, -1, 3.5, 1e-7, 450124199001011234, 4.5e17, 1 / 3, -2.25, 10**15]


def random_row(draw: random.Random, width: int) -> list[Any]:
    return [
        draw.choice([None, draw.choice(TEXTS), draw.choice(NUMBERS), draw.random(), draw.random() < 0.5])
        for _ in range(width)
    ]


def by_xlsxwriter(seed: int, rows: int = 60, **options: Any) -> bytes:
    draw = random.Random(seed)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, **options})
    sheet = book.add_worksheet("甲")
    looks = [
        None,
        book.add_format({"font_strikeout": True}),
        book.add_format({"bg_color": "#FFFF00", "num_format": "0.00%"}),
    ]
    for r in range(rows):
        for c, value in enumerate(random_row(draw, draw.choice([3, 15, 40]))):
            look = draw.choice(looks)
            if value is None:
                sheet.write_blank(r * 2, c, None, look)
            elif draw.random() < 0.1:
                sheet.write_formula(r * 2, c, '=A1&"<x>"', look, draw.choice([5, "文字", "", "#DIV/0!"]))
            else:
                sheet.write(r * 2, c, value, look)
        if draw.random() < 0.1:
            sheet.set_row(r * 2, None, None, {"hidden": True})
    sheet.write_rich_string(rows * 2, 0, "前", looks[1], "删", "后")
    sheet.write_comment(0, 0, "批注")
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("constant_memory", [False, True])
def test_xlsxwriter(seed: int, constant_memory: bool) -> None:
    data = by_xlsxwriter(seed, constant_memory=constant_memory)
    same(read_here(data), read_here(data, slow=True))


@pytest.mark.parametrize("seed", range(4))
def test_openpyxl(seed: int) -> None:
    draw = random.Random(seed)

    def fill(book: Any) -> None:
        sheet = book.active
        for _ in range(40):
            sheet.append(random_row(draw, 12))
        sheet["B2"] = datetime.date(2021, 3, 15)
        sheet["B3"] = "=SUM(A1:A9)"
        sheet["C2"].font = Font(strike=True)
        sheet["C3"].fill = PatternFill("solid", fgColor="FFC000")
        sheet["C2"].comment = Comment("核实", "审核人")
        sheet.merge_cells("E5:F6")

    data = openpyxl_bytes(fill)
    same(read_here(data), read_here(data, slow=True))


@pytest.mark.office
def test_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "source.xlsx"
    source.write_bytes(by_xlsxwriter(3))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "out" / "source.xlsx").read_bytes()
    same(read_here(data), read_here(data, slow=True))
    assert read_here(data).sheets[0].frame.height == read_here(source.read_bytes()).sheets[0].frame.height


def test_common_writers_go_the_quick_way() -> None:
    """Otherwise they would be read right but eight times slower."""
    for data in (by_xlsxwriter(1), openpyxl_bytes(lambda book: book.active.append(["张三", 5, True]))):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
            strings = (
                archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else b"<sst></sst>"
            )
        rows = re.search(rb"<sheetData>(.*)</sheetData>", sheet, re.DOTALL)
        assert rows is not None and scan(rows[1]) is not None
        items = re.search(rb"<sst[^>]*>(.*?)(<si><r>.*)?</sst>", strings, re.DOTALL)
        assert items is not None and quick(items[1]) is not None


def test_small_chunks_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = by_xlsxwriter(2, rows=300)
    whole = read_here(data)
    monkeypatch.setattr(chunks, "CHUNK", 1000)
    same(read_here(data), whole)
    assert whole.sheets[0].frame["row"].is_sorted()


VALUES = st.sampled_from(
    ["0", "12", "-3.5", "1E5", "1e400", "x", "", "&amp;", "&lt;_x0041_", "123456789012345678", " 1", "1.", "..", "_x"]
)
TYPES = st.sampled_from(
    ["", ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="inlineStr"', ' t="d"', ' s="3"', ' s="1" t="str"', ' t="s"']
)
FORMULAS = st.sampled_from(["", "", "", "<f>A1</f>", '<f t="shared" si="0"/>', "<f>A&amp;B</f>", "<f></f>"])
SHAPES = st.sampled_from(["<v>{}</v>", "<v>{}</v>", "<v>{}</v>", "<v/>", "", "<is><t>{}</t></is>", "<is><t/></is>"])
CELLS = st.tuples(st.integers(0, 800), TYPES, FORMULAS, SHAPES, VALUES)
ROWS = st.lists(
    st.tuples(
        st.integers(1, 1_048_576),
        st.sampled_from(["", ' hidden="1"', ' spans="1:9" ht="15"']),
        st.lists(CELLS, max_size=5),
    ),
    min_size=1,
    max_size=5,
)


def letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@given(rows=ROWS)
@settings(max_examples=400, deadline=None)
def test_any_cells(rows: list[Any]) -> None:
    """Whenever the quick way claims to understand, it gives exactly the run of the careful way."""
    parts = []
    for number, look, cells in rows:
        inner = "".join(
            f'<c r="{letters(column)}{number}"{type}>{formula}{shape.format(value)}</c>'
            for column, type, formula, shape, value in cells
        )
        parts.append(f'<row r="{number}"{look}>{inner}</row>')
    chunk = "".join(parts).encode()
    found = scan(chunk)
    if found is None:
        return
    expected = walk(chunk, f'<worksheet xmlns="{SPREADSHEET}">'.encode(), b"</worksheet>")
    for field in ("rows", "row", "column", "kind", "style", "shared", "length"):
        assert getattr(found, field).tolist() == getattr(expected, field).tolist(), field
    texts = [
        [run.source[a : a + n].tobytes() for a, n in zip(run.start, run.length, strict=True)]
        for run in (found, expected)
    ]
    assert texts[0] == texts[1]


def test_drawn_values() -> None:
    def fill(book: Any) -> None:
        book.active.append(["姓名", None, "合计"])
        book.active.append(["张三", 1.5, "=B2*2"])

    assert drawn(read_here(openpyxl_bytes(fill)).sheets[0]) == [
        [1, "姓名", None, "合计"],
        [2, "张三", ("1.5", 2), ("", 12)],
    ]
