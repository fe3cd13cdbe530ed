"""Imports as they stand: the history, and one of them from the upload to its undoing."""

import json
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import IMPORT, REVEAL, UNDO, VIEW
from jiedui.core.declare.registry import registry
from jiedui.core.intake import queries
from jiedui.core.intake.models import Import
from jiedui.core.intake.previews import keeping
from jiedui.core.places.shown import shown_label
from jiedui.web import choosing
from jiedui.web.guard import requires
from jiedui.web.imports import answering, handing_in, jobs, previewing, reading
from jiedui.web.imports.steps import opened
from jiedui.web.trailpages.telling import who

OPEN = (Import.State.RECEIVED, Import.State.CHECKED, Import.State.REFUSED, Import.State.WORKING)
DONE = (Import.State.APPLIED, Import.State.UNCHANGED, Import.State.UNDONE)
STAGES = ("读取文件", "核对内容", "比对台账", "准备预览")
WRITING = ("读取文件", "核对内容", "比对并写入台账")


@requires(VIEW)
def imports(request: HttpRequest) -> HttpResponse:
    """The imports within the person's reach, newest first, as filtered."""
    scope, me = scope_of(request.user), request.user.pk
    actor = request.GET.get("person", "")
    asked: dict[str, Any] = {
        "ledger": request.GET.get("ledger", "")[:60], "state": request.GET.get("state", "")[:10],
        "actor_id": int(actor) if actor.isdigit() and len(actor) < 19 else None,
        "since": _day(request.GET.get("since", "")), "until": _day(request.GET.get("until", "")),
    }  # fmt: skip
    pages = Paginator(queries.history(scope, me, **asked), 25)
    page = pages.get_page(request.GET.get("page"))
    records = list(page)
    undone = queries.undone_by(records)
    lines = [reading.line(record) for record in records]
    for one in lines:
        event = undone.get(one["record"].pk)
        one["undone"] = event and {"who": who(event.actor_id, event.actor_name), "at": event.at}
        one["may_undo"] = one["record"].state == Import.State.APPLIED and may(request.user, UNDO, one["record"].ledger)
        one["may_reveal"] = may(request.user, REVEAL, one["record"].ledger)
    context = {
        "page": page, "lines": lines, "total": pages.count, "asked": asked, "filtered": any(asked.values()),
        "ledgers": choosing.ledgers(),
        "people": [(id, who(id, name)) for id, name in queries.people(scope, me)],
        "states": Import.State.choices, "may_import": may(request.user, IMPORT),
    }  # fmt: skip
    return render(request, "web/imports/imports.html", context)


@never_cache
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """Where an import stands: being worked on, waiting for the person, or done."""
    record = opened(request, import_id, VIEW)
    job = jobs.running(record)
    if record.state in OPEN and job is not None and not job.finished:
        writing = record.state == Import.State.WORKING or job.phase == WRITING[-1]
        stages = WRITING if writing else STAGES
        at = stages.index(job.phase) if job.phase in stages else -1
        context = {"job": job, "stages": list(enumerate(stages)), "at": at, "writing": writing}
        return render(
            request,
            "web/imports/busy.html",
            {**reading.line(record), **context, "step": "done" if writing else "upload"},
        )
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    head = keeping.head_of(record) if record.state in OPEN else None
    context = _context(request, record) | (_open(request, record, head) if head else _closed(request, record))
    return render(request, "web/imports/import.html", {**context, "job": job, "step": _step(record, context)})


@never_cache
def preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """One page of the preview, alone: for the tabs, so that a person who turns pages waits for nothing else."""
    record = opened(request, import_id, VIEW)
    head = keeping.head_of(record) if record.state in OPEN else None
    context = _context(request, record) | (previewing.section(request, record, head) if head else {"tabs": []})
    return render(request, "web/imports/preview.html", context)


