"""A list page by page, by key: the next page starts behind the last row of this one, however far down that is."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models import Case, F, IntegerField, Q, QuerySet, When

from jiedui.core.declare.columns import CodeColumn, ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.filtering import fields

PAGE = 25
SIZES = (25, 50, 100)
NONCE = 12
VALUE = "sorted_by"
_UNSORTED = ("long_text", "resident_id", "phone", "bank_card", "attachment")


@dataclass(frozen=True)
class Page:
    """Some rows of a list. first: the number of the first one; before, after: marks of the neighbouring pages, "" where
    there is none; size: how many at most."""

    rows: list[Any]
    first: int = 1
    before: str = ""
    after: str = ""
    size: int = PAGE

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


@dataclass(frozen=True)
class Mark:
    """A place in a list: beside the row `id`, whose value in the sorted column is `value` and whose number was `at`."""

    value: Any
    id: int
    at: int


def sortable(ledger: type[Ledger]) -> dict[str, str]:
    """Column name -> the path that it is sorted by; what is sealed, long or several has no order."""
    paths = {}
    for name, column in fields(ledger).items():
        if column.kind in _UNSORTED or (isinstance(column, CodeColumn) and column.several):
            continue
        if isinstance(column, ReferenceColumn):
            paths[name] = f"{name}__{registry.ledger(column.to).info.key[-1]}"
        else:
            paths[name] = f"{name}__name" if column.kind == "organisation" else name
    return paths


def ordered(ledger: type[Ledger], found: QuerySet[Any], sort: str, *, backwards: bool = False) -> QuerySet[Any]:
    """The rows in the order asked for, empty values last, equal ones by id; the latest registered first without one."""
    name, down = sort.removeprefix("-"), sort.startswith("-") or not sort
    by_id = "-pk" if down != backwards else "pk"
    if not name:
        return found.order_by(by_id)
    found, value = _valued(ledger, found, name), F(VALUE)
    last = {"nulls_first": True} if backwards else {"nulls_last": True}
    return found.order_by(value.desc(**last) if down != backwards else value.asc(**last), by_id)


def _valued(ledger: type[Ledger], found: QuerySet[Any], name: str) -> QuerySet[Any]:
    """The rows with what they are sorted by: a code by its place in the list, anything else by its value."""
    column = fields(ledger)[name]
    if isinstance(column, CodeColumn) and not any(entry.parent for entry in column.codes.codes):
        places = [When(**{name: entry.code}, then=place) for place, entry in enumerate(column.codes.codes)]
        value: Any = Case(*places, output_field=IntegerField())
    else:
        value = F(sortable(ledger)[name])
    valued: QuerySet[Any] = found.annotate(**{VALUE: value})
    return valued


def page(
    ledger: type[Ledger], found: QuerySet[Any], sort: str = "", *, after: str = "", before: str = "", size: int = PAGE
) -> Page:
    """The page behind the mark `after`, or before the mark `before`; without one, or with one that is none, the first."""
    backwards = bool(before) and not after
    mark = _opened(ledger, sort, after or before)
    if mark is None:
        backwards = False
    part = ordered(ledger, found, sort, backwards=backwards)
    rows = _fetched(found, part if mark is None else part.filter(_beyond(sort, mark, backwards)), sort, size + 1)
    if mark is not None and not rows:  # what was there is gone
        return page(ledger, found, sort, size=size)
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        if not more:  # so near the start that the page would not be full
            return page(ledger, found, sort, size=size)
        rows.reverse()
    first = 1 if mark is None else max(mark.at - len(rows), 1) if backwards else mark.at + 1
    last = first + len(rows) - 1
    return Page(
        rows,
        first,
        before=_mark(ledger, sort, rows[0], first) if rows and mark is not None else "",
        after=_mark(ledger, sort, rows[-1], last) if rows and (more or backwards) else "",
        size=size,
    )


def _fetched(found: QuerySet[Any], part: QuerySet[Any], sort: str, most: int) -> list[Any]:
    """The first rows. Sorted ones are chosen by their keys alone: a million whole rows are no light thing to sort."""
    if not sort:
        return list(part[:most])
    values = dict(part.values_list("pk", VALUE)[:most])
    rows = {row.pk: row for row in found.filter(pk__in=values)}
    for id, row in rows.items():
        setattr(row, VALUE, values[id])
    return [rows[id] for id in values if id in rows]


def _beyond(sort: str, mark: Mark, backwards: bool) -> Q:
    """What lies behind the mark in the order asked for; before it, when going backwards."""
    down = (sort.startswith("-") or not sort) != backwards
    further = Q(pk__lt=mark.id) if down else Q(pk__gt=mark.id)
    if not sort:
        return further
    empty = Q(**{f"{VALUE}__isnull": True})
    if mark.value is None:
        return empty & further | ~empty if backwards else empty & further
    behind = Q(**{f"{VALUE}__{'lt' if down else 'gt'}": mark.value}) | Q(**{VALUE: mark.value}) & further
    return behind if backwards else behind | empty


def _mark(ledger: type[Ledger], sort: str, row: Any, at: int) -> str:
    nonce = os.urandom(NONCE)
    value = getattr(row, VALUE) if sort else None
    text = json.dumps([value, row.pk, at], ensure_ascii=False, separators=(",", ":")).encode()
    sealed = nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text, _about(ledger, sort))
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _opened(ledger: type[Ledger], sort: str, text: str) -> Mark | None:
    """The mark, or None where the text is none of this list and order."""
    if not text:
        return None
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        plain = _cipher(settings.SECRET_KEY).decrypt(sealed[:NONCE], sealed[NONCE:], _about(ledger, sort))
        return Mark(*json.loads(plain))
    except (InvalidTag, ValueError, TypeError):
        return None


def _about(ledger: type[Ledger], sort: str) -> bytes:
    return f"{ledger.info.id}:{sort}".encode()


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    """A value may be somebody's name or wage: the mark that stands in an address tells nobody."""
    return AESGCM(hashlib.sha256(f"jiedui.list.{secret}".encode()).digest())
