"""The way of a file: handed in, checked, questions answered, imported, brought back, undone."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, may, scope_of
from jiedui.core.access.rights import IMPORT, REVEAL, UNDO, VIEW
from jiedui.core.declare.registry import registry
from jiedui.core.intake import operations, queries
from jiedui.core.intake.books.returned import returned_workbook
from jiedui.core.intake.evidence import check_may_open, raw_file
from jiedui.core.intake.models import Import
from jiedui.core.places.shown import shown_label
from jiedui.core.words.errors import Refused
from jiedui.web import refusals
from jiedui.web.downloads import ANY, XLSX, download
from jiedui.web.guard import requires
from jiedui.web.imports import answering, handing_in, jobs, reading
from jiedui.web.signin import address_of

OPEN = (Import.State.RECEIVED, Import.State.CHECKED, Import.State.REFUSED, Import.State.WORKING)
DONE = (Import.State.APPLIED, Import.State.UNCHANGED, Import.State.UNDONE)


@requires(VIEW)
def imports(request: HttpRequest) -> HttpResponse:
    """The imports within the person's reach, newest first."""
    pages = Paginator(queries.imports(scope_of(request.user), request.user.pk), 25)
    page = pages.get_page(request.GET.get("page"))
    context = {"page": page, "lines": [reading.line(record) for record in page], "total": pages.count}
    return render(request, "web/imports/imports.html", context)


