"""The plan's targets: which there are, which are still open, every version, and a form to enter or amend one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.queries import check_may, may
from jiedui.core.access.rights import MANAGE_PLAN, VIEW
from jiedui.core.declare.indicators import Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.plan import operations, queries
from jiedui.core.plan.models import STRENGTHS
from jiedui.core.plan.queries import PlanTarget
from jiedui.core.words.errors import NotFound, Refused
from jiedui.core.words.saying import said
from jiedui.web.administration.forms import TargetForm
from jiedui.web.guard import requires
from jiedui.web.indicatorpages.figures import target_text
from jiedui.web.signin import address_of


@requires(VIEW)
def targets(request: HttpRequest) -> HttpResponse:
    """Every target that the plan binds to an indicator; `?open=1` shows those that somebody has yet to enter."""
    wordings = queries.wordings()
    lines = [_line(target, wordings[target.indicator]) for target in queries.latest()]
    missing = [line for line in lines if line["target"].value is None]
    only = request.GET.get("open") == "1"
    context = {
        "lines": missing if only else lines,
        "total": len(lines),
        "missing": len(missing),
        "only": only,
        "plan": next(iter(queries.plans()), None),
        "may_set": may(request.user, MANAGE_PLAN),
    }
    return render(request, "web/administration/targets.html", context)


@requires(VIEW)
def target(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """One target with all its versions; who may set it enters or amends it here."""
    versions = queries.versions(indicator_id)
    if not versions:
        raise NotFound("target.unknown", _("计划没有给这个指标规定目标。请返回“计划目标”重新选择。"))
    latest, wording = versions[-1], versions[0].words
    allowed = may(request.user, MANAGE_PLAN)
    if request.method == "POST":
        check_may(request.user, MANAGE_PLAN)
    form = TargetForm(request.POST or None, op=latest.op, unit=latest.unit, initial=_initial(latest, len(versions)))
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_target(indicator_id, **form.cleaned_data, by=request.user, address=address_of(request))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("目标已保存，原来的目标保留为历史版本。"))
            return redirect("web:target", indicator_id)
    context = {
        **_line(latest, wording),
        "versions": [_line(version, wording) for version in reversed(versions)],
        "form": form if allowed else None,
        "upper": "upper" in form.fields,
    }
    return render(request, "web/administration/target.html", context)


def _initial(latest: PlanTarget, seen: int) -> dict[str, Any]:
    """A target that was open since the plan counts from the plan's first day; an amended one from today."""
    today = timezone.localdate()
    start = latest.valid_from if latest.value is None else max(today, latest.valid_from or today)
    return {"seen": seen, "valid_from": start, "value": latest.value, "upper": latest.upper}


def _line(target: PlanTarget, wording: str) -> dict[str, Any]:
    """`wording`: how the plan puts it, which is the name of what the product does not compute."""
    declared = _declared(target.indicator)
    return {
        "target": target,
        "indicator": declared,
        "number": target.indicator if target.indicator.isdecimal() else "",
        "name": said(declared.name if declared else wording or target.measure_title),
        "measure": said(target.measure_title),
        "words": said(target.words),
        "text": target_text(target, target.unit),
        "strength": dict(STRENGTHS).get(target.strength, ""),
    }


def _declared(indicator: str) -> Indicator | None:
    """The declared figure; a plan may bind targets to figures that the product does not compute yet."""
    return next((one for one in registry.indicators() if one.id == indicator), None)
