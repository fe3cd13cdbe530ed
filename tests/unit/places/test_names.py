"""Short names, other endings, and names of organisations as compared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.core.places.levels import bare, level_of
from jiedui.core.places.names import clean, match_name, short_name, town_keys, village_keys

SHORT = [
    ("province", "广西壮族自治区", "广西"), ("province", "内蒙古自治区", "内蒙古"), ("province", "北京市", "北京"),
    ("province", "新疆维吾尔自治区", "新疆"), ("province", "香港特别行政区", "香港"),
    ("city", "百色市", "百色"), ("city", "恩施土家族苗族自治州", "恩施"), ("city", "阿里地区", "阿里"),
    ("city", "巴音郭楞蒙古自治州", "巴音郭楞"),
    ("county", "田阳区", "田阳"), ("county", "横县", "横县"), ("county", "罗城仫佬族自治县", "罗城"),
    ("county", "龙胜各族自治县", "龙胜"), ("county", "大鹏新区", "大鹏"), ("county", "浦东新区", "浦东"),
    ("county", "双江拉祜族佤族布朗族傣族自治县", "双江"), ("county", "东乡族自治县", "东乡族"),
    ("county", "木垒哈萨克自治县", "木垒"), ("county", "乌什县", "乌什"),
    ("town", "百育镇", "百育"), ("town", "八渡瑶族乡", "八渡"), ("town", "葵涌街道", "葵涌"),
    ("village", "六联村委会", "六联"), ("village", "新村村委会", "新村"), ("village", "刘村社区居民委员会", "刘村"),
]  # fmt: skip


@pytest.mark.parametrize(("level", "name", "short"), SHORT)
def test_short_names(level: str, name: str, short: str) -> None:
    assert short_name(name, level) == short


def test_keys_of_towns_and_villages() -> None:
    assert town_keys("百育乡") == ("百育",)
    assert town_keys("百育") == ()
    assert village_keys("新村村委会") == ("新村",)
    assert village_keys("洋坑村村民委员会") == ("洋坑村", "洋坑")
    assert village_keys("六联村") == ("六联村", "六联")


@pytest.mark.parametrize(
    ("one", "other"),
    [("深圳市华星(龙岗)有限公司", "深圳市华星（龙岗）有限公司"), ("ＡＢＣ 电子 厂", "abc电子厂"), ("甲·乙", "甲乙")],
)
def test_one_organisation_however_written(one: str, other: str) -> None:
    assert match_name(one) == match_name(other)


def test_different_firms_stay_different() -> None:
    assert match_name("深圳华星有限公司") != match_name("深圳华星有限责任公司")


@settings(max_examples=500)
@given(st.text(max_size=30))
def test_compared_forms_are_stable(text: str) -> None:
    assert match_name(match_name(text)) == match_name(text)
    assert clean(clean(text)) == clean(text)


def test_levels_by_the_form_of_a_code() -> None:
    codes = ["450000", "451000", "451003", "440307DP", "451003104", "451003104206"]
    assert [level_of(c) for c in codes] == ["province", "city", "county", "county", "town", "village"]
    assert [bare(c) for c in ("451003000000", "451003104000", "451003000")] == ["451003", "451003104", "451003"]
