"""The plan as a tree with a light for each measure, one measure with all that belongs to it, and what was changed."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import MANAGE_PLAN, VIEW
from jiedui.core.alerts import queries as alerts
from jiedui.core.declare.registry import registry
from jiedui.core.plan import belonging, lights, queries
from jiedui.core.plan.keeping import comments_for, keeps
from jiedui.core.plan.lights import Facts, Light
from jiedui.core.plan.models import OUT, STRENGTHS, Change, Measure, Plan, Task
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound
from jiedui.core.words.saying import said
from jiedui.web.alertpages.views import lines as alert_lines
from jiedui.web.guard import requires
from jiedui.web.indicatorpages.figures import target_text
from jiedui.web.planpages import telling
from jiedui.web.planpages.forms import CommentForm, IssueForm, SendForm
from jiedui.web.planpages.tasks import lines as task_lines

GROUNDS = 3
"""How many reasons the tree tells of each light; the measure's page tells all."""
ALERTS = 8
FIELDS = {
    "title": gettext_lazy("名称"), "summary": gettext_lazy("要点"), "proof": gettext_lazy("佐证"), "strength": gettext_lazy("力度"), "owners": gettext_lazy("责任单位"),
    "due": gettext_lazy("完成期限"), "text": gettext_lazy("原文"),
}  # fmt: skip


def chosen(request: HttpRequest) -> Plan | None:
    """The plan asked for, else the one at work."""
    slug = request.GET.get("plan", "")
    return queries.plan(slug) if slug else queries.present(clock.today())


@requires(VIEW)
def plan(request: HttpRequest) -> HttpResponse:
    """The tree; `light`: only measures with that light."""
    found = chosen(request)
    context: dict[str, Any] = {"plan": found, "plans": queries.plans(), "keeps": keeps(request.user)}
    if found is None:
        return render(request, "web/plan/plan.html", context)
    measures = queries.measures(found.slug)
    known = lights.facts(found, scope_of(request.user), measures)
    lines = [_line(one, lights.light(one, known), known) for one in measures]
    only = request.GET.get("light", "")
    shown = [line for line in lines if only in ("", line["light"].tone)]
    context |= {
        "sections": [
            _section(title, list(group)) for title, group in groupby(shown, lambda line: line["measure"].section)
        ],
        "counts": [
            (tone, telling.LIGHTS[tone], sum(line["light"].tone == tone for line in lines))
            for tone in lights.WORST_FIRST
        ],
        "total": len(lines),
        "only": only,
        "day": known.day,
        "out": found.state == OUT,
        "may_comment": bool(comments_for(request.user)),
        "comments": queries.comments(scope_of(request.user), plan=found),
        "unanswered": queries.unanswered(found) if keeps(request.user) else 0,
        "changes": len(queries.changes(found)),
        "send_form": SendForm(),
        "issue_form": IssueForm(initial={"on": clock.today()}),
        "copied": queries.plan_of(found.year + 1) is not None,
        "next_year": found.year + 1,
    }
    return render(request, "web/plan/plan.html", context)


def _section(title: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": said(title), "tone": lights.worst(line["light"].tone for line in lines), "lines": lines}


def _line(measure: Measure, light: Light, known: Facts) -> dict[str, Any]:
    grounds = _grounds(measure, light, known)
    return {
        "measure": measure,
        "light": light,
        "label": telling.LIGHTS[light.tone],
        "grounds": grounds[:GROUNDS],
        "more": len(grounds) - GROUNDS,
        "owners": telling.owners(measure),
        "strength": dict(STRENGTHS).get(measure.strength, ""),
    }


def _grounds(measure: Measure, light: Light, known: Facts) -> list[telling.Ground]:
    tasks: dict[str, Task] = {str(task.pk): task for task in known.tasks.get(measure.pk, ())}
    return [telling.ground(reason, known, tasks) for reason in light.reasons]


@requires(VIEW)
def measure(request: HttpRequest, plan_slug: str, measure_slug: str, comment_form: Any = None) -> HttpResponse:
    """One measure: its text, owners, figures, ledgers, tasks, alerts, comments and changes."""
    found, scope = queries.measure(plan_slug, measure_slug), scope_of(request.user)
    own = belonging.of(found)
    known = lights.facts(found.plan, scope, [found])
    light = lights.light(found, known)
    open_alerts = list(alerts.alerts(scope, rules=own.rules, limit=ALERTS + 1))
    targets = {one.indicator: one for one in queries.targets_of(found)}
    open_for_comments = found.plan.state == OUT and bool(comments_for(request.user))
    context = {
        **_line(found, light, known),
        "plan": found.plan,
        "grounds": _grounds(found, light, known),
        "day": known.day,
        "figures": [_figure(id, known) for id in own.indicators if id in known.values],
        "uncomputed": [
            (one, target_text(one, one.unit), id in own.indicators)
            for id, one in targets.items()
            if id not in known.values
        ],
        "ledgers": [(registry.ledger(id).info, known.rows.get(id, 0)) for id in own.ledgers],
        "tasks": task_lines(known.tasks.get(found.pk, []), known.day),
        "alerts": alert_lines(open_alerts[:ALERTS]),
        "more_alerts": len(open_alerts) > ALERTS,
        "comments": queries.comments(scope, measure=found),
        "comment_form": (comment_form or CommentForm()) if open_for_comments else None,
        "changes": [_change(one) for one in queries.changes(found.plan, found)],
        "versions": _versions(found),
        "keeps": keeps(request.user),
        "may_set": may(request.user, MANAGE_PLAN),
    }
    return render(request, "web/plan/measure.html", context, status=400 if comment_form is not None else 200)


def _figure(id: str, known: Facts) -> dict[str, Any]:
    value = known.values[id]
    return {
        "value": value,
        "shown": telling.figure(value),
        "target": target_text(value.target, value.unit),
        "binding": value.binding,
        "state": known.standing(id).state,
    }


def _change(one: Change) -> dict[str, Any]:
    old, new = one.old, one.new
    if one.field == "strength":
        old, new = (str(dict(STRENGTHS).get(text, text)) for text in (old, new))
    return {"change": one, "field": FIELDS.get(one.field, one.field), "old": old, "new": new}


def _versions(measure: Measure) -> list[dict[str, Any]]:
    """Targets that were entered or amended, old beside new; the newest first."""
    last: dict[str, Any] = {}
    found = []
    for one in queries.targets_of(measure):
        if (before := last.get(one.indicator)) is not None:
            name = next((i.name for i in registry.indicators() if i.id == one.indicator), before.words)
            old, new = target_text(before, one.unit), target_text(one, one.unit)
            found.append({"target": one, "name": said(name), "old": old, "new": new})
        last[one.indicator] = one
    return found[::-1]


@requires(VIEW)
def changes(request: HttpRequest) -> HttpResponse:
    """What was changed in a plan since it was loaded: measures and targets, old beside new."""
    found = chosen(request)
    if found is None:
        raise NotFound("plan.unknown", _("还没有载入工作计划。"))
    context = {
        "plan": found,
        "changes": [_change(one) for one in queries.changes(found)],
        "versions": [line for one in queries.measures(found.slug) for line in _versions(one)],
    }
    return render(request, "web/plan/changes.html", context)
