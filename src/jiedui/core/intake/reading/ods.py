"""Reading .ods (OpenDocument): content.xml element by element, with repeated rows and columns bounded by what they hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.archive import Archive
from jiedui.core.intake.reading.cells import LAST_ROW, Assembly, Looks, Strings
from jiedui.core.intake.reading.dispatch import Content
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.html import identity
from jiedui.core.intake.reading.ods_cells import OFFICE, TABLE, paragraphs, value_of
from jiedui.core.intake.reading.plain import Filler
from jiedui.core.intake.reading.styles import Formats
from jiedui.core.intake.reading.xml import attribute, local, parse, refuse_doctype

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
COVERED = (TABLE + "table-cell", TABLE + "covered-table-cell")
HANDLED = ("table", "table-row", "table-column", "automatic-styles", "null-date", "database-range")


def read_ods(archive: Archive, facts: Mapping[str, Any]) -> Content:
    if not archive.read("mimetype", 4096).strip().startswith(SPREADSHEET):
        raise Fault("file.not_a_workbook")
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Fault("file.password")
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in archive.lower):
        raise Fault("file.macros")
    return Document(archive, facts).read()


class Events:
    """content.xml as a file for lxml, refusing a document type as it passes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.last = b""

    def read(self, _size: int = -1) -> bytes:
        piece = next(self.pieces, b"")
        refuse_doctype(self.last[-16:] + piece)
        self.last = piece
        return piece


class Document:
    """The reading of one document."""

    def __init__(self, archive: Archive, facts: Mapping[str, Any]) -> None:
        self.archive = archive
        self.columns = int(facts["columns"])
        self.left = int(facts["cells"])
        self.formats = Formats()
        self.flags: dict[str, int] = {}
        self.sheets: list[Assembly] = []
        self.hidden_styles: set[str] = set()
        self.date1904 = False

    def read(self) -> Content:
        from lxml import etree

        if "styles.xml" in self.archive:
            for part in parse(self.archive.read("styles.xml")):
                self._styles(part)
        events = etree.iterparse(
            Events(piece for piece in self.archive.stream("content.xml") if piece),
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in HANDLED],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, element in events:
                name = local(element)
                if event == "start" and name == "table":
                    self._open(element)
                elif event == "end":
                    self._close(name, element)
        except etree.XMLSyntaxError as error:
            raise Fault("file.damaged") from error
        for sheet in self.sheets:
            sheet.filtered = sheet.filtered and sheet.height > 0
        looks = Looks(self.formats.codes, *identity(len(self.formats.codes)))
        return Content("ods", self.sheets, looks, Strings(), self.date1904)

    def _styles(self, part: Any) -> None:
        for style in part:
            name = attribute(style, "name")
            if local(style) != "style" or not name:
                continue
            flag = 0
            for one in style:
                if attribute(one, "text-line-through-style") not in (None, "none"):
                    flag |= kinds.STRIKE
                if local(one) == "table-cell-properties":
                    colour = (attribute(one, "background-color") or "transparent").lower()
                    flag |= kinds.FILL if colour not in ("transparent", "#ffffff") else 0
                if local(one) == "table-properties" and attribute(one, "display") == "false":
                    self.hidden_styles.add(name)
            self.flags[name] = flag

    def _open(self, element: Any) -> None:
        if any(local(above) == "table" for above in element.iterancestors()):
            return
        hidden = attribute(element, "style-name") in self.hidden_styles
        self.sheets.append(Assembly(attribute(element, "name") or "", hidden, self.columns))
        self.filler = Filler(self.sheets[-1])
        self.row, self.column = 0, 0
        self.column_styles: list[tuple[int, str]] = []

    def _close(self, name: str, element: Any) -> None:
        if name == "automatic-styles":
            self._styles(element)
        elif name == "null-date":
            self.date1904 = (attribute(element, "date-value") or "").startswith("1904")
        elif name == "table-column" and self.sheets:
            self._table_column(element)
        elif name == "table-row" and self.sheets:
            if not any(local(above) == "table-cell" for above in element.iterancestors()):
                self._table_row(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        elif name == "table" and not any(local(above) == "table" for above in element.iterancestors()):
            self.filler.pack()
            element.clear()
        elif name == "database-range" and any(local(one) == "filter" for one in element):
            for sheet in self.sheets:
                sheet.filtered = sheet.filtered or self._covers(element, sheet)

    def _covers(self, element: Any, sheet: Assembly) -> bool:
        target = attribute(element, "target-range-address") or ""
        hidden = any((strip.kind & kinds.HIDDEN_ROW).any() for strips in sheet.strips.values() for _, strip in strips)
        return hidden and target.rpartition(":")[0].rpartition(".")[0].strip("'$") == sheet.name

    def _repeat(self, element: Any, name: str, most: int) -> int:
        value = element.get(TABLE + name)
        if value is None:
            return 1
        if not value.isdecimal():
            raise Fault("file.damaged")
        return max(1, min(int(value), most))

    def _table_column(self, element: Any) -> None:
        count = self._repeat(element, "number-columns-repeated", 20_000)
        if attribute(element, "visibility") in ("collapse", "filter"):
            last = min(self.column + count, self.columns)
            self.sheets[-1].hidden_columns.extend(range(self.column, last))
        self.column += count
        self.column_styles.append((self.column, attribute(element, "default-cell-style-name") or ""))

    def _table_row(self, element: Any) -> None:
        count = self._repeat(element, "number-rows-repeated", 2 * LAST_ROW)
        hidden = kinds.HIDDEN_ROW if attribute(element, "visibility") in ("collapse", "filter") else 0
        cells = list(self._cells(element))
        if cells and (self.row + count > LAST_ROW or count * len(cells) > self.left):
            raise Fault("file.too_large")
        if cells:
            self.left -= count * len(cells)
            for number in range(self.row + 1, self.row + count + 1):
                for column, kind, text, style in cells:
                    self.filler.put(number, column, kind | hidden, text, style)
        self.row += count

    def _cells(self, row: Any) -> Iterator[tuple[int, int, str, int]]:
        column = 0
        for cell in row:
            if cell.tag not in COVERED:
                continue
            repeated = self._repeat(cell, "number-columns-repeated", 20_000)
            wide = self._repeat(cell, "number-columns-spanned", 20_000)
            high = self._repeat(cell, "number-rows-spanned", LAST_ROW)
            if wide > 1 or high > 1:
                self.sheets[-1].merges.append((self.row + 1, column, self.row + high, column + wide - 1))
            kind, text, code = value_of(cell)
            note = next((one for one in cell if one.tag == OFFICE + "annotation"), None)
            if note is not None and column < self.columns:
                self.sheets[-1].comments[self.row + 1, column] = paragraphs(note).strip()
            if kind:
                if column + repeated > self.columns:
                    raise Fault("file.too_wide", sheet=self.sheets[-1].name, columns=self.columns)
                flags = kinds.FORMULA if cell.get(TABLE + "formula") is not None else 0
                flags |= self._flags(cell, column)
                place = self.formats.place(code) if len(self.formats.codes) < 1000 else 0
                for number in range(column, column + repeated):
                    yield number, kind | flags, text, place
            column += repeated

    def _flags(self, cell: Any, column: int) -> int:
        style = cell.get(TABLE + "style-name")
        if style is None:
            style = next((name for end, name in self.column_styles if column < end), "")
        return self.flags.get(style, 0)
