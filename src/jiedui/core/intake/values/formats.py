"""What a number format (ECMA-376 part 1, 18.8.31) says about the cell: a date, a percentage, decimals, a unit."""

import re
from functools import lru_cache

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_TEXTS = re.compile(r'"([^"]*)"|\\(.)')


@lru_cache(4096)
def _tokens(format: str) -> str:
    """The first section in lower case without literals, colours and conditions."""
    return _LITERAL.sub("", format.split(";")[0]).lower()


def date_precision(format: str) -> str:
    """The part of a date that the format shows: "day", "month" or "year"; "" when it shows no date."""
    tokens = _tokens(format)
    if "general" in tokens:
        return ""
    if "d" in tokens:
        return "day"
    year = "y" in tokens or ("e" in tokens and not re.search("[0#?]", tokens))
    if "mmm" in tokens or (year and "m" in tokens):
        return "month"
    return "year" if year else ""


def is_percent(format: str) -> bool:
    return "%" in _tokens(format)


@lru_cache(4096)
def decimals(format: str) -> int | None:
    """How many decimals the format always shows; None for General and for formats that show no plain number."""
    tokens = _tokens(format)
    found = re.fullmatch(r"[^0#?]*[#?0,]*0(?:\.(0*))?[^0#?.]*", tokens)
    if not found or "e" in tokens or "%" in tokens or "general" in tokens:
        return None
    return len(found[1] or "")


@lru_cache(4096)
def zeros(format: str) -> int:
    """Width of a format that pads with zeros (000000 is 6), else 0."""
    found = re.fullmatch("0{2,}", format.strip())
    return len(found[0]) if found else 0


@lru_cache(4096)
def unit(format: str) -> str:
    """元, 万元 or 亿元 when the format prints it behind an unscaled number, else "".

    A scaled format (0!.0000"万", #,##0,"千") shows yuan in another unit: the stored number is in yuan then, so "元".
    """
    text = "".join(a or b for a, b in _TEXTS.findall(format.split(";")[0]))
    if "千" in text or "百" in text:
        return ""
    scaled = "!." in format or re.search(r'[0#],+(?:$|[;"_\\ ])', format)
    for mark, name in (("亿", "亿元"), ("万", "万元"), ("元", "元")):
        if mark in text:
            return "元" if scaled else name
    return ""
