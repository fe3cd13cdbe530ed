"""What a list can be asked for: a condition on any declared column according to its kind, and the query that it means."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from jiedui.core.declare.columns import (
    COUNTY,
    FEN_PER,
    TOWN,
    VILLAGE,
    CodeColumn,
    Column,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    PercentColumn,
    ReferenceColumn,
    RegionColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.words.codes import CodeList

CONTAINS, CHOICE, RANGE, PRESENCE = "contains", "choice", "range", "presence"
NO_REGION = "none"
"""Among the values of a region: the rows without one of the register, whatever was written instead."""
YES, NO = "yes", "no"
TEXTS = ("text", "key", "name", "uscc")
_SHAPES = {
    **dict.fromkeys((*TEXTS, "long_text", "organisation", "reference"), CONTAINS),
    **dict.fromkeys(("code", "region", "yes_no"), CHOICE),
    **dict.fromkeys(("money", "number", "percent", "date", "month"), RANGE),
    **dict.fromkeys(("resident_id", "phone", "bank_card", "attachment"), PRESENCE),
}


_DIGITS = {COUNTY: 6, TOWN: 9, VILLAGE: 12}


@dataclass(frozen=True)
class Condition:
    """What is asked of one column; which parts count depends on its shape.

    values: codes, region codes (or NO_REGION), YES and NO: one of them. text: contained in the text, in the organisation's
    name or the key of the row referred to. low, high: bounds, both included, in the column's unit or as dates of any
    precision. empty: True lets empty ones in as well (or, with nothing else, only those); False asks for filled ones.
    """

    values: tuple[str, ...] = ()
    text: str = ""
    low: str = ""
    high: str = ""
    empty: bool | None = None

    def __bool__(self) -> bool:
        return self != Condition()

    @property
    def positive(self) -> bool:
        """Whether anything but emptiness is asked."""
        return bool(self.values or self.text or self.low or self.high)


@dataclass(frozen=True)
class Wanted:
    """What a list asks for. text: part of a name or key; conditions: by column name (see `fields`); sort: a column name,
    with a minus for descending, "" for the latest registered first."""

    text: str = ""
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    sort: str = ""

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.conditions)

    def values(self, name: str) -> tuple[str, ...]:
        """The values chosen of a column."""
        return self.conditions.get(name, Condition()).values

    def one(self, name: str) -> str:
        """The value chosen of a column where it is a single one, else ""."""
        values = self.values(name)
        return values[0] if len(values) == 1 else ""


@cache
def fields(ledger: type[Ledger]) -> dict[str, Column]:
    """Everything that can be asked for: the declared columns, and the county that a ledger takes from another row."""
    county = ledger.scope_column()
    if county in ledger.columns:
        return dict(ledger.columns)
    derived = RegionColumn("县", level=COUNTY, scope=True)
    derived.name, derived.model = county, ledger
    return {county: derived, **ledger.columns}


def shape(column: Column) -> str:
    """How a column is asked for: CONTAINS, CHOICE, RANGE or PRESENCE."""
    return _SHAPES[column.kind]


def filtered(ledger: type[Ledger], found: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    """Those of the rows that fit all of it."""
    for condition in meaning(ledger, wanted):
        found = found.filter(condition)
    return found


def meaning(ledger: type[Ledger], wanted: Wanted) -> list[Q]:
    """What is asked for as conditions on the fields of the ledger, all of which must hold."""
    columns = fields(ledger)
    found = [_meant(columns[name], condition) for name, condition in wanted.conditions.items()]
    if wanted.text:
        fits = Q()
        for path in searched(ledger):
            named = columns.get(path.removesuffix("__name"))
            if isinstance(named, OrganisationColumn):
                fits |= _contains(named, Condition(text=wanted.text))
            else:
                fits |= Q(**{f"{path}__icontains": wanted.text})
        found.append(fits)
    return found


def searched(ledger: type[Ledger]) -> dict[str, str]:
    """What the text of a list is looked for in: name and key (of an organisation its name), and the key of the row it belongs to. Path -> label."""
    names = [ledger.info.name, *ledger.info.key, *(column.name for column in ledger.declared if column.kind == "name")]
    paths = {name: ledger.columns[name].label for name in names if ledger.columns[name].kind in TEXTS}
    paths |= {f"{name}__name": ledger.columns[name].label for name in names if ledger.columns[name].kind == "organisation"}
    reference = ledger.scope_reference()
    if reference is not None:
        paths |= {f"{reference.name}__{key}": reference.label for key in _keys(reference)}
    return paths


def _keys(reference: ReferenceColumn) -> list[str]:
    target = registry.ledger(reference.to)
    return [key for key in target.info.key if target.columns[key].kind in TEXTS]


def _meant(column: Column, condition: Condition) -> Q:
    empty = _empty(column)
    if not condition.positive:
        return Q() if condition.empty is None else (empty if condition.empty else ~empty)
    asked = {CONTAINS: _contains, CHOICE: _chosen, RANGE: _between}[shape(column)](column, condition)
    return asked | empty if condition.empty else asked


def _empty(column: Column) -> Q:
    fields = column.fields()
    if "_mark" in fields:
        return Q(**{f"{column.name}_mark__isnull": True})
    nothing = Q(**{f"{column.name}__isnull": True})
    return nothing & Q(**{f"{column.name}_text__isnull": True}) if "_text" in fields else nothing


def _contains(column: Column, condition: Condition) -> Q:
    if isinstance(column, (OrganisationColumn, ReferenceColumn)):
        target = column.model._meta.get_field(column.name).related_model
        fits = Q()
        for path in _keys(column) if isinstance(column, ReferenceColumn) else ["name"]:
            fits |= Q(**{f"{path}__icontains": condition.text})
        # Few are named so: looked up first, their rows are found by the index of the pointer.
        named = target._default_manager.filter(fits).order_by().values("pk")  # type: ignore[union-attr]
        return Q(**{f"{column.name}_id__in": named})
    return Q(**{f"{column.name}__icontains": condition.text})


def _chosen(column: Column, condition: Condition) -> Q:
    if isinstance(column, RegionColumn):
        return _regions(column, condition.values)
    if column.kind == "yes_no":
        return Q(**{f"{column.name}__in": [value == YES for value in condition.values]})
    assert isinstance(column, CodeColumn)
    if not column.several:
        return _codes(column, condition.values)
    fits = Q()
    for code in condition.values:
        fits |= Q(**{column.name: code}) | Q(**{f"{column.name}__startswith": f"{code},"})
        fits |= Q(**{f"{column.name}__endswith": f",{code}"}) | Q(**{f"{column.name}__contains": f",{code},"})
    return fits


def _codes(column: CodeColumn, chosen: Sequence[str]) -> Q:
    """The chosen codes, in a list of several levels with all that lies under them."""
    fits = Q(**{f"{column.name}__in": list(chosen)}) if len(chosen) > 1 else Q(**{column.name: chosen[0]})
    if any(entry.parent for entry in column.codes.codes):
        for start in sorted({start for code in chosen for start in _starts(column.codes, code)}):
            fits |= Q(**{f"{column.name}__startswith": start})
    return fits


def _starts(codes: CodeList, code: str) -> set[str]:
    """What the codes under a code begin with, those too that the list does not print: itself, or its parts' beginnings."""
    parts = codes.under(code)
    return (
        {code} if all(part.startswith(code) for part in parts) else {s for part in parts for s in _starts(codes, part)}
    )