def hand_in(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Choose a file; a small one is checked at once, a large one in the background."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, IMPORT, ledger_id)
    refusal = ""
    if request.method == "POST":
        try:
            given = handing_in.handed_in(request)
        except Refused as error:
            refusal = refusals.told(error)
        else:
            record = operations.receive(
                ledger_id,
                given.data,
                name=given.name,
                actor=actor(request.user, address_of(request)),
                mode=given.mode,
                scope_code=given.region,
                organisation_id=request.user.organisation_id,
            )
            _check(request, record, small=len(given.data) <= jobs.SMALL)
            return redirect("web:import", record.pk)
    context = {
        "ledger": ledger.info,
        "regions": handing_in.regions(scope_of(request.user, action=IMPORT)),
        "chosen": request.POST,
        "refusal": refusal,
    }
    return render(request, "web/imports/hand_in.html", context, status=400 if refusal else 200)


@never_cache
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """Where an import stands: being worked on, waiting for the person, or done."""
    record = _opened(request, import_id, VIEW)
    job = jobs.running(record)
    busy = record.state in OPEN and job is not None and not job.finished
    if busy:
        return render(request, "web/imports/busy.html", {**reading.line(record), "job": job})
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    report = queries.report_of(record)
    level, kind = request.GET.get("level", ""), request.GET.get("kind", "")
    answers = json.loads(record.answers)
    refusals = reading.refusals(report) if record.state == Import.State.REFUSED else []
    found = [one for one in report.get("findings", []) if one not in refusals] if refusals else report.get("findings", [])
    listed = Paginator(reading.findings(found, level=level, kind=kind), reading.PAGE)
    changed = Paginator(report.get("changes", []), reading.PAGE).get_page(request.GET.get("changes"))
    changed.object_list = reading.changes(changed.object_list, record.ledger)
    page = listed.get_page(request.GET.get("page"))
    allowed = may(request.user, IMPORT, record.ledger)
    kinds = reading.kinds(report) if record.state in OPEN and allowed else []
    conflicts = sum(found["id"] == "row.conflict" for found in report.get("findings", []))
    context = {
        **reading.line(record),
        "ledger": registry.ledger(record.ledger).info,
        "region": shown_label(record.scope),
        "report": report,
        "job": job,
        "unsettled": record.state in (Import.State.RECEIVED, Import.State.WORKING),
        "waiting": record.state == Import.State.CHECKED and allowed,
        "refused": record.state == Import.State.REFUSED,
        "refusals": refusals,
        "lacking": any(one["id"] == "column.missing" for one in refusals),
        "done": record.state in DONE,
        "allowed": allowed and record.state in OPEN,
        "kinds": kinds,
        "questions": [question for one in kinds for question in one.questions],
        "asked": sum(one.total for one in kinds),
        "answered": reading.answered(report, answers),
        "tally": reading.tally(found),
        "findings": reading.drawn(page.object_list, record.ledger),
        "page": page,
        "level": level,
        "kind": kind,
        "changes": changed,
        "mapped": (mapped := reading.mapped(report, record.ledger, answers)),
        "ignored": [one["heading"] for one in mapped if one["ignored"]],
        "fields": reading.fields(record.ledger),
        "conflicts": conflicts,
        "left_out": len(report.get("left_out", [])),
        "stopped": report.get("rows", {}).get("refused", 0) - len(report.get("left_out", [])),
        "to_write": sum(report.get("rows", {}).get(name, 0) for name in ("new", "changed")),
        "returnable": bool(report.get("sheets")) and allowed,
        "may_undo": record.state == Import.State.APPLIED and may(request.user, UNDO, record.ledger),
        "may_reveal": may(request.user, REVEAL, record.ledger),
    }
    return render(request, "web/imports/import.html", context)


@require_POST
def answer(request: HttpRequest, import_id: int) -> HttpResponse:
    """Keep, change or withdraw the answers to the questions, and what the columns are; then check again."""
    record = _opened(request, import_id, IMPORT)
    report = queries.report_of(record)
    try:
        given = answering.given(request.POST, report, record.ledger, json.loads(record.answers))
        operations.answer(record, given)
    except Refused as refusal:
        messages.error(request, refusals.told(refusal))
        return redirect("web:import", record.pk)
    return _again(request, record)


@require_POST
def check_again(request: HttpRequest, import_id: int) -> HttpResponse:
    """Check the file anew against the ledger as it is now."""
    return _again(request, _opened(request, import_id, IMPORT))


@require_POST
def let_in(request: HttpRequest, import_id: int) -> HttpResponse:
    """Import the checked rows; with `partial` the good ones although others are refused."""
    record = _opened(request, import_id, IMPORT)
    partial = request.POST.get("partial") == "1"
    address = address_of(request)
    if _large(record):
        jobs.start_import(record, request.user, address, partial=partial)
        return redirect("web:import", record.pk)
    scope = jobs.scope_for(request.user, record)
    report = operations.apply_import(record, scope=scope, actor=actor(request.user, address), partial=partial)
    if report.applied and report.event:
        messages.success(request, _("导入完成，批次号 %(batch)s。") % {"batch": record.pk})
    elif report.applied:
        messages.info(request, _("表中内容与台账完全一致，没有需要写入的内容。"))
    else:
        messages.error(request, _("没有导入：表中还有错误或没有回答的问题。请先处理，或勾选“只导入没有问题的行”。"))
    return redirect("web:import", record.pk)


def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Ask once more, then take the import back as a whole; what stops it is told."""
    record = _opened(request, import_id, UNDO)
    if request.method == "POST":
        scope = scope_of(request.user, action=UNDO)
        try:
            operations.undo_import(record, scope=scope, actor=actor(request.user, address_of(request)))
        except Refused as refusal:
            messages.error(request, refusals.told(refusal))
        else:
            messages.success(request, _("这次导入已整批撤销，台账恢复到导入之前。"))
        return redirect("web:import", record.pk)
    return render(request, "web/imports/undo.html", reading.line(record))


@never_cache
def returned(request: HttpRequest, import_id: int) -> HttpResponse:
    """The clerk's own workbook with the refused cells marked."""
    record = _opened(request, import_id, IMPORT)
    check_may_open(record, request.user)
    name, data = returned_workbook(record)
    return download(name, data, XLSX)


@never_cache
@require_POST
def raw(request: HttpRequest, import_id: int) -> HttpResponse:
    """The file as it was handed in, for those who may see full numbers and say why."""
    record = _opened(request, import_id, REVEAL)
    try:
        data = raw_file(record, by=request.user, reason=request.POST.get("reason", ""), address=address_of(request))
    except Refused as refusal:
        messages.error(request, refusals.told(refusal))
        return redirect("web:import", record.pk)
    return download(record.file_name, data, ANY)


def _opened(request: HttpRequest, import_id: int, action: str) -> Import:
    check_may(request.user, action)
    record = queries.one_import(scope_of(request.user), request.user.pk, import_id)
    return record


def _check(request: HttpRequest, record: Import, *, small: bool) -> None:
    address = address_of(request)
    if small:
        scope = jobs.scope_for(request.user, record)
        operations.preview(record, scope=scope, actor=actor(request.user, address))
    else:
        jobs.start_check(record, request.user, address)


def _again(request: HttpRequest, record: Import) -> HttpResponse:
    _check(request, record, small=not _large(record))
    return redirect("web:import", record.pk)


def _large(record: Import) -> bool:
    """Whether the file is one for the background: it was before, or has that many rows."""
    return jobs.running(record) is not None or json.loads(record.counts).get("read", 0) > jobs.FEW
