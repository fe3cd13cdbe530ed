"""A plan's way from draft to issued: sent out, commented on, each comment answered; and a year copied into the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import scope_of
from jiedui.core.access.rights import CHANGE, MANAGE_PLAN, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.places.shown import shown_name
from jiedui.core.plan import copying, queries
from jiedui.core.plan import life as operations
from jiedui.core.plan.keeping import keeps
from jiedui.core.words.errors import JieduiError, NotFound
from jiedui.web.guard import requires
from jiedui.web.planpages import views
from jiedui.web.planpages.forms import AnswerForm, CommentForm, IssueForm, SendForm
from jiedui.web.signin import address_of


@require_POST
@requires(MANAGE_PLAN)
def send_out(request: HttpRequest, plan_slug: str) -> HttpResponse:
    """Send the draft out for comments."""
    user: Any = request.user
    form = SendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写意见截止日期。"))
        return _back(plan_slug)
    try:
        operations.send_out(plan_slug, until=form.cleaned_data["until"], by=user, address=address_of(request))
    except NotFound:
        raise
    except JieduiError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("已发出征求意见。区办、前方工作组和县乡村振兴局可逐条填写意见。"))
    return _back(plan_slug)


@require_POST
@requires(MANAGE_PLAN)
def issue(request: HttpRequest, plan_slug: str) -> HttpResponse:
    """Issue the plan."""
    user: Any = request.user
    form = IssueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写印发文件和印发日期。"))
        return _back(plan_slug)
    try:
        operations.issue(plan_slug, **form.cleaned_data, by=user, address=address_of(request))
    except NotFound:
        raise
    except JieduiError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("计划已印发。以后的修改须注明依据，并保留原来的内容。"))
    return _back(plan_slug)


@require_POST
@requires(MANAGE_PLAN)
def copy(request: HttpRequest, plan_slug: str) -> HttpResponse:
    """Copy the plan into the next year."""
    user: Any = request.user
    try:
        made = copying.copy_plan(plan_slug, by=user, address=address_of(request))
    except NotFound:
        raise
    except JieduiError as refusal:
        messages.error(request, refusal.message)
        return _back(plan_slug)
    messages.success(
        request, _("已复制为 %(year)s 年的草稿。请逐项核对，并录入须重新确定的目标。") % {"year": made.year}
    )
    return _back(made.slug)


def _back(slug: str) -> HttpResponse:
    return redirect(f"{reverse('web:plan')}?plan={slug}")


@require_POST
@requires(CHANGE)
def comment(request: HttpRequest, plan_slug: str, measure_slug: str) -> HttpResponse:
    """Comment on a measure; what was typed stays where it is refused."""
    user: Any = request.user
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            operations.comment(
                plan_slug, measure_slug, text=form.cleaned_data["text"], by=user, address=address_of(request)
            )
        except NotFound:
            raise
        except JieduiError as refusal:
            form.add_error(None, refusal.message)
            if refusal.status == 403:
                raise
        else:
            messages.success(request, _("意见已提交。市办答复后在这里可以看到。"))
            return redirect("web:plan_measure", plan_slug, measure_slug)
    return views.measure(request, plan_slug, measure_slug, comment_form=form)


@requires(VIEW)
def comments(request: HttpRequest) -> HttpResponse:
    """The comments in reach with their answers; `open=1`: those that wait for one."""
    found = views.chosen(request)
    if found is None:
        raise NotFound("plan.unknown", _("还没有载入工作计划。"))
    every = queries.comments(scope_of(request.user), plan=found)
    waiting = [one for one in every if not one.answer]
    only = request.GET.get("open") == "1"
    context = {
        "plan": found,
        "lines": [{"comment": one, "place": shown_name(one.place)} for one in (waiting if only else every)],
        "total": len(every),
        "waiting": len(waiting),
        "only": only,
        "keeps": keeps(request.user),
    }
    return render(request, "web/plan/comments.html", context)


@requires(MANAGE_PLAN)
def answer(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Answer a comment: taken, partly, not, with the reason."""
    user: Any = request.user
    found = queries.comment(Scope.everything(), comment_id)
    form = AnswerForm(request.POST or None, initial={"answer": found.answer, "reason": found.reason})
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer(comment_id, **form.cleaned_data, by=user, address=address_of(request))
        except JieduiError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已答复。"))
            return redirect(f"{reverse('web:plan_comments')}?plan={found.measure.plan.slug}")
    context = {"comment": found, "place": shown_name(found.place), "measure": found.measure, "form": form}
    return render(request, "web/plan/answer.html", context, status=400 if form.errors else 200)
