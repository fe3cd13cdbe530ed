"""Lights, owners and due dates in words, in the reader's language."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.values import Value
from jiedui.core.places.shown import shown_name
from jiedui.core.plan import lights
from jiedui.core.plan.checking import ROLE
from jiedui.core.plan.lights import Facts, Reason
from jiedui.core.plan.models import Measure, Task
from jiedui.core.words import saying
from jiedui.core.words.saying import said
from jiedui.web.charts.numbers import brief

LIGHTS: dict[str, str | Promise] = {
    lights.BAD: gettext_lazy("需处理"),
    lights.WARN: gettext_lazy("需关注"),
    lights.GOOD: gettext_lazy("正常"),
    lights.NONE: gettext_lazy("无法判断"),
}
"""What a light says; the colour only repeats it."""


@dataclass(frozen=True)
class Ground:
    """One thing that a light rests on, in words, and where it is seen."""

    tone: str
    text: str
    href: str = ""


def ground(reason: Reason, known: Facts, tasks: dict[str, Task]) -> Ground:
    """A reason in words."""
    if reason.kind == lights.FIGURE:
        value, state = known.values[reason.id], known.standing(reason.id).state
        text = _("%(name)s %(value)s，%(state)s") % {
            "name": said(value.name), "value": figure(value), "state": state.label,
        }  # fmt: skip
        return Ground(reason.tone, text, f"{reverse('web:indicator', args=[reason.id])}?as_of={known.day.isoformat()}")
    if reason.kind == lights.ALERT:
        text = ngettext("%(count)s 条预警：%(title)s", "%(count)s 条预警：%(title)s", reason.count)
        facts = {"count": reason.count, "title": said(registry.rule(reason.id).title)}
        return Ground(reason.tone, text % facts, f"{reverse('web:alerts')}?rule={reason.id}")
    if reason.kind == lights.TASK:
        task = tasks[reason.id]
        what = _("里程碑") if task.milestone else _("任务")
        text = _("%(what)s“%(title)s”%(when)s") % {
            "what": what,
            "title": said(task.title),
            "when": due(task, known.day)[1],
        }
        return Ground(reason.tone, text, reverse("web:plan_task", args=[reason.id]))
    if reason.kind == lights.CHECKED:
        text = ngettext("%(count)s 项检查没有发现问题", "%(count)s 项检查没有发现问题", reason.count)
        return Ground(reason.tone, text % {"count": reason.count})
    if reason.kind == lights.DATA:
        text = _("台账有 %(count)s 行，但没有可对照的目标、检查或到期任务") % {"count": f"{reason.count:,}"}
        return Ground(reason.tone, text)
    return Ground(reason.tone, _("年度还没有开始") if reason.kind == lights.FUTURE else _("还没有数据"))


def figure(value: Value) -> str:
    """A figure with its unit; a dash where it is unknown."""
    if value.value is None:
        return "—"
    number = value.value if isinstance(value.value, str) else brief(value.value)
    return f"{number} {saying.unit(value.unit)}".strip() if not isinstance(value.value, str) else number


def owners(measure: Measure) -> list[str]:
    """The responsible organisations of a measure as printed, or the role where the text names none."""
    return [_owner(line) for line in measure.owners.splitlines()]


def _owner(line: str) -> str:
    if not line.startswith(ROLE):
        return said(line)
    role = roles.BY_CODE.get(line.removeprefix(ROLE))
    return str(role.label) if role else line


def owner(task: Task) -> str:
    """Whose work a task is: an organisation's name, or 马山县：县乡村振兴局."""
    if task.owner:
        return task.owner
    role = roles.BY_CODE.get(task.role)
    label = str(role.label) if role else task.role
    return _("%(place)s：%(owner)s") % {"place": shown_name(task.place), "owner": label} if task.place else label


def due(task: Task, day: dt.date) -> tuple[str, str]:
    """Tone and words: done, overdue, due in so many days, or without a due date."""
    if task.done_on is not None:
        return lights.GOOD, _("已于 %(day)s 完成") % {"day": task.done_on.isoformat()}
    if task.due is None:
        return lights.NONE, _("未定完成期限")
    left = (task.due - day).days
    if left < 0:
        return lights.BAD, ngettext("逾期 %(count)s 天", "逾期 %(count)s 天", -left) % {"count": -left}
    if left == 0:
        return lights.WARN, _("今天到期")
    words = ngettext("%(count)s 天后到期", "%(count)s 天后到期", left) % {"count": left}
    return (lights.WARN if left <= lights.NEAR.days else lights.NONE), words
