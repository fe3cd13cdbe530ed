"""Rows into workbooks: clean ones like the product's own template, and ones laid out as clerks do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jiedui.demo.headings import COUNTY_HEADING, Sheet, sheet_of

EPOCH = date(1899, 12, 30)
# Nothing that looks like a formula, a number or an address may become one.
PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Style:
    """How a clerk lays out a ledger. The default is the clean layout: headings in row 1, data from row 2."""

    title: bool = False
    corner: str | None = None  # a note above the header such as 单位：元
    serials: bool = False  # a first column 序号
    groups: bool = False  # a second header row that joins headings, merged cells
    totals: bool = False  # a last row 合计
    footer: bool = False  # 填表人、审核人、日期
    county_sheets: bool = False  # one sheet for each county
    dates_as_text: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)  # heading -> the word this office uses
    order: tuple[str, ...] = ()  # these headings first
    leave_out: frozenset[str] = frozenset()


CLEAN = Style()
CLERK = Style(title=True, corner="填报时间：2021年12月31日", serials=True, groups=True, totals=True, footer=True)
RENAMED = Style(
    title=True,
    serials=True,
    dates_as_text=True,
    aliases={
        "身份证号": "公民身份号码",
        "户籍县": "所在县",
        "县": "县（市、区）",
        "联系电话": "手机号",
        "就业单位": "务工单位",
        "就业起始时间": "外出务工时间",
        "月工资(元)": "月收入",
    },
)
STYLES = {"clean": CLEAN, "clerk": CLERK, "renamed": RENAMED, "by_county": Style(title=True, county_sheets=True)}


def headings_of(sheet: Sheet, style: Style) -> list[str]:
    """The headings in the order of this style."""
    kept = [h for h in (*style.order, *sheet.headings) if h not in style.leave_out]
    return list(dict.fromkeys(kept))


def header_rows(style: Style) -> int:
    """How many rows stand above the first row of data."""
    return 1 + style.title + bool(style.corner) + style.groups


def write_ledger_workbook(
    target: str | Path | BinaryIO,
    ledger_id: str,
    rows: Iterable[Mapping[str, Any]],
    style: Style | str = CLEAN,
) -> None:
    """Write `rows` (dicts by heading) as an .xlsx file; `target` is a path or a binary buffer.

    Rows are written as they come, so a generator of any length needs little memory, unless `county_sheets` is asked.
    Resident IDs, phones and numbers of documents are text; dates are date cells or, in some styles, text.
    """
    style = STYLES[style] if isinstance(style, str) else style
    sheet = sheet_of(ledger_id)
    book = xlsxwriter.Workbook(target, {"constant_memory": True, **PLAIN})
    for name, part in _parts(sheet, rows, style):
        _Page(book, name, sheet, style).write(part)
    book.close()


def _parts(
    sheet: Sheet, rows: Iterable[Mapping[str, Any]], style: Style
) -> Iterable[tuple[str, Iterable[Mapping[str, Any]]]]:
    if not style.county_sheets:
        return [(sheet.title[:31], rows)]
    split: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        split.setdefault(str(row[COUNTY_HEADING[sheet.ledger]]), []).append(row)
    return split.items()


class _Page:
    def __init__(self, book: xlsxwriter.Workbook, name: str, sheet: Sheet, style: Style) -> None:
        self.ws: Worksheet = book.add_worksheet(name)
        self.sheet, self.style = sheet, style
        self.headings = headings_of(sheet, style)
        self.bold: Format = book.add_format({"bold": True, "align": "center", "border": 1, "text_wrap": True})
        self.big: Format = book.add_format({"bold": True, "align": "center", "font_size": 16})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.row = 0

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        shift = 1 if self.style.serials else 0
        self.ws.set_column(0, len(self.headings), 14)
        self._head(shift)
        sums = dict.fromkeys(self.sheet.totals, 0.0)
        text, number = self.ws.write_string, self.ws.write_number
        fields = list(enumerate(self.headings, shift))
        first = self.row
        for r, row in enumerate(rows, first):
            if shift:
                number(r, 0, r - first + 1)
            for c, heading in fields:
                value = row.get(heading)
                if value is None or value == "":
                    continue
                if isinstance(value, str):
                    text(r, c, value)
                elif isinstance(value, date):
                    if self.style.dates_as_text:
                        text(r, c, f"{value.year}.{value.month}.{value.day}")
                    else:
                        number(r, c, (value - EPOCH).days, self.day)
                else:
                    number(r, c, value)
                    if heading in sums:
                        sums[heading] += value
            self.row = r + 1
        self._foot(sums, shift)

    def _head(self, shift: int) -> None:
        last = len(self.headings) - 1 + shift
        if self.style.title:
            self.ws.merge_range(self.row, 0, self.row, last, f"2021年粤桂协作{self.sheet.title}", self.big)
            self.row += 1
        if self.style.corner:
            self.ws.write_string(self.row, last, self.style.corner)
            self.row += 1
        shown = [self.style.aliases.get(h, h) for h in self.headings]
        if self.style.groups:
            # Both header rows are written in order of rows: constant memory does not go back.
            groups = {h: g for g, members in self.sheet.groups.items() for h in members}
            for c, heading in enumerate(self.headings, shift):
                before = groups.get(self.headings[c - shift - 1]) if c > shift else None
                if heading in groups and groups[heading] != before:
                    self.ws.write_string(self.row, c, groups[heading], self.bold)
                elif heading not in groups:
                    self.ws.write_string(self.row, c, shown[c - shift], self.bold)
            self._merges(groups, shift)
            self.row += 1
            for c, heading in enumerate(self.headings, shift):
                if heading in groups:
                    self.ws.write_string(self.row, c, shown[c - shift], self.bold)
        else:
            if shift:
                self.ws.write_string(self.row, 0, "序号", self.bold)
            for c, heading in enumerate(shown, shift):
                self.ws.write_string(self.row, c, heading, self.bold)
            self.ws.freeze_panes(self.row + 1, 0)
        self.row += 1

    def _merges(self, groups: Mapping[str, str], shift: int) -> None:
        top = self.row
        if shift:
            self.ws.write_string(top, 0, "序号", self.bold)
            self.ws.merge.append([top, 0, top + 1, 0])
        top_of = [groups.get(heading) for heading in self.headings]
        c = 0
        while c < len(top_of):
            end = c
            while top_of[c] and end + 1 < len(top_of) and top_of[end + 1] == top_of[c]:
                end += 1
            if end > c or not top_of[c]:
                self.ws.merge.append([top, c + shift, top if top_of[c] else top + 1, end + shift])
            c = end + 1

    def _foot(self, sums: Mapping[str, float], shift: int) -> None:
        if self.style.totals and sums:
            self.ws.write_string(self.row, 0, "合计", self.bold)
            for c, heading in enumerate(self.headings, shift):
                if heading in sums:
                    self.ws.write_number(self.row, c, round(sums[heading], 2), self.bold)
            self.row += 1
        if self.style.footer:
            self.ws.write_string(self.row + 1, 0, "填表人：韦丽娟")
            self.ws.write_string(self.row + 1, 4, "审核人：黄建国")
            self.ws.write_string(self.row + 1, 8, "填表日期：2021年12月31日")
