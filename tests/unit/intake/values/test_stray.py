"""Personal numbers never reach a column that is kept in plain text."""

import polars as pl
import pytest

from jiedui.core.declare.columns import KeyColumn, LongTextColumn, UsccColumn
from jiedui.core.intake.values import Context, parse_column
from jiedui.core.intake.values.identity import check_character
from jiedui.core.intake.values.stray import is_resident_id

ID = "45262319800101001" + check_character("45262319800101001")


def read(column, text):  # type: ignore[no-untyped-def]
    from datetime import date

    column.name = "x"
    cells = pl.DataFrame({"t": [text], "k": [1], "s": [0]}, schema={"t": pl.String, "k": pl.UInt8, "s": pl.UInt16})
    parsed = parse_column(column, cells, ["General"], Context(today=date(2021, 12, 31)))
    return parsed.values["x"][0], parsed.findings["id"].to_list(), parsed.findings["value"].to_list()


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (f"本人身份证{ID}，已核", f"本人身份证4526**********{ID[-4:]}，已核"),
        ("电话13800138000", "电话138****8000"),
        ("工资卡6217000010020210004，农行", "工资卡6217***********0004，农行"),
        (f"{ID} 13912345678", f"4526**********{ID[-4:]} 139****5678"),
    ],
)
def test_remarks_are_masked(text: str, stored: str) -> None:
    value, ids, shown = read(LongTextColumn("备注"), text)
    assert value == stored and ids == ["text.personal_number"]
    assert ID not in str(shown)


@pytest.mark.parametrize(
    "text",
    ["发票 4401202112345678901", "合同号2021123456789012", "订单1234567890123", "卡6217000010020210005", "没有号码"],
)
def test_other_numbers_stay(text: str) -> None:
    assert read(LongTextColumn("备注"), text)[:2] == (text, [])


@pytest.mark.parametrize("column", [KeyColumn("户编号"), UsccColumn()])
def test_a_row_cannot_be_named_by_an_id(column) -> None:  # type: ignore[no-untyped-def]
    value, ids, shown = read(column, ID)
    assert value is None and "value.personal_number" in ids
    assert ID not in str(shown)


def test_check() -> None:
    assert is_resident_id(ID)
    assert not is_resident_id(ID[:-1] + ("0" if ID[-1] != "0" else "1"))
    assert not is_resident_id("45262319801332001X")
