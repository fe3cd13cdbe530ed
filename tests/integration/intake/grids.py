"""Small sheets cell by cell, handed in on the few regions of tests.integration.country."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jiedui.core.access.scope import Scope
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import SYSTEM
from tests.integration.country import place_regions
from tests.workbooks.draft import Row

ALL = Scope.everything()


@pytest.fixture
def country(db: None) -> Iterator[None]:
    place_regions()
    yield
    places.forget()


def grid(*rows: Sequence[Any], sheet: str = "Sheet1", book: openpyxl.Workbook | None = None) -> openpyxl.Workbook:
    """A workbook of one more sheet that holds these rows; text stays text, also where it begins with =."""
    if book is None:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
    ws = book.create_sheet(sheet)
    assert isinstance(ws, Worksheet)
    for row in rows:
        ws.append(list(row))
        for cell in ws[ws.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    return book


def listed(rows: Sequence[Row]) -> openpyxl.Workbook:
    """Rows by heading as a sheet."""
    return grid(tuple(rows[0]), *[tuple(row.get(heading) for heading in rows[0]) for row in rows])


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(ledger: str, book: openpyxl.Workbook | bytes, name: str = "表.xlsx", **more: Any) -> Report:
    data = book if isinstance(book, bytes) else saved(book)
    return import_file(ledger, data, name=name, actor=SYSTEM, **{"scope": ALL, **more})


def ids(report: Report) -> list[str]:
    return [one["id"] for one in report.finding_dicts()]
