"""The clerk's own workbook coming back: refused cells red with a comment each, and a sheet that lists them."""

import io
import json
import subprocess
import sys
import zipfile
from typing import Any

import polars as pl
import xlsxwriter

from jiedui.core.intake.books import A4, HEADINGS, LIST_SHEET, OWN_COMMENT
from jiedui.core.intake.models import Import
from jiedui.core.intake.queries import report_of
from jiedui.core.intake.reading import Sheet, read_workbook
from jiedui.core.intake.reading.guard import ENVIRONMENT
from jiedui.core.vault import files
from jiedui.core.words.errors import Refused

OWN_LIMIT = 60 << 20
"""Inflated bytes up to which the clerk's own file is kept with its formats; above, a plain copy of the cells."""
MEMORY, SECONDS = 1536 << 20, 60
"""What marking the clerk's own file may cost; beyond it comes back as a plain copy of the cells."""
MOST = 20_000
LEVELS = {"error": "错误", "question": "待回答", "warning": "提醒"}


def returned_workbook(record: Import) -> tuple[str, bytes]:
    """(file name, .xlsx) of an import or preview with its refused cells marked."""
    report = report_of(record)
    if not report.get("sheets"):  # a file that the guarded reader refused is opened by nobody
        raise Refused("returned.unread", "这份文件没有读出内容，没有可以退回的表。请先重新核对。")
    return mark(files.get(record.file_digest), record.file_name, report)


def mark(data: bytes, name: str, report: dict[str, Any]) -> tuple[str, bytes]:
    """The file with the findings of a report: errors and open questions red, warnings and rows left out only listed.

    Rows without a finding of their own that were held back (the first of two that differ) are marked on their first
    cell. A file that is not .xlsx, or a very large one, comes back as an .xlsx with the same cells in the same places.
    """
    findings = report["findings"]
    base = name.rsplit(".", 1)[0].removesuffix("-待修改")
    own = zipfile.is_zipfile(io.BytesIO(data)) and _inflated(data) <= OWN_LIMIT and _is_xlsx(data)
    content = (_own(data, report, findings) if own else None) or _copy(data, name, report, findings)
    return f"{base}-待修改.xlsx", content


def _inflated(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(info.file_size for info in archive.infolist())


def _is_xlsx(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _marks(report: dict[str, Any], findings: list[dict[str, Any]]) -> dict[str, dict[tuple[int, int], list[str]]]:
    """Sheet -> (Excel row, column from 0) -> messages, for errors and questions about a row."""
    found: dict[str, dict[tuple[int, int], list[str]]] = {}
    positions = report.get("positions", {})
    marked: set[tuple[str, int]] = set()
    names = [sheet["name"] for sheet in report["sheets"]]
    left_out = {(names[sheet], row) for sheet, row in report.get("left_out", [])}  # nothing is wrong with these
    for one in findings:
        if one["row"] is None or one["level"] == "warning" or one["sheet"] is None:
            continue
        if (one["sheet"], one["row"]) in left_out:
            continue
        at = positions.get(one["sheet"], {}).get(one["column"], 0)
        found.setdefault(one["sheet"], {}).setdefault((one["row"], at), []).append(one["message"])
        marked.add((one["sheet"], one["row"]))
    for sheet, row in report.get("stopped", []):
        if sheet is not None and (names[sheet], row) not in marked:
            first = min(positions.get(names[sheet], {"": 0}).values(), default=0)
            found.setdefault(names[sheet], {}).setdefault((row, first), []).append(
                "这一行因相关问题没有导入，请看“问题清单”。"
            )
    return found


def _own(data: bytes, report: dict[str, Any], findings: list[dict[str, Any]]) -> bytes | None:
    """The marked file as a child process makes it; None where it did not, for whatever reason."""
    marks = {
        name: [(row, at, messages) for (row, at), messages in cells.items()]
        for name, cells in _marks(report, findings).items()
    }
    task = json.dumps({"marks": marks, "records": _records(findings)}).encode()
    command = [sys.executable, "-I", "-m", "jiedui.core.intake.books.marker", str(MEMORY), str(SECONDS)]
    try:
        done = subprocess.run(
            command, input=len(task).to_bytes(8, "big") + task + data, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=ENVIRONMENT, cwd="/", timeout=3 * SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


def _records(findings: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    order = {"error": 0, "question": 1, "warning": 2}
    chosen = sorted(findings, key=lambda one: order[one["level"]])[:MOST]
    return [
        (LEVELS[one["level"]], one["sheet"] or "", one["row"], one["column"] or "", one["value"] or "",
         one["message"] + (f"（可选：{' / '.join(one['choices'])}）" if one.get("choices") else ""))
        for one in chosen
    ]  # fmt: skip


def _copy(data: bytes, name: str, report: dict[str, Any], findings: list[dict[str, Any]]) -> bytes:
    """The same cells in a new .xlsx: for .xls, .ods, .csv, HTML, and for very large files."""
    marks = _marks(report, findings)
    out = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": False,
    }
    book = xlsxwriter.Workbook(out, options)
    red = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    for sheet in read_workbook(data, name=name).sheets:
        if sheet.name == LIST_SHEET:
            continue
        target = book.add_worksheet(sheet.name[:31] or None)
        if sheet.hidden:
            target.hide()
        _copy_cells(target, sheet, marks.get(sheet.name, {}), red, book)
    listed = book.add_worksheet(LIST_SHEET)
    bold = book.add_format({"bold": True, "bg_color": "#FFF2CC", "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    listed.freeze_panes(1, 0)
    listed.set_landscape()
    listed.set_paper(A4)
    listed.fit_to_pages(1, 0)
    listed.repeat_rows(0)
    for at, (text, width) in enumerate(HEADINGS):
        listed.write_string(0, at, text, bold)
        listed.set_column(at, at, width)
    for row, record in enumerate(_records(findings), 1):
        for at, value in enumerate(record):
            if isinstance(value, int):
                listed.write_number(row, at, value, wrap)
            elif value:
                listed.write_string(row, at, value, wrap)
    book.close()
    return out.getvalue()


def _copy_cells(target: Any, sheet: Sheet, marks: dict[tuple[int, int], list[str]], red: Any, book: Any) -> None:
    formats: dict[int, Any] = {}
    numbers = sheet.frame["row"].to_list()
    for at in range(sheet.width):
        texts = sheet.frame[f"t{at}"].to_list()
        kinds = (sheet.frame[f"k{at}"].cast(pl.UInt8) & 7).to_list()
        styles = sheet.frame[f"s{at}"].to_list()
        for row, text, kind, style in zip(numbers, texts, kinds, styles, strict=True):
            if text is None or (row, at) in marks:
                continue
            code = sheet.formats[style] if style is not None and style < len(sheet.formats) else "General"
            if kind == 2 and len(text.split("E")[0].replace(".", "").lstrip("-0")) <= 15:
                shape = formats.setdefault(style, book.add_format({"num_format": code}))
                target.write_number(row - 1, at, float(text), shape)
            else:
                target.write_string(row - 1, at, text)
    frame = {(row, at): sheet.frame[f"t{at}"][place] for place, row in enumerate(numbers)
             for at in {c for r, c in marks if r == row}}  # fmt: skip
    for (row, at), messages in marks.items():
        target.write_string(row - 1, at, frame.get((row, at)) or "", red)
        target.write_comment(row - 1, at, OWN_COMMENT + "；".join(messages), {"x_scale": 1.8})
