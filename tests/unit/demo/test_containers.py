"""The hand-written formats are read by independent readers; the hostile files are what they say."""

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import date

import pytest
import xlrd
from python_calamine import CalamineWorkbook

from jiedui.demo import containers
from jiedui.demo.hostile import HOSTILE, zip_bomb

ROWS = [
    ("姓名", "身份证号", "日期", "数"),
    ("韦建国", "452126197001010013", date(2021, 3, 4), 12.5),
    (None, "x", None, -1),
]


@pytest.mark.parametrize("make", [containers.xls, containers.ods])
def test_calamine_reads_what_was_written(make: Callable[..., bytes]) -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(make(ROWS))).get_sheet_by_index(0)
    assert sheet.to_python() == [[*ROWS[0]], [*ROWS[1]], ["", "x", "", -1.0]]


def test_raw_xlsx_and_xls_through_other_readers() -> None:
    data = containers.raw_xlsx(containers.sheet_xml(ROWS), name="台账")
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["台账"]
    cells = xlrd.open_workbook(file_contents=containers.xls(ROWS)).sheet_by_index(0).row_values(1)
    assert cells == ["韦建国", "452126197001010013", 44259.0, 12.5]


@pytest.mark.parametrize("count", [1, 30_000])
def test_a_compound_file_of_any_size_keeps_its_streams(count: int) -> None:
    rows = [("姓名", n) for n in range(count)]
    sheet = xlrd.open_workbook(file_contents=containers.xls(rows)).sheet_by_index(0)
    assert sheet.nrows == count
    assert sheet.cell_value(count - 1, 1) == count - 1


def test_html_is_gbk() -> None:
    assert "户籍县".encode("gbk") in containers.html_table([("户籍县",)])


def test_the_bomb_is_small_and_unpacks_to_what_it_says() -> None:
    data = zip_bomb(8)
    assert len(data) < 60_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        assert info.file_size > 8_000_000
        assert zlib.crc32(archive.read(info)) == info.CRC


def test_hostile_files_are_small_on_disk() -> None:
    made = {name: make() for name, make in HOSTILE.items()}
    assert len(made) >= 12
    assert all(len(data) < 4_000_000 for data in made.values())
    assert made["有密码.xlsx"][:4] == b"\xd0\xcf\x11\xe0"
    assert b"vbaProject.bin" in made["带宏.xlsx"]
