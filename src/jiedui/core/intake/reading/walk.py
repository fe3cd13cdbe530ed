"""The careful way through rows of a sheet: lxml, element by element. It understands whatever is legal and decides what
the fast way (reading.scan) must give too."""

import re
from typing import Any

import numpy as np

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.cells import Run
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.xml import attribute, local, safe_parser, unescape_ooxml

NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(")
KINDS = {
    "n": kinds.NUMBER,
    "s": kinds.STRING,
    "str": kinds.STRING,
    "inlineStr": kinds.STRING,
    "b": kinds.BOOLEAN,
    "e": kinds.ERROR,
    "d": kinds.ISO_DATE,
}
INFINITE = (float("inf"), float("-inf"))


def is_number(text: str) -> bool:
    """Whether a number cell's text is a number that a float can hold. 1e999 and NaN are not."""
    return NUMBER.fullmatch(text) is not None and float(text) not in INFINITE


def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def rich_text(element: Any) -> tuple[str, bool]:
    """Text of an <si> or <is> with its runs joined (phonetic hints left out), and whether a run is struck through."""
    parts, struck = [], False
    for one in element:
        name = local(one)
        if name == "t":
            parts.append(one.text or "")
        elif name == "r":
            for inner in one:
                if local(inner) == "t":
                    parts.append(inner.text or "")
                elif local(inner) == "rPr":
                    struck = struck or any(
                        local(mark) in ("strike", "dstrike") and (attribute(mark, "val") or "1") not in ("0", "false")
                        for mark in inner
                    )
    return unescape_ooxml("".join(parts)), struck


class Cell:
    """One cell as found: kind 0 when it holds nothing."""

    __slots__ = ("kind", "shared", "text")

    def __init__(self, element: Any) -> None:
        self.kind, self.shared, self.text = 0, -1, ""
        formula = value = inline = None
        for one in element:
            name = local(one)
            if name == "v":
                value = one.text or ""
            elif name == "f":
                formula = one.text or ""
            elif name == "is":
                inline = one
        if formula is None and value is None and inline is None:
            return
        type = element.get("t") or "n"
        if type not in KINDS:
            raise Fault("file.damaged")
        flag = kinds.FORMULA if formula is not None else 0
        kind = KINDS[type]
        if type == "inlineStr" and inline is not None:
            self.text, struck = rich_text(inline)
            flag |= kinds.STRIKE if struck else 0
        elif type == "s":
            number = (value or "").strip()
            if number:
                if not number.isdecimal() or len(number) > 8:
                    raise Fault("file.damaged")
                self.shared = int(number)
        elif type in ("str", "inlineStr"):
            self.text = unescape_ooxml(value or "")
        else:
            self.text = (value or "").strip()
        if self.shared < 0 and not self.text:
            # A text formula may well give the empty text; any other formula without a value was never computed.
            if flag & kinds.FORMULA and not (type == "str" and value is not None):
                kind = kinds.ERROR
            elif not flag & kinds.FORMULA and kind != kinds.ERROR:
                return
        elif kind == kinds.NUMBER and not is_number(self.text):
            kind = kinds.ERROR
        if self._is_picture(element, type, formula):
            kind = kinds.PICTURE
        self.kind = kind | flag

    def _is_picture(self, element: Any, type: str, formula: str | None) -> bool:
        if type == "e":
            return element.get("vm") is not None and self.text == "#VALUE!"
        return PICTURE.match(formula or "") is not None or (type == "str" and PICTURE.match(self.text) is not None)


def walk(chunk: bytes, opening: bytes, closing: bytes) -> Run:
    """Read whole rows. `opening` and `closing` are the root's tags, which bring the namespaces."""
    from lxml import etree

    try:
        root = etree.fromstring(opening + chunk + closing, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Fault("file.damaged") from error
    rows: list[int] = []
    cells: list[tuple[int, int, int, int, int]] = []
    texts: list[bytes] = []
    # Where rows leave out their number an empty one counts too: the next one follows it.
    numbered = all(row.get("r") for row in root)
    for row in root:
        if local(row) != "row":
            raise Fault("file.damaged")
        given = row.get("r")
        number = int(given) if given and given.isdecimal() else 0
        hidden = kinds.HIDDEN_ROW if (row.get("hidden") or "0") in ("1", "true") else 0
        before = len(cells)
        column = -1
        for element in row:
            if local(element) != "c":
                continue
            column, number = _place(element, column, number)
            cell = Cell(element)
            if cell.kind:
                style = int(element.get("s") or 0)
                cells.append((len(rows), column, cell.kind | hidden, min(style, 65535), cell.shared))
                texts.append(cell.text.encode())
        if len(cells) > before or not numbered:
            rows.append(number)
    return _run(rows, cells, texts)


def _place(element: Any, column: int, number: int) -> tuple[int, int]:
    """Column and row number of a cell; a cell without reference follows the one before."""
    reference = element.get("r")
    if reference is None:
        return column + 1, number
    found = REFERENCE.fullmatch(reference)
    if found is None or (number and int(found[2]) != number):
        raise Fault("file.damaged")
    return column_number(found[1]), int(found[2])


def _run(rows: list[int], cells: list[tuple[int, int, int, int, int]], texts: list[bytes]) -> Run:
    table = np.array(cells, np.int64).reshape(len(cells), 5)
    length = np.fromiter(map(len, texts), np.int64, len(texts))
    return Run(
        rows=np.array(rows, np.uint32),
        row=table[:, 0].astype(np.int32),
        column=table[:, 1].astype(np.int32),
        kind=table[:, 2].astype(np.uint8),
        style=table[:, 3].astype(np.uint16),
        shared=table[:, 4].astype(np.int32),
        source=np.frombuffer(b"".join(texts), np.uint8),
        start=np.cumsum(length) - length,
        length=length,
    )
