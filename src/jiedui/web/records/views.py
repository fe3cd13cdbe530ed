"""One record: its facts, what hangs together with it, its files, its history; on paper; and the full numbers for those who say why."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, may, scope_of
from jiedui.core.access.rights import EXPORT, REVEAL, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.queries import imports_of_events
from jiedui.core.ledger import queries
from jiedui.core.ledger.standing import standing
from jiedui.core.places.shown import shown_name
from jiedui.core.trail.queries import Step, entries_of
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import listed, said
from jiedui.web import refusals, showing
from jiedui.web.flowpages.showing import of_row
from jiedui.web.ledgers import columns
from jiedui.web.records import facts, files, linked, story
from jiedui.web.records.reveal import revealed
from jiedui.web.signin import address_of

STEPS = 30
"""Steps of the history that a page shows before it is asked for all."""


def record(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """All facts of one row, what refers to it, and its history."""
    ledger, row, scope = opened(request, ledger_id, row_id)
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


def sheet(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """The record on a sheet of A4: numbers masked, the history where it is wanted, who printed it and when."""
    ledger, row, scope = opened(request, ledger_id, row_id)
    shown = showing.texts(ledger, [row])[0]
    context = {
        **_told(ledger, row, shown),
        "parts": facts.parts(ledger, row, shown),
        "standing": standing(ledger, row.pk),
        "with_history": bool(request.GET.get("history")),
        "days": story.days(_chapters(request, ledger, row, scope, None)) if request.GET.get("history") else [],
        "now": timezone.now(),
        "county": shown_name(getattr(row, ledger.scope_column())),
        "by": actor(request.user, "").name,
    }
    return render(request, "web/records/sheet.html", context)


def opened(request: HttpRequest, ledger_id: str, row_id: int) -> tuple[type[Ledger], Any, Scope]:
    """The ledger, the row and the scope of one who may see it; NotAllowed or NotFound."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, VIEW, ledger_id)
    scope = scope_of(request.user)
    return ledger, queries.row(ledger, scope, row_id), scope


def _page(
    request: HttpRequest, ledger: type[Ledger], row: Any, scope: Scope, numbers: dict[str, str] | None = None
) -> HttpResponse:
    shown = showing.texts(ledger, [row])[0]
    field = request.GET.get("field", "")
    field = field if field in ledger.columns else ""
    everything = bool(field) or request.GET.get("history") == "all"
    steps = entries_of(ledger.info.id, row.pk, limit=None if everything else STEPS + 1)
    more = not everything and len(steps) > STEPS
    chapters = _chapters(request, ledger, row, scope, steps[:STEPS] if more else steps)
    told = {change.name: change.label for chapter in chapters for change in chapter.changes}
    context = {
        **_told(ledger, row, shown),
        "key_labels": listed(said(ledger.columns[name].label) for name in ledger.info.key),
        "parts": facts.parts(ledger, row, shown, numbers),
        "personal": any(facts.sealed(column, row) for column in ledger.declared),
        "numbers": numbers,
        "also": facts.registered_elsewhere(ledger, row),
        "flow": of_row(request.user, ledger, row),
        "linked": linked.tables(ledger, row, scope, request.user, shown),
        "folders": files.folders(ledger, row, None if more else steps),
        "days": story.days(chapters, field),
        "field": field,
        "fields": [(c.name, showing.heading(c)) for c in ledger.declared if c.name in told or c.name == field],
        "more": more,
        "may_change": facts.may_change(request.user, ledger, row),
        "may_reveal": may(request.user, REVEAL, ledger.info.id),
        "may_export": may(request.user, EXPORT, ledger.info.id),
    }
    return render(request, "web/records/record.html", context)


def _told(ledger: type[Ledger], row: Any, shown: dict[str, str]) -> dict[str, Any]:
    return {
        "ledger": ledger.info,
        "row": row,
        "title": shown[ledger.info.name] or f"#{row.pk}",
        "under": "　".join(shown[name] for name in columns.under_columns(ledger) if shown[name]),
    }


def _chapters(
    request: HttpRequest, ledger: type[Ledger], row: Any, scope: Scope, steps: list[Step] | None
) -> list[story.Chapter]:
    steps = entries_of(ledger.info.id, row.pk) if steps is None else steps
    imports = imports_of_events(scope, request.user.pk, {step.event.pk for step in steps})
    return story.story(ledger, steps, imports, scope, files.names(ledger, row, steps))
