"""What only a whole column shows: outliers, answers, alignment, side products, regions."""

import json
from datetime import date

import polars as pl
import pytest

from jiedui.core.declare.columns import (
    ANY,
    TOWN,
    VILLAGE,
    WAN,
    Column,
    DateColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    PercentColumn,
    PhoneColumn,
    RegionColumn,
    ResidentIdColumn,
    TextColumn,
)
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import (
    AS_IS,
    FINDINGS,
    LEAVE_EMPTY,
    LEAVE_OUT,
    LEAVE_OUT_ALL,
    Context,
    Parsed,
    parse_column,
)
from jiedui.core.intake.values.local import OWN_CITY, OWN_COUNTY, OWN_PROVINCE
from jiedui.core.places.resolver import Resolution
from jiedui.core.words.findings import TYPES

TODAY = date(2021, 12, 20)


def read(column: Column, texts: list[str | None], *, kind: int = kinds.STRING, within: list[str | None] | None = None,
         **context: object) -> Parsed:  # fmt: skip
    column.name = "x"
    cells = pl.DataFrame(
        {"t": texts, "k": [0 if text is None else kind for text in texts], "s": [0] * len(texts)},
        schema={"t": pl.String, "k": pl.UInt8, "s": pl.UInt16},
    )
    above = None if within is None else pl.Series(within, dtype=pl.String)
    return parse_column(column, cells, ["General"], Context(**{"today": TODAY, **context}), within=above)  # type: ignore[arg-type]


def said(parsed: Parsed) -> list[tuple[int, str]]:
    return list(parsed.findings.select("index", "id").iter_rows())


def test_values_and_findings_keep_their_rows() -> None:
    parsed = read(TextColumn("备注", longest=3, required=True), ["一", None, "一二三四", "二"])
    assert parsed.values["x"].to_list() == ["一", None, None, "二"]
    assert said(parsed) == [(1, "value.required"), (2, "value.too_long")]
    assert parsed.findings.schema == FINDINGS


def test_no_rows() -> None:
    parsed = read(ResidentIdColumn("身份证号"), [])
    assert parsed.values.height == parsed.findings.height == 0
    assert read(MoneyColumn("金额"), [None, None]).values["x"].to_list() == [None, None]


def test_messages_can_be_written_from_the_parameters() -> None:
    cases = [
        read(TextColumn("备注", longest=2), ["一二三"]),
        read(NumberColumn("人口", unit="人", low=0), ["2.5", "-3", "x", "约3", "99999999999999999999"]),
        read(MoneyColumn("金额", high=100), ["1.234", "5000"]),
        read(PercentColumn("进度"), ["0.9"]),
        read(PhoneColumn("电话"), ["12345678901234567"]),
        read(ResidentIdColumn("身份证号"), ["4.5E+17", "12", "11010519491231002X43", "E1234567"]),
    ]
    for parsed in cases:
        assert parsed.findings.height
        for id, value, params in parsed.findings.select("id", "value", "params").iter_rows():
            assert str(TYPES[id].message).format(value=value, **json.loads(params))


def test_personal_values_are_masked() -> None:
    number = "110105194912310021"
    parsed = read(ResidentIdColumn("身份证号"), [number])
    assert parsed.findings["value"].to_list() == ["1101**********0021"]
    assert number not in parsed.findings["params"][0]
    assert read(PhoneColumn("电话"), ["1381234567"]).findings["value"].to_list() == ["138***4567"]


def test_side_products_of_a_resident_id() -> None:
    parsed = read(ResidentIdColumn("身份证号"), ["11010519491231002X", None, "E12345678", "110105491231002"])
    assert list(parsed.extra["person"].iter_rows(named=True)) == [
        {"birth": "1949-12-31", "sex": "2", "grade": None, "stem": None, "document": "resident"},
        {"birth": None, "sex": None, "grade": None, "stem": None, "document": None},
        {"birth": None, "sex": None, "grade": None, "stem": None, "document": "other"},
        {"birth": "1949-12-31", "sex": "2", "grade": None, "stem": None, "document": "resident"},
    ]


WAGES = ["4500", "5000", "5200", "4800", "6000"]


def test_an_outlier_is_a_question_whose_first_choice_fits_the_column() -> None:
    parsed = read(MoneyColumn("月工资"), [*WAGES, "0.5", "0"])
    assert parsed.values["x"].to_list()[5:] == [None, 0]
    (row,) = parsed.findings.iter_rows(named=True)
    assert (row["index"], row["id"], row["key"]) == (5, "number.outlier", "number.outlier:x:0.5")
    assert row["choices"] == ["按万元计", AS_IS, LEAVE_OUT]

    parsed = read(MoneyColumn("协作资金", unit=WAN), ["50", "80", "120", "60", "75", "800000"])
    assert parsed.findings["choices"][0].to_list() == ["按元计", AS_IS, LEAVE_OUT]

    parsed = read(MoneyColumn("月工资"), [*WAGES, "48000000"])
    assert parsed.findings["choices"][0].to_list() == [AS_IS, LEAVE_OUT]


