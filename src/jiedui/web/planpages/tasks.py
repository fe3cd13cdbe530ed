"""Tasks and milestones: the list, one with its proofs, and what its owner does: upload, say that it is done."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.intake.attachments import LARGEST, keep_upload
from jiedui.core.plan import queries
from jiedui.core.plan import tasks as operations
from jiedui.core.plan.keeping import check_owner, keeps, owned, owns
from jiedui.core.plan.models import Task
from jiedui.core.words import clock
from jiedui.core.words.errors import JieduiError, Refused
from jiedui.core.words.saying import said
from jiedui.web import refusals
from jiedui.web.downloads import ANY, download
from jiedui.web.guard import requires
from jiedui.web.planpages import telling
from jiedui.web.planpages.forms import DoneForm
from jiedui.web.signin import address_of

MINE, LATE, OPEN, DONE = "mine", "late", "open", "done"


def lines(found: Iterable[Task], day: dt.date) -> list[dict[str, Any]]:
    """Tasks in words."""
    made = []
    for task in found:
        tone, when = telling.due(task, day)
        made.append({"task": task, "title": said(task.title), "owner": telling.owner(task), "tone": tone, "when": when})
    return made


@requires(VIEW)
def tasks(request: HttpRequest) -> HttpResponse:
    """Tasks and milestones within reach. show: those that are open, one's own, overdue, or done."""
    day, show = clock.today(), request.GET.get("show", OPEN)
    found = queries.tasks(scope_of(request.user))
    kept = {
        OPEN: [one for one in found if one.done_on is None],
        MINE: owned(request.user, (one for one in found if one.done_on is None)),
        LATE: [one for one in found if one.done_on is None and one.due is not None and one.due < day],
        DONE: [one for one in found if one.done_on is not None],
    }
    labels = {OPEN: _("未完成"), MINE: _("由我办理"), LATE: _("已逾期"), DONE: _("已完成")}
    context = {
        "lines": lines(kept.get(show, found), day),
        "chips": [(key, labels[key], len(some)) for key, some in kept.items()],
        "show": show,
    }
    return render(request, "web/plan/tasks.html", context)


@requires(VIEW)
def task(request: HttpRequest, task_id: int, form: DoneForm | None = None) -> HttpResponse:
    """One task: of which measure, whose, by when, its proofs, and the form of its owner."""
    found = queries.task(scope_of(request.user), task_id)
    (line,) = lines([found], clock.today())
    mine = owns(request.user, found) or (may(request.user, CHANGE) and keeps(request.user))
    context = {
        **line,
        "measure": found.measure,
        "evidence": list(found.evidence.all()),
        "may_do": mine and found.done_on is None,
        "may_add": mine,
        "keeps": keeps(request.user),
        "form": form or DoneForm(initial={"done_on": clock.today()}),
        "largest": LARGEST >> 20,
    }
    return render(request, "web/plan/task.html", context, status=400 if form is not None else 200)


@require_POST
@requires(CHANGE)
def attach(request: HttpRequest, task_id: int) -> HttpResponse:
    """Upload proofs; each that cannot be taken is named with the reason."""
    user: Any = request.user
    check_owner(user, queries.task(scope_of(user), task_id))
    given = request.FILES.getlist("files")
    if not given:
        messages.error(request, _("没有选择文件。"))
    for one in given:
        try:
            if (one.size or 0) > LARGEST:
                raise Refused("attachment.too_large", f"附件最大 {LARGEST >> 20} MB，请压缩或拆分后再上传。")
            digest = keep_upload(one.read(), name=one.name or "", actor=actor(user, address_of(request)))
            name = (one.name or digest[:8]).replace("\\", "/").rpartition("/")[2]
            operations.add_evidence(task_id, digest=digest, name=name, by=user, address=address_of(request))
        except Refused as refusal:
            messages.error(request, _("%(name)s：%(why)s") % {"name": one.name, "why": refusals.told(refusal)})
        else:
            messages.success(request, _("已上传：%(name)s") % {"name": one.name})
    return redirect("web:plan_task", task_id)


@never_cache
@require_GET
@requires(VIEW)
def open_file(request: HttpRequest, task_id: int, digest: str) -> HttpResponse:
    """A proof to save; nothing is ever drawn by the browser."""
    user: Any = request.user
    data, name = operations.open_evidence(task_id, digest, by=user, address=address_of(request))
    return download(name, data, ANY)


@require_POST
@requires(CHANGE)
def done(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say that the task is done; what was typed stays where it is refused."""
    user: Any = request.user
    check_owner(user, queries.task(scope_of(user), task_id))
    form = DoneForm(request.POST)
    if not form.is_valid():
        return task(request, task_id, form=form)
    try:
        operations.finish_task(task_id, **form.cleaned_data, by=user, address=address_of(request))
    except JieduiError as refusal:
        form.add_error(None, refusal.message)
        return task(request, task_id, form=form)
    messages.success(request, _("已填报完成。"))
    return redirect("web:plan_task", task_id)
