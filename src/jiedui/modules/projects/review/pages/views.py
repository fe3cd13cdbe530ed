"""The rounds, and one round: what it is about, how far it is, what is to be done next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may
from jiedui.core.access.rights import CHANGE, VIEW, VIEW_TRAIL
from jiedui.core.words import clock
from jiedui.core.words.errors import JieduiError
from jiedui.modules.projects.review import deciding, queries, setting_up
from jiedui.modules.projects.review.keeping import keeps, places_of
from jiedui.modules.projects.review.lists import CLOSED, DRAFT, LIVE, NOTICE, SCORING, STATES
from jiedui.modules.projects.review.models import ReviewRound
from jiedui.modules.projects.review.pages import telling
from jiedui.modules.projects.review.pages.forms import RoundForm
from jiedui.web.guard import requires
from jiedui.web.signin import address_of


@requires(VIEW)
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds in reach, those with something for the reader to score, and the notices of others that concern the reader."""
    user: Any = request.user
    whole = list(queries.rounds(user))
    known = {one.pk for one in whole}
    context = {
        "lines": [telling.line(one) for one in whole],
        "mine": [(telling.line(one), count) for one, count in queries.waiting_for(user)],
        "notices": [telling.line(one) for one in queries.shown_to_public(user) if one.pk not in known],
        "may_make": may(user, CHANGE) and bool(places_of(user)),
    }
    return render(request, "projects/review/rounds.html", context)


@requires(CHANGE)
def new(request: HttpRequest) -> HttpResponse:
    """A new round of one's own place."""
    user: Any = request.user
    places = places_of(user)
    year = clock.today().year + 1
    form = RoundForm(request.POST or None, places=places, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        try:
            made = setting_up.create(**form.cleaned_data, by=user, address=address_of(request))
        except JieduiError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("评审已建立。下一步选择参评项目。"))
            return redirect("projects:review_candidates", made.pk)
    status = 400 if form.errors else 200
    return render(request, "projects/review/form.html", {"form": form, "round": None, "places": places}, status=status)


@requires(VIEW)
def round_page(request: HttpRequest, round_id: int, typed: QueryDict | None = None, status: int = 200) -> HttpResponse:
    """One round in its present state. typed: what was sent with a form that was refused."""
    user: Any = request.user
    found = queries.round(user, round_id)
    result = queries.result(found) if queries.opened(found) else None
    reviewer = queries.reviewer_of(found, user)
    keeper = keeps(user, found) and may(user, CHANGE)
    rows = telling.rows(found, result)
    context = {
        "round": found,
        "line": telling.line(found),
        "way": telling.way(found.state),
        "rows": rows,
        "asked": sum(one.candidate.amount for one in rows),
        "judges": telling.judges(found, result),
        "result": result,
        "mine": telling.mine(found, reviewer) if reviewer and found.state == SCORING else [],
        "reviewer": reviewer,
        "keeper": keeper,
        "undecided": [one for one in rows if one.undecided],
        "tie": _tie(result, rows) if result else None,
        "steps": [(one, STATES[one.old][0], STATES[one.new][0]) for one in found.steps.all()],
        "may_trail": may(user, VIEW_TRAIL),
        "typed": typed or QueryDict(),
        "draft": found.state == DRAFT,
        "scoring": found.state == SCORING,
        "closed": found.state == CLOSED,
        "running": found.state in (DRAFT, *LIVE),
        **telling.rules(found),
        **_notice(found),
    }
    return render(request, "projects/review/round.html", context, status=status)


def _tie(result: queries.Result, rows: list[telling.Row]) -> dict[str, Any] | None:
    """The tie at the line: its projects, what is left, what was decided."""
    tie = result.ranking.tie
    if tie is None:
        return None
    decision = result.tie_decision
    return {"rows": [one for one in rows if one.candidate.pk in tie.ids], "left": tie.left, "score": tie.score, "open": result.ranking.open, "decision": decision}


def _notice(found: ReviewRound) -> dict[str, Any]:
    """The notice that counts, its objections, and whether the results can be fixed today."""
    notices = list(found.notices.all())
    if not notices:
        return {"notice": None, "objections": [], "can_freeze": False}
    last = notices[-1]
    objections = list(found.objections.select_related("answer", "candidate", "notice"))
    of_last = [one for one in objections if one.notice_id == last.pk]
    answered = all(hasattr(one, "answer") and not one.answer.upheld for one in of_last)
    over = clock.today() > last.last_day
    return {
        "notice": last, "objections": objections, "notice_over": over,
        "can_freeze": found.state == NOTICE and over and answered, "in_notice": found.state == NOTICE,
    }  # fmt: skip


STEPS = {
    "open": (setting_up.open_scoring, False, gettext_lazy("评分已经开始，评审人会收到待办。")),
    "close": (deciding.close, False, gettext_lazy("评分已结束，各人的评分现在可以查看。")),
    "publish": (deciding.publish, False, gettext_lazy("结果已公示。")),
    "take_back": (deciding.take_back, True, gettext_lazy("公示已撤回，可以重新决定。")),
    "freeze": (deciding.freeze, False, gettext_lazy("结果已确定，不能再改。")),
    "cancel": (deciding.cancel, True, gettext_lazy("这轮评审已作废。")),
}
"""What a button asks for -> the operation, whether it wants a reason, and what is said when it is done."""


@require_POST
@requires(CHANGE)
def step(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take the round one step on; where that is refused the page says why, with what was typed."""
    user: Any = request.user
    queries.round(user, round_id)
    operation, wants_reason, done = STEPS.get(request.POST.get("step", ""), (None, False, ""))
    if operation is None:
        return redirect("projects:review_round", round_id)
    more = {"reason": request.POST.get("reason", "")} if wants_reason else {}
    return attempt(
        request, lambda: operation(round_id, by=user, address=address_of(request), **more), str(done), round_id
    )


def attempt(request: HttpRequest, act: Any, done: str, round_id: int, again: Any = round_page, **place: Any) -> HttpResponse:
    """Do something and go back to its page; where it is refused, the page itself with the sentence and what was typed."""
    try:
        act()
    except JieduiError as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.message)
        return again(request, round_id, typed=request.POST, status=refusal.status, **place)  # type: ignore[no-any-return]
    messages.success(request, done)
    name = {"round_page": "review_round", "candidate": "review_candidate", "reviewers": "review_reviewers", "notice": "review_notice"}
    return redirect(f"projects:{name[again.__name__]}", round_id, *place.values())
