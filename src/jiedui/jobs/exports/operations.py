"""Asking for an export, making its file, fetching it, and all that ends it: failure, deletion, expiry."""

import io
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.models import User
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.queries import user as user_of
from jiedui.core.access.rights import EXPORT, REVEAL
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.exporting import CSV, XLSX, Stream, write_export
from jiedui.core.trail.operations import record_event
from jiedui.core.vault import files
from jiedui.core.vault.masking import scrub
from jiedui.core.words.errors import JieduiError, NotFound, Refused
from jiedui.core.words.room import no_room
from jiedui.jobs.exports.models import Export
from jiedui.jobs.exports.queries import jobs_of
from jiedui.jobs.operations import report
from jiedui.jobs.queries import error_of
from jiedui.jobs.worker import orphaned

State = Export.State
MOST = 5
"""So many exports of one person wait or run at a time."""
PREFIX = 16
"""Random bytes before the content: the store keeps equal content once, and this file goes while an equal one may have to stay."""
FETCHED = "export.fetched"


def request(
    owner: User, *, ledger_id: str, name: str, kind: str, query: str = "", columns: Sequence[str] | None = None,
    reason: str = "",
) -> Export:  # fmt: skip
    """Note an export that a job is to make; hand it over with `hand_over` in the same transaction.

    `reason`: numbers are to be shown whole, and why. Raises NotAllowed, Refused with too many at once.
    """
    check_may(owner, EXPORT, ledger_id)
    if reason:
        check_may(owner, REVEAL, ledger_id)
        if len(reason.strip()) < 2:
            raise Refused(
                "reveal.reason", _("请填写导出完整号码的事由，例如“与公安比对人员信息”。事由将记入操作留痕。")
            )
    if Export.objects.filter(owner_id=owner.pk, state__in=Export.ACTIVE).count() >= MOST:
        message = _("您已有 %(most)s 份导出正在生成，请等其中一份完成，或在“我的下载”中取消后再导出。")
        raise Refused("export.too_many", message % {"most": MOST})
    return Export.objects.create(
        owner_id=owner.pk,
        ledger=ledger_id,
        name=name[:200],
        kind=kind if kind == CSV else XLSX,
        query=query,
        columns=",".join(columns or ()),
        reason=scrub(reason.strip())[:200],
        ticket=secrets.token_hex(16),
    )


def hand_over(export: Export, enqueue: Callable[[Export], str]) -> None:
    """Let a job begin, now or once more: `enqueue` hands over id and ticket and returns the job's id."""
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(job=enqueue(export))


def retry(export: Export, enqueue: Callable[[Export], str]) -> None:
    """Try a failed export again. Refused when it is not a failed one."""
    with transaction.atomic():
        ticket = secrets.token_hex(16)
        now = {"state": State.WAITING, "ticket": ticket, "error": "", "requested_at": timezone.now()}
        if not Export.objects.filter(pk=export.pk, state=State.FAILED).update(**now):
            raise Refused("export.not_failed", _("这份导出不用重试，请刷新“我的下载”查看结果。"))
        export.refresh_from_db()
        hand_over(export, enqueue)


def produce(
    export_id: int, ticket: str, *, address: str, find: Callable[[Export, Scope], QuerySet[Any]]
) -> dict[str, Any]:
    """Make the file of an export, as its owner may have it now. Does nothing for a ticket that no longer counts.

    `find` gives the rows within a scope that the export's filter asks for. Safe to run again after a crash.
    """
    ours = Export.objects.filter(pk=export_id, ticket=ticket, state__in=Export.ACTIVE)
    if not ours.update(state=State.RUNNING):
        return {}
    export = ours.get()
    try:
        done = _make(export, address, find)
    except Exception as error:
        told = error if isinstance(error, JieduiError) else no_room(error)
        ours.update(state=State.FAILED, error=str(told or broken()), finished_at=timezone.now())
        raise
    if not ours.update(**done):  # cancelled meanwhile
        files.delete(done["digest"])
        return {}
    return {"rows": done["rows"]}


def broken() -> str:
    return _("生成文件时出错，没有生成。请重试；仍然不行，请告诉系统管理员。")


