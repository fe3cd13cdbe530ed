"""Before scoring: the rules of a round, its projects, its reviewers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.access.scope import Scope
from jiedui.core.places.shown import shown_name
from jiedui.core.words.errors import JieduiError
from jiedui.core.words.saying import label
from jiedui.modules.projects.lists import PROJECT_CATEGORY
from jiedui.modules.projects.review import hooks, queries, setting_up
from jiedui.modules.projects.review.facts import eligible
from jiedui.modules.projects.review.keeping import check_keeper, check_state
from jiedui.modules.projects.review.lists import DRAFT, SCORING
from jiedui.modules.projects.review.pages import telling
from jiedui.modules.projects.review.pages.forms import (
    RoundForm,
    criteria_of,
    criteria_typed,
    initial,
    number_of,
    numbers_of,
    vetoes_typed,
)
from jiedui.modules.projects.review.pages.views import attempt
from jiedui.web.guard import requires
from jiedui.web.signin import address_of

SHOWN = 200
"""Projects that the page of choosing lists; more are found by searching."""


@requires(CHANGE)
def edit(request: HttpRequest, round_id: int) -> HttpResponse:
    """Facts, criteria and vetoes of a round that has not begun."""
    user: Any = request.user
    found = queries.round(user, round_id)
    check_keeper(user, found)
    check_state(found, DRAFT)
    data = request.POST if request.method == "POST" else None
    form = RoundForm(data, places=[found.place], initial=initial(found))
    if data is not None and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "place"}
        rules = {"criteria": criteria_of(data), "vetoes": data.getlist("veto")}
        try:
            setting_up.change(round_id, **facts, **rules, by=user, address=address_of(request))
        except JieduiError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已保存。"))
            return redirect("projects:review_round", round_id)
    context = {
        "form": form, "round": found, "criteria": criteria_typed(data, found), "vetoes": vetoes_typed(data, found), "places": [found.place],
    }  # fmt: skip
    return render(request, "projects/review/form.html", context, status=400 if form.errors else 200)


@requires(CHANGE)
def candidates(request: HttpRequest, round_id: int) -> HttpResponse:
    """Choose the projects of a round: those that the ledger lets compete, those rolled over from before marked."""
    user: Any = request.user
    found = queries.round(user, round_id)
    check_keeper(user, found)
    check_state(found, DRAFT)
    refused = False
    if request.method == "POST":
        try:
            chosen = numbers_of(request.POST.getlist("project"))
            count = setting_up.add_candidates(round_id, chosen, by=user, address=address_of(request))
        except JieduiError as refusal:
            if refusal.status == 403:
                raise
            messages.error(request, refusal.message)
            refused = True
        else:
            text = ngettext("已加入 %(count)s 个项目。", "已加入 %(count)s 个项目。", count) % {"count": count}
            messages.success(request, text)
            return redirect("projects:review_round", round_id)
    text = request.GET.get("q", "").strip()
    scope = scope_of(user, action=CHANGE).intersect(Scope.of_region(found.place))
    query = eligible(scope)
    if text:
        query = query.filter(name__icontains=text) | query.filter(number__icontains=text)
    taken = set(found.candidates.values_list("project", flat=True))
    some = [one for one in query[: SHOWN + len(taken) + 1] if one.pk not in taken]
    ids = [one.pk for one in some]
    settled, busy = queries.settled(ids), queries.engaged(ids, but=found.pk)
    free = hooks.admitted([pk for pk in ids if pk not in busy and not (pk in settled and settled[pk].result == "library")])
    lines = [
        {
            "row": one, "place": " · ".join(filter(None, (shown_name(one.county), shown_name(one.town) if one.town else ""))),
            "category": label(PROJECT_CATEGORY, one.category) if one.category else "", "rolled": one.pk in settled,
        }
        for one in some if one.pk in free
    ]  # fmt: skip
    lines.sort(key=lambda one: not one["rolled"])
    context = {
        "round": found, "lines": lines[:SHOWN], "more": len(some) > SHOWN, "text": text,
        "chosen": set(numbers_of(request.POST.getlist("project"))), "rolled": sum(one["rolled"] for one in lines),
    }  # fmt: skip
    return render(request, "projects/review/candidates.html", context, status=400 if refused else 200)


@require_POST
@requires(CHANGE)
def remove_candidate(request: HttpRequest, round_id: int, candidate_id: int) -> HttpResponse:
    user: Any = request.user
    queries.candidate(queries.round(user, round_id), candidate_id)
    return attempt(
        request, lambda: setting_up.remove_candidate(round_id, candidate_id, by=user, address=address_of(request)),
        _("已移出。"), round_id,
    )  # fmt: skip


@requires(CHANGE)
def reviewers(request: HttpRequest, round_id: int, typed: QueryDict | None = None, status: int = 200) -> HttpResponse:
    """Name reviewers, before or during scoring; who may not score is refused with the reason."""
    user: Any = request.user
    found = queries.round(user, round_id)
    check_keeper(user, found)
    if request.method == "POST" and typed is None:
        chosen, recuse = number_of(request.POST.get("user")), request.POST.get("recuse") == "1"
        return attempt(
            request, lambda: setting_up.add_reviewer(round_id, chosen, by=user, recuse=recuse, address=address_of(request)),
            _("评审人已加入。"), round_id, reviewers,
        )  # fmt: skip
    check_state(found, DRAFT, SCORING)
    result = None
    context = {
        "round": found, "line": telling.line(found), "judges": telling.judges(found, result), "draft": found.state == DRAFT,
        "people": queries.possible_reviewers(found), "typed": typed or QueryDict(), "projects": found.candidates.count(),
    }  # fmt: skip
    return render(request, "projects/review/reviewers.html", context, status=status)


@require_POST
@requires(CHANGE)
def remove_reviewer(request: HttpRequest, round_id: int, reviewer_id: int) -> HttpResponse:
    user: Any = request.user
    queries.round(user, round_id)
    return attempt(
        request, lambda: setting_up.remove_reviewer(round_id, reviewer_id, by=user, address=address_of(request)),
        _("已取消。"), round_id, reviewers,
    )  # fmt: skip
