"""HTML tables that other systems export under the name .xls."""

import re
from collections.abc import Mapping
from typing import Any

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.cells import LAST_ROW, Assembly, Looks, Strings
from jiedui.core.intake.reading.dispatch import Content
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.plain import Filler
from jiedui.core.intake.reading.styles import Formats
from jiedui.core.intake.reading.walk import is_number

BLANKS = re.compile(r"[ \t\r\n\f]+")
NUMBER_FORMAT = re.compile(r"mso-number-format:\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^;]+)", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)


def text_of(cell: Any) -> str:
    """The text a browser shows: blanks collapse, <br> and paragraphs break lines; scripts and styles are left out."""
    if not len(cell):
        return BLANKS.sub(" ", cell.text or "").strip(" ")
    parts: list[str] = []

    def visit(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            return
        if element.tag == "br":
            parts.append("\n")
        parts.append(BLANKS.sub(" ", element.text or ""))
        for one in element:
            visit(one)
            if one.tag in ("p", "div", "li") and one.getnext() is not None:
                parts.append("\n")
            parts.append(BLANKS.sub(" ", one.tail or ""))

    visit(cell)
    return "\n".join(line.strip(" ") for line in "".join(parts).split("\n")).strip()


def span(cell: Any, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() else 1


def own_rows(table: Any) -> list[Any]:
    """Rows of a table without those of tables inside its cells."""
    rows = []
    for one in table:
        if one.tag == "tr":
            rows.append(one)
        elif one.tag in ("thead", "tbody", "tfoot"):
            rows += [row for row in one if row.tag == "tr"]
    return rows


class Table:
    """Places the cells of tables, one below the other, on one sheet as Excel does."""

    def __init__(self, sheet: Assembly) -> None:
        self.sheet = sheet
        self.filler = Filler(sheet)
        self.formats = Formats()
        self.row = 0
        self.taken: dict[int, int] = {}  # column -> last row that a cell above still covers

    def add_row(self, row: Any) -> None:
        self.row += 1
        hidden = kinds.HIDDEN_ROW if HIDDEN.search(row.get("style") or "") else 0
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while self.taken.get(column, 0) >= self.row:
                column += 1
            wide = span(cell, "colspan", self.sheet.columns + 1)
            high = span(cell, "rowspan", LAST_ROW)
            if high > 1:
                self.taken.update(dict.fromkeys(range(column, column + wide), self.row + high - 1))
            if high > 1 or wide > 1:
                self.sheet.merges.append((self.row, column, self.row + high - 1, column + wide - 1))
            self.put(cell, column, hidden)
            column += wide

    def put(self, cell: Any, column: int, hidden: int) -> None:
        if not len(cell) and not cell.attrib:
            if text := text_of(cell):
                self.filler.put(self.row, column, kinds.STRING | hidden, text)
            return
        style = cell.get("style") or ""
        number = (cell.get("x:num") or "").strip()
        text = number if is_number(number) else text_of(cell)
        if not text:
            return
        kind = (kinds.NUMBER if text == number else kinds.STRING) | hidden
        if STRUCK.search(style) or any(one.tag in ("s", "strike", "del") for one in cell):
            kind |= kinds.STRIKE
        found = NUMBER_FORMAT.search(style)
        code = re.sub(r"\\(.)", r"\1", found[1].strip().strip("\"'")) if found else ""
        self.filler.put(self.row, column, kind, text, self.formats.place(code) if len(self.formats.codes) < 1000 else 0)


def read_html(text: str, facts: Mapping[str, Any]) -> Content:
    """All tables of the page that are not inside another table."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.fromstring(re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Fault("file.damaged") from error
    sheet = Assembly("Sheet1", columns=int(facts["columns"]))
    table = Table(sheet)
    most = int(facts["cells"])
    for one in root.iter("table"):
        if any(above.tag == "table" for above in one.iterancestors()):
            continue
        table.taken.clear()
        for row in own_rows(one):
            table.add_row(row)
            if sheet.cells > most:
                raise Fault("file.too_large")
    table.filler.pack()
    looks = Looks(table.formats.codes)
    looks.format, looks.flags = identity(len(table.formats.codes))
    return Content("html", [sheet], looks, Strings())


def identity(count: int) -> tuple[Any, Any]:
    """Style numbers that are already the places of their formats."""
    import numpy as np

    return np.arange(count, dtype=np.uint16), np.zeros(count, np.uint8)
