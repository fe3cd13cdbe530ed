"""How the installation is: version, database, disk, background jobs, last backup. No word of what the ledgers hold."""

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from jiedui.core.access.rights import MANAGE_SYSTEM
from jiedui.core.trail.queries import events
from jiedui.jobs import installation
from jiedui.jobs.queries import Run, runs, tally
from jiedui.web.guard import requires
from jiedui.web.trailpages.telling import KEPT_KEYS

TASKS: dict[str, str | Promise] = {
    "check_file": _("核对上传的表格"),
    "import_rows": _("写入台账"),
    "make_export": _("制作导出文件"),
    "verify_trail": _("核验存证"),
}
"""What a job does, by the name of its function; another one goes by that name."""
STATES: dict[str, tuple[str | Promise, str]] = {
    "waiting": (pgettext_lazy("job", "排队中"), "bg-blue-lt"),
    "running": (pgettext_lazy("job", "进行中"), "bg-blue-lt"),
    "done": (pgettext_lazy("job", "已完成"), "bg-green-lt"),
    "failed": (pgettext_lazy("job", "出错"), "bg-red-lt"),
}
IDLE = dt.timedelta(minutes=2)
"""A job that waits longer while none runs waits for a worker that is not there."""
BACKUP_AGE = dt.timedelta(days=7)


@never_cache
@requires(MANAGE_SYSTEM)
def system(request: HttpRequest) -> HttpResponse:
    """One page, read when it is opened."""
    shown = runs()
    context = {
        "version": installation.product_version(),
        "versions": installation.versions(),
        "database": installation.database(),
        "disk": installation.disk(),
        "now": timezone.now(),
        "backup": last_backup(),
        "counts": [(label, colour, tally_of) for (label, colour), tally_of in _counts()],
        "jobs": [_line(one) for one in shown],
        "stuck": _stuck(shown),
    }
    return render(request, "web/installation/system.html", context)


def last_backup() -> dict[str, Any] | None:
    """When the last backup was made and with which keys, and whether that is too long ago; None where none was made."""
    last = next(iter(events(counties=None, kinds=["backup.made"], limit=1)), None)
    if last is None:
        return None
    keys = json.loads(last.note).get("keys", "")
    age = timezone.now() - last.at
    return {"at": last.at, "days": age.days, "old": age > BACKUP_AGE, "keys": KEPT_KEYS.get(keys, keys)}


def _counts() -> list[tuple[tuple[str | Promise, str], int]]:
    counts = tally()
    return [(told, counts[state]) for state, told in STATES.items()]


def _stuck(shown: list[Run]) -> bool:
    """Whether jobs wait although nobody works."""
    if any(one.orphan for one in shown):
        return True
    busy = any(one.state == "running" for one in shown)
    return not busy and any(one.state == "waiting" and timezone.now() - one.at > IDLE for one in shown)


def _line(one: Run) -> dict[str, Any]:
    name = one.task.rpartition(".")[2]
    state, colour = STATES[one.state]
    took = round((one.finished - one.started).total_seconds()) if one.started and one.finished else None
    return {"job": one, "name": TASKS.get(name, name), "state": state, "colour": colour, "took": took}
