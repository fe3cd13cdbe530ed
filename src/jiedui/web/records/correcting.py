"""A record with a wrong key, a record that should not be there, and taking either step back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import correcting
from jiedui.core.ledger import listing, queries
from jiedui.core.words.errors import Conflict, Refused
from jiedui.core.words.saying import listed, said
from jiedui.web import refusals, showing
from jiedui.web.records import fields as forms
from jiedui.web.records import typed
from jiedui.web.signin import address_of


def key(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """Correct the key of a row, for a reason."""
    ledger, row, scope = _opened(request, ledger_id, row_id)
    findings: list[dict[str, Any]] = []
    refusal, status = "", 200
    if request.method == "POST":
        try:
            saved = correcting.correct_key(
                ledger_id, row_id, typed.key_texts(ledger, request.POST), **_who(request, scope),
                revision=typed.revision(request.POST), answers=typed.answers(request.POST),
            )  # fmt: skip
        except (Refused, Conflict) as error:
            refusal, status = refusals.told(error), error.status
        else:
            findings, status = saved.findings, 422
            if saved.row_id is not None:
                if queries.row(ledger, scope, row_id).revision == row.revision:  # type: ignore[attr-defined]
                    messages.info(request, _("填写的与原来的相同，没有改动。"))
                else:
                    messages.success(request, _("编号已更正，原来的历史都保留。"))
                for found in findings:
                    messages.warning(request, found["message"])
                return redirect("web:record", ledger_id, row_id)
    post = request.POST if request.method == "POST" else None
    made = forms.fields(ledger, scope, row=row, typed=post, findings=findings, keys=True)
    known = {field.name for field in made}
    context = {
        **_told(ledger, row),
        "fields": made,
        "general": [found for found in findings if found.get("field") not in known],
        "stopped": [field for field in made if field.stopped],
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "revision": request.POST.get("revision") or row.revision,
    }
    return render(request, "web/records/key.html", context, status=status)


def remove(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """Ask once more and why, then remove a row; what refers to it is told instead."""
    ledger, row, scope = _opened(request, ledger_id, row_id)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            event = correcting.remove_record(
                ledger_id, row_id, **_who(request, scope), revision=typed.revision(request.POST)
            )
        except (Refused, Conflict) as error:
            refusal, status = refusals.told(error), error.status
        else:
            messages.success(
                request, _("已删除。如果删错了，可在操作留痕第 %(event)s 号事件中撤销。") % {"event": event}
            )
            return redirect("web:ledger", ledger_id)
    used = [(one.ledger.info.title, one.count) for one in listing.linked(ledger, row.pk, scope) if one.count]
    context = {
        **_told(ledger, row), "refusal": refusal, "used": used, "reason": request.POST.get("reason", ""),
        "revision": request.POST.get("revision") or row.revision,
    }  # fmt: skip
    return render(request, "web/records/remove.html", context, status=status)


def take_back(request: HttpRequest, ledger_id: str, event_id: int) -> HttpResponse:
    """Ask once more, then take back what a form or the API did to a row."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, CHANGE, ledger_id)
    scope = scope_of(request.user, action=CHANGE)
    entries = correcting.entries_to_take_back(ledger_id, event_id, scope=scope)
    if request.method == "POST":
        try:
            correcting.take_back(
                ledger_id, event_id, by=request.user, scope=scope, actor=actor(request.user, address_of(request))
            )
        except Refused as refusal:
            messages.error(request, refusals.told(refusal))
            return redirect("web:event", event_id)
        messages.success(request, _("已撤销，记录恢复到这一步之前。"))
        if entries[0].action == "n" or len(entries) > 1:
            return redirect("web:ledger", ledger_id)
        return redirect("web:record", ledger_id, entries[0].row_id)
    context = {
        "ledger": ledger.info,
        "event_id": event_id,
        "action": entries[0].action,
        "noun": ledger.info.noun,
        "count": len(entries),
    }
    return render(request, "web/records/take_back.html", context)


def _opened(request: HttpRequest, ledger_id: str, row_id: int) -> tuple[type[Ledger], Any, Scope]:
    check_may(request.user, CHANGE, ledger_id)
    ledger = registry.ledger(ledger_id)
    scope = scope_of(request.user, action=CHANGE)
    return ledger, queries.row(ledger, scope, row_id), scope


def _who(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    reason = request.POST.get("reason", "")
    return {"by": request.user, "scope": scope, "actor": actor(request.user, address_of(request)), "reason": reason}


def _told(ledger: type[Ledger], row: Any) -> dict[str, Any]:
    shown = showing.texts(ledger, [row])[0]
    keys = [(said(ledger.columns[name].label), shown[name]) for name in ledger.info.key]
    return {"ledger": ledger.info, "row": row, "title": shown[ledger.info.name] or f"#{row.pk}", "keys": keys,
            "labels": listed(label for label, _text in keys)}  # fmt: skip
