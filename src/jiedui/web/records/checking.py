"""Checks and suggestions while somebody types. What is typed travels in the body of the request, never in an address."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import OrganisationColumn, RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.examining import examine_record
from jiedui.core.ledger import queries
from jiedui.core.places import suggesting
from jiedui.core.words.errors import Conflict, NotFound, Refused
from jiedui.web import refusals
from jiedui.web.records import fields, notes, reading, typed
from jiedui.web.signin import address_of


@never_cache
@require_POST
def check(request: HttpRequest, ledger_id: str, row_id: int | None = None) -> HttpResponse:
    """The notes of every field of the form, after the checks of intake; nothing is written.

    `touched`: the fields that were filled in so far; a new record is not told that the others are still empty.
    """
    ledger, scope = _opened(request, ledger_id)
    row = queries.row(ledger, scope, row_id) if row_id is not None else None
    texts = typed.texts(ledger, request.POST, changing=row is not None)
    answers = typed.answers(request.POST)
    given: dict[str, Any] = {
        "scope": scope, "actor": actor(request.user, address_of(request)), "row_id": row_id,
        "revision": typed.revision(request.POST) if row is not None else None,
    }  # fmt: skip
    general: list[str] = []
    try:
        examined = examine_record(ledger_id, texts, answers=answers, **given)
    except Conflict:
        general = [_("他人刚刚修改了这条记录。请继续填写，保存时会列出差别，由您逐项选择。")]
        examined = examine_record(ledger_id, texts, answers=answers, **{**given, "revision": None})
    except Refused as refusal:
        return render(request, "web/records/check.html", {"general": [refusals.told(refusal)], "fields": []})
    before = examine_record(ledger_id, texts, **{**given, "revision": None}).findings if answers else []
    findings: Sequence[Any] = notes.with_answered(examined.findings, before, answers)
    if row is None:
        touched = set(request.POST.get("touched", "").split(","))
        findings = [one for one in findings if one["id"] != "value.required" or one["field"] in touched]
    readings = reading.readings(ledger, texts, examined.values, scope)
    made = fields.fields(ledger, scope, row=row, typed=request.POST, findings=findings, readings=readings)
    known = {field.name for field in made}
    general += [notes.answerable(one, ledger)["message"] for one in findings if one.get("field") not in known]
    context = {"ledger": ledger.info, "fields": made, "general": general, "exists": examined.exists, "swap": True}
    return render(request, "web/records/check.html", context)


@require_POST
def suggest(request: HttpRequest, ledger_id: str, field: str) -> HttpResponse:
    """What may be meant in a field, as options: places below the one above, places and organisations by what was typed."""
    ledger, scope = _opened(request, ledger_id)
    column = ledger.columns.get(field)
    text = request.POST.get(field, "")
    if isinstance(column, OrganisationColumn):
        options = suggesting.organisations_like(scope, text)
    elif isinstance(column, RegionColumn) and not column.within:
        options = suggesting.places_like(text)
    elif isinstance(column, RegionColumn):
        options = fields.below(column, _above(request, ledger, column), scope)
    else:
        raise NotFound("form.no_suggestions", _("这一栏没有可选的内容。"))
    return render(request, "web/records/options.html", {"options": options})


def _above(request: HttpRequest, ledger: type[Ledger], column: RegionColumn) -> str:
    """The code of the place that the form names above the column: the county, or the township within it."""
    outer = ledger.columns[column.within]
    assert isinstance(outer, RegionColumn)
    within = _above(request, ledger, outer) if outer.within else ""
    return suggesting.code_of(request.POST.get(outer.name, ""), level=outer.level, within=within)


def _opened(request: HttpRequest, ledger_id: str) -> tuple[type[Ledger], Scope]:
    check_may(request.user, CHANGE, ledger_id)
    return registry.ledger(ledger_id), scope_of(request.user, action=CHANGE)
