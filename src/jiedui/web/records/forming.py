"""The form of a record: a new one, or changes to one, saved with the checks of intake; what was typed is never lost."""

from collections.abc import Mapping, Sequence
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
from jiedui.core.intake.examining import Examined, examine_record
from jiedui.core.intake.forms import save_record
from jiedui.core.ledger import queries
from jiedui.core.words.errors import Conflict, Refused
from jiedui.core.words.saying import said
from jiedui.web import refusals, retelling, showing
from jiedui.web.records import conflicts, fields, notes, prefilled, reading, typed
from jiedui.web.signin import address_of


def edit(request: HttpRequest, ledger_id: str, row_id: int) -> HttpResponse:
    """Change a row; what was typed stays in the form until it can be saved."""
    check_may(request.user, CHANGE, ledger_id)
    ledger = registry.ledger(ledger_id)
    scope = scope_of(request.user, action=CHANGE)
    return _form(request, ledger, scope, queries.row(ledger, scope, row_id))


def new(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Register one row."""
    check_may(request.user, CHANGE, ledger_id)
    return _form(request, registry.ledger(ledger_id), scope_of(request.user, action=CHANGE), None)


def _form(request: HttpRequest, ledger: type[Ledger], scope: Scope, row: Any) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, ledger, scope, row)
    texts = typed.texts(ledger, request.POST, changing=row is not None)
    values, unsettled = conflicts.settled(request.POST, texts) if row is not None else (texts, [])
    seen = typed.revision(request.POST) if row is not None else None
    try:
        if unsettled:
            raise Conflict("record.unsettled", _("还有内容没有选定用哪一个，请逐项选择后再保存。"))
        saved = save_record(
            ledger.info.id, values, scope=scope, actor=actor(request.user, address_of(request)),
            row_id=row.pk if row is not None else None, revision=seen, answers=typed.answers(request.POST),
        )  # fmt: skip
    except Conflict as conflict:
        opened = typed.revision(request.POST, "opened") if unsettled else seen
        return _shown(request, ledger, scope, queries.row(ledger, scope, row.pk), refusal=conflict, opened=opened)
    except Refused as refusal:
        return _shown(request, ledger, scope, row, refusal=refusal)
    if saved.row_id is None:
        return _shown(request, ledger, scope, row, findings=saved.findings)
    messages.success(request, _("已保存。"))
    for found in saved.findings:
        message = retelling.told(found, ledger.info.id)
        where = {"label": said(found["column"] or ""), "message": message}
        messages.warning(request, _("%(label)s：%(message)s") % where if found["column"] else message)
    if row is None and request.POST.get("again"):
        return redirect("web:record_new", ledger.info.id)
    return redirect("web:record", ledger.info.id, saved.row_id)


def _shown(
    request: HttpRequest, ledger: type[Ledger], scope: Scope, row: Any, *,
    findings: Sequence[Mapping[str, Any]] = (), refusal: Conflict | Refused | None = None, opened: int | None = None,
) -> HttpResponse:  # fmt: skip
    post = request.POST if request.method == "POST" else None
    status = 200 if post is None else refusal.status if refusal is not None else 422
    examined = _examined(request, ledger, scope, row) if post is not None else Examined([], {})
    if post is not None:
        findings = notes.with_answered(findings, _unanswered(request, ledger, scope, row), typed.answers(post))
    texts = typed.texts(ledger, post, changing=row is not None) if post is not None else {}
    readings = reading.readings(ledger, texts, examined.values, scope)
    taken = prefilled.taken_over(ledger, request.GET, scope_of(request.user)) if row is None and post is None else None
    made = fields.fields(ledger, scope, row=row, typed=post or taken, findings=findings, readings=readings)
    since = None
    if post is not None and opened is not None and row is not None:
        since = conflicts.meanwhile(ledger, row, opened, post, scope)
        conflicts.adopt(made, fields.fields(ledger, scope, row=row), since.clashes)
    known = {field.name for field in made}
    context = {
        "ledger": ledger.info,
        "row": row,
        "title": showing.texts(ledger, [row], [ledger.columns[ledger.info.name]])[0][ledger.info.name] if row else "",
        "fields": made,
        "sections": fields.sections(ledger, made),
        "general": [notes.answerable(found, ledger) for found in findings if found.get("field") not in known],
        "stopped": [field for field in made if field.stopped],
        "refusal": refusals.told(refusal) if refusal is not None else "",
        "exists": examined.exists,
        "since": since,
        "opened": opened,
        "unsettled": refusal is not None and refusal.id == "record.unsettled",
        "revision": _revision(post, row, since),
        "dirty": post is not None,
        "taken": taken is not None,
    }
    return render(request, "web/records/form.html", context, status=status)


def _revision(post: Any, row: Any, since: conflicts.Meanwhile | None) -> int | str:
    """The revision that saving starts from: the one that was open, or the present one where the changes since are shown."""
    if row is None:
        return ""
    seen = typed.revision(post) if post is not None else None
    return row.revision if since is not None or seen is None else seen  # type: ignore[no-any-return]


def _examined(
    request: HttpRequest, ledger: type[Ledger], scope: Scope, row: Any, answers: Mapping[str, str] | None = None
) -> Examined:
    """What checking says of what was typed, without saving; nothing where the row cannot be compared now."""
    texts = typed.texts(ledger, request.POST, changing=row is not None)
    try:
        return examine_record(
            ledger.info.id, texts, scope=scope, actor=actor(request.user, address_of(request)),
            row_id=row.pk if row is not None else None,
            answers=typed.answers(request.POST) if answers is None else answers,
        )  # fmt: skip
    except (Refused, Conflict):
        return Examined([], {})


def _unanswered(request: HttpRequest, ledger: type[Ledger], scope: Scope, row: Any) -> Sequence[Mapping[str, Any]]:
    """What is found as long as no question is answered; asked only where one is."""
    return _examined(request, ledger, scope, row, {}).findings if typed.answers(request.POST) else ()
