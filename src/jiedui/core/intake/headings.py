"""Headings: what a clerk wrote above a column, reduced to a form in which the same thing looks the same."""

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import keys

MONEY_UNITS = ("亿元", "万元", "千元", "元")
UNITS = (
    *MONEY_UNITS, "%", "％", "人次", "人", "户", "个", "亩", "次", "天", "月", "小时", "平方米", "公里", "公斤", "吨", "家", "台",
    "张", "场", "辆", "件", "套", "名",
)  # fmt: skip
_ONE = rf"(?:人民币)?({'|'.join(UNITS)})(?:[/每](?:人|户|月|[人户][/·.]?月|月[/·.]?[人户]))?"
_UNIT = re.compile(rf"[（(\[【](?:单位[:：]?)?{_ONE}(?:[，,；;、][^（()）]{{1,14}})?[)）\]】]$")
_BARE_UNIT = re.compile(
    r"(?<=[^/:：_—\-，,（(])[/／:：_—\-，,]?(亿元|万元|千元|(?<![单公多美欧日港百千万亿])元)(?:/[人月户])?$"
)
_WHOLE_UNIT = re.compile(rf"(?:单位[:：])?({'|'.join(MONEY_UNITS)})$")
_NUMBERED = re.compile(r"^(?:[（(]?\d{1,2}[)）.、]|[一二三四五六七八九十]{1,2}、)")
_REMARK = re.compile(
    r"[（(\[【](?:必填项?|选填项?|必录|可不填|可空|没有不填|文本(?:格式)?|数字|下拉(?:选择)?|单选|可?多选|选择|全称|简称|全名|规范(?:全|名)?称|名称|本人"
    r"|与.{1,12}一致|是/?否|男/?女|年/?月(?:/?日)?|[yY]{4}.{0,8}|填.*|格式.*|如.*|例.*|必须.*|精确到.*|保留.*|\d+位(?:数字)?)[)）\]】]$"
)
_GROUP = re.compile("(时间|日期|地址|情况|信息)$")
_ENDS = (("起始", "开始", "起", "始", "自", "从"), ("截止", "结束", "终止", "止", "至", "到"))
"""What a child of a heading about a stretch of time says: its beginning, its end."""
SERIAL = {"序号", "序", "行号", "no", "no.", "编序", "顺序号"}
FUZZY = 72.0


@dataclass(frozen=True)
class Heading:
    """`text` as written (parts of a merged heading joined by /), `plain` for comparing, `unit` if one was written.

    A long number in a heading is masked in both: headings are remembered and told in plain.
    """

    text: str
    plain: str
    unit: str | None


def plain(text: str) -> str:
    """No blanks, half-width, no asterisks, brackets normalised, lower case."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s*＊·:：]+", "", text).lower().strip("/")


def split_unit(part: str) -> tuple[str, str | None]:
    """A heading's text without blanks, without its unit and remarks; and the unit: 金额（万元）, 金额/万元, 金额万元."""
    while match := _REMARK.search(part):
        part = part[: match.start()]
    match = _UNIT.search(part) or _WHOLE_UNIT.match(part) or _BARE_UNIT.search(part)
    if match is None:
        return part, None
    return part[: match.start()], match.group(1).replace("％", "%")


def read_heading(parts: Sequence[str]) -> Heading:
    """The heading made of the cells of one column from the top header row down; repeated parts count once.

    A unit of money written over several columns (收入（万元） above 工资性收入) holds for each of them.
    """
    kept: list[str] = []
    for part in parts:
        part = re.sub(r"\s+", "", unicodedata.normalize("NFC", part or "")) if part else ""
        if part and (not kept or kept[-1] != part):
            kept.append(part)
    split = [split_unit(part) for part in kept]
    units = [unit for body, unit in split[:-1] if unit in MONEY_UNITS or not body] + [unit for _, unit in split[-1:]]
    units = [unit for unit in units if unit]
    body = "/".join(body for body, _unit in split if body)
    return Heading(keys.safe("/".join(kept)), keys.safe(plain(_NUMBERED.sub("", body))), units[-1] if units else None)


