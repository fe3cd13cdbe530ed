"""Finding rows for lists: filters, exact look-up by a personal number, pages, rows that refer to a row. All scoped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import CodeColumn, Column, ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.filtering import TEXTS, Condition, Wanted, fields, filtered, searched
from jiedui.core.ledger.queries import rows
from jiedui.core.people import queries as people
from jiedui.core.vault import sealing

__all__ = [
    "MOST", "PAGE", "Condition", "Linked", "Page", "Wanted", "by_ids", "by_number", "count", "find", "is_personal_number",
    "key_text", "linked", "page", "searched", "sortable", "with_related",
]  # fmt: skip

PAGE = 25
MOST = 10_000
"""A list counts so far and no further."""
_UNSORTED = ("long_text", "resident_id", "phone", "bank_card", "attachment")
_POINTING = ("organisation", "reference")
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"[0-9]{7,12}")
_PERSONAL = re.compile(r"[1-8][0-9]{5}(?:19|20)?[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9X]?|(?:\+?86)?1[3-9][0-9]{9}")


@dataclass(frozen=True)
class Page:
    """Some rows of a list; `more`: others follow."""

    rows: list[Any]
    number: int
    more: bool

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


@dataclass(frozen=True)
class Linked:
    """Rows of `ledger` that refer to a row by `column`: the first few, and how many (counted up to MOST)."""

    ledger: type[Ledger]
    column: ReferenceColumn
    rows: list[Any]
    count: int


def find(ledger: type[Ledger], scope: Scope, wanted: Wanted) -> QuerySet[Any]:
    """The rows within the scope that fit."""
    return filtered(ledger, rows(ledger, scope), wanted)


def sortable(ledger: type[Ledger]) -> dict[str, str]:
    """Column name -> the path that it is sorted by; what is sealed, long or several has no order."""
    paths = {}
    for name, column in fields(ledger).items():
        if column.kind in _UNSORTED or (isinstance(column, CodeColumn) and column.several):
            continue
        if isinstance(column, ReferenceColumn):
            target = registry.ledger(column.to)
            paths[name] = f"{name}__{target.info.key[-1]}"
        else:
            paths[name] = f"{name}__name" if column.kind == "organisation" else name
    return paths


def is_personal_number(text: str) -> bool:
    """Whether `text` is written like a resident ID or a mobile number: such a thing must not stand in an address.

    Project and voucher numbers, which hold a region's code and a year too, are not: they are searched for as text.
    """
    return bool(_PERSONAL.fullmatch(re.sub(r"\s", "", text).translate(_WIDE).upper()))


def by_number(ledger: type[Ledger], scope: Scope, number: str) -> list[Any]:
    """Rows within the scope of the person with this resident ID, or with this (first) telephone or card number."""
    plain = _plain(number)
    fits = Q()
    for column in ledger.declared:
        if column.kind == "resident_id" and _RESIDENT.fullmatch(plain):
            person = people.find([plain]).get(plain)
            if person is not None:
                fits |= Q(**{f"{column.name}_id": person})
        elif column.kind == "bank_card" or (column.kind == "phone" and _PHONE.fullmatch(plain)):
            fits |= Q(**{f"{column.name}_blind": sealing.blind([plain], purpose=column.kind)[0]})
    return list(with_related(ledger, rows(ledger, scope).filter(fits))[:PAGE]) if fits else []


def _plain(text: str) -> str:
    return re.sub(r"[\s\-－—]", "", text).translate(_WIDE).upper()


_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ×", "0123456789XXX")


def page(ledger: type[Ledger], found: QuerySet[Any], number: int) -> Page:
    """One page, the latest registered first, with the rows that its rows point at."""
    number = max(number, 1)
    start = (number - 1) * PAGE
    part = list(with_related(ledger, found.order_by("-id"))[start : start + PAGE + 1])
    return Page(part[:PAGE], number, len(part) > PAGE)


def count(found: QuerySet[Any]) -> int:
    """How many, up to MOST + 1 (which means more than MOST)."""
    return found.order_by()[: MOST + 1].count()


def by_ids(ledger: type[Ledger], scope: Scope, ids: Sequence[int]) -> list[Any]:
    """Rows within the scope with these ids, in their order."""
    found = {row.pk: row for row in with_related(ledger, rows(ledger, scope).filter(pk__in=list(ids)))}
    return [found[id] for id in ids if id in found]


def with_related(ledger: type[Ledger], found: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows with organisations and rows of other ledgers read along."""
    names = [column.name for column in ledger.declared if column.kind in _POINTING]
    return found.select_related(*names) if names else found


def linked(ledger: type[Ledger], row_id: int, scope: Scope, *, few: int = 10) -> list[Linked]:
    """Rows of other ledgers within the scope that refer to a row, ledger by ledger."""
    result = []
    for other in registry.ledgers():
        for column in other.declared:
            if isinstance(column, ReferenceColumn) and column.to == ledger.info.id:
                found = rows(other, scope).filter(**{f"{column.name}_id": row_id})
                some = list(with_related(other, found.order_by("-id"))[:few])
                result.append(Linked(other, column, some, count(found) if len(some) == few else len(some)))
    return result


def key_text(ledger: type[Ledger], row: Any) -> str:
    """How a row of this ledger is named by others: the last part of its key (project number)."""
    column: Column = ledger.columns[ledger.info.key[-1]]
    return str(getattr(row, column.name) or "") if column.kind in TEXTS else ""
