"""An .xlsx written as a stream: rows leave memory as they come, and no plain copy of them touches the disk.

XlsxWriter keeps either all cells in memory or the sheet in a temporary file, which would hold whole document numbers.
Text is always text (inline strings), so a value that begins with `=` never becomes a formula.
"""

import functools
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Protocol
from xml.sax.saxutils import escape

MOST = 1_000_000
"""Rows of one sheet; Excel itself ends at 1,048,576."""
LEVEL = 4
"""Of compression: a tenth larger than the best, in a third of the time."""
BLOCK = 500
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff&<>"_]')
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Value = str | int | float | None


class Writable(Protocol):
    """Where the bytes go; it need not be seekable."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Head:
    """A column: its heading, the number format of its cells, its width in characters."""

    text: str
    format: str
    width: int


class Book:
    """`with Book(out, title, heads) as book: book.add(rows)`; more rows than a sheet holds go on in the next one."""

    def __init__(self, out: Writable, title: str, heads: Sequence[Head]) -> None:
        self.heads, self.title = list(heads), re.sub(r"[\[\]:*?/\\]", "", title)
        # A stream without seek and tell: zipfile then writes sizes behind each part.
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self._sheets = 0
        self._part: IO[bytes] | None = None
        self._rows = 0
        formats = list(dict.fromkeys(head.format for head in heads))
        self._formats = formats
        self._letters = [letters(at) for at in range(len(heads))]
        self._styles = [2 + formats.index(head.format) for head in heads]

    def __enter__(self) -> "Book":
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if kind is not None:
            return  # what was written so far is no workbook; whoever holds it throws it away
        self._end()
        self._frame()
        self._zip.close()

    def add(self, records: Iterable[Sequence[Value]]) -> None:
        """Append rows in the order of the columns."""
        block: list[str] = []
        for record in records:
            if self._rows > MOST:
                self._write(block)
                block = []
                self._end()
                self._begin()
            self._rows += 1
            block.append(self._row(record))
            if len(block) == BLOCK:
                self._write(block)
                block = []
        self._write(block)

    def _row(self, record: Sequence[Value]) -> str:
        number = self._rows
        cells = [f'<row r="{number}">']
        for letter, style, value in zip(self._letters, self._styles, record, strict=True):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                cells.append(f'<c r="{letter}{number}" s="{style}"{inline(value)}')
            else:
                cells.append(f'<c r="{letter}{number}" s="{style}"><v>{value!r}</v></c>')
        cells.append("</row>")
        return "".join(cells)

    def _write(self, block: list[str]) -> None:
        if block and self._part is not None:
            self._part.write("".join(block).encode())

    def _begin(self) -> None:
        self._sheets += 1
        # Its size is not known before; ZIP64 lets it be what it will.
        self._part = self._zip.open(f"xl/worksheets/sheet{self._sheets}.xml", "w", force_zip64=True)
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{head.width}" customWidth="1"/>'
            for at, head in enumerate(self.heads, 1)
        )
        pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        heads = "".join(
            f'<c r="{letter}1" s="1" t="inlineStr"><is><t>{plain(head.text)}</t></is></c>'
            for letter, head in zip(self._letters, self.heads, strict=True)
        )
        start = (
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
            f'<cols>{columns}</cols><sheetData><row r="1">{heads}</row>'
        )
        self._part.write(start.encode())
        self._rows = 1

    def _end(self) -> None:
        assert self._part is not None
        area = f"A1:{self._letters[-1]}{self._rows}"
        setup = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        self._part.write(f'</sheetData><autoFilter ref="{area}"/>{setup}</worksheet>'.encode())
        self._part.close()

    def _frame(self) -> None:
        """The parts around the sheets, once it is known how many there are."""
        numbers = range(1, self._sheets + 1)
        names = [self.title[:31] if number == 1 else f"{self.title[:27]}-{number}" for number in numbers]
        sheets = "".join(
            f'<sheet name="{plain(name)}" sheetId="{number}" r:id="rId{number}"/>'
            for number, name in zip(numbers, names, strict=True)
        )
        targets = "".join(
            f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in numbers
        )
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
            for number in numbers
        )
        parts = {
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PARTS}/relationships">{targets}'
            f'<Relationship Id="rId0" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": self._style_sheet(),
            "_rels/.rels": f'<Relationships xmlns="{_PARTS}/relationships">'
            f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "[Content_Types].xml": f'<Types xmlns="{_PARTS}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>{kinds}</Types>',
        }
        for name, text in parts.items():
            self._zip.writestr(name, (_HEAD + text).encode())

    def _style_sheet(self) -> str:
        formats = "".join(
            f'<numFmt numFmtId="{164 + at}" formatCode="{escape(format, {chr(34): "&quot;"})}"/>'
            for at, format in enumerate(self._formats)
        )
        cells = "".join(
            f'<xf numFmtId="{164 + at}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>'
            for at in range(len(self._formats))
        )
        font = '<sz val="11"/><name val="等线"/>'
        return (
            f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(self._formats)}">{formats}</numFmts>'
            f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
            '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
            '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F5"/><bgColor indexed="64"/></patternFill></fill></fills>'
            '<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'
            '</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            f'<cellXfs count="{2 + len(self._formats)}"><xf/>'
            '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"/>'
            f"{cells}</cellXfs>"
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


def letters(at: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text


@functools.lru_cache(20_000)
def inline(text: str) -> str:
    """The rest of a cell that holds text; a ledger says the same again and again."""
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() or "\n" in text else ""
    return f' t="inlineStr"><is><t{kept}>{plain(text)}</t></is></c>'


def plain(text: str) -> str:
    """Text as XML: what no XML may hold goes, and `_x000D_` written by a person stays what it is."""
    if not _SPECIAL.search(text):
        return text
    return escape(_CODE.sub("_x005F_", _ILLEGAL.sub("", text)), {"\r": "&#13;", '"': "&quot;"})
