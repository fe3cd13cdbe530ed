"""A reviewer's page of one project, and after the close everybody's sheets of it with the decision on a veto."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.words.errors import JieduiError, NotFound
from jiedui.modules.projects.review import deciding, queries, scoring
from jiedui.modules.projects.review.keeping import check_state, keeps
from jiedui.modules.projects.review.lists import CLOSED, CONFLICTS, NEGATIVE, SCORING
from jiedui.modules.projects.review.pages import telling
from jiedui.modules.projects.review.pages.forms import number_of, points_of
from jiedui.modules.projects.review.pages.views import attempt
from jiedui.web.guard import requires
from jiedui.web.signin import address_of


@requires(VIEW)
def score(request: HttpRequest, round_id: int, candidate_id: int) -> HttpResponse:
    """The sheet of a reviewer for one project; what was typed stays where it is refused."""
    user: Any = request.user
    found = queries.round(user, round_id)
    candidate = queries.candidate(found, candidate_id)
    reviewer = scoring.check_reviewer(user, found, candidate)
    check_state(found, SCORING)
    sheet = queries.last_sheets(found).get((reviewer.pk, candidate.pk))
    error, status = "", 200
    if request.method == "POST":
        try:
            made = scoring.score(
                round_id, candidate_id, points=points_of(request.POST, found), vetoes=request.POST.getlist("veto"),
                comment=request.POST.get("comment", ""), seen=number_of(request.POST.get("seen")), by=user, address=address_of(request),
            )  # fmt: skip
        except JieduiError as refusal:
            if refusal.status in (403, 404):
                raise
            error, status = refusal.message, refusal.status
        else:
            messages.success(request, _("“%(name)s”已评 %(total)s 分。结束评分之前可以修改。") % {"name": candidate.name, "total": made.total})
            return redirect(_next(found, reviewer, candidate_id))
    typed = request.POST if request.method == "POST" else None
    points = json.loads(sheet.points) if sheet else {}
    context = {
        "round": found, "candidate": candidate, "where": telling.where(candidate), "sheet": sheet, "error": error,
        "criteria": [
            (id, telling.word(name), most, typed.get(f"points:{id}", "") if typed else points.get(id, ""))
            for id, name, most in queries.criteria(found)
        ],
        "vetoes": [(id, telling.word(name)) for id, name in queries.vetoes(found).items()],
        "ticked": typed.getlist("veto") if typed else json.loads(sheet.vetoes) if sheet else [],
        "comment": typed.get("comment", "") if typed else sheet.comment if sheet else "",
        "seen": sheet.version if sheet else 0, "negative": NEGATIVE,
    }  # fmt: skip
    return render(request, "projects/review/score.html", context, status=status)


def _next(found: Any, reviewer: Any, candidate_id: int) -> str:
    """The page of the round, where the reviewer sees what is left."""
    from django.urls import reverse

    left = [one for one in telling.mine(found, reviewer) if one.sheet is None and not one.why]
    if left:
        return reverse("projects:review_score", args=[found.pk, left[0].candidate.pk])
    return reverse("projects:review_round", args=[found.pk])


@require_POST
@requires(VIEW)
def declare(request: HttpRequest, round_id: int, candidate_id: int) -> HttpResponse:
    """A reviewer withdraws from a project."""
    user: Any = request.user
    queries.candidate(queries.round(user, round_id), candidate_id)
    return attempt(
        request, lambda: scoring.declare(round_id, candidate_id, reason=request.POST.get("reason", ""), by=user, address=address_of(request)),
        _("已回避，这个项目不用您评分。"), round_id,
    )  # fmt: skip


@requires(VIEW)
def candidate(request: HttpRequest, round_id: int, candidate_id: int, typed: QueryDict | None = None, status: int = 200) -> HttpResponse:
    """One project after the close: all its sheets, how far apart they are, and the decision on a veto."""
    user: Any = request.user
    found = queries.round(user, round_id)
    one = queries.candidate(found, candidate_id)
    keeper = keeps(user, found) and may(user, CHANGE)
    recusals = list(one.recusals.select_related("reviewer"))
    context: dict[str, Any] = {
        "round": found, "candidate": one, "where": telling.where(one), "keeper": keeper, "opened": queries.opened(found),
        "recusals": [(each, CONFLICTS[each.why]) for each in recusals], "typed": typed or QueryDict(), "closed": found.state == CLOSED,
        "criteria": [(telling.word(name), points) for _id, name, points in queries.criteria(found)],
        "can_excuse": keeper and found.state in (SCORING, CLOSED),
        "free": [r for r in found.reviewers.all() if r.pk not in {each.reviewer_id for each in recusals}],
    }  # fmt: skip
    if context["opened"]:
        result = queries.result(found)
        judged = result.judged[one.pk]
        names = {each.pk: each.name for each in found.reviewers.all()}
        known = queries.vetoes(found)
        context |= {
            "judged": judged, "given": telling.given(found, judged, names), "last_decision": result.last_decision,
            "place": next((place for place in result.ranking.places if place.entry.id == one.pk), None),
            "vetoes": [(id, telling.word(name), any(id in some for _r, some, _c in judged.proposed)) for id, name in known.items()],
            "decided": [telling.word(known.get(id, id)) for id in json.loads(judged.decision.vetoes)] if judged.decision else [],
        }  # fmt: skip
    return render(request, "projects/review/candidate.html", context, status=status)


@require_POST
@requires(CHANGE)
def veto(request: HttpRequest, round_id: int, candidate_id: int) -> HttpResponse:
    """Decide whether the project is out for a veto."""
    user: Any = request.user
    queries.candidate(queries.round(user, round_id), candidate_id)
    given = request.POST
    facts = {
        "upheld": given.get("upheld") == "1", "reason": given.get("reason", ""), "vetoes": given.getlist("veto"),
        "seen": number_of(given.get("seen")),
    }  # fmt: skip
    return attempt(
        request, lambda: deciding.decide_veto(round_id, candidate_id, **facts, by=user, address=address_of(request)),  # type: ignore[arg-type]
        _("决定已保存。"), round_id, candidate, candidate_id=candidate_id,
    )  # fmt: skip


@require_POST
@requires(CHANGE)
def excuse(request: HttpRequest, round_id: int, candidate_id: int) -> HttpResponse:
    """Keep a reviewer from a project."""
    user: Any = request.user
    queries.candidate(queries.round(user, round_id), candidate_id)
    reviewer, reason = number_of(request.POST.get("reviewer")), request.POST.get("reason", "")
    if not reviewer:
        raise NotFound("review.no_reviewer", _("这轮评审没有这名评审人。"))
    return attempt(
        request, lambda: scoring.excuse(round_id, candidate_id, reviewer, reason=reason, by=user, address=address_of(request)),
        _("已办理回避，该评审人对这个项目的评分不再计入。"), round_id, candidate, candidate_id=candidate_id,
    )  # fmt: skip
