"""What a person does to an import: answer, check again, let in, undo, give up, move to its ledger, take the file back."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.rights import IMPORT, REVEAL, UNDO
from jiedui.core.intake import operations, outlook, queries, steering
from jiedui.core.intake.books.returned import returned_workbook
from jiedui.core.intake.evidence import check_may_open, raw_file
from jiedui.core.intake.models import Import
from jiedui.core.intake.previews import keeping
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said
from jiedui.web import refusals
from jiedui.web.downloads import ANY, XLSX, download
from jiedui.web.imports import answering, arriving, handing_in, jobs, reading
from jiedui.web.signin import address_of
from jiedui.web.trailpages.telling import KINDS, who


def opened(request: HttpRequest, import_id: int, action: str) -> Import:
    """An import within reach of one who may do `action`."""
    check_may(request.user, action)
    return queries.one_import(scope_of(request.user), request.user.pk, import_id)


@require_POST
def answer(request: HttpRequest, import_id: int) -> HttpResponse:
    """Keep, change or withdraw the answers to the questions, and what the columns are; then check again."""
    record = opened(request, import_id, IMPORT)
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
    return _again(request, opened(request, import_id, IMPORT))


@require_POST
def let_in(request: HttpRequest, import_id: int) -> HttpResponse:
    """Import the checked rows; with `partial` the good ones although others are refused."""
    record = opened(request, import_id, IMPORT)
    partial = request.POST.get("partial") == "1"
    address = address_of(request)
    if not partial and _stopped(record):
        messages.error(request, _("没有导入：表中还有错误或没有回答的问题。请先处理，或勾选“只导入没有问题的行”。"))
        return redirect("web:import", record.pk)
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
        messages.error(request, _("没有导入：核对之后情况有变化，或还有没有回答的问题。请看下面的说明，处理后再导入。"))
    return redirect("web:import", record.pk)


def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Say what an undo would do and what stands in its way, then take the import back as a whole."""
    record = opened(request, import_id, UNDO)
    if request.method == "POST":
        scope = scope_of(request.user, action=UNDO)
        try:
            operations.undo_import(record, scope=scope, actor=actor(request.user, address_of(request)))
        except Refused as refusal:
            messages.error(request, refusals.told(refusal))
        else:
            messages.success(request, _("这次导入已整批撤销，台账恢复到导入之前。"))
        return redirect("web:import", record.pk)
    seen = outlook.of(record) if record.state == Import.State.APPLIED else None
    later = [
        {"at": one.at, "who": who(one.actor_id, one.actor), "kind": KINDS.get(one.kind, one.kind), "rows": one.rows}
        for one in (seen.later if seen else ())
    ]
    used = [said(title) for title in (seen.used_by if seen else ())]
    context = reading.line(record) | {"seen": seen, "later": later, "used": used}
    return render(request, "web/imports/undo.html", context)


@require_POST
def give_up(request: HttpRequest, import_id: int) -> HttpResponse:
    """The file is not to be imported after all."""
    record = opened(request, import_id, IMPORT)
    try:
        steering.give_up(record)
    except Refused as refusal:
        messages.error(request, refusals.told(refusal))
        return redirect("web:import", record.pk)
    messages.success(request, _("已放弃导入“%(name)s”，没有写入台账。") % {"name": record.file_name})
    return redirect("web:import_new")


@require_POST
def move(request: HttpRequest, import_id: int) -> HttpResponse:
    """The file is for another ledger."""
    record = opened(request, import_id, IMPORT)
    ledger_id = request.POST.get("ledger", "")
    try:
        if ledger_id not in dict(handing_in.ledgers(request.user)):
            raise Refused("import.ledger", _("您不能向所选的台账导入，请重新选择。"))
        steering.move(record, ledger_id)
    except Refused as refusal:
        messages.error(request, refusals.told(refusal))
        return redirect("web:import", record.pk)
    return _again(request, record)


@require_POST
def forget(request: HttpRequest, import_id: int) -> HttpResponse:
    """Forget what a heading was once said to mean, and read it anew."""
    record = opened(request, import_id, IMPORT)
    try:
        gone = steering.forget_heading(record, request.POST.get("heading", ""))
    except Refused as refusal:
        messages.error(request, refusals.told(refusal))
        return redirect("web:import", record.pk)
    if gone:
        messages.success(
            request, _("已忘记“%(heading)s”以前的对应，按列名重新识别。") % {"heading": request.POST["heading"]}
        )
    return _again(request, record)


@never_cache
def returned(request: HttpRequest, import_id: int) -> HttpResponse:
    """The clerk's own workbook with the refused cells marked."""
    record = opened(request, import_id, IMPORT)
    check_may_open(record, request.user)
    name, data = returned_workbook(record)
    return download(name, data, XLSX)


@never_cache
@require_POST
def raw(request: HttpRequest, import_id: int) -> HttpResponse:
    """The file as it was handed in, for those who may see full numbers and say why."""
    record = opened(request, import_id, REVEAL)
    try:
        data = raw_file(record, by=request.user, reason=request.POST.get("reason", ""), address=address_of(request))
    except Refused as refusal:
        messages.error(request, refusals.told(refusal))
        return redirect("web:import", record.pk)
    return download(record.file_name, data, ANY)


def _again(request: HttpRequest, record: Import) -> HttpResponse:
    if record.state in operations.CLOSED:
        messages.error(request, _("这份文件已经处理完毕，不能再核对。如有改动，请重新上传。"))
    else:
        arriving.check(request, record, small=not _large(record))
    return redirect("web:import", record.pk)


def _stopped(record: Import) -> bool:
    """Whether the preview already says that the file as a whole does not go in."""
    counts = json.loads(record.counts)
    open_questions = bool((keeping.head_of(record) or {}).get("questions"))
    return record.state == Import.State.CHECKED and (
        open_questions or counts.get("refused", 0) > counts.get("left_out", 0)
    )


def _large(record: Import) -> bool:
    """Whether the file is one for the background: it was before, or has that many rows."""
    return jobs.running(record) is not None or json.loads(record.counts).get("read", 0) > jobs.FEW
