"""The tie at the line, the result sheet, the public notice with its objections."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.words import clock
from jiedui.core.words.errors import Refused
from jiedui.modules.projects.review import deciding, queries
from jiedui.modules.projects.review.lists import FROZEN, NOTICE
from jiedui.modules.projects.review.pages import telling
from jiedui.modules.projects.review.pages.forms import number_of, numbers_of
from jiedui.modules.projects.review.pages.views import attempt
from jiedui.web.guard import requires
from jiedui.web.signin import address_of


@require_POST
@requires(CHANGE)
def tie(request: HttpRequest, round_id: int) -> HttpResponse:
    """Choose among equals at the line."""
    user: Any = request.user
    queries.round(user, round_id)
    given = request.POST
    chosen, reason, seen = numbers_of(given.getlist("chosen")), given.get("reason", ""), number_of(given.get("seen"))
    return attempt(
        request, lambda: deciding.decide_tie(round_id, chosen=chosen, reason=reason, seen=seen, by=user, address=address_of(request)),
        _("已选定，名次和入库结果随之更新。"), round_id,
    )  # fmt: skip


@requires(VIEW)
def sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """The result sheet to print and sign: every project with its sheets, the vetoes and ties decided, who reviewed."""
    found = queries.round(request.user, round_id)
    if not queries.opened(found):
        raise Refused("review.not_closed", _("评分还没有结束，没有结果可以打印。"))
    result = queries.result(found)
    reviewers = list(found.reviewers.all())
    totals = {one.candidate.pk: {sheet.reviewer_id: sheet.total for sheet in one.sheets} for one in result.judged.values()}
    rows = telling.rows(found, result)
    context = {
        "round": found, "line": telling.line(found), "reviewers": reviewers, "result": result,
        "rows": [(row, [totals[row.candidate.pk].get(one.pk) for one in reviewers]) for row in rows],
        "decisions": [one for one in found.decisions.select_related("candidate").order_by("id")],
        "notice": found.notices.last(), "final": found.state == FROZEN, "now": timezone.now(), "by": request.user.get_full_name(),  # type: ignore[union-attr]
        **telling.rules(found),
    }  # fmt: skip
    return render(request, "projects/review/sheet.html", context)


@requires(VIEW)
def notice(request: HttpRequest, round_id: int, typed: QueryDict | None = None, status: int = 200) -> HttpResponse:
    """The public notice, to print and put up, for everybody whom a project of it concerns; no personal data stand in it."""
    user: Any = request.user
    found, last = queries.notice_of(user, round_id)
    day = clock.today()
    outcomes = telling.published(queries.outcomes(last))
    context = {
        "round": found, "line": telling.line(found), "notice": last, "outcomes": outcomes, "now": timezone.now(),
        "library": [one for one in outcomes if one.outcome.result == "library"],
        "spent": sum(one.outcome.candidate.amount for one in outcomes if one.outcome.result == "library"),
        "may_object": may(user, CHANGE) and found.state == NOTICE and last.first_day <= day <= last.last_day,
        "whole": queries.rounds(user).filter(pk=found.pk).exists(), "typed": typed or QueryDict(), **telling.rules(found),
    }  # fmt: skip
    return render(request, "projects/review/notice.html", context, status=status)


@require_POST
@requires(CHANGE)
def object_to(request: HttpRequest, round_id: int) -> HttpResponse:
    """Record an objection that came in."""
    user: Any = request.user
    queries.notice_of(user, round_id)
    one = number_of(request.POST.get("candidate")) or None
    return attempt(
        request,
        lambda: deciding.object_to(round_id, text=request.POST.get("text", ""), candidate_id=one, by=user, address=address_of(request)),
        _("异议已登记，由主办单位核实答复。"), round_id, notice,
    )  # fmt: skip


@require_POST
@requires(CHANGE)
def answer(request: HttpRequest, round_id: int, objection_id: int) -> HttpResponse:
    """Answer an objection."""
    user: Any = request.user
    queries.round(user, round_id)
    given = request.POST
    return attempt(
        request,
        lambda: deciding.answer(
            round_id, objection_id, text=given.get("text", ""), upheld=given.get("upheld") == "1", by=user, address=address_of(request)
        ),
        _("已答复。"), round_id,
    )  # fmt: skip