@pytest.mark.parametrize(
    ("answer", "value", "id"),
    [
        (AS_IS, 50, None),
        ("按万元计", 500_000, None),
        (LEAVE_OUT, None, "row.rejected"),
        ("随便", None, "number.outlier"),
    ],
)
def test_the_answer_to_an_outlier(answer: str, value: int | None, id: str | None) -> None:
    parsed = read(MoneyColumn("月工资", required=True), [*WAGES, "0.5"], answers={"number.outlier:x:0.5": answer})
    assert parsed.values["x"][5] == value
    assert said(parsed) == ([] if id is None else [(5, id)])


def test_no_answer_lets_in_what_cannot_be() -> None:
    column = MoneyColumn("月工资", low=0, high=100_000)
    for text in ("-500", "(500)"):
        parsed = read(column, [*WAGES, text], answers={f"number.outlier:x:{text}": AS_IS})
        assert parsed.values["x"][5] is None and said(parsed) == [(5, "number.negative")]
    refund = MoneyColumn("金额", low=-1_000_000, high=1_000_000)
    assert read(refund, ["-500"]).values["x"].to_list() == [-50_000], "a payment may be taken back"
    progress = PercentColumn("形象进度", low=0, high=100)
    assert said(read(progress, ["-5%"], answers={"number.outlier:x:-5%": AS_IS})) == [(0, "number.negative")]


def test_a_telephone_among_the_wages_is_no_odd_wage() -> None:
    parsed = read(MoneyColumn("月工资", low=0, high=100_000), [*WAGES, "13800001111"], answers={})
    assert parsed.values["x"][5] is None and said(parsed) == [(5, "number.telephone")]


def test_a_long_number_in_a_question_s_key_is_masked_and_the_key_still_the_same_each_time() -> None:
    column = MoneyColumn("月工资", low=0, high=100_000)
    assert said(read(column, [*WAGES, "452126198001010018"])) == [(5, "number.too_large")]
    asked, again = (read(column, [*WAGES, "4521261980010"]).findings["key"][0] for _ in range(2))
    assert asked == again and "1261980" not in asked and asked.startswith("number.outlier:x:452")
    assert asked != read(column, [*WAGES, "4521261980012"]).findings["key"][0]
    assert said(read(column, [*WAGES, "4521261980010"], answers={asked: LEAVE_OUT})) == [(5, "row.rejected")]


@pytest.mark.parametrize(
    ("answer", "value"), [("月/日/年", "2021-05-03"), ("日/月/年", "2021-03-05"), ("随便", None), ("", None)]
)
def test_which_is_the_month_is_asked_once_a_column(answer: str, value: str | None) -> None:
    answers = {"date.ambiguous:x": answer}
    parsed = read(DateColumn("就业起始时间"), ["05/03/2021", "2021-04-01", "25/03/2021"], answers=answers)
    assert parsed.values["x"].to_list() == [value, "2021-04-01", "2021-03-25"]
    assert said(parsed) == ([] if value else [(0, "date.ambiguous")])


def test_the_character_in_doubt_is_told_and_the_rest_of_the_name_is_not() -> None:
    (found,) = read(NameColumn("姓名"), ["韦小\ue863"]).findings.iter_rows(named=True)
    assert "U+E863" in found["params"] and "小" not in found["params"] and found["value"].startswith("韦*")


def test_bounds_are_in_the_column_s_own_unit_whatever_the_heading_says() -> None:
    column = MoneyColumn("月工资", low=0, high=100_000)
    assert said(read(column, ["100000", "100001", "-1"])) == [(1, "number.outlier"), (2, "number.negative")]
    assert said(read(column, ["10", "10.1"], unit="万元")) == [(1, "number.outlier")]


def test_a_cell_that_names_its_unit_is_not_read_in_another() -> None:
    parsed = read(MoneyColumn("月工资"), [*WAGES, "5000万"])
    assert parsed.findings["choices"][0].to_list() == [AS_IS, LEAVE_OUT]


def test_few_values_have_no_bulk() -> None:
    assert said(read(MoneyColumn("月工资"), ["4500", "0.5"])) == []


