"""The download centre: a person's own exports, how far they are, and fetching, repeating or deleting them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import EXPORT
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import JieduiError, NotFound
from jiedui.core.words.saying import listed, said
from jiedui.jobs.exports import operations, queries
from jiedui.web import downloads as files
from jiedui.web import refusals, showing
from jiedui.web.downloads import jobs
from jiedui.web.guard import requires
from jiedui.web.ledgers import filters
from jiedui.web.signin import address_of

KINDS = {"xlsx": "Excel", "csv": "CSV"}


@never_cache
@require_GET
def centre(request: HttpRequest) -> HttpResponse:
    """Own exports, newest first; what no worker will ever finish is called failed here."""
    operations.settle(request.user)
    scope = scope_of(request.user, action=EXPORT)
    lines = [_line(line, scope) for line in queries.mine(request.user)]
    context = {
        "lines": lines,
        "active": any(line["export"].active for line in lines),
        "days": operations.kept_for(),
        "may_export": may(request.user, EXPORT),
    }
    return render(request, "web/downloads/downloads.html", context)


@require_GET
def fetch(request: HttpRequest, export_id: int) -> HttpResponseBase:
    """The file, for its owner, as far as right and reach still go; each fetch is an event of the trail."""
    export = queries.one_of(request.user, export_id)
    pieces = operations.fetch(export, by=request.user, address=address_of(request))
    kind = files.CSV if export.kind == "csv" else files.XLSX
    return files.stream(export.file_name, pieces, export.size or 0, kind)


@require_POST
@requires(EXPORT)
def again(request: HttpRequest, export_id: int) -> HttpResponse:
    """Try a failed export once more."""
    export = queries.one_of(request.user, export_id)
    try:
        jobs.again(export, address_of(request))
    except JieduiError as refused:
        messages.error(request, refusals.told(refused))
    else:
        messages.success(request, _("已重新排队。"))
    return redirect("web:downloads")


@require_POST
def remove(request: HttpRequest, export_id: int) -> HttpResponse:
    """Delete an export, or cancel one that is still being made."""
    export = queries.one_of(request.user, export_id)
    operations.remove(export)
    messages.success(request, _("已取消。") if export.active else _("已删除。"))
    return redirect("web:downloads")


def _line(line: queries.Line, scope: Scope) -> dict[str, Any]:
    export = line.export
    told: dict[str, Any] = {"export": export, "line": line, "kind": KINDS.get(export.kind, export.kind)}
    try:
        ledger = registry.ledger(export.ledger)
    except NotFound:  # of a module that was switched off
        return {**told, "title": export.ledger, "filter": "", "columns": ""}
    wanted = filters.wanted(ledger, QueryDict(export.query))
    names = export.columns.split(",") if export.columns else []
    labels = [showing.heading(ledger.columns[name]) for name in names if name in ledger.columns]
    return {
        **told,
        "title": said(ledger.info.title),
        "filter": listed(jobs.filter_words(ledger, scope, wanted)),
        "columns": listed(labels),
    }
