"""Files that wait for the person who handed them in: in the bell, on the workbench and beside the menu entry."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jiedui.core.access.queries import may
from jiedui.core.access.rights import IMPORT
from jiedui.core.intake.models import Import
from jiedui.core.intake.queries import is_waiting, waiting
from jiedui.web import todo

NAMED = 20
CHECKING = dt.timedelta(minutes=10)
"""A file that came this lately is still being checked: there is nothing to do yet."""


def unfinished(user: Any) -> Iterator[todo.Item]:
    """One entry for each of the person's own imports that is neither done with nor being worked on."""
    if not may(user, IMPORT) or not is_waiting(user.pk):
        return
    on_its_way = Q(state=Import.State.RECEIVED, received_at__gt=timezone.now() - CHECKING)
    for record in waiting(user.pk).exclude(Q(state=Import.State.WORKING) | on_its_way)[:NAMED]:
        yield todo.Item(
            _told(record),
            reverse("web:import", args=[record.pk]),
            note=record.file_name or _("（未命名）"),
            at=record.received_at,
            icon="file-import",
            badge="web:imports",
        )


def _told(record: Import) -> str:
    """What is to be done with it."""
    if record.state == Import.State.REFUSED:
        return _("文件没有导入，请改正后重新上传")
    if record.state == Import.State.RECEIVED:
        return _("文件还没有核对完")
    counts = json.loads(record.counts)
    if asked := counts.get("asked", 0):
        return ngettext("%(count)s 个问题待回答", "%(count)s 个问题待回答", asked) % {"count": f"{asked:,}"}
    rows = counts.get("new", 0) + counts.get("changed", 0)
    return ngettext("%(count)s 行已核对，等您确认导入", "%(count)s 行已核对，等您确认导入", rows) % {"count": f"{rows:,}"}


todo.register(unfinished)