def _make(export: Export, address: str, find: Callable[[Export, Scope], QuerySet[Any]]) -> dict[str, Any]:
    owner = user_of(export.owner_id)
    check_may(owner, EXPORT, export.ledger)
    scope = scope_of(owner, action=EXPORT)
    buffer = io.BytesIO()
    buffer.write(secrets.token_bytes(PREFIX))
    made = write_export(
        Stream(buffer), registry.ledger(export.ledger), scope, actor=actor(owner, address), rows=find(export, scope),
        user=owner, reason=export.reason, kind=export.kind, columns=export.columns.split(",") if export.columns else None,
        progress=report,
    )  # fmt: skip
    size = buffer.tell() - PREFIX
    digest = files.put(buffer.getvalue())
    now = timezone.now()
    return {
        "state": State.READY, "rows": made.rows, "size": size, "digest": digest, "event": made.event, "error": "",
        "places": json.dumps(sorted(made.places, key=str)), "finished_at": now,
        "expires_at": now + timedelta(days=settings.EXPORT_DAYS),
    }  # fmt: skip


def fetch(export: Export, *, by: User, address: str) -> Iterator[bytes]:
    """The content of a ready file in pieces, for its owner, who must still have the right and reach all of its rows.

    NotFound for anybody else, out of reach or too late; NotAllowed without the right. It is an event of the trail.
    """
    absent = NotFound("export.not_found", _("没有找到这份文件，可能已经过期删除。请重新导出。"))
    if export.owner_id != by.pk or export.state != State.READY or export.expires_at is None:
        raise absent
    if export.expires_at <= timezone.now():
        raise absent
    check_may(by, EXPORT, export.ledger)
    scope = scope_of(by, action=EXPORT)
    if export.reason:
        check_may(by, REVEAL, export.ledger)
        scope = scope.intersect(scope_of(by, action=REVEAL))
    if not all(scope.covers(*place) for place in json.loads(export.places)):
        raise NotFound("export.out_of_scope", _("这份文件含有您现在管辖范围以外的记录，不能再下载。请重新导出。"))
    pieces = _content(export.digest)
    first = next(pieces)  # a file that is gone or spoiled is told before the answer begins
    with transaction.atomic():
        note = {"rows": export.rows, "export": export.event, "revealed": bool(export.reason), "format": export.kind}
        record_event(FETCHED, actor=actor(by, address), ledger=export.ledger, note=note)
        Export.objects.filter(pk=export.pk, fetched_at=None).update(fetched_at=timezone.now())
    return chain([first], pieces)


def _content(digest: str) -> Iterator[bytes]:
    pieces = files.chunks(digest)
    yield next(pieces)[PREFIX:]
    yield from pieces


def remove(export: Export) -> None:
    """Delete an export and its file; a job that still works on it throws away what it makes."""
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).delete()
    if export.digest:
        files.delete(export.digest)


def settle(owner: User | None = None) -> int:
    """Call failed what no job will ever finish: given up, lost, or of a worker that is dead. Returns how many.

    Without an owner: everybody's, when a worker starts and now and then.
    """
    active = Export.objects.filter(state__in=Export.ACTIVE).exclude(job="")
    found = list(active.filter(owner_id=owner.pk) if owner is not None else active)
    jobs = jobs_of(found)
    count = 0
    for export in found:
        row = jobs.get(export.job)
        if row is not None and row.status in ("READY", "RUNNING") and not orphaned(row):
            continue
        error = _("后台程序中断，没有生成文件。请点“重试”。")
        if row is not None and row.status == "FAILED" and isinstance(row.return_value, dict):
            error = error_of(row)
        still = Export.objects.filter(pk=export.pk, ticket=export.ticket, state__in=Export.ACTIVE)
        count += still.update(state=State.FAILED, error=error, finished_at=timezone.now())
    return count


def expire() -> int:
    """Delete what is older than the days that it is kept, failures as well; returns how many."""
    now = timezone.now()
    old = Export.objects.filter(expires_at__lte=now)
    failed = Export.objects.filter(state=State.FAILED, finished_at__lte=now - timedelta(days=settings.EXPORT_DAYS))
    gone = 0
    for export in islice(chain(old, failed), 1000):
        remove(export)
        gone += 1
    return gone


def clean_up() -> None:
    """What the worker does at its start and every few minutes."""
    settle()
    expire()


def kept_for() -> int:
    """Days for which a file is kept."""
    return int(settings.EXPORT_DAYS)
