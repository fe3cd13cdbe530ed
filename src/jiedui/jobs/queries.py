"""How a job stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from jiedui.core.words.errors import NotFound
from jiedui.jobs.operations import progress_key
from jiedui.jobs.worker import orphaned

STATES = {"READY": "waiting", "RUNNING": "running", "SUCCESSFUL": "done", "FAILED": "failed"}


@dataclass(frozen=True, slots=True)
class Job:
    """`state` is waiting, running, done or failed; `result` what the function returned; `error` for people to read."""

    id: str
    state: str
    done: int
    total: int | None
    phase: str
    result: Any
    error: str

    @property
    def finished(self) -> bool:
        return self.state in {"done", "failed"}


def job(id: str) -> Job:
    """The job of that id, or NotFound. Whether the asker may see it is for the caller to know."""
    try:
        row = DBTaskResult.objects.get(pk=UUID(id))
    except (DBTaskResult.DoesNotExist, ValueError):
        raise NotFound("jobs.absent", _("没有这个后台任务，可能已被清理。")) from None
    progress = cache.get(progress_key(id)) or {}
    failed = row.status == "FAILED"
    return Job(
        id=id,
        state=STATES.get(row.status, "failed"),
        done=progress.get("done", 0),
        total=progress.get("total"),
        phase=progress.get("phase", ""),
        result=None if failed else row.return_value,
        error=error_of(row) if failed else "",
    )


@dataclass(frozen=True, slots=True)
class Run:
    """A job as who runs the installation sees it: what was called and how it went, never with what. `task`: name of the
    function; `orphan`: its worker is gone."""

    id: str
    task: str
    state: str
    at: datetime
    started: datetime | None
    finished: datetime | None
    error: str
    orphan: bool


def runs(limit: int = 50) -> list[Run]:
    """The latest jobs: those that wait or run first, then the newest."""
    rows = list(DBTaskResult.objects.filter(status__in=("READY", "RUNNING")).order_by("enqueued_at")[:limit])
    rows += DBTaskResult.objects.finished().order_by("-enqueued_at")[: limit - len(rows)]
    return [
        Run(
            id=str(row.pk), task=row.task_path, state=STATES.get(row.status, "failed"), at=row.enqueued_at,
            started=row.started_at, finished=row.finished_at, error=error_of(row) if row.status == "FAILED" else "",
            orphan=orphaned(row),
        )
        for row in rows
    ]  # fmt: skip


def tally() -> dict[str, int]:
    """How many jobs are remembered in each state."""
    found = DBTaskResult.objects.values_list("status").annotate(count=Count("pk")).order_by()
    return {state: dict(found).get(status, 0) for status, state in STATES.items()}


def error_of(row: DBTaskResult) -> str:
    """What went wrong, in words: our own refusals say it themselves, anything else names the job for the log."""
    told = (row.return_value or {}).get("error") if isinstance(row.return_value, dict) else None
    return told or _("后台任务出错，没有写入任何数据。请把任务编号 %(id)s 告诉系统管理员。") % {"id": row.pk}
