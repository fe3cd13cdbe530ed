"""One record: its facts, its history, its form, and the full numbers for those who say why."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import check_may, may, scope_of
from jiedui.core.access.rights import CHANGE, REVEAL, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.queries import imports_of_events
from jiedui.core.ledger import listing, queries
from jiedui.core.trail.queries import entries_of
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import listed, said
from jiedui.web import refusals, showing
from jiedui.web.ledgers import columns
from jiedui.web.records.reveal import revealed
from jiedui.web.records.story import story
from jiedui.web.records.typed import SEALED
from jiedui.web.signin import address_of


def record(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """All facts of one row, what refers to it, and its history."""
    ledger, row, scope = _opened(request, ledger_id, row_id)
    return _page(request, ledger, row, scope)


@never_cache
@require_POST
def reveal(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """The record with its numbers in full, for one who may see them and says why; shown once, in this answer."""
    check_may(request.user, REVEAL, ledger_id)
    ledger = registry.ledger(ledger_id)
    row = queries.row(ledger, scope_of(request.user, action=REVEAL), row_id)
    try:
        numbers = revealed(
            ledger, row, by=request.user, reason=request.POST.get("reason", ""), address=address_of(request)
        )
    except Refused as refusal:
        messages.error(request, refusals.told(refusal))
        return redirect("web:record", ledger_id, row_id)
    return _page(request, ledger, row, scope_of(request.user), numbers=numbers)


def _opened(request: HttpRequest, ledger_id: str, row_id: int) -> tuple[type[Ledger], Any, Scope]:
    ledger = registry.ledger(ledger_id)
    check_may(request.user, VIEW, ledger_id)
    scope = scope_of(request.user)
    return ledger, queries.row(ledger, scope, row_id), scope


def _page(
    request: HttpRequest, ledger: type[Ledger], row: Any, scope: Scope, numbers: dict[str, str] | None = None
) -> HttpResponse:
    shown = showing.texts(ledger, [row])[0]
    steps = entries_of(ledger.info.id, row.pk)
    imports = imports_of_events(scope, request.user.pk, {step.event.pk for step in steps})
    changing = scope_of(request.user, action=CHANGE)
    town = ledger.town_column()
    context = {
        "ledger": ledger.info,
        "row": row,
        "title": shown[ledger.info.name] or f"#{row.pk}",
        "under": "　".join(shown[name] for name in columns.under_columns(ledger) if shown[name]),
        "key_labels": listed(said(ledger.columns[name].label) for name in ledger.info.key),
        "facts": [_fact(column, row, shown, numbers) for column in ledger.declared],
        "personal": any(_sealed(column, row) for column in ledger.declared),
        "numbers": numbers,
        "also": _registered_elsewhere(ledger, row),
        "linked": [_linked(linked) for linked in listing.linked(ledger, row.pk, scope)],
        "chapters": story(ledger, steps, imports, scope),
        "may_change": may(request.user, CHANGE, ledger.info.id)
        and changing.covers(getattr(row, ledger.scope_column()), getattr(row, town) if town else None),
        "may_reveal": may(request.user, REVEAL, ledger.info.id),
    }
    return render(request, "web/records/record.html", context)


def _fact(column: Any, row: Any, shown: dict[str, str], numbers: dict[str, str] | None) -> dict[str, Any]:
    text = (numbers or {}).get(column.name) or shown[column.name]
    url = getattr(column, "to", "") and getattr(row, f"{column.name}_id")
    return {
        "label": said(column.label),
        "unit": showing.unit_of(column) if text else "",
        "text": text,
        "kind": column.kind,
        "sealed": column.kind in SEALED,
        "to": (column.to, url) if url else None,
    }


def _sealed(column: Any, row: Any) -> bool:
    """Whether the row holds a number of this column that could be shown in full."""
    if column.kind == "resident_id":
        return getattr(row, f"{column.name}_id") is not None
    return column.kind in showing.SEALED and getattr(row, f"{column.name}_sealed") is not None


def _registered_elsewhere(ledger: type[Ledger], row: Any) -> bool:
    """Whether another county has registered the same person; which one is not told."""
    for column in ledger.declared:
        person = getattr(row, f"{column.name}_id", None) if column.kind == "resident_id" else None
        if person is not None and column.name in ledger.info.key:
            return person in queries.also_registered(ledger, column.name, [person])
    return False


def _linked(linked: listing.Linked) -> dict[str, Any]:
    other = linked.ledger
    chosen = [column for column in columns.short(other) if column.name != linked.column.name]
    return {
        "ledger": other.info,
        "name_label": columns.name_label(other),
        "county_label": columns.county_label(other),
        "headings": columns.headings(chosen),
        "lines": columns.lines(other, linked.rows, chosen),
        "count": linked.count,
    }
