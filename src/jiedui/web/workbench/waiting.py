"""What waits around the plan, and around the installation for who runs it: for the bell and the workbench (web.todo)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import MANAGE_PLAN, MANAGE_SYSTEM
from jiedui.core.indicators.queries import catalogue
from jiedui.core.places.queries import pairings
from jiedui.core.plan import queries as plan
from jiedui.core.trail.queries import events
from jiedui.web import todo
from jiedui.web.todo import Item

BACKUP_AGE = dt.timedelta(days=7)


def of_the_plan(user: Any) -> Iterator[Item]:
    """Targets without a value that a figure waits for, and pairings that nobody has vouched for."""
    if not may(user, MANAGE_PLAN):
        return
    scope = scope_of(user, action=MANAGE_PLAN)
    figures = {one.id for one in catalogue()}
    open_ids = [one.indicator for one in plan.missing() if one.indicator in figures] if scope.counties is None else []
    for id in open_ids:
        name = next(one.name for one in catalogue() if one.id == id)
        yield Item(
            _("目标值待录入"), reverse("web:target", args=[id]), note=_(name), icon="target", badge="web:targets"
        )
    unsure = len(pairings(scope, confirmed=False))
    if unsure:
        text = ngettext("%(count)s 条结对关系待确认", "%(count)s 条结对关系待确认", unsure) % {"count": unsure}
        yield Item(text, reverse("web:pairings"), icon="link", badge="web:pairings", count=unsure)


def of_the_installation(user: Any) -> Iterator[Item]:
    """A back-up that is old, or that was never made."""
    if not may(user, MANAGE_SYSTEM):
        return
    how = _("在服务器上运行 jiedui backup")
    last = next(iter(events(counties=None, kinds=["backup.made"], limit=1)), None)
    if last is None:
        yield Item(_("还没有做过备份"), reverse("web:system"), note=how, icon="database", badge="web:system")
    elif timezone.now() - last.at > BACKUP_AGE:
        days = (timezone.now() - last.at).days
        text = ngettext("上次备份在 %(count)s 天前", "上次备份在 %(count)s 天前", days) % {"count": days}
        yield Item(text, reverse("web:system"), note=how, at=last.at, icon="database", badge="web:system")


todo.register(of_the_plan, kept=True)
todo.register(of_the_installation, kept=True)
