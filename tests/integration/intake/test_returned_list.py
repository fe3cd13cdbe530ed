"""The list of findings in a returned workbook: to be read on the screen and to be printed."""

import io
import json
from typing import Any

import openpyxl
import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.intake.books.returned import mark
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.operations import SYSTEM
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]


def spoiled() -> list[dict[str, Any]]:
    rows = people(5)
    rows[1]["户籍县"] = "隆按县"
    rows[2]["月工资(元)"] = 480_000
    rows[3]["就业起始时间"] = "2021-02-30"
    return rows


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    lines = [list(rows[0]), *([str(value or "") for value in row.values()] for row in rows)]
    return "\n".join(",".join(line) for line in lines).encode()


@pytest.mark.parametrize(("data", "name"), [(book(spoiled()), "务工.xlsx"), (as_csv(spoiled()), "务工.csv")])
def test_the_list_wraps_and_fits_a_page(data: bytes, name: str) -> None:
    answers = {"number.outlier:wage:480000": "不导入这一行"}
    report = import_file(
        "workers", data, name=name, scope=Scope.everything(), actor=SYSTEM, dry_run=True, partial=True, answers=answers
    )
    returned = openpyxl.load_workbook(io.BytesIO(mark(data, name, json.loads(report.dumps()))[1]))
    listed = returned["问题清单"]
    assert [line[0].value for line in listed.iter_rows(min_row=2)] == ["错误", "待回答", "提醒"]
    assert all(cell.alignment.wrap_text for line in listed.iter_rows(min_row=2) for cell in line if cell.value)
    assert listed.freeze_panes == "A2" and listed.print_title_rows in ("1:1", "$1:$1")
    setup = listed.page_setup
    assert setup.orientation == "landscape" and setup.fitToHeight == 0 and listed.sheet_properties.pageSetUpPr.fitToPage
    red = {cell.row for line in returned.worksheets[0].iter_rows() for cell in line if cell.comment}
    assert red == {3, 5}, "the row that somebody chose to leave out is not red"
