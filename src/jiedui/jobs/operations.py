"""Hand work to the background. `enqueue` writes one row in the caller's transaction: rolled back, no job."""

import contextlib
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.cache import cache
from django_tasks.base import Task

_current: ContextVar[str] = ContextVar("current_job", default="")
_reported: ContextVar[float] = ContextVar("reported", default=0.0)
KEEP_PROGRESS = 24 * 3600
EVERY = 0.3  # seconds between two reports of one job
_at_start: list[Callable[[], object]] = []
_now_and_then: dict[Callable[[], object], float] = {}


def enqueue(task: Task[..., Any], **arguments: Any) -> str:
    """Let the worker call `task` (a function under `django_tasks.task`) with these JSON values; returns the job's id.

    Arguments and the returned value are stored as they are: ids and digests, never personal data. A worker that dies
    in the middle is followed by a second try, so the function must be safe to run again (imports carry a key for it).
    """
    return str(task.enqueue(**arguments).id)


def report(done: int, total: int | None, phase: str = "") -> None:
    """Tell how far the running job is: `done` of `total` rows, and a short phase in words. Outside a job: nothing."""
    job = _current.get()
    now = time.monotonic()
    if job and (now - _reported.get() >= EVERY or done == total):
        _reported.set(now)
        with contextlib.suppress(OSError):  # a full disk must not stop a job for its progress
            cache.set(progress_key(job), {"done": done, "total": total, "phase": phase}, KEEP_PROGRESS)


def at_start(fn: Callable[[], object]) -> None:
    """Register what a worker does when it starts, after the jobs of dead workers were handed out again or given up."""
    if fn not in _at_start:
        _at_start.append(fn)


def now_and_then(fn: Callable[[], object], seconds: float) -> None:
    """Register what a worker does when it starts and again after so many seconds, between two jobs."""
    _now_and_then[fn] = seconds


def progress_key(job: str) -> str:
    return f"job-progress:{job}"