@functools.cache
def synonyms(ledger: type[Ledger]) -> dict[str, tuple[Column, str]]:
    """Plain heading -> (column, "exact" or "alias"). A label outranks an alias of another column."""
    known: dict[str, tuple[Column, str]] = {}
    for column in ledger.declared:
        known.setdefault(plain(split_unit(column.label)[0]), (column, "exact"))
        if unit := getattr(column, "unit", ""):  # as the template prints it, with whatever unit
            known.setdefault(plain(f"{column.label}({unit})"), (column, "exact"))
    for column in ledger.declared:
        for other in column.also:
            known.setdefault(plain(split_unit(other)[0]), (column, "alias"))
    for name, (column, _how) in list(known.items()):
        known.setdefault(_bare(name), (column, "alias"))
    return known


def _bare(text: str) -> str:
    """县(区), 县、区 and 县区 are one heading."""
    return re.sub(r"[()\[\]【】、,，]", "", text)


@functools.cache
def _letters(ledger: type[Ledger]) -> frozenset[str]:
    """Every letter of the headings that the ledger knows."""
    return frozenset().union(*synonyms(ledger))


def find(ledger: type[Ledger], heading: Heading) -> tuple[Column, str] | None:
    """The column that a heading names exactly or by an alias: the whole path first, then as one word (计划/开工日期
    is no 开工日期), then its last part alone, at last with a child that says less than a heading (就业时间/起始)."""
    known = synonyms(ledger)
    if found := known.get(heading.plain):
        return found
    group, _, leaf = heading.plain.rpartition("/")
    whole = heading.plain.replace("/", "")
    for form in (whole, _bare(whole), (joined := group.rpartition("/")[2] + leaf), _bare(joined), leaf, _bare(leaf)):
        if found := known.get(form):
            return found[0], "alias"
    return _by_child(known, group.rpartition("/")[2], leaf) if group else None


def _by_child(known: Mapping[str, tuple[Column, str]], group: str, leaf: str) -> tuple[Column, str] | None:
    """就业时间/起始 as 就业起始时间, 务工时间/止 as 截止时间 where the column is one of 务工 at all."""
    ending = _GROUP.search(group)
    if ending is None or not leaf:
        return None
    about = group[: ending.start()]
    words = next((words for words in _ENDS if leaf in words), (leaf,))
    for word in words:
        if found := known.get(f"{about}{word}{ending[1]}"):
            return found[0], "alias"
    if len(words) == 1 or len(about) < 2:
        return None
    column = next((known[name][0] for word in words if (name := f"{word}{ending[1]}") in known), None)
    own = group in known or any(about in name for name, (one, _how) in known.items() if one is column)
    return (column, "alias") if column is not None and own else None


def suggest(ledger: type[Ledger], heading: Heading, taken: set[str]) -> Column | None:
    """The one column that a heading looks like, if it looks like any that is still free."""
    best: tuple[float, Column] | None = None
    text = heading.plain
    leaf = text.rsplit("/", 1)[-1]
    letters = frozenset(text)
    # Nothing is like what it shares no letter with: rows of figures are searched for headings, too, hundreds a row.
    if len(leaf) < 2 or leaf in SERIAL or letters.isdisjoint(_letters(ledger)):
        return None
    for known, (column, _) in synonyms(ledger).items():
        if column.name in taken or letters.isdisjoint(known):
            continue
        score = max(fuzz.ratio(text, known), fuzz.ratio(leaf, known), _contained(leaf, known), _slip(leaf, known))
        if score >= FUZZY and (best is None or score > best[0]):
            best = score, column
    return best[1] if best else None


def _slip(one: str, other: str) -> float:
    """One wrong character among three or more (户藉县 for 户籍县)."""
    same = len(one) == len(other) >= 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return 80.0 if same else 0.0


def _contained(one: str, other: str) -> float:
    """A label with a word added in front or behind (户籍所在县区 and 户籍县 share most of their characters in order)."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3:
        return 0.0
    return fuzz.partial_ratio(short, long) * min(1.0, 0.55 + len(short) / (2.2 * len(long))) if short in long else 0.0
