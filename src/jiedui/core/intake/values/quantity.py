"""Numbers as people write them: 1,234.5, 12万, 三十, 十二万三千, 3万5, (500), 约30, 30余人, ￥12.5, 12元5角."""

import re
from decimal import Decimal
from typing import NamedTuple

from jiedui.core.intake.values.cells import fold
from jiedui.core.intake.values.shown import exact

_DIGITS = ("〇零○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGIT = {char: value for value, chars in enumerate(_DIGITS) for char in chars}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "".join((*_DIGIT, *_SMALL, *_BIG))

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,4}(?:,[0-9]{4})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
_PLAIN = re.compile(rf"(?:{_ARABIC})(?:[eE][+-]?[0-9]{{1,3}})?")
_TOKEN = re.compile(rf"{_ARABIC}|[{_HAN}]")
_BODY = re.compile(rf"[0-9.,点{_HAN}]+(?:(?<=[0-9.])[eE][+-]?[0-9]+)?")
_POINT = re.compile(f"([{_HAN}]+)点([{''.join(_DIGIT)}]+)")
_BEFORE = re.compile(
    "(?:约为|大约|大概|约|将近|接近|近|超过|超|逾|不足|不到|至少|不少于|不低于|不超过|≈|~|>=?|<=?|≥|≤)"
)
_AFTER = re.compile(r"(?:左右|上下|以上|以下|以内|\+)$")
_INSIDE = re.compile(f"(?<=[0-9{''.join(_SMALL)}{''.join(_BIG)}])[余多来]")
_ABOUT = re.compile("^上(?=[百千万亿])")
_CENTS = re.compile(rf"[元圆块](?:([0-9{''.join(_DIGIT)}])角)?零?(?:([0-9{''.join(_DIGIT)}])分)?[整正]?")
LONGEST = 40


class Quantity(NamedTuple):
    """`number` with 万 and 亿 multiplied out; `big`: it was written with 万 or 亿; `unit`: what followed the number."""

    number: Decimal
    unit: str = ""
    big: bool = False
    approximate: bool = False


def read_quantity(text: str) -> Quantity | None:
    """The quantity that a whole text states, or None. A percent sign stays in `unit`."""
    text = fold(text)
    if len(text) > LONGEST:
        return None
    if re.fullmatch(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?", text) is None and re.search(r"[0-9.] [0-9.]", text):
        return None
    text, negative, approximate = _wrapping(text.replace(" ", ""))
    found = _BODY.match(_INSIDE.sub("", text))
    if not found:
        return None
    body, unit = found[0], _INSIDE.sub("", text)[found.end() :]
    number = exact(body.replace(",", "")) if _PLAIN.fullmatch(body) else han_number(body)
    if number is None:
        return None
    if unit[:1] in {"元", "圆", "块"} and (cents := _CENTS.fullmatch(unit)):
        number += Decimal(_figure(cents[1])) / 10 + Decimal(_figure(cents[2])) / 100
        unit = "元"
    big = any(char in _BIG for char in body)
    return Quantity(-number if negative else number, unit, big, approximate or _INSIDE.search(text) is not None)


def _wrapping(text: str) -> tuple[str, bool, bool]:
    """Take signs, brackets, currency marks and words for "about" off both ends."""
    negative = approximate = False
    while text:
        if text[0] == "(" and text[-1] == ")":
            text, negative = text[1:-1], True
        elif text[0] in "-负" and len(text) > 1 and text[1] not in "-负":
            text, negative = text[1:], True
        elif text[0] == "+" and len(text) > 1 and text[1] in "0123456789":
            text = text[1:]
        elif currency := re.match("¥|RMB|CNY|人民币", text):
            text = text[currency.end() :]
        elif (about := _BEFORE.match(text)) or (about := _ABOUT.match(text)):
            text, approximate = text[about.end() :], True
        elif about := _AFTER.search(text):
            text, approximate = text[: about.start()], True
        else:
            break
    return text, negative, approximate


def _figure(char: str | None) -> int:
    return 0 if char is None else _DIGIT[char] if char in _DIGIT else int(char)


def han_number(text: str) -> Decimal | None:
    """A number written with Chinese characters, wholly or in part: 十二万三千, 3万5, 两百零五, 1亿2000万."""
    text = _POINT.sub(_decimal, text)
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text or not any(t in _SMALL or t in _BIG or t in _DIGIT for t in tokens):
        return None
    return _add_up(tokens)


def _decimal(found: re.Match[str]) -> str:
    whole = han_number(found[1])
    return f"{whole}.{''.join(str(_DIGIT[char]) for char in found[2])}" if whole is not None else found[0]


def _add_up(tokens: list[str]) -> Decimal | None:
    total = section = Decimal(0)  # above 万 (or 亿), and the part being read below it
    number: Decimal | None = None
    small, big, last, zero = 10**9, 10**12, 0, False
    for place, token in enumerate(tokens):
        if token in _SMALL:
            if _SMALL[token] >= small:
                return None
            small = last = _SMALL[token]
            if number is None and (section or zero) and small != 10:
                return None
            section += (Decimal(1) if number is None else number) * small
            number, zero = None, False
        elif token in _BIG:
            value = _BIG[token]
            if value >= big and not (value == 10**8 and big == 10**4):
                return None
            part = section + (number or 0)
            if number is None and not section and place:
                return None
            if not place:
                part = Decimal(1)
            total = (total + part) * value if value == 10**8 else total + part * value
            section, number, small, big, last, zero = Decimal(0), None, 10**9, value, value, False
        elif token in _DIGIT and _DIGIT[token] == 0:
            if number is not None or (len(tokens) > 1 and not place):
                return None
            zero = True
        else:
            if number is not None:
                return None
            number = Decimal(_DIGIT[token]) if token in _DIGIT else Decimal(token.replace(",", ""))
    if number is not None:
        # 三万五 and 3千5 mean 35,000 and 3,500; 三万零五 and 3万5000 mean what they add up to.
        short = last >= 100 and not zero and number < 10 and number == int(number)
        section += number * (last // 10) if short else number
    return total + section
