"""What is to be handed in, handing it in, what was handed in and what became of it."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CHANGE, VIEW, VIEW_TRAIL
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.places.shown import shown_name
from jiedui.core.submissions import comparing, operations, queries
from jiedui.core.submissions.asked import ledgers_of, own_places, places
from jiedui.core.submissions.calendar import Line, State, lines
from jiedui.core.submissions.periods import latest, parse
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound, Refused
from jiedui.core.words.saying import listed
from jiedui.web.guard import requires
from jiedui.web.signin import address_of
from jiedui.web.submissionpages import showing


@requires(VIEW)
def hand_in(request: HttpRequest) -> HttpResponse:
    """The ledgers of one place with their states: the reader's own place, else the first in reach."""
    user: Any = request.user
    day, known, mine = clock.today(), places(scope_of(user)), own_places(user)
    place = _place(request.GET.get("place", ""), known, mine)
    year, month = showing.month_of(request.GET.get("month", ""), day)
    found = (
        sorted(lines([place], day, (year, month)), key=lambda one: (not one.state.open, one.period.due))
        if place
        else []
    )
    context = {
        "place": place,
        "place_name": shown_name(place),
        "places": [(code, shown_name(code)) for code in known],
        "lines": found,
        "counts": showing.counted(found),
        "open": [one for one in found if one.state.open],
        "own": place in mine,
        "months": showing.months(day),
        "month": f"{year}-{month:02d}",
        "latest": [showing.told(one) for one in queries.submissions(scope_of(user), place=place, limit=8)]
        if place
        else [],
    }
    return render(request, "web/submissions/hand_in.html", context)


def _place(asked: str, known: list[str], mine: list[str]) -> str:
    if asked and asked not in known:
        raise NotFound("region.not_found", _("没有找到这个地区，或它不在您的数据范围内。"))
    return asked or next(iter([code for code in mine if code in known] or known), "")


@requires(VIEW)
def matrix(request: HttpRequest) -> HttpResponse:
    """Every place in reach beside every ledger."""
    day, known = clock.today(), places(scope_of(request.user))
    year, month = showing.month_of(request.GET.get("month", ""), day)
    found = lines(known, day, (year, month))
    cells = {(one.ledger, one.place): one for one in found}
    by_place: dict[str, list[Any]] = {place: [] for place in known}
    for one in found:
        by_place[one.place].append(one)
    handed = (State.HANDED_IN, State.CORRECTED)
    context = {
        "places": [
            {
                "code": place,
                "name": shown_name(place),
                "total": len(some),
                "handed": sum(one.state in handed for one in some),
                "overdue": sum(one.state == State.OVERDUE for one in some),
                "due": sum(one.state == State.DUE for one in some),
                "corrected": sum(one.state == State.CORRECTED for one in some),
            }
            for place, some in by_place.items()
        ],
        "rows": [(ledger, [_cell(cells.get((ledger, place))) for place in known]) for ledger in registry.ledgers()],
        "legend": [(showing.MARKS[state], state) for state in State],
        "counts": showing.counted(found),
        "months": showing.months(day),
        "month": f"{year}-{month:02d}",
    }
    return render(request, "web/submissions/matrix.html", context)


def _cell(line: Line | None) -> tuple[Line | None, str]:
    return line, showing.MARKS[line.state] if line else ""


