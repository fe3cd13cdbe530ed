"""Trades, GB/T 4754-2017: sections (A-T), divisions (2 digits) and groups (3 digits), with everyday names.

A fourth digit is accepted under any known division: the code is kept as given and carries the name of the nearest
level that the list prints. A section letter before the digits (C39, C3911) must be the right one.
"""

from pathlib import Path

from jiedui.core.words.codes import Code, CodeList

_ENDINGS = ("相关行业", "行业", "企业", "公司", "业", "类", "厂", "工作")


def _read() -> list[Code]:
    codes: list[Code] = []
    section = ""
    for line in Path(__file__).with_suffix(".csv").read_text(encoding="utf-8").splitlines():
        code, names = line.split(" ", 1)
        label, *aliases = names.split("|")
        if code.isalpha():
            section, parent = code, None
        else:
            parent = section if len(code) == 2 else code[:2]
        codes.append(Code(code, label, tuple(aliases), parent))
    return codes


def _tidy(text: str) -> str:
    for ending in _ENDINGS:
        if text.endswith(ending) and len(text) > len(ending) + 1:
            return text.removesuffix(ending)
    return text


def _beyond(trades: CodeList, text: str) -> Code | None:
    letter, digits = (text[0].upper(), text[1:]) if text[0].isalpha() else ("", text)
    if not (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 4):
        return None
    division = trades.get(digits[:2]) if len(digits) > 2 or letter else None
    if division is None or (letter and division.parent != letter):
        return None
    if len(digits) == 2:
        return division
    group = next((entry for entry in trades.codes if entry.code == digits[:3]), None)
    if len(digits) == 3:
        return group or Code(digits, division.label, (), division.code)
    return Code(digits, (group or division).label, (), (group or division).code)


TRADES = CodeList("trades", "行业", _read(), source="GB/T 4754-2017", tidy=_tidy, beyond=_beyond)
