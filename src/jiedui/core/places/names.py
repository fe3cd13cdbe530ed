"""How the names of regions and organisations are written: full, short, with another ending, and as compared."""

import re
import unicodedata
from functools import lru_cache

from jiedui.core.places.levels import Level
from jiedui.core.words.codes import code_list

_DROP = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad \t\r\n　-–—_/\\>→·•.,，。|"))
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_TOWN_ENDINGS = ("街道办事处", "街道办", "办事处", "街道", "民族乡", "镇", "乡")
_VILLAGE_ENDINGS = (
    "社区居民委员会", "社区居委会", "社区居民委", "社区委员会", "社区居委", "村民委员会", "村委员会", "居民委员会",
    "居民委", "村民委", "村委会", "居委会", "渔委会", "村委", "居委", "委员会", "社区",
)  # fmt: skip
_COMMUNITY = ("社区", "居")


def clean(text: str) -> str:
    """`text` for a look-up: NFKC, without blanks, invisible characters, hyphens, slashes, dots and commas."""
    # Once more, since an accent may have met its letter when the blank between them went.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).translate(_DROP))


def without_brackets(text: str) -> str:
    """`text` without what stands in brackets: 田阳区（原田阳县） is 田阳区."""
    return _BRACKETS.sub("", text)


@lru_cache(1)
def _ethnic() -> re.Pattern[str]:
    labels = [entry.label for entry in code_list("ethnic").codes if entry.label.endswith("族")] + ["各族"]
    bare = [label[:-1] for label in labels if len(label) > 2]
    choice = "|".join(sorted({*labels, *bare}, key=len, reverse=True))
    return re.compile(f"(?:{choice})+$")


def _unethnic(name: str) -> str:
    """罗城仫佬族 is 罗城; a name that is nothing else (东乡族) stays."""
    found = _ethnic().search(name)
    while found and found.start() < 2:
        found = _ethnic().search(name, found.start() + 1)
    return name[: found.start()] if found else name


def short_name(name: str, level: str) -> str:
    """The everyday name: 广西, 南宁, 罗城, 田阳, 百育, 六联; a one-character stem keeps its ending (横县)."""
    match level:
        case Level.PROVINCE:
            stem = _unethnic(re.sub("(特别行政区|自治区|省|市)$", "", name))
        case Level.CITY:
            stem = _strip(name, ("自治州", "地区", "盟", "市"))
            stem = _unethnic(stem) if name.endswith("自治州") else stem
        case Level.COUNTY:
            stem = _strip(name, ("自治县", "自治旗", "新区", "林区", "特区", "县", "区", "市", "旗"))
            stem = _unethnic(stem) if name.endswith(("自治县", "自治旗")) else stem
        case Level.TOWN:
            stem = _strip(name, _TOWN_ENDINGS)
            stem = _unethnic(stem) if name.endswith("族乡") else stem
        case _:
            stem = _strip(name, _VILLAGE_ENDINGS)
    return stem if len(stem) > 1 else name


def _strip(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def other_names(name: str, short: str, level: str) -> tuple[str, ...]:
    """Ways of writing that mean the same place beyond full and short name."""
    if level == Level.PROVINCE and name.endswith("自治区"):
        return (f"{short}自治区", f"{short}省", f"{short}区")
    if level == Level.CITY and name.endswith("自治州"):
        return (f"{short}州",)
    if name.endswith(("自治县", "自治旗")):
        return (f"{short}{name[-1]}", f"{short}自治{name[-1]}")
    return ()


def town_keys(name: str) -> tuple[str, ...]:
    """Keys under which a town is found besides its full name: 百育 for 百育镇 and 百育乡, 八渡 for 八渡瑶族乡."""
    stem = short_name(name, Level.TOWN)
    return (stem,) if stem != name else ()


def village_keys(name: str) -> tuple[str, ...]:
    """Keys of a village or community: 六联村委会 and 六联社区 share 六联; 新村村委会 gives 新村 and 新村村."""
    stem = short_name(name, Level.VILLAGE)
    if stem.endswith("村") and len(stem) > 2:
        return (stem, stem[:-1])
    return (stem,)


def is_community(name: str) -> bool:
    """True for an urban community (社区, 居委会), False for a village or where the name does not tell."""
    return any(mark in name for mark in _COMMUNITY)


_LEGAL = str.maketrans({"(": "", ")": "", "（": "", "）": "", "【": "", "】": "", "[": "", "]": "", "·": "", "•": ""})


def match_name(name: str) -> str:
    """The form in which names of organisations are compared: NFKC, lower case, no blanks, no brackets."""
    return unicodedata.normalize("NFKC", clean(name).translate(_LEGAL).lower())
