"""What who keeps the plan does: change a measure, set a task, hand it to somebody else, open it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.rights import MANAGE_PLAN
from jiedui.core.access.scope import Scope
from jiedui.core.plan import life, queries, tasks
from jiedui.core.plan.models import ISSUED
from jiedui.core.words.errors import JieduiError
from jiedui.web.administration.regions import counties_and_districts
from jiedui.web.guard import requires
from jiedui.web.planpages.forms import MeasureForm, OwnerForm, TaskForm
from jiedui.web.signin import address_of


@requires(MANAGE_PLAN)
def edit_measure(request: HttpRequest, plan_slug: str, measure_slug: str) -> HttpResponse:
    """Change what a measure says; each field that changes is kept with old and new."""
    user: Any = request.user
    found = queries.measure(plan_slug, measure_slug)
    initial = {name: getattr(found, name) for name in life.CHANGEABLE}
    initial["seen"] = len(queries.changes(found.plan, found))
    form = MeasureForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        document, seen = data.pop("document"), data.pop("seen")
        values = {name: "" if value is None else str(value) for name, value in data.items()}
        try:
            life.change_measure(
                plan_slug,
                measure_slug,
                values=values,
                document=document,
                seen=seen,
                by=user,
                address=address_of(request),
            )
        except JieduiError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已保存。原来的内容保留在“变更”中。"))
            return redirect("web:plan_measure", plan_slug, measure_slug)
    context = {"measure": found, "plan": found.plan, "form": form, "issued": found.plan.state == ISSUED}
    return render(request, "web/plan/edit_measure.html", context, status=400 if form.errors else 200)


@requires(MANAGE_PLAN)
def new_task(request: HttpRequest, plan_slug: str, measure_slug: str) -> HttpResponse:
    """Set a task or milestone of a measure."""
    user: Any = request.user
    found = queries.measure(plan_slug, measure_slug)
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = tasks.add_task(plan_slug, measure_slug, **form.cleaned_data, by=user, address=address_of(request))
        except JieduiError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已布置。到期前 14 天和 3 天提醒责任单位。"))
            return redirect("web:plan_task", made.pk)
    context = {"measure": found, "form": form, **_regions()}
    return render(request, "web/plan/task_form.html", context, status=400 if form.errors else 200)


@requires(MANAGE_PLAN)
def edit_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Give a task to somebody else, or another due date."""
    user: Any = request.user
    found = queries.task(Scope.everything(), task_id)
    initial = {name: getattr(found, name) for name in ("owner", "role", "place", "due")}
    form = OwnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            tasks.change_task(task_id, **form.cleaned_data, by=user, address=address_of(request))
        except JieduiError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已调整。原来的责任单位和期限保留在操作留痕中。"))
            return redirect("web:plan_task", task_id)
    context = {"measure": found.measure, "task": found, "form": form, **_regions()}
    return render(request, "web/plan/task_form.html", context, status=400 if form.errors else 200)


@require_POST
@requires(MANAGE_PLAN)
def reopen(request: HttpRequest, task_id: int) -> HttpResponse:
    """Take back that a task is done."""
    user: Any = request.user
    try:
        tasks.reopen_task(task_id, reason=request.POST.get("reason", ""), by=user, address=address_of(request))
    except JieduiError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("已退回，任务重新计入未完成。"))
    return redirect("web:plan_task", task_id)


def _regions() -> dict[str, Any]:
    counties, districts = counties_and_districts()
    return {"places": [*counties, *districts]}
