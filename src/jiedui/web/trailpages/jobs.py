"""Verifying the whole trail in the background."""

from typing import Any

from django.core.cache import cache
from django_tasks import task

from jiedui.core.trail.verification import verify
from jiedui.core.words.errors import NotFound
from jiedui.jobs.operations import enqueue, report
from jiedui.jobs.queries import Job, job

LISTED = 100
_KEY, _KEEP = "trail-verification", 30 * 24 * 3600


@task()
def verify_trail() -> dict[str, Any]:
    """Check every entry and every fact; what was found."""
    found = verify(progress=lambda stage, done, total: report(done, total or None, stage))
    return {
        "ok": found.ok,
        "entries": found.entries,
        "heads": found.heads,
        "facts": found.facts,
        "problems": [one.message for one in found.problems[:LISTED]],
        "count": sum(found.counts.values()),
    }


def start() -> None:
    """Begin a verification unless one is under way."""
    if (last := latest()) is None or last.finished:
        cache.set(_KEY, enqueue(verify_trail), _KEEP)


def latest() -> Job | None:
    """The last verification that was asked for here."""
    id = cache.get(_KEY)
    try:
        return job(id) if id else None
    except NotFound:
        return None
