"""How what was typed is understood, in words under its field: 1200000 is "= 120 万元", 2021.3 is "= 2021 年 3 月"."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import (
    FEN_PER,
    WAN,
    YI,
    YUAN,
    CodeColumn,
    Column,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    RegionColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.values import describe
from jiedui.core.places import queries as places
from jiedui.core.places import suggesting
from jiedui.core.places.shown import shown_label
from jiedui.core.words import saying
from jiedui.web import showing

QUIET = ("text", "long_text", "key", "name", "resident_id", "phone", "bank_card", "uscc", "attachment", "yes_no")
"""Kinds that are kept as written, or whose numbers are not repeated."""


def readings(ledger: type[Ledger], typed: Mapping[str, str], values: Mapping[str, Any], scope: Scope) -> dict[str, str]:
    """By column what was understood of a text; nothing where it says the same again."""
    found = {}
    for column in ledger.declared:
        text = (typed.get(column.name) or "").strip()
        value = values.get(column.name)
        if not text or column.kind in QUIET or (value is None and not isinstance(column, RegionColumn)):
            continue
        if told := _told(column, text, value, values, scope):
            found[column.name] = told
    return found


def _told(column: Column, text: str, value: Any, values: Mapping[str, Any], scope: Scope) -> str:
    match column:
        case MoneyColumn():
            return _("= %(amount)s") % {"amount": money(value, column.unit)}
        case NumberColumn():
            shown = describe(column, value, unit=False)
            return "" if shown.replace(",", "") == text else f"= {shown} {saying.unit(column.unit)}".rstrip()
        case CodeColumn():
            shown = showing.described(column, value)
            return "" if shown == text else f"= {shown}"
        case RegionColumn():
            return _place(column, text, value)
    if isinstance(column, OrganisationColumn):
        coded = values.get(column.uscc) if column.uscc else None
        return "" if coded else _organisation(text, scope)
    if column.kind in ("date", "month"):
        return "" if text in (value, day(value)) else f"= {day(value)}"
    if column.kind == "percent":
        shown = describe(column, value)
        return "" if shown == text else f"= {shown}"
    return ""


def money(fen: int, unit: str) -> str:
    """An amount as it is easiest read: with its own unit, and from ten thousand yuan on in 万元, from 100 million in 亿元."""
    wanted = YI if abs(fen) >= FEN_PER[YI] else WAN if abs(fen) >= FEN_PER[WAN] else YUAN
    own = _amount(fen, unit)
    return own if wanted == unit else f"{own} = {_amount(fen, wanted)}"


def _amount(fen: int, unit: str) -> str:
    return f"{(Decimal(fen) / FEN_PER[unit]).normalize():,f} {saying.unit(unit)}"


def rounded(fen: int, unit: str) -> str:
    """An amount to be compared at a glance: to two decimals of its unit, from ten thousand yuan on in 万元 at least."""
    unit = WAN if unit == YUAN and abs(fen) >= FEN_PER[WAN] else unit
    return f"{round(Decimal(fen) / FEN_PER[unit], 2).normalize():,f} {saying.unit(unit)}"


def day(text: str) -> str:
    """A date with the precision given, in words: 2021 年 3 月."""
    parts = [part.lstrip("0") for part in text.split("-")]
    match parts:
        case [year, month, date]:
            return _("%(year)s 年 %(month)s 月 %(day)s 日") % {"year": year, "month": month, "day": date}
        case [year, month]:
            return _("%(year)s 年 %(month)s 月") % {"year": year, "month": month}
    return _("%(year)s 年") % {"year": parts[0]}


def _place(column: RegionColumn, text: str, code: str | None) -> str:
    if code:
        label = shown_label(code)
        return "" if label == text or places.name_of(code) == text else f"= {label}"
    if column.level in ("town", "village"):
        return _("名录中没有这个名称，按原文保存。")
    return ""


def _organisation(text: str, scope: Scope) -> str:
    """Only organisations within reach are named: nobody learns here whom another county knows."""
    known = suggesting.organisation_named(scope, text)
    if known is None:
        return _("您的范围内没有这个单位，保存后登记为待核实单位。")
    code = _("，统一社会信用代码 %(code)s") % {"code": known.uscc} if known.uscc else ""
    state = "" if known.confirmed else _("，待核实")
    return _("已有单位：%(name)s%(code)s%(state)s") % {"name": known.name, "code": code, "state": state}
