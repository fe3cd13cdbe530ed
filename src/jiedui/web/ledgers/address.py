"""What a list asks for as the parameters of its address, read and written. Whoever has the address has the same list.

q=part of a name or key       sort=wage, sort=-wage
status=stable,left            codes, region codes, yes and no: one of them; also given again and again, as forms do
post=保安                      contained in a text, in an organisation's name, in the key of the row referred to
wage.from=3000 wage.to=5000   bounds, both included, in the unit of the column; since.from=2021-03 a date of any precision
month=2021-03                 the same as from and to
remark.is=empty               or filled; beside other parts of the same column: those, or empty ones
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from jiedui.core.declare.columns import CodeColumn, Column, RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger import listing
from jiedui.core.ledger.filtering import (
    CHOICE,
    CONTAINS,
    NO,
    NO_REGION,
    RANGE,
    YES,
    Condition,
    Wanted,
    fields,
    per_unit,
    region_start,
    shape,
)
from jiedui.core.places import queries as places
from jiedui.core.words.saying import said

TEXT, SORT = "q", "sort"
EMPTY, FILLED = "empty", "filled"
OTHERS = frozenset(
    {
        TEXT,
        SORT,
        "after",
        "before",
        "at",
        "size",
        "columns",
        "more",
        "view",
        "all",
        "ids",
        "page",
        "csrfmiddlewaretoken",
    }
)
"""Parameters that are no condition on a column."""
LONGEST = 60
MOST_VALUES = 200
_REGION = re.compile(r"[0-9]{6}(?:[0-9]{3}(?:[0-9]{3})?|[A-Z]{2})?")
_DATE = re.compile(r"([12][0-9]{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_LARGEST = 2**62


@dataclass(frozen=True)
class Reading:
    """What was asked for, and sentences about what could not be meant and was left out."""

    wanted: Wanted
    ignored: list[str] = field(default_factory=list)


def read(ledger: type[Ledger], given: Mapping[str, str]) -> Reading:
    """The parameters of an address; what cannot be meant is left out, and told."""
    ignored: list[str] = []
    text = _text(given.get(TEXT, ""))
    conditions = {}
    columns = fields(ledger)
    for name, column in columns.items():
        if any(name in given for name in (name, f"{name}.from", f"{name}.to", f"{name}.is")):
            condition = _condition(column, given, ignored)
            if condition:
                conditions[name] = condition
    _within(ledger, conditions)
    sort = given.get(SORT, "")
    if sort and sort.removeprefix("-") not in listing.sortable(ledger):
        ignored.append(_("不能按“%(name)s”排序。") % {"name": sort[:40]})
        sort = ""
    for name in given:
        if name not in OTHERS and name.rsplit(".", 1)[0] not in columns and name not in columns:
            ignored.append(_("网址中的条件“%(name)s”不属于本台账，未采用。") % {"name": name[:40]})
    return Reading(Wanted(text, conditions, sort), ignored)


def wanted(ledger: type[Ledger], given: Mapping[str, str]) -> Wanted:
    """What the parameters ask for; a QueryDict, or any mapping of names to texts."""
    return read(ledger, given).wanted


def query(asked: Wanted) -> str:
    """The parameters that ask for just this, without a question mark: wanted(ledger, QueryDict(query(w))) == w."""
    return "&".join(f"{name}={quote(value, safe=',')}" for name, value in parameters(asked))


def parameters(asked: Wanted) -> list[tuple[str, str]]:
    """The same as names and values, for hidden fields."""
    found = [(TEXT, asked.text)]
    for name, condition in asked.conditions.items():
        found += of_condition(name, condition)
    found.append((SORT, asked.sort))
    return [(name, value) for name, value in found if value]


def of_condition(name: str, condition: Condition) -> list[tuple[str, str]]:
    """The parameters of one condition."""
    same = condition.low == condition.high
    found = [
        (name, ",".join(condition.values) or condition.text or (condition.low if same else "")),
        (f"{name}.from", "" if same else condition.low),
        (f"{name}.to", "" if same else condition.high),
        (f"{name}.is", {None: "", True: EMPTY, False: FILLED}[condition.empty]),
    ]
    return [(name, value) for name, value in found if value]


def _condition(column: Column, given: Mapping[str, str], ignored: list[str]) -> Condition:
    asked: dict[str, Any] = {}
    kind = shape(column)
    if kind == CONTAINS:
        text = _text(given.get(column.name, ""))
        if listing.is_personal_number(text):
            ignored.append(_("“%(label)s”里写的像身份证号或电话，请改用“按号码查找”。") % {"label": said(column.label)})
        else:
            asked["text"] = text
    elif kind == CHOICE:
        asked["values"] = _values(column, _several(given, column.name), ignored)
    elif kind == RANGE:
        asked["low"], asked["high"] = _bounds(column, given, ignored)
    state = given.get(f"{column.name}.is", "")
    asked["empty"] = {EMPTY: True, FILLED: False}.get(state)
    condition = Condition(**asked)
    if condition.empty is False and condition.positive:
        return Condition(**(asked | {"empty": None}))  # what fits is filled
    return condition


def _several(given: Mapping[str, str], name: str) -> list[str]:
    """The values of a parameter, given once with commas or again and again; each once."""
    texts = given.getlist(name) if hasattr(given, "getlist") else [given[name]] if name in given else []
    parts = (part.strip() for text in texts for part in text.split(","))
    return list(dict.fromkeys(part for part in parts if part))[:MOST_VALUES]


def _values(column: Column, texts: Iterable[str], ignored: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        value = _value(column, text)
        if value:
            found[value] = None
        else:
            _leave_out(column, text, ignored)
    return tuple(found)


def _value(column: Column, text: str) -> str:
    if isinstance(column, CodeColumn):
        return text if column.codes.get(text) else ""
    if isinstance(column, RegionColumn):
        if text == NO_REGION or _REGION.fullmatch(text):
            return text
        first = text.split()[0]  # "440300 深圳市", as the suggestions of a field write it
        return first if _REGION.fullmatch(first) else (places.resolver().resolve(text, level=None, suggest=False).code or "")
    return text if text in (YES, NO) else ""


def _bounds(column: Column, given: Mapping[str, str], ignored: list[str]) -> tuple[str, str]:
    bounds = []
    for name in (f"{column.name}.from", f"{column.name}.to"):
        text = _text(given.get(name, "") or given.get(column.name, ""))
        bound = _bound(column, text) if text else ""
        if text and not bound:
            _leave_out(column, text, ignored)
        bounds.append(bound)
    low, high = bounds
    if low and high and _ends_before(column, high, low):
        ignored.append(_("“%(label)s”的起止写反了，已对调。") % {"label": said(column.label)})
        low, high = high, low
    return low, high


def _bound(column: Column, text: str) -> str:
    """A bound as it is written plainly: 3000.5, 2021-03; "" where it is none."""
    text = unicodedata.normalize("NFKC", text)
    if column.kind in ("date", "month"):
        found = _DATE.fullmatch(re.sub(r"[年月/.]", "-", text).strip("日-"))
        if not found or (column.kind == "month" and found[3]):
            return ""
        return found[0]
    try:
        number = Decimal(re.sub(r"[,，\s%％]", "", text))
        if not number.is_finite() or abs(number * per_unit(column)) > _LARGEST:
            return ""
    except InvalidOperation:
        return ""
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _ends_before(column: Column, high: str, low: str) -> bool:
    if column.kind in ("date", "month"):
        length = min(len(high), len(low))
        return high[:length] < low[:length]
    return Decimal(high) < Decimal(low)


def _leave_out(column: Column, text: str, ignored: list[str]) -> None:
    sentence = _("“%(label)s”的筛选值“%(value)s”看不懂，未采用。")
    line = sentence % {"label": said(column.label), "value": text[:20]}
    if line not in ignored and not listing.is_personal_number(text):
        ignored.append(line)


def _within(ledger: type[Ledger], conditions: dict[str, Condition]) -> None:
    """A town of the county chosen before means nothing once another county is chosen; so with a village and its town."""
    for column in ledger.declared:
        if not isinstance(column, RegionColumn) or column.name not in conditions:
            continue
        chosen, above = conditions[column.name], conditions.get(column.within)
        if above is None or not above.values:
            continue
        starts = tuple(region_start(code) for code in above.values)
        kept = tuple(code for code in chosen.values if code == NO_REGION or code.startswith(starts))
        conditions[column.name] = Condition(values=kept, empty=chosen.empty)
        if not conditions[column.name]:
            del conditions[column.name]


def _text(text: str) -> str:
    # PostgreSQL takes no NUL in a text, and nobody searches for what cannot be seen.
    return "".join(letter for letter in text if letter.isprintable()).strip()[:LONGEST].strip()
