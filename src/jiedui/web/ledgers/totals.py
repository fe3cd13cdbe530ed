"""The summary line of a list: how many rows, how many people, sums and averages with their units."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.lake.totals import of_lake, state
from jiedui.core.ledger import listing
from jiedui.core.ledger.filtering import Wanted, per_unit
from jiedui.core.ledger.totals import SUM, Amount, Totals, distinct_column, of_rows
from jiedui.core.words.saying import said
from jiedui.web import showing
from jiedui.web.ledgers.address import query

KEPT = 24 * 3600


@dataclass(frozen=True)
class Line:
    """One total: 协作资金合计 1,234.50 万元; note: of how many rows, where not all hold a value."""

    label: str
    value: str
    unit: str
    note: str


@dataclass(frozen=True)
class Told:
    """at: the moment for which the totals hold. lines None: too many rows for what the filter asks for."""

    at: dt.datetime
    count: int
    lines: list[Line] | None


def told(ledger: type[Ledger], scope: Scope, wanted: Wanted) -> Told:
    """The totals of what is asked for, as the ledger is now. Names, numbers and free text never enter the lake: a filter
    by them is totalled by the database, up to MOST rows."""
    key, at = _key(ledger, scope, wanted), timezone.now()
    found: Totals | None = cache.get(key)
    if found is None:
        rows = listing.find(ledger, scope, wanted)
        if listing.count(listing.find(ledger, scope, Wanted())) <= listing.MOST:
            found = of_rows(ledger, rows, wanted)
        else:
            found = of_lake(ledger, scope, wanted)
            if found is None:
                counted = listing.count(rows)
                if counted > listing.MOST:
                    return Told(at, counted, None)
                found = of_rows(ledger, rows, wanted)
        cache.set(key, found, KEPT)
    return Told(at, found.count, _lines(ledger, found))


def known(ledger: type[Ledger], scope: Scope, wanted: Wanted) -> Totals | None:
    """The totals, where they were computed since the last change."""
    found: Totals | None = cache.get(_key(ledger, scope, wanted))
    return found


def _key(ledger: type[Ledger], scope: Scope, wanted: Wanted) -> str:
    # The cache is on the disk: a name that somebody searched for does not lie in it.
    asked = query(Wanted(wanted.text, wanted.conditions))
    return "totals." + hashlib.sha256(f"{state(ledger, scope)}|{asked}".encode()).hexdigest()


def _lines(ledger: type[Ledger], found: Totals) -> list[Line]:
    lines = []
    counted = distinct_column(ledger)
    if counted is not None and found.distinct is not None:
        if counted.kind == "resident_id":
            lines.append(Line(_("涉及人员"), f"{found.distinct:,}", _("人"), ""))
        else:
            lines.append(
                Line(said(counted.label), f"{found.distinct:,}", _("个不同的值"), "")
            )
    for amount in found.amounts:
        column = ledger.columns[amount.column]
        name = _("%(label)s合计") if amount.how == SUM else _("%(label)s平均")
        missing = found.count - amount.filled
        note = _("%(missing)s 条未填") % {"missing": f"{missing:,}"} if missing and amount.filled else ""
        value = _shown(column, amount)
        lines.append(Line(name % {"label": said(column.label)}, value, showing.unit_of(column) if value else "", note))
    return lines


def _shown(column: Column, amount: Amount) -> str:
    if amount.value is None:
        return ""
    if amount.how == SUM:
        return showing.described(column, int(amount.value))
    return f"{amount.value / per_unit(column):,.2f}" + ("%" if column.kind == "percent" else "")
