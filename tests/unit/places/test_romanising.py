"""Names of regions in Latin letters."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from jiedui.core.places.romanising import pinyin, romanised
from tools.messages import compile_messages

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def reader_of_english(settings: Any, tmp_path: Path) -> Iterator[None]:
    compile_messages(ROOT / "locale", tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    trans_real._translations.clear()
    romanised.cache_clear()
    with translation.override("en"):
        yield
    trans_real._translations.clear()


@pytest.mark.parametrize(
    ("name", "level", "english"),
    [
        ("广西壮族自治区", "province", "Guangxi"),
        ("内蒙古自治区", "province", "Inner Mongolia"),
        ("陕西省", "province", "Shaanxi"),
        ("百色市", "city", "Baise City"),
        ("西双版纳傣族自治州", "city", "Xishuangbanna Dai Autonomous Prefecture"),
        ("恩施土家族苗族自治州", "city", "Enshi Tujia Miao Autonomous Prefecture"),
        ("马山县", "county", "Mashan County"),
        ("隆安县", "county", "Long'an County"),
        ("横县", "county", "Hengxian County"),
        ("田阳区", "county", "Tianyang District"),
        ("靖西市", "county", "Jingxi City"),
        ("都安瑶族自治县", "county", "Du'an Yao Autonomous County"),
        ("罗城仫佬族自治县", "county", "Luocheng Mulao Autonomous County"),
        ("环江毛南族自治县", "county", "Huanjiang Maonan Autonomous County"),
        ("龙胜各族自治县", "county", "Longsheng Multi-Ethnic Autonomous County"),
        ("大鹏新区", "county", "Dapeng New District"),
        ("番禺区", "county", "Panyu District"),
        ("南圩镇", "town", "Nanxu Town"),
        ("八渡瑶族乡", "town", "Badu Yao Ethnic Township"),
        ("招商街道", "town", "Zhaoshang Subdistrict"),
        ("六联村委会", "village", "Liulian Village"),
        ("新村村委会", "village", "Xincun Village"),
        ("城西社区居委会", "village", "Chengxi Community"),
        ("广东省河源市和平县优胜镇秀溪村村民委员会", "village", "Xiuxi Village"),
    ],
)
def test_names(name: str, level: str, english: str) -> None:
    assert romanised(name, level) == english


def test_syllables_that_begin_with_a_vowel_are_held_apart() -> None:
    assert pinyin("西安") == "Xi'an" and pinyin("先") == "Xian"


@pytest.mark.parametrize("level", ["city", "county", "town", "village"])
def test_whatever_a_name_is_made_of_something_is_left_of_it(level: str) -> None:
    for name in ("镇", "县", "市辖区", "A区", "社区", "3号", "（测试）"):
        assert romanised(name, level).strip()
