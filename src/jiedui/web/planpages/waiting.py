"""What waits around the plan: tasks of the user's own before and after they are due, comments to write and to answer."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.plan import queries
from jiedui.core.plan.keeping import comments_for, keeps, owned
from jiedui.core.plan.models import OUT
from jiedui.core.words import clock
from jiedui.core.words.saying import said
from jiedui.web import todo
from jiedui.web.planpages import telling
from jiedui.web.todo import Item

FIRST, SECOND = dt.timedelta(days=14), dt.timedelta(days=3)
"""A task reminds its owner so long before it is due, then with more weight, then every day until it is done."""


def of_tasks(user: Any) -> Iterator[Item]:
    """One line a task that is overdue or due soon."""
    if not may(user, CHANGE):
        return
    day = clock.today()
    for task in owned(user, queries.due_tasks(scope_of(user), day + FIRST)):
        if task.due is not None:
            _tone, when = telling.due(task, day)
            urgent = task.due - day <= SECOND
            words = _("任务临近期限：%(when)s") if task.due >= day else _("任务已逾期：%(when)s")
            yield Item(
                words % {"when": when}, reverse("web:plan_task", args=[task.pk]), note=said(task.title),
                icon="alert-circle" if urgent else "calendar-event", badge="web:plan_tasks",
            )  # fmt: skip


def of_comments(user: Any) -> Iterator[Item]:
    """A plan that is out for comments, for who may comment; comments without an answer, for who keeps it."""
    if keeps(user):
        for plan in queries.plans():
            if count := queries.unanswered(plan):
                text = ngettext("%(count)s 条对计划的意见待答复", "%(count)s 条对计划的意见待答复", count)
                href = f"{reverse('web:plan_comments')}?plan={plan.slug}&open=1"
                yield Item(
                    text % {"count": count},
                    href,
                    note=said(plan.title),
                    icon="message-circle",
                    badge="web:plan",
                    count=count,
                )
    elif may(user, CHANGE) and comments_for(user):
        for plan in queries.plans():
            if plan.state == OUT and plan.comments_until is not None and clock.today() <= plan.comments_until:
                words = _("计划征求意见，%(day)s 截止") % {"day": plan.comments_until.isoformat()}
                href = f"{reverse('web:plan')}?plan={plan.slug}"
                yield Item(words, href, note=said(plan.title), icon="message-circle", badge="web:plan")


todo.register(of_tasks, kept=True)
todo.register(of_comments, kept=True)
