"""One cell as the definitions see it, and how its text is cleaned."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from jiedui.core.intake.reading import kinds


class Cell(NamedTuple):
    """`text`: raw text as stored ("" when empty); `kind`: one of reading.kinds without flags; `format`: number format."""

    text: str
    kind: int = kinds.STRING
    formula: bool = False
    format: str = "General"


_INVISIBLE: dict[int, int | str | None] = dict.fromkeys(
    [
        *range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x180E,
        *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFE0E, 0xFE0F, 0xFEFF,
        *range(0xFFF9, 0xFFFC),
    ]
)  # fmt: skip
_HALF: dict[int, int | str | None] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "￥"), "¥"),
    **dict.fromkeys(map(ord, "−﹣－‐‑"), "-"),
    **dict.fromkeys(map(ord, "﹐"), ","),
    **dict.fromkeys(map(ord, "〜∼˜"), "~"),
}
_QUOTES = "'＇"
# What clerks write for "nothing here". 无 counts as text in remarks, as 否 in yes/no columns.
_DASHES = {"-", "--", "---", "—", "——", "———", "–", "−", "－", "－－", "―", "─", "──", "/", "//", "／", "\\", "＼", "|", "·",
           ".", "。", "*", "**", "***", '""', "“”"}  # fmt: skip
_NOTHING = {"无", "暂无", "没有", "不详", "未知", "空", "无数据", "N/A", "n/a", "NA", "null", "NULL", "None", "NaN"}
NOTHING = sorted(_DASHES | _NOTHING)
ERRORS = {"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"}


@lru_cache(64)
def tidy(text: str) -> str:
    """One clean line: NFC, no invisible characters, runs of blanks and line breaks as one blank, no leading `'`."""
    text = " ".join((text if text.isascii() and text.isprintable() and "_" not in text else _plain(text)).split())
    return text[1:].lstrip() if text[:1] in _QUOTES and len(text) > 1 else text


def tidy_lines(text: str) -> str:
    """As `tidy`, but line breaks stay; at most one empty line in a row."""
    lines = [" ".join(line.split()) for line in _plain(text).splitlines()]
    text = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text[1:].lstrip() if text[:1] in _QUOTES and len(text) > 1 else text


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("_x000D_", "").translate(_INVISIBLE))


@lru_cache(64)
def fold(text: str) -> str:
    """As `tidy`, with full-width letters, digits and signs as half-width ones. For numbers, dates and identifiers."""
    return tidy(text if text.isascii() else text.translate(_HALF))


def squeeze(text: str) -> str:
    """As `fold`, without any blank."""
    return fold(text).replace(" ", "")


def is_dash(text: str) -> bool:
    """True for a mark that stands for an empty cell: — / \\ - and the like, and for no text at all."""
    return not text or text in _DASHES


def is_nothing(text: str) -> bool:
    """True for a dash, and for the words for nothing: 无, 不详, N/A."""
    return is_dash(text) or text in _NOTHING
