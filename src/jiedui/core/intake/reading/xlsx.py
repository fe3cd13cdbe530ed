"""Reading .xlsx: which parts there are, and each sheet through the quick or the careful way."""

import posixpath
import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.archive import Archive
from jiedui.core.intake.reading.cells import Assembly, Looks, Run, Strings, strips
from jiedui.core.intake.reading.chunks import Body, in_threads
from jiedui.core.intake.reading.dispatch import Content
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.scan import scan
from jiedui.core.intake.reading.strings import read_strings
from jiedui.core.intake.reading.styles import read_styles
from jiedui.core.intake.reading.walk import REFERENCE, column_number, rich_text, walk
from jiedui.core.intake.reading.xml import attribute, local, parse

SHEET_DATA = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?sheetData\b[^>]*?(/?)>")
MERGE = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
HIDDEN_COLUMN = re.compile(rb"""<(?:[\w.-]+:)?col\s[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
BOUND = re.compile(rb"""\b(min|max)\s*=\s*["'](\d{1,5})["']""")
FILTER = re.compile(rb"""<(?:[\w.-]+:)?filterColumn\b|\bfilterMode\s*=\s*["'](?:1|true)["']""")
MOST_SHEETS = 300
MOST_MERGES = 300_000


class Parts:
    """Which parts a part leads to: [(last word of the relation's type, id, path)]."""

    def __init__(self, archive: Archive, path: str) -> None:
        folder, name = posixpath.split(path)
        related = posixpath.join(folder, "_rels", name + ".rels")
        self.found: list[tuple[str, str, str]] = []
        if related not in archive:
            return
        for one in parse(archive.read(related)):
            target = unquote(one.get("Target") or "")
            if (one.get("TargetMode") or "") == "External" or not target:
                continue
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = (one.get("Type") or "").rstrip("/").rpartition("/")[2]
            self.found.append((kind, one.get("Id") or "", full))

    def of(self, kind: str) -> str | None:
        return next((path for type, _, path in self.found if type == kind), None)


def workbook_path(archive: Archive) -> str:
    """Path of the workbook part. Documents, presentations, macros and binary workbooks are refused."""
    names = list(archive.lower)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Fault("file.macros")
    if "encryptedpackage" in names:
        raise Fault("file.password")
    path = Parts(archive, "").of("officeDocument") or "xl/workbook.xml"
    if path.lower().endswith("workbook.bin") or "xl/workbook.bin" in names:
        raise Fault("file.binary_workbook")
    if path not in archive or path.startswith(("word/", "ppt/")):
        raise Fault("file.not_a_workbook")
    return path


def read_xlsx(archive: Archive, facts: Mapping[str, Any]) -> Content:
    path = workbook_path(archive)
    root = parse(archive.read(path))
    if local(root) != "workbook":
        raise Fault("file.not_a_workbook")
    parts = Parts(archive, path)
    targets = {id: (kind, target) for kind, id, target in parts.found}
    slow = bool(facts.get("slow"))
    date1904, sheets = False, []
    for one in root:
        if local(one) == "workbookPr":
            date1904 = (attribute(one, "date1904") or "0") in ("1", "true")
        elif local(one) == "sheets":
            sheets = list(one)
    if len(sheets) > MOST_SHEETS:
        raise Fault("file.too_many_sheets", sheets=len(sheets))
    looks = Looks()
    if (styles := parts.of("styles")) and styles in archive:
        looks = read_styles(parse(archive.read(styles)))
    strings = Strings()
    if (shared := parts.of("sharedStrings")) and shared in archive:
        strings = read_strings(archive.stream(shared), in_threads, slow=slow)
    content = Content("xlsx", [], looks, strings, date1904)
    left = int(facts["cells"])
    for one in sheets:
        kind, target = targets.get(attribute(one, "id") or "", ("worksheet", ""))
        if kind != "worksheet":
            continue  # chart and dialog sheets hold no cells
        hidden = (one.get("state") or "visible") != "visible"
        sheet = Assembly(one.get("name") or "", hidden, int(facts["columns"]))
        read_sheet(archive, target, sheet, slow=slow, most=left)
        left -= sheet.cells
        content.sheets.append(sheet)
    return content


def read_run(chunk: bytes, body: Body, slow: bool) -> tuple[Any, list[Any]]:
    """One chunk of rows, already by column."""
    run: Run | None = None if slow else scan(chunk)
    if run is None:
        run = walk(chunk, body.opening, body.closing)
    return run.rows, strips(run)


def read_sheet(archive: Archive, path: str, sheet: Assembly, *, slow: bool, most: int) -> None:
    """Read one worksheet part into `sheet`."""
    body = Body(archive.stream(path), SHEET_DATA, "row")
    hidden_rows = False
    for rows, found in in_threads(partial(read_run, body=body, slow=slow), body):
        sheet.add(rows, found)
        hidden_rows = hidden_rows or any((strip.kind & kinds.HIDDEN_ROW).any() for strip in found)
        if sheet.cells > most:
            raise Fault("file.too_large")
    sheet.merges = merges(body.tail)
    sheet.hidden_columns = hidden_columns(body.head, sheet.columns)
    sheet.filtered = hidden_rows and (FILTER.search(body.head) or FILTER.search(body.tail)) is not None
    parts = Parts(archive, path)
    if (comments := parts.of("comments")) and comments in archive:
        sheet.comments = read_comments(parse(archive.read(comments)))


def place(reference: str) -> tuple[int, int]:
    """A1 is (1, 0)."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise Fault("file.damaged")
    return int(found[2]), column_number(found[1])


def merges(tail: bytes) -> list[tuple[int, int, int, int]]:
    """Merged stretches (first row, first column, last row, last column), columns from 0."""
    columns: dict[bytes, int] = {}
    found = []
    for match in MERGE.finditer(tail):
        first, top, last, bottom = match.groups()
        for letters in (first, last):
            if letters not in columns:
                columns[letters] = column_number(letters.decode())
        found.append((int(top), columns[first], int(bottom), columns[last]))
        if len(found) > MOST_MERGES:
            raise Fault("file.too_large")
    return found


def hidden_columns(head: bytes, most: int) -> list[int]:
    hidden: set[int] = set()
    for match in HIDDEN_COLUMN.finditer(head):
        bounds = {name: int(value) for name, value in BOUND.findall(match[0])}
        hidden.update(range(bounds.get(b"min", 1) - 1, min(bounds.get(b"max", 0), most)))
    return sorted(hidden)


def read_comments(root: Any) -> dict[tuple[int, int], str]:
    """Texts by place (Excel's row number, column from 0)."""
    found: dict[tuple[int, int], str] = {}
    for part in root:
        if local(part) == "commentList":
            for comment in part:
                text = next((one for one in comment if local(one) == "text"), None)
                if text is not None:
                    found[place(comment.get("ref") or "")] = rich_text(text)[0].strip()
    return found
