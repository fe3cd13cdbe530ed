"""Workbooks hold what the rows hold, in the clean and in the clerks' layouts."""

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jiedui.demo.workbook import CLERK, STYLES, header_rows, write_ledger_workbook
from jiedui.demo.world import World


def opened(world: World, ledger: str, style: str, count: int = 30) -> openpyxl.Workbook:
    buffer = io.BytesIO()
    write_ledger_workbook(buffer, ledger, world.rows(ledger)[:count], style)
    return openpyxl.load_workbook(buffer)


def test_clean_workbooks_have_the_headings_in_row_1_and_text_numbers(world: World) -> None:
    ws = opened(world, "workers", "clean").active
    assert isinstance(ws, Worksheet)
    headings = [cell.value for cell in ws[1]]
    assert headings[:2] == ["姓名", "身份证号"]
    source = world.rows("workers")[0]
    assert ws.max_row == 31
    assert ws.cell(2, 2).value == source["身份证号"]
    checked = ws.cell(2, headings.index("最近核查日期") + 1)
    assert checked.is_date
    assert checked.value.date() == source["最近核查日期"]


@pytest.mark.parametrize("ledger", ["workers", "projects", "payments", "household_months"])
def test_clerks_workbooks_have_title_groups_totals_and_footer(world: World, ledger: str) -> None:
    ws = opened(world, ledger, "clerk").active
    assert isinstance(ws, Worksheet)
    first = header_rows(CLERK) + 1
    assert "台账" in str(ws["A1"].value)
    assert ws.cell(first, 1).value == 1
    assert ws.cell(first + 30, 1).value == "合计"
    assert str(ws.cell(first + 32, 1).value).startswith("填表人")
    wages = [ws.cell(r, c).value for r in range(first, first + 30) for c in _totalled(ws, first)]
    totals = [ws.cell(first + 30, c).value for c in _totalled(ws, first)]
    assert round(sum(v or 0 for v in wages), 2) == round(sum(totals), 2)


def _totalled(ws: Worksheet, first: int) -> list[int]:
    return [c for c in range(2, ws.max_column + 1) if isinstance(ws.cell(first + 30, c).value, int | float)]


def test_one_sheet_for_each_county(world: World) -> None:
    buffer = io.BytesIO()
    write_ledger_workbook(buffer, "workers", world.rows("workers"), "by_county")
    assert openpyxl.load_workbook(buffer, read_only=True).sheetnames == ["隆安县", "田阳区", "环江毛南族自治县"]


def test_renamed_headings_and_dates_as_text(world: World) -> None:
    ws = opened(world, "workers", "renamed").active
    assert isinstance(ws, Worksheet)
    headings = [cell.value for cell in ws[2]]
    assert {"公民身份号码", "所在县", "外出务工时间"} <= set(headings)
    since = ws.cell(3, headings.index("外出务工时间") + 1).value
    assert since is None or since.count(".") == 2
    assert not isinstance(since, date)
    assert set(STYLES) == {"clean", "clerk", "renamed", "by_county"}
