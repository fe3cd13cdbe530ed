"""The fast paths give what the definition gives, on clean, broken and arbitrary cells."""

import string
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.core.declare import columns as kinds_of
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import Context, parse_cell, parse_column
from jiedui.core.intake.values.columns import _keys, cell_of
from jiedui.core.intake.values.fast import PATHS
from jiedui.core.intake.values.identity import Identity, check_character

TODAY = date(2021, 12, 20)
FORMATS = ["General", "0.00", "0%", "yyyy/m/d", 'yyyy"年"m"月"', '0"万元"', "000000", "@"]
NASTY = "0123456789Xx×*.,-+ \t\n'’\u3000\u00a0\u200b、/;；，（）()１Ｘ￥元万十韦李·•?？□\ue863#_EeTZ:%年月日=無한\u0301"

COLUMNS = [
    kinds_of.TextColumn("文字", longest=12),
    kinds_of.LongTextColumn("长文字", longest=30),
    kinds_of.KeyColumn("编号", longest=12),
    kinds_of.ReferenceColumn("项目编号", to="toy", model="toy.Row"),
    kinds_of.NameColumn("姓名", longest=5),
    kinds_of.NameColumn("姓名", longest=2, required=True),
    kinds_of.OrganisationColumn("单位"),
    kinds_of.PhoneColumn("电话"),
    kinds_of.BankCardColumn("银行卡号"),
    kinds_of.ResidentIdColumn("身份证号", required=True),
    kinds_of.UsccColumn(),
    kinds_of.MoneyColumn("金额"),
    kinds_of.MoneyColumn("协作资金", unit=kinds_of.WAN),
    kinds_of.MoneyColumn("总投资", unit=kinds_of.YI),
    kinds_of.NumberColumn("人口", unit="人", low=0),
    kinds_of.NumberColumn("面积", unit="亩", decimals=2),
    kinds_of.NumberColumn("长度", decimals=7),
    kinds_of.DateColumn("日期"),
    kinds_of.DateColumn("计划", future=True, open_end=True),
    kinds_of.MonthColumn("月份"),
    kinds_of.PercentColumn("进度"),
    kinds_of.YesNoColumn("社保"),
]  # fmt: skip
for _column in COLUMNS:
    _column.name = "x"