def _context(request: HttpRequest, record: Import) -> dict[str, Any]:
    allowed = may(request.user, IMPORT, record.ledger)
    return {
        **reading.line(record),
        "ledger": registry.ledger(record.ledger).info,
        "region": shown_label(record.scope),
        "unsettled": record.state in (Import.State.RECEIVED, Import.State.WORKING),
        "waiting": record.state == Import.State.CHECKED and allowed,
        "refused": record.state == Import.State.REFUSED,
        "done": record.state in DONE,
        "allowed": allowed and record.state in OPEN,
        "may_import": allowed,
        "may_undo": record.state == Import.State.APPLIED and may(request.user, UNDO, record.ledger),
        "may_reveal": may(request.user, REVEAL, record.ledger),
    }


def _open(request: HttpRequest, record: Import, head: dict[str, Any]) -> dict[str, Any]:
    """An import with its preview; nothing here reads the whole report."""
    answers = json.loads(record.answers)
    kinds = reading.kinds(head) if may(request.user, IMPORT, record.ledger) else []
    refusals = reading.refusals(head) if record.state == Import.State.REFUSED else []
    conflicts = next((count for _level, id, count in head["tally"] if id == "row.conflict"), 0)
    mine = dict(handing_in.ledgers(request.user))
    rather = [(id, mine[id]) for id in head.get("rather", []) if id in mine]
    return {
        **_counts(head, head["left_out"]),
        **_mapping(record, head, answers),
        **previewing.section(request, record, head),
        "preview": True, "refusals": refusals, "lacking": any(one["id"] == "column.missing" for one in refusals),
        "kinds": kinds, "questions": [question for one in kinds for question in one.questions],
        "asked": sum(one.total for one in kinds), "answered": reading.answered(head, answers),
        "answered_total": head["answered_total"], "tally": head["tally"], "conflicts": conflicts, "rather": rather[:3],
        "others": handing_in.options(request.user, without=record.ledger),
    }  # fmt: skip


def _closed(request: HttpRequest, record: Import) -> dict[str, Any]:
    """An import without a preview (any more), from its report."""
    report = queries.report_of(record)
    found = report.get("findings", [])
    refusals = reading.refusals(report) if record.state == Import.State.REFUSED else []
    rest = [one for one in found if one not in refusals] if refusals else found
    level, kind = request.GET.get("level", ""), request.GET.get("kind", "")
    page = Paginator(reading.findings(rest, level=level, kind=kind), reading.PAGE).get_page(request.GET.get("page"))
    answers = json.loads(record.answers)
    return {
        **_counts(report, len(report.get("left_out", []))),
        **_mapping(record, report, answers),
        "refusals": refusals, "tally": reading.tally(reading.counted(rest)), "findings": reading.drawn(page.object_list, record.ledger),
        "page": page, "level": level, "kind": kind, "answered": reading.answered(report, answers),
        "answered_total": len(report.get("answered", [])), "expired": record.state == Import.State.CHECKED,
    }  # fmt: skip


def _counts(report: dict[str, Any], left_out: int) -> dict[str, Any]:
    rows = report.get("rows", {})
    return {
        "report": report,
        "left_out": left_out,
        "stopped": rows.get("refused", 0) - left_out,
        "to_write": sum(rows.get(name, 0) for name in ("new", "changed")),
        "returnable": bool(report.get("sheets")),
    }


def _mapping(record: Import, report: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    mapped = reading.mapped(report, record.ledger, answers)
    ignored = [one["heading"] for one in mapped if one["ignored"]]
    return {"mapped": mapped, "read": len(mapped) - len(ignored), "ignored": ignored, "fields": answering.fields(record.ledger)}


def _step(record: Import, context: dict[str, Any]) -> str:
    """Which step of the way a person is at."""
    if record.state in DONE or record.state == Import.State.GIVEN_UP:
        return "done"
    if not context.get("preview") or context["unread"]:
        return "upload"
    if context.get("lacking") or any(one.id.startswith("column.") for one in context["kinds"]):
        return "columns"
    return "questions" if context["kinds"] else "preview"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