@requires(CHANGE)
def new(request: HttpRequest) -> HttpResponse:
    """What would be handed in, ledger by ledger, with what moved since the submission before; then handing it in. What
    lacks an explanation stays, with the reason why; everything else goes in."""
    user: Any = request.user
    given = request.POST if request.method == "POST" else request.GET
    place, day = given.get("place", ""), clock.today()
    operations.check_may_hand_in(user, place)
    year, month = showing.month_of(given.get("month", ""), day)
    chosen = [one for one in ledgers_of(place) if one.info.id in given.getlist("ledger")]
    refused: dict[str, str] = {}
    done = []
    for ledger in chosen if request.method == "POST" else []:
        period = latest(ledger.info.frequency, year, month).text
        reason = given.get(f"reason:{ledger.info.id}", "")
        try:
            done.append(
                operations.hand_in(ledger.info.id, place, period, by=user, reason=reason, address=address_of(request))
            )
        except Refused as refusal:
            refused[ledger.info.id] = refusal.message
    if done:
        text = ngettext("已报送 %(count)s 个台账。", "已报送 %(count)s 个台账。", len(done)) % {"count": len(done)}
        notices.success(request, text)
    calendar = f"{reverse('web:hand_in')}?place={place}&month={year}-{month:02d}"
    if request.method == "POST" and chosen and not refused:
        return redirect("web:submission", done[0].pk) if len(done) == 1 else redirect(calendar)
    drafts = []
    for ledger in chosen:
        if request.method == "POST" and ledger.info.id not in refused:
            continue
        made = operations.draft(ledger.info.id, place, latest(ledger.info.frequency, year, month).text)
        drafts.append(
            {
                "draft": made,
                "info": ledger.info,
                "moves": showing.moved(made.moves),
                "much": listed(one.label for one in showing.moved(made.unexplained)),
                "before": showing.told(made.before) if made.before else None,
                "error": refused.get(ledger.info.id, ""),
                "typed": given.get(f"reason:{ledger.info.id}", ""),
            }
        )
    context = {
        "place": place,
        "place_name": shown_name(place),
        "month": f"{year}-{month:02d}",
        "drafts": drafts,
        "rows": sum(one["draft"].rows for one in drafts),
        "calendar": calendar,
        "longest": operations.LONGEST,
    }
    return render(request, "web/submissions/new.html", context, status=400 if refused else 200)


@requires(VIEW)
def submission(request: HttpRequest, submission_id: int, error: str = "", typed: str = "") -> HttpResponse:
    """One submission: what was frozen, what was corrected since, how it differs from the one before or from another."""
    user: Any = request.user
    scope = scope_of(user)
    found = queries.submission(scope, submission_id)
    others = [one for one in queries.submissions(scope, place=found.place, ledger=found.ledger) if one.pk != found.pk]
    other = _other(scope, request.GET.get("with", ""), others) or found.before
    old, later = sorted((other, found), key=lambda one: one.pk) if other else (None, found)
    line = showing.told(found)
    since = queries.corrections(found)
    rows = queries.difference(old, later) if old else None
    counts = next(
        (one for one in others if one.period == found.period and one.pk > found.pk and not hasattr(one, "withdrawal")),
        None,
    )
    period = parse(found.period)
    context = {
        "line": line,
        "record": found,
        "since": showing.corrected(since) if since is not None else None,
        "replaced_by": counts,
        "others": [showing.told(one) for one in others],
        "old": showing.told(old) if old else None,
        "new": showing.told(later),
        "moves": showing.moved(
            comparing.between(line.ledger, old, later)
            if old
            else comparing.moves(line.ledger, (0, {}), (found.rows, comparing.totals_of(found)))
        ),
        "rows": showing.corrected(rows) if rows is not None else None,
        "own": may(user, CHANGE) and found.place in own_places(user),
        "may_trail": may(user, VIEW_TRAIL),
        "again": f"{reverse('web:hand_in_new')}?place={found.place}&ledger={found.ledger}&month={period.months[1]}",
        "error": error,
        "typed": typed,
        "longest": operations.LONGEST,
    }
    return render(request, "web/submissions/submission.html", context, status=400 if error else 200)


def _other(scope: Scope, asked: str, others: list[Any]) -> Any:
    """The submission to compare with, of the same ledger and place; None where none is asked for."""
    return next((one for one in others if str(one.pk) == asked), None)


@require_POST
@requires(CHANGE)
def withdraw(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take it back, with the reason; what was typed stays where it is refused."""
    reason = request.POST.get("reason", "")
    try:
        operations.withdraw(submission_id, reason=reason, by=request.user, address=address_of(request))  # type: ignore[arg-type]
    except Refused as refusal:
        return submission(request, submission_id, error=refusal.message, typed=reason)
    notices.success(request, _("已撤回。原来的报送仍然保留，可随时查看。"))
    return redirect("web:submission", submission_id)