def _regions(column: RegionColumn, chosen: Sequence[str]) -> Q:
    """Codes of the column's own level as they are; what lies above it by the beginning of its parts' codes."""
    fits, own = Q(), []
    for code in chosen:
        start = region_start(code)
        if code == NO_REGION:
            fits |= Q(**{f"{column.name}__isnull": True})
        elif len(code) == _DIGITS.get(column.level) and start == code:
            own.append(code)
        else:  # a letter stands behind all digits, and in a local code (440307DP) where a part would have digits
            fits |= Q(**{f"{column.name}__gte": start, f"{column.name}__lt": f"{start}A"})
    if not own:
        return fits
    return fits | (Q(**{f"{column.name}__in": own}) if len(own) > 1 else Q(**{column.name: own[0]}))


def region_start(code: str) -> str:
    """What the codes of all regions within a region begin with: 45 of 450000, 4501 of 450100, 450123 of itself."""
    if len(code) != 6 or not code.endswith("00"):
        return code
    return code[:2] if code.endswith("0000") else code[:4]


def _between(column: Column, condition: Condition) -> Q:
    if column.kind in ("date", "month"):
        return _dates(column.name, condition.low, condition.high)
    fits = Q()
    if condition.low:
        fits &= Q(**{f"{column.name}__gte": stored(column, condition.low, ROUND_CEILING)})
    if condition.high:
        fits &= Q(**{f"{column.name}__lte": stored(column, condition.high, ROUND_FLOOR)})
    return fits


def stored(column: Column, text: str, rounding: str) -> int:
    """A bound in the unit of the column as the column stores it."""
    return int((Decimal(text) * per_unit(column)).to_integral_value(rounding))


def per_unit(column: Column) -> int:
    """How many storage units one unit of the column is: fen in 万元, hundredths of a percent, decimals of a measure."""
    match column:
        case MoneyColumn():
            return FEN_PER[column.unit]
        case NumberColumn():
            return int(10**column.decimals)
        case PercentColumn():
            return 100
    raise TypeError(f"{column!r} holds no number")


def _dates(name: str, low: str, high: str) -> Q:
    """A date given to the year or month only fits where it may lie within: it is compared at the coarser precision."""
    fits = Q()
    if low:
        fits &= Q(**{f"{name}__gte": low}) | Q(**{f"{name}__in": sorted({low[:4], low[:7]})})
    if high:
        fits &= Q(**{f"{name}__lte": high}) if len(high) == 10 else Q(**{f"{name}__lt": _after(high)})
    return fits


def _after(period: str) -> str:
    """The year or month behind this one."""
    if len(period) == 4:
        return f"{int(period) + 1:04d}"
    first = dt.date(int(period[:4]), int(period[5:]), 28) + dt.timedelta(days=4)
    return f"{first:%Y-%m}"
