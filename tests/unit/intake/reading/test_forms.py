"""Legal ways to write the same sheet: each drawn once, read the quick and the careful way."""

import pytest

from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.scan import scan
from jiedui.demo.containers import SPREADSHEET, raw_xlsx
from tests.unit.intake.reading.reading import drawn, read_here, same

STRINGS = (
    f'<sst xmlns="{SPREADSHEET}"><si><t>姓名</t></si><si><t xml:space="preserve"> 张 三 </t></si>'
    "<si><r><t>李</t></r><r><rPr><strike/><sz val='9'/></rPr><t>四</t></r><rPh sb='0' eb='1'><t>LI</t></rPh></si>"
    "<si><t>a&lt;b&amp;c_x000D_&#10;d</t></si><si><t/></si><si><t></t></si></sst>"
)

# Rows of sheetData, whether the quick way understands them, and the rows they mean.
FORMS = {
    "excel": (
        '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="C1" s="0"><v>4.52122198001010000E+17</v></c></row>',
        True,
        [[1, "姓名", None, ("4.52122198001010000E+17", 2)]],
    ),
    "strings": (
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>2</v></c><c r="C1" t="s"><v>3</v></c></row>',
        True,
        [[1, " 张 三 ", ("李四", 17), "a<b&c\r\nd"]],
    ),
    "empty strings are empty": (
        '<row r="1"><c r="A1" t="s"><v>4</v></c></row><row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2"><v>1</v></c></row>',
        True,
        [[2, None, ("1", 2)]],
    ),
    "type before style": ('<row r="7"><c r="AB7" t="s" s="0"><v>0</v></c></row>', True, [[7, *[None] * 27, "姓名"]]),
    "inline": (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>甲&amp;乙</t></is></c>'
        '<c r="B2" s="0" t="inlineStr"><is><t xml:space="preserve"> b_x0041_ </t></is></c></row>',
        True,
        [[2, "甲&乙", " bA "]],
    ),
    "inline with runs": (
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>',
        False,
        [[2, "甲乙"]],
    ),
    "formulas": (
        '<row r="1"><c r="A1"><f>1&lt;2</f><v>3</v></c><c r="B1"><f>SUM(A1)</f></c><c r="C1"><f>A1</f><v></v></c>'
        '<c r="D1"><f>A1</f><v/></c><c r="E1" t="str"><f>A1&amp;"x"</f><v>y&amp;z</v></c>'
        '<c r="F1" t="str"><f>""</f><v></v></c></row>',
        True,
        [[1, ("3", 10), ("", 12), ("", 12), ("", 12), ("y&z", 9), ("", 9)]],
    ),
    "shared and array formulas": (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c><c r="B2"><f t="array" ref="B2">SUM(A1:A2)</f><v>10</v></c>'
        '<c r="C2"><f t="shared" si="0"/></c></row>',
        True,
        [[1, ("4", 10), None, None], [2, ("6", 10), ("10", 10), ("", 12)]],
    ),
    "other types": (
        '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="d"><v>2021-03-15</v></c>'
        '<c r="D1" t="e" vm="1"><v>#VALUE!</v></c><c r="E1" t="n"><v>-.5</v></c><c r="F1" t="str"><v>直</v></c></row>',
        True,
        [[1, ("1", 3), ("#REF!", 4), ("2021-03-15", 5), ("#VALUE!", 6), ("-.5", 2), "直"]],
    ),
    "numbers that are none": (
        '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>1-2</v></c><c r="D1"><v>-</v></c>'
        '<c r="E1"><v>1.2.3</v></c><c r="F1"><v>.</v></c><c r="G1"><v>-1.5E-7</v></c><c r="H1"><v>INF</v></c></row>',
        True,
        [[1, *[(text, 4) for text in ("1e999", "NaN", "1-2", "-", "1.2.3", ".")], ("-1.5E-7", 2), ("INF", 4)]],
    ),
    "wps picture": (
        '<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
        '<c r="B1" t="str"><v>=DISPIMG("ID_2",1)</v></c><c r="C1" t="inlineStr"><is><t>见DISPIMG(x)</t></is></c></row>',
        True,
        [[1, ('=DISPIMG("ID_1",1)', 14), ('=DISPIMG("ID_2",1)', 6), "见DISPIMG(x)"]],
    ),
    "formatted and empty": (
        '<row r="1" s="1" customFormat="1"/><row r="2"><c r="A2" s="0"/><c r="B2"></c></row>'
        '<row r="3"/><row r="4"><c r="B4"><v>1</v></c><c r="C4" s="0"/></row><row r="5"></row>',
        True,
        [[4, None, ("1", 2)]],
    ),
    "hidden row": (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1" ht="0"><c r="A2"><v>2</v></c></row>'
        '<row r="3" hidden="0"><c r="A3"><v>3</v></c></row>',
        True,
        [[1, ("1", 2)], [2, ("2", 130)], [3, ("3", 2)]],
    ),
    "no references": ("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>", False, [
        [1, ("1", 2), None, ("2", 2)],
        [3, ("3", 2), None, None],
    ]),
    "references in rows only": (
        '<row r="5"><c><v>1</v></c><c><v>2</v></c></row>', False, [[5, ("1", 2), ("2", 2)]]
    ),
    "pretty": (
        '\n  <row r="1">\n    <c r="A1" t="s">\n      <v>0</v>\n    </c>\n    <c r="B1">\n<v> 12 </v></c>\n  </row>\n',
        False,
        [[1, "姓名", ("12", 2)]],
    ),
    "other order": (
        '<row spans="1:2" r="3"><c s="0" r="A3" t="s"><v>0</v></c><c t="n" r="B3"><v>5</v></c></row>',
        False,
        [[3, "姓名", ("5", 2)]],
    ),
    "comment and cdata": (
        '<row r="1"><!-- <c r="A1"><v>9</v></c> --><c r="A1" t="str"><v><![CDATA[a<b]]></v></c></row>',
        False,
        [[1, "a<b"]],
    ),
    "carriage return": ('<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>', False, [[1, "a\nb"]]),
    "rows out of order": (
        '<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2" t="str"><v>x</v></c></row>',
        True,
        [[2, ("2", 2), "x"], [5, ("5", 2), None]],
    ),
    "cells out of order": ('<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>', True, [[1, ("1", 2), ("2", 2)]]),
    "far row": ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>', True, [
        [1, ("1", 2), None],
        [1048576, None, ("2", 2)],
    ]),
}  # fmt: skip


