"""Names of regions in Latin letters, for readers of English: 马山县 is Mashan County.

By rule: the stem in pinyin without tones (GB/T 16159, an apostrophe before a, e and o: Du'an), the ending as English usage
has it, the ethnic group of an autonomous county by its own name. romanised.csv lists what no rule gives: official English
names (Inner Mongolia) and readings that differ in names of places (都安, 六圩). docs/adr/0011-english-at-the-page.md says why.
"""

import functools
import re
import unicodedata
from pathlib import Path

from jiedui.core.places.levels import Level
from jiedui.core.places.names import short_name
from jiedui.core.words.codes import code_list
from jiedui.core.words.saying import said

_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    Level.PROVINCE: (),
    Level.CITY: (("自治州", "Autonomous Prefecture"), ("地区", "Prefecture"), ("盟", "League"), ("市", "City")),
    Level.COUNTY: (
        ("自治县", "Autonomous County"), ("自治旗", "Autonomous Banner"), ("新区", "New District"),
        ("林区", "Forestry District"), ("特区", "Special District"), ("县", "County"), ("区", "District"), ("市", "City"),
        ("旗", "Banner"),
    ),
    Level.TOWN: (
        ("街道办事处", "Subdistrict"), ("街道", "Subdistrict"), ("民族乡", "Ethnic Township"), ("镇", "Town"),
        ("乡", "Township"), ("林场", "Forest Farm"), ("农场", "Farm"), ("华侨农场", "Overseas Chinese Farm"),
        ("茶场", "Tea Farm"), ("盐场", "Saltworks"), ("水库", "Reservoir"), ("监狱", "Prison"), ("自然保护区", "Nature Reserve"),
        ("开发区", "Development Zone"), ("管理区", "Administrative Zone"), ("保税区", "Bonded Zone"), ("新区", "New Area"),
        ("工业园区", "Industrial Park"), ("工业园", "Industrial Park"), ("产业园", "Industrial Park"),
    ),
    Level.VILLAGE: (
        ("社区居民委员会", "Community"), ("社区居委会", "Community"), ("社区", "Community"),
        ("居民委员会", "Community"), ("居委会", "Community"), ("村民委员会", "Village"), ("村委会", "Village"),
        ("村", "Village"),
    ),
}  # fmt: skip
_PATH = re.compile(r"^.{2,3}?(?:省|市|县).+?(?:镇|乡|街道)(?=.{3})")
"""A few villages are listed with the whole path before their name."""
_LISTED = Path(__file__).with_name("romanised.csv")


@functools.lru_cache(16384)
def romanised(name: str, level: str) -> str:
    """The English name of a region of a level (Level); meant for readers of English only."""
    official, _readings = _exceptions()
    if name in official:
        return official[name]
    name = unicodedata.normalize("NFKC", name)
    if level == Level.VILLAGE:
        name = re.sub("(?<=..)村(?=村委会|村民委员会)", "", _PATH.sub("", name))
    # A stem of one character keeps its ending, as in speech: 横县 is Hengxian County.
    for ending, english in sorted(_ENDINGS[level], key=lambda pair: -len(pair[0])):
        if name.endswith(ending) and len(name) > len(ending):
            stem = name.removesuffix(ending)
            if "自治" in ending or ending == "民族乡":
                return _ethnic(name, level, ending, english)
            if level == Level.TOWN and ending == "乡" and (short := short_name(name, level)) != stem:
                return _ethnic(name, level, stem.removeprefix(short) + ending, f"Ethnic {english}", short)
            return f"{pinyin(name if len(stem) == 1 and level != Level.VILLAGE else stem)} {english}"
    return pinyin(name)


def _ethnic(name: str, level: str, ending: str, english: str, short: str = "") -> str:
    """罗城仫佬族自治县: Luocheng Mulao Autonomous County; 各族 is of several groups."""
    stem = short or short_name(name, level)
    groups = (
        name.removeprefix(stem).removesuffix("自治州").removesuffix("自治县").removesuffix("自治旗").removesuffix("乡")
    )
    if "各族" in groups:
        return " ".join((pinyin(stem), "Multi-Ethnic", english))
    return " ".join((pinyin(stem), *_groups(groups), english))


def _groups(text: str) -> list[str]:
    """The ethnic groups in the order in which a name has them: 壮族瑶族, or 壮 on its own."""
    known = {
        entry.label: said(entry.label, "ethnic") for entry in code_list("ethnic").codes if entry.label.endswith("族")
    }
    known |= {label[:-1]: english for label, english in known.items()}
    choice = "|".join(sorted(known, key=len, reverse=True))
    return [known[found] for found in re.findall(choice, text)]


def pinyin(text: str) -> str:
    """Chinese characters as one capitalised word: 隆安 is Long'an. Other characters stay."""
    # Only readers of English need the dictionary, which takes a fifth of a second and 50 MB.
    from pypinyin import Style, lazy_pinyin

    _official, readings = _exceptions()
    parts: list[str] = []
    for piece in re.split(f"({'|'.join(map(re.escape, sorted(readings, key=len, reverse=True)))})", text):
        if piece in readings:
            parts += readings[piece].split()
        elif piece:
            parts += lazy_pinyin(piece, style=Style.NORMAL, v_to_u=False)
    word = ""
    for part in parts:
        word += f"'{part}" if word[-1:].isalpha() and part[:1] in "aoe" else part
    return word[:1].upper() + word[1:].replace("v", "ü")


@functools.cache
def _exceptions() -> tuple[dict[str, str], dict[str, str]]:
    """Official names by the whole Chinese name, and readings (syllables divided by blanks) of parts of names."""
    official: dict[str, str] = {}
    readings: dict[str, str] = {}
    for line in _LISTED.read_text(encoding="utf-8").splitlines()[1:]:
        kind, name, english = line.split(",")
        (official if kind == "name" else readings)[name] = english
    return official, readings
