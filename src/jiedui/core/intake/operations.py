"""Handing in files: check, preview, apply, undo. Permission, change and trail in one transaction."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import asked, guessing, headings, keys, process
from jiedui.core.intake.forms import Saved, save_record
from jiedui.core.intake.mapping import BY_HAND, IGNORE, named
from jiedui.core.intake.models import Import, RememberedHeading
from jiedui.core.intake.previews import keeping
from jiedui.core.intake.previews.building import Preview
from jiedui.core.intake.previews.summary import summary
from jiedui.core.intake.process import Progress, Task
from jiedui.core.intake.queries import report_of
from jiedui.core.intake.reading import read_workbook
from jiedui.core.intake.report import Report
from jiedui.core.ledger.undoing import undo_event
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import Actor
from jiedui.core.vault import files
from jiedui.core.vault.masking import scrub
from jiedui.core.words.errors import Conflict, Refused

State = Import.State
HEADINGS = ("column.fuzzy:", f"{BY_HAND}:")
"""Keys of the answers about what a heading means: they are remembered."""
FILE_FAULTS = "file."
UNFIT = {"sheet.no_header", "column.missing"}
"""Findings of a file that may be one of another ledger."""


def import_file(
    ledger_id: str,
    data: bytes,
    *,
    name: str,
    scope: Scope,
    actor: Actor,
    mode: str = "add",
    partial: bool = False,
    answers: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    scope_code: str = "",
    organisation_id: int | None = None,
    request_key: str | None = None,
    today: date | None = None,
) -> Report:
    """Take a file through in one go: the command line's way, and the demonstration data's.

    A dry run counts and judges exactly as the real run would and writes nothing. `request_key`: a retry of a request
    that has already been carried out gives its report and changes nothing.
    """
    ledger = registry.ledger(ledger_id)
    if mode not in ("add", "replace"):
        raise Refused("import.mode", "导入方式只能是 add（增补）或 replace（替换）。")
    if request_key and (known := Import.objects.filter(request_key=request_key, state__in=_DONE).first()):
        return _repeated(known, ledger, data, name)
    task = Task(
        ledger, data, name, scope, actor, mode, partial, dict(answers or {}), remembered(ledger, _memory(organisation_id, actor.user_id)),
        today or timezone.localdate(), None, scope_code,
    )  # fmt: skip
    if dry_run:
        return process.run(task, write=False, progress=progress)
    record = Import(
        ledger=ledger.info.id, file_name=scrub(name), mode=mode, scope=scope_code, actor_id=actor.user_id, actor_name=actor.name,
        organisation_id=organisation_id, request_key=request_key, state=State.WORKING,
    )  # fmt: skip
    report = process.run(task, write=True, progress=progress, written=lambda report: _settle(record, task, report))
    if not record.pk and not _unreadable(report):
        with transaction.atomic():
            _settle(record, task, report)
    return report


_DONE = (State.APPLIED, State.UNCHANGED)
CLOSED = (State.APPLIED, State.UNCHANGED, State.UNDONE, State.GIVEN_UP)
"""States of an import that is no longer on its way."""


def _unreadable(report: Report) -> bool:
    return any(id.startswith(FILE_FAULTS) for id in report.findings["id"].to_list())


def _repeated(known: Import, ledger: type[Ledger], data: bytes, name: str) -> Report:
    stored = json.loads(files.get(known.report_digest))
    report = Report(ledger, name, known.file_digest, applied=True, batch=known.pk, rows=stored["rows"])
    report.sheets, report.columns, report.event = stored["sheets"], stored["columns"], known.event
    from jiedui.core.intake.findings import Findings

    report.findings = Findings().frame()
    return report


def _settle(record: Import, task: Task, report: Report) -> None:
    """Write down what became of an import, in the transaction of its rows."""
    if record.pk and Import.objects.select_for_update().filter(pk=record.pk, state__in=_DONE).exists():
        raise Conflict("import.twice", "同一请求正在处理或已经处理，请刷新后查看结果。")
    record.file_digest = files.put(task.data)
    _carry_answered(record, report)
    record.answers = json.dumps(keys.kept(dict(task.answers)), ensure_ascii=False)
    record.counts = json.dumps(_counts(report))
    record.counties = ",".join(sorted(report.counties))
    record.event = report.event
    record.finished_at = timezone.now()
    if not report.applied:
        record.state = State.REFUSED
    else:
        record.state = State.APPLIED if report.event else State.UNCHANGED
    try:
        record.save()
    except IntegrityError:
        raise Conflict("import.twice", "同一请求正在处理或已经处理，请刷新后查看结果。") from None
    report.batch = record.pk if report.event else None
    record.report_digest = files.put(report.dumps())
    record.save(update_fields=["report_digest"])
    if report.applied:
        keeping.forget(record)
        _remember(task, report, memory(record))


def _carry_answered(record: Import, report: Report) -> None:
    """Questions that are answered leave the findings; the report keeps them as they were asked."""
    report.answered = asked.answered(report_of(record), json.loads(record.answers), report.open_keys())


def _counts(report: Report) -> dict[str, int]:
    """The numbers of an import for lists and pages: those of the report, how many of `refused` a person left out, how
    many questions are open, and how many sheets could be opened (0: it is no table at all)."""
    more = {"left_out": len(report.left_out), "asked": len(report.open_keys()), "sheets": len(report.sheets)}
    return {**report.rows, **more}


def _memory(organisation_id: int | None, user_id: int | None) -> int:
    """Whose memory of headings counts: the organisation's, else the person's own (a negative number), else (0) the
    server's. What one county's clerk answers must not decide how another county's file is read.
    """
    return organisation_id or -(user_id or 0)


def memory(record: Import) -> int:
    """Whose memory of headings counts for an import."""
    return _memory(record.organisation_id, record.actor_id)


def remembered(ledger: type[Ledger], owner: int) -> dict[str, str]:
    """Plain heading -> column name, as confirmed before in this memory."""
    rows = RememberedHeading.objects.filter(ledger=ledger.info.id, organisation_id=owner)
    return dict(rows.values_list("heading", "field"))


def _remember(task: Task, report: Report, owner: int) -> None:
    """Keep what was said about the headings of this file; nothing where it is what the ledger takes them for by itself."""
    ledger = task.ledger
    for key, answer in task.answers.items():
        prefix = next((one for one in HEADINGS if key.startswith(one)), None)
        heading = report.headings.get(key.removeprefix(prefix)) if prefix else None
        column = named(ledger, answer)
        if heading is None or (column is None and answer != IGNORE):
            continue
        natural = headings.find(ledger, heading)
        memory = RememberedHeading.objects.filter(ledger=ledger.info.id, organisation_id=owner, heading=heading.plain)
        if natural is not None and natural[0] is column:
            memory.delete()
        elif not memory.update(field=column.name if column else ""):
            RememberedHeading.objects.create(
                ledger=ledger.info.id, organisation_id=owner, heading=heading.plain, field=column.name if column else ""
            )


def receive(
    ledger_id: str,
    data: bytes,
    *,
    name: str,
    actor: Actor,
    mode: str = "add",
    scope_code: str = "",
    organisation_id: int | None = None,
) -> Import:
    """Keep a handed-in file (encrypted) for a preview."""
    ledger = registry.ledger(ledger_id)
    return Import.objects.create(
        ledger=ledger.info.id,
        file_name=scrub(name),
        file_digest=files.put(data),
        mode=mode,
        scope=scope_code,
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=organisation_id,
    )


def _task(record: Import, scope: Scope, actor: Actor, *, partial: bool, basis: int | None) -> Task:
    ledger = registry.ledger(record.ledger)
    return Task(
        ledger, files.get(record.file_digest), record.file_name, scope, actor, record.mode, partial,
        json.loads(record.answers), remembered(ledger, memory(record)),
        timezone.localdate(), basis, record.scope,
    )  # fmt: skip


def preview(record: Import, *, scope: Scope, actor: Actor, progress: Progress | None = None) -> Report:
    """Check and compare a received file; the report is kept sealed for the pages. Nothing enters a ledger."""
    if record.state in CLOSED:
        raise Refused("import.done", "这份文件已经处理完毕，不能再次预览。请重新上传。")
    newest = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    task = _task(record, scope, actor, partial=True, basis=record.basis or None)
    built: list[Preview] = []
    report = process.run(task, write=False, progress=progress, previewed=built.append)
    before, record.state = record.state, State.CHECKED if report.ok else State.REFUSED
    record.basis = record.basis or newest
    _carry_answered(record, report)
    record.counts = json.dumps(_counts(report))
    record.counties = ",".join(sorted(report.counties))
    record.message = "" if report.ok else scrub("；".join(report.refusals()[:3]))
    record.report_digest = files.put(report.dumps())
    told = ("state", "basis", "counts", "counties", "message", "report_digest")
    # Somebody may have let the file in while it was checked: what became of it then must not be overwritten.
    open_still = Import.objects.filter(pk=record.pk, state=before)
    if not open_still.update(**{name: getattr(record, name) for name in told}):
        raise Conflict("import.moved_on", "核对期间，这份文件已由他人处理。请刷新后查看结果。")
    (progress or process.silent)("准备预览", report.rows.get("read", 0))
    keeping.keep(record, built[0] if built else Preview(), {**summary(report), **_told(task, report, memory(record))})
    return report


def _told(task: Task, report: Report, owner: int) -> dict[str, Any]:
    """Which headings were read as somebody said before, and of a file that does not fit: which ledgers it may be for."""
    plain = {heading.plain: text for text, heading in report.headings.items()}
    fields = {str(one["heading"]): one["field"] for one in report.columns}
    kept = {plain[one]: field for one, field in task.remembered.items() if one in plain}
    told: dict[str, Any] = {"remembered": [text for text, field in kept.items() if (fields.get(text) or "") == field]}
    if not report.ok and UNFIT & set(report.findings["id"].to_list()):
        others = [one for one in registry.ledgers() if one is not task.ledger]
        known = {one.info.id: remembered(one, owner) for one in others}
        told["rather"] = [id for id, _fit in guessing.guess(read_workbook(task.data, name=task.name), others, known)]
    return told


def answer(record: Import, answers: Mapping[str, str]) -> None:
    """Keep a person's answers to the questions of a preview; the next preview and the import use them. "" withdraws one."""
    if record.state not in (State.RECEIVED, State.CHECKED, State.REFUSED):
        raise Refused("import.done", "这份文件已经处理完毕，不能再回答问题。")
    together = {**json.loads(record.answers), **keys.kept(dict(answers))}
    record.answers = json.dumps({key: text for key, text in together.items() if text}, ensure_ascii=False)
    record.save(update_fields=["answers"])


