"""Finding rows for lists: filters, exact look-up by a personal number, pages, rows that refer to a row. All scoped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column, ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.filtering import TEXTS, Condition, Wanted, fields, filtered, searched
from jiedui.core.ledger.paging import PAGE, Page, ordered, page, sortable
from jiedui.core.ledger.queries import rows
from jiedui.core.people import queries as people
from jiedui.core.store import ask, quote
from jiedui.core.vault import sealing

__all__ = [
    "MOST", "PAGE", "Condition", "Linked", "Page", "Total", "Wanted", "by_ids", "by_number", "count", "find", "is_personal_number",
    "key_text", "linked", "narrowed", "ordered", "page", "searched", "sortable", "total", "with_related",
]  # fmt: skip

MOST = 10_000
"""A list counts so far and no further."""
_POINTING = ("organisation", "reference")
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"[0-9]{7,12}")
_PERSONAL = re.compile(r"[1-8][0-9]{5}(?:19|20)?[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9X]?|(?:\+?86)?1[3-9][0-9]{9}")


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


def count(found: QuerySet[Any]) -> int:
    """How many, up to MOST + 1 (which means more than MOST)."""
    try:  # the ORM's own count() takes twice as long to write
        sql, values = found.order_by().values_list("pk")[: MOST + 1].query.sql_with_params()
    except EmptyResultSet:  # nothing is in reach
        return 0
    return int(ask(f"SELECT count(*) FROM ({sql}) AS held", values)[0][0])


@dataclass(frozen=True)
class Total:
    """How many rows fit: exactly `count`; not exact: more than `count`; None: not counted, for that would take too long."""

    count: int | None
    exact: bool


def total(ledger: type[Ledger], scope: Scope, found: QuerySet[Any], wanted: Wanted) -> Total:
    """How many rows fit, at a bounded price: a scope of many rows is counted only so far, and not through a filter."""
    whole = _held(ledger, scope)
    if not wanted.filtered:
        return Total(min(whole, MOST), whole <= MOST)
    return Total(count(found), True) if whole <= MOST else Total(None, False)


def _held(ledger: type[Ledger], scope: Scope) -> int:
    """How many rows are within the scope, up to MOST + 1."""
    town = ledger.town_column()
    where, values = scope.sql(quote(ledger.scope_column()), quote(town) if town else None)
    within = f"SELECT 1 FROM {quote(ledger._meta.db_table)} WHERE {where} LIMIT {MOST + 1}"
    return int(ask(f"SELECT count(*) FROM ({within}) AS held", values)[0][0])


def by_ids(ledger: type[Ledger], scope: Scope, ids: Sequence[int]) -> list[Any]:
    """Rows within the scope with these ids, in their order."""
    found = {row.pk: row for row in with_related(ledger, rows(ledger, scope).filter(pk__in=list(ids)))}
    return [found[id] for id in ids if id in found]


def with_related(ledger: type[Ledger], found: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows with organisations and rows of other ledgers read along."""
    names = [column.name for column in ledger.declared if column.kind in _POINTING]
    return found.select_related(*names) if names else found


def narrowed(ledger: type[Ledger], found: QuerySet[Any], columns: Iterable[Column]) -> QuerySet[Any]:
    """The same rows with no more read of them than these columns, their name, key and place need."""
    county, town = ledger.scope_column(), ledger.town_column()
    own = {
        name: column
        for name, column in fields(ledger).items()
        if name in (ledger.info.name, *ledger.info.key, county, town)
    }
    needed, related = ["pk"], []
    for column in {**own, **{column.name: column for column in columns}}.values():
        needed += [column.name + suffix for suffix in column.fields() if suffix in ("", "_text", "_sealed")]
        if isinstance(column, ReferenceColumn):
            related.append(column.name)
            needed += [f"{column.name}__{key}" for key in registry.ledger(column.to).info.key]
        elif column.kind == "organisation":
            related.append(column.name)
            needed.append(f"{column.name}__name")
    return (found.select_related(*related) if related else found).only(*needed)


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