def sheet(rows: str, tail: str = "") -> bytes:
    return raw_xlsx(
        f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData>{tail}</worksheet>', strings=STRINGS
    )


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str) -> None:
    rows, quick, expected = FORMS[name]
    assert (scan(rows.encode()) is not None) == quick
    data = sheet(rows)
    careful = read_here(data, slow=True)
    assert drawn(careful.sheets[0]) == expected
    same(read_here(data), careful)


@pytest.mark.parametrize("name", FORMS)
def test_form_with_prefix(name: str) -> None:
    rows, _, expected = FORMS[name]
    for tag in ("row", "c", "v", "f", "is", "t", "r"):
        for start in (f"<{tag} ", f"<{tag}>", f"<{tag}/>", f"</{tag}>"):
            rows = rows.replace(start, start.replace(tag, "x:" + tag, 1))
    whole = f'<x:worksheet xmlns:x="{SPREADSHEET}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert drawn(read_here(raw_xlsx(whole, strings=STRINGS)).sheets[0]) == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>6</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="x"><v>1</v></c></row>',
        '<row r="2097152"><c r="A2097152"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1" t="str"><v>&secret;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
    ],
)
@pytest.mark.parametrize("slow", [False, True])
def test_what_is_wrong_is_refused_not_guessed(rows: str, slow: bool) -> None:
    with pytest.raises(Fault) as caught:
        read_here(sheet(rows), slow=slow)
    assert caught.value.id == "file.damaged"


def test_what_stands_around_the_rows() -> None:
    head = '<sheetPr filterMode="1"/><cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="9"/></cols>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
    tail = (
        '<autoFilter ref="A1:A2"><filterColumn colId="0"/></autoFilter>'
        '<mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="AA10:AB11"/></mergeCells>'
    )
    whole = f'<worksheet xmlns="{SPREADSHEET}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'
    found = read_here(raw_xlsx(whole)).sheets[0]
    assert found.merges == [(1, 0, 3, 1), (10, 26, 11, 27)]
    assert found.hidden_columns == [1, 2]
    assert found.filtered


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk"])
def test_other_encodings(encoding: str) -> None:
    text = f"""<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\
<worksheet xmlns="{SPREADSHEET}"><sheetData><row r="1"><c r="A1" t="str"><v>马山县</v></c></row></sheetData></worksheet>"""
    data = raw_xlsx("", more={"xl/worksheets/sheet1.xml": text.encode(encoding)})
    assert drawn(read_here(data).sheets[0]) == [[1, "马山县"]]
