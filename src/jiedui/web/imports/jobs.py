"""Checking and importing large files in the background, so that a page never waits for them."""

from typing import Any

from django.core.cache import cache
from django_tasks import task

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, may, scope_of
from jiedui.core.access.queries import user as user_of
from jiedui.core.access.rights import IMPORT
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake import abandoned, operations, steering
from jiedui.core.intake.models import Import
from jiedui.core.intake.previews import keeping
from jiedui.core.intake.queries import one_import
from jiedui.core.words.errors import NotFound
from jiedui.jobs.operations import enqueue, report
from jiedui.jobs.queries import Job, job

SMALL, FEW = 400_000, 4_000
"""Files of so many bytes, or rows once they are known, are handled while the person waits; larger ones in the background."""
KEEP = 7 * 24 * 3600


@task()
def check_file(import_id: int, user_id: int, address: str, guess: bool = False) -> dict[str, Any]:
    """Check and compare a received file; with `guess` its headings tell first which ledger it is for."""
    record, scope, user = _opened(import_id, user_id)
    if guess and record.state == Import.State.RECEIVED:
        _say("识别台账")
        steering.recognise(record, [one.info.id for one in registry.ledgers() if may(user, IMPORT, one.info.id)])
        scope = scope_for(user, record)
    operations.preview(record, scope=scope, actor=actor(user, address), progress=_say)
    return {}


@task()
def import_rows(import_id: int, user_id: int, address: str, partial: bool) -> dict[str, Any]:
    """Let the rows of a checked file in. Safe to run again: a file that went in stays as it is."""
    record, scope, user = _opened(import_id, user_id)
    result = operations.apply_import(record, scope=scope, actor=actor(user, address), partial=partial, progress=_say)
    return {"applied": result.applied}


def start_check(record: Import, user: Any, address: str, *, guess: bool = False) -> None:
    _start(record, enqueue(check_file, import_id=record.pk, user_id=user.pk, address=address, guess=guess))


def start_import(record: Import, user: Any, address: str, *, partial: bool) -> None:
    _start(record, enqueue(import_rows, import_id=record.pk, user_id=user.pk, address=address, partial=partial))


def running(record: Import) -> Job | None:
    """The latest background job of an import, while it is remembered."""
    id = cache.get(_key(record))
    try:
        return job(id) if id else None
    except NotFound:
        return None


def working(record: Import) -> Job | None:
    """The background job that is at an import now."""
    if record.state in operations.CLOSED:
        return None
    job = running(record)
    return job if job is not None and not job.finished else None


def reopen_abandoned() -> int:
    """Imports whose job was given up, or whose page's process died, wait for their person again; previews that nobody
    came back to go (see WebConfig).
    """
    keeping.forget_old()
    return abandoned.reopen(lambda record: (job := running(record)) is not None and not job.finished)


def scope_for(user: Any, record: Import) -> Scope:
    """Where the person may import, narrowed to what was chosen when the file was handed in.

    Somebody else's file reaches no further than its owner does, who reads the report of whatever is checked or let in.
    """
    scope = scope_of(user, action=IMPORT)
    if record.actor_id is not None and record.actor_id != user.pk:
        scope = scope.intersect(scope_of(user_of(record.actor_id), action=IMPORT))
    return scope.intersect(Scope.of_region(record.scope)) if record.scope else scope


def _start(record: Import, id: str) -> None:
    cache.set(_key(record), id, KEEP)


def _key(record: Import) -> str:
    return f"import-job:{record.pk}"


def _opened(import_id: int, user_id: int) -> tuple[Import, Scope, Any]:
    """The import as its person may handle it now, not when the job was handed over."""
    user = user_of(user_id)
    record = one_import(scope_of(user), user.pk, import_id)
    check_may(user, IMPORT, record.ledger)
    return record, scope_for(user, record), user


def _say(phase: str, rows: int = 0) -> None:
    report(rows, rows, phase)
