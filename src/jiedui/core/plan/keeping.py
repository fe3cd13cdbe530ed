"""Who keeps the plan, who may comment on it, whose work a task is."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.holdings import check_may, grants_of, may, roles_of, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import CHANGE, MANAGE_PLAN
from jiedui.core.plan.models import Task
from jiedui.core.words.errors import NotAllowed

COMMENTERS = frozenset({roles.DISTRICT, roles.COUNTY, roles.FRONT_GROUP})


def check_keeper(by: User) -> None:
    """NotAllowed unless the user may manage the plan, and for every county: a plan is one for all."""
    check_may(by, MANAGE_PLAN)
    if not keeps(by):
        raise NotAllowed("target.whole_plan", _("计划和目标适用于全部县，须由数据范围为全部的人员维护。"))


def keeps(user: Any) -> bool:
    """Whether the user keeps the plan."""
    return may(user, MANAGE_PLAN) and scope_of(user, action=MANAGE_PLAN).counties is None


def comments_for(user: Any) -> str:
    """The place for which the user comments on a plan: that of the first grant whose role may; "" where none does."""
    return next((grant.region for grant in grants_of(user) if grant.role in COMMENTERS and grant.region), "")


def owned(user: Any, tasks: Iterable[Task]) -> list[Task]:
    """Those of the tasks that are this user's work: by the name of the organisation, or by role and place."""
    if not may(user, CHANGE):
        return []
    held, scope = {role.code for role in roles_of(user)}, scope_of(user, action=CHANGE)
    return [
        task
        for task in tasks
        if (task.owner and task.owner == user.organisation_name)
        or (task.role in held and (not task.place or scope.covers(task.place)))
    ]


def owns(user: Any, task: Task) -> bool:
    """Whether a task is this user's work."""
    return bool(owned(user, [task]))


def check_owner(user: User, task: Task) -> None:
    """NotAllowed unless the task is the user's work or the user keeps the plan."""
    check_may(user, CHANGE)
    if not (owns(user, task) or keeps(user)):
        raise NotAllowed("task.not_yours", _("这项任务由责任单位填报。如有变动，请联系市办调整责任单位。"))