def apply_import(
    record: Import, *, scope: Scope, actor: Actor, partial: bool, progress: Progress | None = None
) -> Report:
    """Let the previewed rows in. Rows that somebody changed after the preview are conflicts and stay out."""
    with transaction.atomic():
        mine = Import.objects.select_for_update().get(pk=record.pk)
        if mine.state in _DONE:
            return _repeated(mine, registry.ledger(mine.ledger), b"", mine.file_name)
        # WORKING is left behind by a worker that died over it: its work is taken up again.
        if mine.state not in (State.CHECKED, State.WORKING):
            raise Refused("import.not_checked", "请先预览这份文件，再导入。")
        mine.state = State.WORKING
        mine.save(update_fields=["state"])
    task = _task(mine, scope, actor, partial=partial, basis=mine.basis)
    try:
        report = process.run(task, write=True, progress=progress, written=lambda report: _settle(mine, task, report))
    except Exception:
        Import.objects.filter(pk=mine.pk, state=State.WORKING).update(state=State.CHECKED)
        raise
    if not report.applied and mine.state == State.REFUSED:
        # Refused as a whole (a conflict, an open question): what stopped it is shown, for another try.
        Import.objects.filter(pk=mine.pk).update(state=State.CHECKED)
        record.refresh_from_db()
        preview(record, scope=scope, actor=actor, progress=progress)
    record.refresh_from_db()
    return report


def undo_import(record: Import, *, scope: Scope, actor: Actor) -> int:
    """Take an import back as a whole, while nothing later depends on it; the number of the undo event."""
    with transaction.atomic():
        mine = Import.objects.select_for_update().get(pk=record.pk)
        if mine.state != State.APPLIED or mine.event is None:
            raise Refused("undo.not_applied", "这次导入没有写入内容，或已经撤销，不能撤销。")
        event = undo_event(
            registry.ledger(mine.ledger),
            mine.event,
            actor=actor,
            scope=scope,
            note={"file": mine.file_name, "batch": mine.pk},
        )
        mine.state, mine.undo_event, mine.finished_at = State.UNDONE, event, timezone.now()
        mine.request_key = None
        mine.save()
        return event


__all__ = [
    "Saved", "answer", "apply_import", "import_file", "preview", "receive", "remembered", "save_record", "undo_import",
]  # fmt: skip