digits = st.text(string.digits, min_size=1, max_size=20)
han = st.characters(min_codepoint=0x4E00, max_codepoint=0x4E40)
numbers = st.one_of(
    st.decimals(-(10**9), 10**9, places=2).map(str),
    st.floats(-1e9, 1e9, allow_nan=False).map(repr),
    st.tuples(st.integers(0, 10**9), st.sampled_from([3, 7, 9])).map(lambda pair: repr(pair[0] / pair[1])),
    st.integers(0, 10**8).map(lambda n: repr(n * 0.01)),
    st.integers(0, 10**8).map(lambda n: f"{n:,}.5"),
    st.integers(40_000, 45_000).map(str),
    st.floats(40_000, 45_000).map(repr),
)
residents = st.builds(
    lambda day, serial: (body := f"452123{day:%Y%m%d}{serial:03d}") + check_character(body),
    st.dates(date(1880, 1, 1), date(2030, 1, 1)),
    st.integers(0, 999),
)
phones = st.integers(13_000_000_000, 19_999_999_999).map(str)
clean = st.one_of(
    residents,
    phones,
    digits,
    numbers,
    st.text(han, min_size=1, max_size=6),
    st.datetimes(datetime(1890, 1, 1), datetime(2110, 1, 1)).map(str),
    st.dates(date(1890, 1, 1), date(2110, 1, 1)).map(str),
    st.sampled_from(
        ["无", "暂无", "N/A", "—", "91350100M000100Y43", "XM-2021-001", "深圳市(甲)公司", "四百", "暂 无", "0"]
    ),
    st.lists(st.sampled_from(["一", "丁", "七", " ", "\u3000", "\n"]), max_size=7).map("".join),
    phones.map(lambda number: f"{number[:3]} {number[3:7]}-{number[7:]}"),
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A clean text with up to two characters put in, taken out or replaced."""
    text = draw(clean)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(["", *NASTY])) + text[place + draw(st.integers(0, 1)) :]
    return text


cells = st.tuples(
    st.one_of(clean, broken(), st.text(NASTY, max_size=24), st.text(max_size=8)),
    st.sampled_from([kinds.STRING, kinds.STRING, kinds.NUMBER, kinds.NUMBER, kinds.BOOLEAN, kinds.ISO_DATE, kinds.ERROR,
                     kinds.STRING | kinds.FORMULA, kinds.ERROR | kinds.FORMULA | kinds.STRIKE, kinds.EMPTY]),
    st.integers(0, len(FORMATS) - 1),
)  # fmt: skip


def frame(drawn: list[tuple[str, int, int]]) -> pl.DataFrame:
    return pl.DataFrame(drawn, schema={"t": pl.String, "k": pl.UInt8, "s": pl.UInt16}, orient="row")


@pytest.mark.parametrize("column", [c for c in COLUMNS if c.kind in PATHS], ids=repr)
@given(drawn=st.lists(cells, min_size=1, max_size=30))
@settings(max_examples=25, deadline=None)
def test_a_fast_path_agrees_with_the_definition(column: kinds_of.Column, drawn: list[tuple[str, int, int]]) -> None:
    context = Context(today=TODAY)
    keys = _keys(frame(drawn), None)
    quick = PATHS[column.kind](keys, column, FORMATS, context)
    place = 0
    for read, text, kind, style in zip(quick.read, keys["t"], keys["k"], keys["s"], strict=True):
        if not read:
            continue
        value, faults = parse_cell(cell_of(text, kind, style, FORMATS), column, context)
        got = quick.values["x"][place]
        if isinstance(value, Identity):
            assert (quick.values["birth"][place], quick.values["sex"][place]) == (value.birth, value.sex), text
            value = value.number
        assert (got, []) == (value, faults), text
        place += 1


JUDGED = ("number.outlier", "number.telephone", "number.negative")
"""What is said of a value's size, once the whole column is known."""


@pytest.mark.parametrize("column", COLUMNS, ids=repr)
@given(drawn=st.lists(cells, max_size=12))
@settings(max_examples=12, deadline=None)
def test_a_column_says_of_every_row_what_the_definition_says(
    column: kinds_of.Column, drawn: list[tuple[str, int, int]]
) -> None:
    context = Context(today=TODAY)
    parsed = parse_column(column, frame(drawn), FORMATS, context)
    said: list[tuple[int, str, str]] = []
    judged: list[int] = []
    for row, (text, kind, style) in enumerate(drawn):
        value, faults = parse_cell(cell_of(text, kind, style, FORMATS), column, context)
        of_row = parsed.findings.filter((pl.col("index") == row) & pl.col("id").is_in(JUDGED))
        if value is not None and of_row.height:
            judged.append(row)
        expected = value.number if isinstance(value, Identity) else None if row in judged else value
        assert parsed.values["x"][row] == expected, text
        said += [(row, fault.id, fault.value) for fault in faults]
    found = parsed.findings.filter(~(pl.col("index").is_in(judged) & pl.col("id").is_in(JUDGED)))
    assert list(found.select("index", "id", "value").iter_rows()) == said


@pytest.mark.parametrize(
    ("column", "texts", "kind"),
    [
        (kinds_of.ResidentIdColumn("身份证号"), ["11010519491231002X", "'110105 19491231 002x"], kinds.STRING),
        (kinds_of.PhoneColumn("电话"), ["13812345678", "138 1234 5678"], kinds.STRING),
        (kinds_of.NameColumn("姓名"), ["韦小芳", "张 三"], kinds.STRING),
        (kinds_of.UsccColumn(), ["91350100M000100Y43"], kinds.STRING),
        (kinds_of.MoneyColumn("金额"), ["4500", "1,234.5"], kinds.STRING),
        (kinds_of.MoneyColumn("金额", unit=kinds_of.WAN), ["8206.8106", "8127.0299999999997"], kinds.NUMBER),
        (kinds_of.NumberColumn("面积", decimals=2), ["1.25"], kinds.NUMBER),
        (kinds_of.TextColumn("备注"), ["车间 主任"], kinds.STRING),
        (kinds_of.KeyColumn("编号"), ["XM-2021-001"], kinds.STRING),
        (kinds_of.OrganisationColumn("单位"), ["深圳市甲（乙）公司"], kinds.STRING),
        (kinds_of.BankCardColumn("卡号"), ["6217000000000000001"], kinds.STRING),
    ],
    ids=lambda value: repr(value) if isinstance(value, kinds_of.Column) else None,
)
def test_the_common_forms_need_no_definition(column: kinds_of.Column, texts: list[str], kind: int) -> None:
    column.name = "x"
    keys = _keys(frame([(text, kind, 0) for text in texts]), None)
    assert PATHS[column.kind](keys, column, FORMATS, Context(today=TODAY)).read.all()
