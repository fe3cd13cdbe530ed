"""Storage values shown again, and written into cells that read back as the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.declare.columns import (
    WAN,
    YI,
    CodeColumn,
    Column,
    DateColumn,
    MoneyColumn,
    NumberColumn,
    PercentColumn,
    PhoneColumn,
    YesNoColumn,
)
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import Context, cell_format, describe, neutral, parse_cell, to_cell
from jiedui.core.intake.values.cells import Cell
from jiedui.core.words.codes import code_list

SEX = CodeColumn("性别", code_list("sex"), several=True)


@pytest.mark.parametrize(
    ("column", "value", "text", "bare", "cell"),
    [
        (MoneyColumn("金额"), 123450, "1,234.50 元", "1,234.50", 1234.5),
        (MoneyColumn("金额"), -50000, "-500.00 元", "-500.00", -500),
        (MoneyColumn("金额"), 5, "0.05 元", "0.05", 0.05),
        (MoneyColumn("金额", unit=WAN), 12_345_678, "12.345678 万元", "12.345678", 12.345678),
        (MoneyColumn("金额", unit=WAN), 12_000_000, "12.00 万元", "12.00", 12),
        (MoneyColumn("金额", unit=YI), 12_000_000_000, "1.20 亿元", "1.20", 1.2),
        (NumberColumn("人口", unit="人"), 1234, "1,234 人", "1,234", 1234),
        (NumberColumn("面积", unit="亩", decimals=2), 150, "1.50 亩", "1.50", 1.5),
        (PercentColumn("进度"), 1234, "12.34%", "12.34%", 0.1234),
        (PercentColumn("进度"), 9000, "90%", "90%", 0.9),
        (SEX, "1,2", "男、女", "男、女", "男、女"),
        (YesNoColumn("社保"), True, "是", "是", "是"),
        (YesNoColumn("社保"), False, "否", "否", "否"),
        (DateColumn("日期"), "2021-03", "2021-03", "2021-03", "2021-03"),
        (PhoneColumn("电话"), "1381;1391", "1381、1391", "1381、1391", "1381、1391"),
        (MoneyColumn("金额"), None, "", "", None),
    ],
)  # fmt: skip
def test_display(column: Column, value: object, text: str, bare: str, cell: object) -> None:
    assert describe(column, value) == text
    assert describe(column, value, unit=False) == bare
    assert to_cell(column, value) == cell


@given(value=st.integers(-(10**14), 10**14))
@pytest.mark.parametrize(
    "column",
    [MoneyColumn("金额"), MoneyColumn("金额", unit=WAN), NumberColumn("面积", decimals=2), PercentColumn("进度")],
    ids=repr,
)
def test_a_written_number_reads_back_as_itself(column: Column, value: int) -> None:
    column.name = "x"
    written = Cell(f"{to_cell(column, value):.16G}", kinds.NUMBER, format=cell_format(column))
    assert parse_cell(written, column, Context(today=date(2021, 12, 20))) == (value, [])
    shown = Cell(describe(column, value))
    assert parse_cell(shown, column, Context(today=date(2021, 12, 20))) == (value, [])


def test_text_for_files_without_cell_types() -> None:
    assert neutral("=1+1") == "'=1+1"
    assert neutral("1+1") == "1+1"
