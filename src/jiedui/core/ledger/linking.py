"""Rows of the ledgers that belong to a row: those that refer to it, the same person's, the same organisation's. All scoped.

What lies out of reach is neither counted nor hinted at. Which columns lead from ledger to ledger is read from the declarations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column, MoneyColumn, ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.listing import MOST, with_related
from jiedui.core.ledger.queries import rows

REFERENCE, PERSON, ORGANISATION = "reference", "person", "organisation"
FEW = 5


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
    """What hangs together with a row, in the ledgers `among`: references first. A fixed number of queries."""
    found = [*_referring(ledger, row, scope, among)]
    for kind, how in (("resident_id", PERSON), ("organisation", ORGANISATION)):
        for column in ledger.declared:
            one = getattr(row, f"{column.name}_id") if column.kind == kind else None
            for other in among if one is not None else ():
                columns = tuple(c for c in other.declared if c.kind == kind)
                if columns:
                    fits = Q()
                    for each in columns:
                        fits |= Q(**{f"{each.name}_id": one})
                    query = rows(other, scope).filter(fits)
                    query = query.exclude(pk=row.pk) if other is ledger else query
                    some, count = _some(other, query)
                    found.append(Link(other, how, columns, some, count, whose=column.name))
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
    return list(with_related(ledger, query.order_by("-id"))[:FEW]), query.order_by()[: MOST + 1].count()
