"""What clerks write for a place, and what it is read as. Small country in small.py; no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.places.resolver import Resolver
from tests.unit.places import small

KNOWN = Resolver(
    small.places(),
    aliases=[("440309", "龙华新区", True, date(2016, 12, 31)), ("450000", "八桂", False, None)],
    paired={"451081", "451003", "440305"},
    villages=small.villages,
)

# text, level, within, how, code
READ = [
    ("罗城仫佬族自治县", "county", None, "exact", "451225"),
    ("罗城", "county", None, "short", "451225"),
    ("罗城县", "county", None, "alias", "451225"),
    ("环江县", "county", None, "alias", "451226"),
    ("龙胜县", "county", None, "alias", "450328"),
    ("田阳", "county", None, "short", "451003"),
    ("田阳县", "county", None, "old", "451003"),
    ("靖西县", "county", None, "old", "451081"),
    ("横县", "county", None, "old", "450181"),
    (" 田 阳　区 ", "county", None, "exact", "451003"),
    ("田阳区（原田阳县）", "county", None, "exact", "451003"),
    ("广西壮族自治区百色市田阳区", "county", None, "exact", "451003"),
    ("百色市田阳区", "county", None, "exact", "451003"),
    ("广西-百色-田阳", "county", None, "short", "451003"),
    ("广西/百色市/田阳县", "county", None, "old", "451003"),
    ("451003", "county", None, "code", "451003"),
    ("451003000000", "county", None, "code", "451003"),
    ("451021", "county", None, "old", "451003"),
    ("452622", "county", None, "old", "451003"),
    ("440307dp", None, None, "code", "440307DP"),
    ("大鹏新区", None, None, "exact", "440307DP"),
    ("大鹏", None, None, "short", "440307DP"),
    ("八桂", None, None, "alias", "450000"),
    ("龙华新区", None, None, "old", "440309"),
    ("广东省深圳市龙岗区", None, None, "exact", "440307"),
    ("深圳龙岗", None, None, "short", "440307"),
    ("广东深圳", "any", None, "short", "440300"),
    ("深圳市龙岗区平湖街道", None, None, "exact", "440307003"),
    ("浙江", None, None, "short", "330000"),
    ("吉林", None, None, "short", "220000"),
    ("东莞市", "county", None, "exact", "441900"),
    ("河池", "city", None, "short", "451200"),
    ("南山区", None, None, "exact", "440305"),
    ("黑龙江省鹤岗市南山区", None, None, "exact", "230404"),
    ("百育镇", "town", "451003", "exact", "451003104"),
    ("百育", "town", "451003", "short", "451003104"),
    ("百育乡", "town", "451003", "alias", "451003104"),
    ("百育镇", "town", "451021", "exact", "451003104"),
    ("田阳县百育镇", "town", None, "old", "451003104"),
    ("八渡乡", "town", "451029", "alias", "451029201"),
    ("葵涌街道办事处", "town", "440307", "alias", "440307009"),
    ("451003104", "town", "451003", "code", "451003104"),
    ("六联村委会", "village", "451003", "exact", "451003104206"),
    ("六联村", "village", "451003", "alias", "451003104206"),
    ("六联村民委员会", "village", "451003104", "alias", "451003104206"),
    ("六联社区", "village", "451003", "alias", "451003104001"),
    ("新村", "village", "451003", "short", "451003104209"),
    ("百育镇六联村", "village", "451003", "alias", "451003104206"),
    ("四那村", "village", "451003101", "alias", "451003101210"),
    ("那坡镇四那村", "village", "451003", "alias", "451003101210"),
]

# text, level, within, how, codes to choose from
ASKED = [
    ("睛西", "county", None, "fuzzy", ["451081"]),
    ("田羊区", "county", None, "fuzzy", ["451003"]),
    ("广西百色市田羊区", "county", None, "fuzzy", ["451003"]),
    ("都按县", "county", None, "fuzzy", ["451228"]),
    ("东兰市", "county", None, "fuzzy", ["451224"]),
    ("罗城仫佬自治县", "county", None, "fuzzy", ["451225"]),
    ("田阳区百育镇", "county", None, "fuzzy", ["451003"]),
    ("白育镇", "town", "451003", "fuzzy", ["451003104"]),
    ("六禾村", "village", "451003101", "fuzzy", ["451003101207"]),
    ("深圳市宝安区某某电子厂", None, None, "fuzzy", ["440306"]),
    ("兴宁", "county", None, "ambiguous", ["441481", "450102"]),
    ("朝阳", None, None, "ambiguous", ["110105", "211300"]),
    ("四那村", "village", "451003", "ambiguous", ["451003101210", "451003104210"]),
    ("南宁市", "county", None, "ambiguous", ["450102", "450123", "450124", "450125", "450181"]),
    ("外省", None, None, "unknown", []),
    ("火星市", "county", None, "unknown", []),
    ("123456", "county", None, "unknown", []),
    ("四那村", "village", "451028", "unknown", []),
    ("六联村", "county", None, "unknown", []),
    ("", "county", None, "unknown", []),
]


@pytest.mark.parametrize(("text", "level", "within", "how", "code"), READ)
def test_read(text: str, level: str | None, within: str | None, how: str, code: str) -> None:
    found = KNOWN.resolve(text, level=level, within=within)
    assert (found.how, found.code, found.choices) == (how, code, ())
    assert found.name == KNOWN.name_of(code)
    assert KNOWN.resolve(text, level=level, within=within, suggest=False) == found


@pytest.mark.parametrize(("text", "level", "within", "how", "codes"), ASKED)
def test_asked_and_never_guessed(text: str, level: str | None, within: str | None, how: str, codes: list[str]) -> None:
    found = KNOWN.resolve(text, level=level, within=within)
    assert (found.how, found.code) == (how, None)
    assert [code for code, _label in found.choices] == codes
    bare = KNOWN.resolve(text, level=level, within=within, suggest=False)
    assert bare.code is None
    assert bare.how != "fuzzy"


def test_a_city_in_a_county_column_is_never_its_former_namesake() -> None:
    found = KNOWN.resolve("百色市", level="county")
    assert found.code is None and found.how == "ambiguous"
    assert ("451003", "广西壮族自治区百色市田阳区") in found.choices


def test_an_old_name_gives_today_at_any_date() -> None:
    for day in (None, date(2010, 1, 1), date(2024, 1, 1)):
        assert KNOWN.resolve("田阳县", level="county", at=day).code == "451003"


def test_labels_and_what_lies_above() -> None:
    assert KNOWN.label_of("451003104206") == "广西壮族自治区百色市田阳区百育镇六联村委会"
    assert KNOWN.label_of("451003") == "广西壮族自治区百色市田阳区"
    assert KNOWN.name_of("451021") == "田阳县"
    assert KNOWN.short_of("451225") == "罗城"
    assert KNOWN.ancestors("451003104206") == ["451003104", "451003", "451000", "450000"]
    assert KNOWN.county_of("451003104206") == "451003"
    assert KNOWN.county_of("440307DP") == "440307DP"
    assert KNOWN.county_of("441900003") == "441900"
    assert KNOWN.county_of("451000") is None
    assert KNOWN.name_of("999999") == "999999" and KNOWN.label_of("999999") == "999999"
    assert KNOWN.children("451003") == ["451003101", "451003104"]
    assert KNOWN.children("451003101") == ["451003101207", "451003101210"]


def test_an_unknown_prefix_of_a_resident_id_is_only_unknown() -> None:
    assert KNOWN.id_prefix_region("452622") == "451003"
    assert KNOWN.id_prefix_region("513029") is None


@pytest.mark.parametrize("code", [code for code, _name, _parent in small.ROWS])
def test_every_place_is_found_by_its_label(code: str) -> None:
    level = {6: None, 9: "town", 12: "village"}[len(code)]
    assert KNOWN.resolve(KNOWN.label_of(code), level=level).code == code


@given(st.text(alphabet="广西百色市田阳区县镇村委会六联深圳 0123456789", max_size=14))
def test_any_text_gets_an_answer(text: str) -> None:
    for level in (None, "county", "town", "village"):
        found = KNOWN.resolve(text, level=level, within=None)
        assert (found.code is not None) == (found.how in {"exact", "alias", "short", "old", "code"})
        assert bool(found.choices) == (found.how in {"fuzzy", "ambiguous"})


def test_successors_in_a_circle_are_told() -> None:
    first = small.Place("451021", "甲县", "甲县", "county", "", None, "451025")
    second = small.Place("451025", "乙县", "乙县", "county", "", None, "451021")
    with pytest.raises(ValueError, match="circle"):
        Resolver([first, second])
