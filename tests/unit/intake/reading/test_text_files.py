"""CSV and HTML: what they are is decided by their content."""

import pytest

from jiedui.core.intake.reading.delimited import separator
from jiedui.core.intake.reading.fault import Fault
from tests.unit.intake.reading.reading import drawn, read_here

PLAIN = '姓名,身份证号,备注\r\n张三,452126197001010015,"换\n行, ""引""号"\r\n\r\n李四,4.52126E+17,\r\n'
ROWS = [
    [1, "姓名", "身份证号", "备注"],
    [2, "张三", "452126197001010015", '换\n行, "引"号'],
    [4, "李四", "4.52126E+17", None],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_in_any_encoding(encoding: str) -> None:
    book = read_here(PLAIN.encode(encoding))
    assert book.kind == "csv"
    assert drawn(book.sheets[0]) == ROWS


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_separators(sign: str) -> None:
    text = f"姓名{sign}住址{sign}工资\n张三{sign}某街1号,2室{sign}3500\n李四{sign}某街2号{sign}3600\n"
    expected = [1, "姓名", "住址", "工资"]
    if sign == ",":
        text = text.replace("某街1号,2室", '"某街1号,2室"')
    assert separator(text) == sign
    assert drawn(read_here(text.encode()).sheets[0])[:2] == [expected, [2, "张三", "某街1号,2室", "3500"]]


def test_one_column_and_sep_line() -> None:
    assert drawn(read_here("姓名\n张三\n".encode()).sheets[0]) == [[1, "姓名"], [2, "张三"]]
    assert drawn(read_here("sep=;\n姓名;a,b\n".encode()).sheets[0]) == [[2, "姓名", "a,b"]]


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}"></head><body>
<table><tr><td colspan="3">务工人员台账</td></tr>
<tr><th rowspan=2>县</th><th>姓名<br>（全称）</th><th style='mso-number-format:"0.00%"'>比例</th></tr>
<tr style="display:none"><td>  张\n三 </td><td x:num="0.125">12.5%</td></tr>
<tr><td><s>马山县</s></td><td></td><td x:num>7</td></tr></table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb2312"])
def test_html_posing_as_xls(charset: str) -> None:
    book = read_here(HTML.format(charset=charset).encode(charset))
    sheet = book.sheets[0]
    assert book.kind == "html"
    assert drawn(sheet) == [
        [1, "务工人员台账", None, None],
        [2, "县", "姓名\n（全称）", "比例"],
        [3, None, ("张 三", 129), ("0.125", 130)],
        [4, ("马山县", 17), None, "7"],
    ]
    assert sheet.merges == [(1, 0, 1, 2), (2, 0, 3, 0)]
    assert sheet.formats[sheet.frame["s2"][1]] == "0.00%"


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b"%PDF-1.4 ...", "file.not_a_workbook"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "file.not_a_workbook"),
        (b"MZ\x90\0\3\0\0\0", "file.not_a_workbook"),
        (b"a,b\x01\x02\x03,c\n", "file.not_a_workbook"),
        (b"<?xml version='1.0'?><svg></svg>", "file.not_a_workbook"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "file.xml_workbook"),
        (b"\xe5\xbc\xa0,\xff\xff,\xfe\n", "file.encoding"),
        (b"\xff\xfe\x00\xd8,\x00", "file.encoding"),
        (("甲," * 501 + "乙").encode(), "file.too_wide"),
        (b'<!DOCTYPE html [<!ENTITY x "y">]><table><tr><td>&x;</td></tr></table>', "file.external_entity"),
    ],
)
def test_refused(data: bytes, id: str) -> None:
    with pytest.raises(Fault) as caught:
        read_here(data)
    assert caught.value.id == id