class Map:
    """A map of three counties."""

    names = {"450000": "广西壮族自治区", "450100": "南宁市", "450124": "马山县", "450123": "隆安县", "451003": "田阳区", "450124101": "白山镇", "450123101": "城厢镇"}

    def resolve(self, text: str, *, level: str | None, within: str | None = None, at: date | None = None) -> Resolution:
        assert at == TODAY
        fits = [c for c, name in self.names.items() if name == text and (len(c) == 9) == (level == TOWN)]
        fits = [c for c in fits if within is None or c.startswith(within)]
        if fits:
            return Resolution(fits[0], text, "exact")
        if text == "田阳县":
            return Resolution("451003", "田阳区", "old")
        if text == "马三县":
            return Resolution(None, text, "fuzzy", (("450124", "南宁市马山县"),))
        if text == "百山镇" and within == "450124":
            return Resolution(None, text, "fuzzy", (("450124101", "马山县白山镇"),))
        if text == "六联村":
            return Resolution(None, text, "fuzzy", (("450124101200", "六连村"),))
        if text == "城关":
            return Resolution(None, text, "ambiguous", (("450124", "甲"), ("450123", "乙")))
        return Resolution(None, text, "unknown")

    def name_of(self, code: str) -> str:
        return self.names.get(code, "")

    def label_of(self, code: str) -> str:
        return f"广西{self.names[code]}"


def regions(level: str, texts: list[str | None], within: list[str | None] | None = None, **answers: str) -> Parsed:
    column = RegionColumn("县", level=level)
    return read(column, texts, within=within, resolver=Map(), answers=dict(answers.items()))


def test_counties() -> None:
    parsed = regions("county", ["马山县", "田阳县", "马三县", "城关", "火星县", None, "—"])
    assert parsed.values.columns == ["x"]
    assert parsed.values["x"].to_list() == ["450124", "451003", None, None, None, None, None]
    assert said(parsed) == [
        (1, "region.old_name"), (2, "region.misspelt"), (3, "region.ambiguous"), (4, "region.unknown"),
    ]  # fmt: skip
    questions = parsed.findings.filter(pl.col("id") == "region.misspelt")
    assert questions["key"].to_list() == ["region.misspelt:马三县"]
    assert questions["choices"][0].to_list() == ["南宁市马山县", LEAVE_EMPTY, LEAVE_OUT_ALL]


@pytest.mark.parametrize(
    ("answer", "code", "id"),
    [
        ("南宁市马山县", "450124", None),
        ("450124", "450124", None),
        ("隆安县", "450123", None),
        (LEAVE_EMPTY, None, None),
        (LEAVE_OUT_ALL, None, "row.rejected"),
        ("火星", None, "region.misspelt"),
    ],
)
def test_the_answer_to_a_misspelt_county(answer: str, code: str | None, id: str | None) -> None:
    parsed = regions("county", ["马三县"], **{"region.misspelt:马三县": answer})
    assert parsed.values["x"][0] == code
    assert [id for _row, id in said(parsed)] == ([id] if id else [])


def test_here_and_in_the_province_are_asked_once_for_the_rows_of_all_counties() -> None:
    within: list[str | None] = ["450124", "450123", "450124", "450123", "450123"]
    parsed = regions(ANY, ["本县", "本县", "省内", "市内", "省外"], within)
    assert parsed.values["x"].to_list() == [None] * 5
    choices = [one[: -2] for one in parsed.findings["choices"].to_list()]
    assert choices == [[OWN_COUNTY], [OWN_COUNTY], [OWN_PROVINCE], [OWN_CITY, OWN_COUNTY], []]
    assert parsed.findings["key"][0] == parsed.findings["key"][1] == "region.misspelt:本县"
    answers = {"region.misspelt:本县": OWN_COUNTY, "region.misspelt:省内": OWN_PROVINCE, "region.misspelt:市内": OWN_CITY}
    answered = regions(ANY, ["本县", "本县", "省内", "市内"], within[:4], **answers)
    assert answered.values["x"].to_list() == ["450124", "450123", "450000", "450100"] and not said(answered)
    named = regions(ANY, ["本县", "本县"], within[:2], **{"region.misspelt:本县": "隆安县"})
    assert named.values["x"].to_list() == ["450123"] * 2
    assert regions(ANY, ["马山县"], ["450123"]).values["x"].to_list() == ["450124"], "elsewhere is read as before"


def test_towns() -> None:
    texts: list[str | None] = ["白山镇", "白山镇", "新镇", "百山镇"]
    parsed = regions(TOWN, texts, ["450124", "450123", "450124", "450124"])
    assert parsed.values["x"].to_list() == ["450124101", None, None, None]
    assert parsed.values["x_text"].to_list() == [None, None, "新镇", None]
    assert said(parsed) == [(1, "region.outside"), (2, "region.unlisted"), (3, "region.misspelt")]
    assert json.loads(parsed.findings["params"][0])["within"] == "隆安县"
    key = "region.misspelt:450124:百山镇"
    assert parsed.findings["key"][2] == key
    kept = regions(TOWN, texts, ["450124", "450123", "450124", "450124"], **{key: AS_IS})
    assert kept.values["x_text"][3] == "百山镇"


def test_villages_are_never_guessed() -> None:
    parsed = regions(VILLAGE, ["六联村"], ["450124101"])
    assert parsed.values.row(0) == (None, "六联村")
    assert said(parsed) == [(0, "region.unlisted")]


def test_a_region_at_any_level_must_be_known() -> None:
    assert said(regions(ANY, ["火星"])) == [(0, "region.unknown")]
