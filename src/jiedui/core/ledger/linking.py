"""Rows of the ledgers that belong to a row: those that refer to it, the same person's, the same organisation's. All scoped.

What lies out of reach is neither counted nor hinted at. Which columns lead from ledger to ledger is read from the declarations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column, MoneyColumn, ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.listing import MOST, with_related
from jiedui.core.ledger.queries import rows

REFERENCE, PERSON, ORGANISATION = "reference", "person", "organisation"
FEW = 5
PROBES = 200
"""Questions a statement: SQLite takes at most 500 selects in one."""


@dataclass(frozen=True)
class Link:
    """Rows of `ledger` that hang together with a row, `how`, by `columns`: the latest few, and how many (up to MOST).

    sums: of rows that refer to the row and lie in its county, the total of each money column; None where no row says one.
    whose: for a person or an organisation the column of the row itself.
    """

    ledger: type[Ledger]
    how: str
    columns: tuple[Column, ...]
    rows: list[Any]
    count: int
    whose: str = ""
    sums: list[tuple[MoneyColumn, int | None]] = field(default_factory=list)


def links(ledger: type[Ledger], row: Any, scope: Scope, among: Sequence[type[Ledger]]) -> list[Link]:
    """What hangs together with a row, in the ledgers `among`: references first. One statement finds the ledgers that have any
    such row at all; what is counted and shown of them is scoped."""
    found = [*_referring(ledger, row, scope, among)]
    asked = [
        (other, how, columns, own.name, value)
        for kind, how in (("resident_id", PERSON), ("organisation", ORGANISATION))
        for own in ledger.declared
        if own.kind == kind and (value := getattr(row, f"{own.name}_id")) is not None
        for other in among
        if (columns := tuple(c for c in other.declared if c.kind == kind))
    ]
    some_at = _naming([(other, columns, value) for other, _how, columns, _own, value in asked])
    for at, (other, how, columns, own, value) in enumerate(asked):
        some: list[Any] = []
        count = 0
        if at in some_at:
            fits = Q()
            for each in columns:
                fits |= Q(**{f"{each.name}_id": value})
            query = rows(other, scope).filter(fits)
            some, count = _some(other, query.exclude(pk=row.pk) if other is ledger else query)
        found.append(Link(other, how, columns, some, count, whose=own))
    return found


def _naming(asked: Sequence[tuple[type[Ledger], tuple[Column, ...], int]]) -> set[int]:
    """Which of the questions (ledger, columns, person or organisation) have an answer anywhere: most have none, and a
    scoped query of each would be two statements for nothing."""
    found: set[int] = set()
    for start in range(0, len(asked), PROBES):
        parts, values = [], []
        for at, (other, columns, value) in enumerate(asked[start : start + PROBES], start):
            fits = " OR ".join(f"{store.quote(f'{each.name}_id')} = %s" for each in columns)
            parts.append(f"SELECT {at} WHERE EXISTS (SELECT 1 FROM {store.quote(other._meta.db_table)} WHERE {fits})")
            values += [value] * len(columns)
        found |= {at for (at,) in store.ask(" UNION ALL ".join(parts), values)}
    return found


def _referring(ledger: type[Ledger], row: Any, scope: Scope, among: Sequence[type[Ledger]]) -> Iterator[Link]:
    county, town = ledger.scope_column(), ledger.town_column()
    # Whoever reaches only some towns of a county does not reach what is kept for the county: no total then, for it would be too small.
    whole = scope.covers(getattr(row, county)) and getattr(row, county) not in scope.narrowed
    for other in among:
        for column in other.declared:
            if not isinstance(column, ReferenceColumn) or column.to != ledger.info.id:
                continue
            if other.town_column() is None and not whole and town:
                continue
            query = rows(other, scope).filter(**{f"{column.name}_id": row.pk})
            money = [one for one in other.declared if isinstance(one, MoneyColumn)] if column.scope and whole else []
            totals = query.order_by().aggregate(_rows=Count("pk"), **{one.name: Sum(one.name) for one in money})
            some = list(with_related(other, query.order_by("-id"))[:FEW])
            sums = [(one, totals[one.name]) for one in money]
            yield Link(other, REFERENCE, (column,), some, totals["_rows"], sums=sums)


def _some(ledger: type[Ledger], query: QuerySet[Any]) -> tuple[list[Any], int]:
    some = list(with_related(ledger, query.order_by("-id"))[: FEW + 1])
    return some[:FEW], len(some) if len(some) <= FEW else query.order_by()[: MOST + 1].count()
