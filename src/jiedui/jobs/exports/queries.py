"""Reading exports: only their owner ever sees them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from jiedui.core.store import ask
from jiedui.core.words.errors import NotFound
from jiedui.jobs.exports.models import Export
from jiedui.jobs.operations import progress_key

LISTED = 100
SLOW = timedelta(minutes=2)
"""Who waits longer than this is told that the worker may not be running."""


@dataclass(frozen=True)
class Line:
    """An export with how far its job is: `done` of `total` rows (0 and None before the first report)."""

    export: Export
    done: int
    total: int | None

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def late(self) -> bool:
        """Whether it has been waiting for so long that something may be wrong."""
        return self.export.state == Export.State.WAITING and self.export.requested_at < timezone.now() - SLOW


def mine(owner: Any) -> list[Line]:
    """A person's exports, the newest first."""
    found = list(Export.objects.filter(owner_id=owner.pk).order_by("-pk")[:LISTED])
    reports = cache.get_many([progress_key(one.job) for one in found if one.active and one.job])
    told = {one.pk: reports.get(progress_key(one.job)) or {} for one in found}
    return [Line(one, told[one.pk].get("done", 0), told[one.pk].get("total")) for one in found]


def one_of(owner: Any, id: int) -> Export:
    """One export of this person; anybody else's does not exist."""
    found = Export.objects.filter(owner_id=owner.pk, pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("export.not_found", _("没有找到这份文件，可能已经过期删除。请重新导出。"))
    return found


def waiting_for(owner: Any) -> list[Export]:
    """Files that are ready and that their owner has not fetched yet."""
    if not ask(_READY, [owner.pk, Export.State.READY.value]):  # every page asks, and seldom is there one
        return []
    return list(Export.objects.filter(owner_id=owner.pk, state=Export.State.READY, fetched_at=None).order_by("-pk"))


_READY = f"SELECT 1 FROM {Export._meta.db_table} WHERE owner_id = %s AND state = %s AND fetched_at IS NULL LIMIT 1"


def jobs_of(exports: list[Export]) -> dict[str, DBTaskResult]:
    """The rows of their jobs, by id; those that are gone are absent."""
    ids = [UUID(one.job) for one in exports if one.job]
    return {str(row.pk): row for row in DBTaskResult.objects.filter(pk__in=ids)} if ids else {}
