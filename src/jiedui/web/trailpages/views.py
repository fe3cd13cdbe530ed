"""The trail: who did what, when, from which file; and whether all of it is as the product left it."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import VIEW, VIEW_TRAIL
from jiedui.core.intake.correcting import can_take_back
from jiedui.core.intake.queries import imports_of_events
from jiedui.core.trail.queries import entries_of_event
from jiedui.core.words.errors import NotAllowed, NotFound
from jiedui.web import choosing
from jiedui.web.guard import requires
from jiedui.web.trailpages import jobs, telling
from jiedui.web.trailpages.reach import EVERYTHING, LEDGER_KINDS, is_auditing, reach_of

PAGE = 50


@requires(VIEW_TRAIL)
def trail(request: HttpRequest) -> HttpResponse:
    """Events within reach, newest first, by ledger, kind, person and date."""
    given = request.GET
    reach = reach_of(request.user)
    found = reach.find(
        kind=given.get("kind", ""),
        ledger=given.get("ledger", ""),
        actor_id=_number(given.get("actor", "")),
        since=_day(given.get("since", ""), 0),
        until=_day(given.get("until", ""), 1),
        before=_number(given.get("before", "")),
        limit=PAGE + 1,
    )
    kinds = reach.kinds or (tuple(telling.KINDS) if reach.counties is None else LEDGER_KINDS)
    context = {
        "lines": telling.lines(found[:PAGE]),
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
        "kinds": [(kind, telling.KINDS[kind]) for kind in kinds],
        "ledgers": choosing.ledgers(),
        "given": given,
        "actor": found[0].actor_name if found and given.get("actor") else "",
        "auditing": is_auditing(request.user),
    }
    return render(request, "web/trailpages/trail.html", context)


@requires(VIEW_TRAIL)
def event(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event with its entries. An import within reach shows its event, whoever made it."""
    if event_id >= 2**63:  # no number of the database, which would rather fail than look
        raise NotFound("trail.no_event", _("没有找到这条留痕。"))
    reach, scope = reach_of(request.user), scope_of(request.user)
    batch = imports_of_events(scope, request.user.pk, {event_id}).get(event_id)
    found = (EVERYTHING if batch else reach).event(event_id)
    pages = Paginator(entries_of_event(event_id), PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "event": found,
        "line": telling.lines([found])[0],
        "facts": telling.facts(found),
        "batch": batch,
        "page": page,
        "entries": [telling.entry(entry) for entry in page],
        "may_view": may(request.user, VIEW),
        "may_take_back": page.paginator.count and can_take_back(found, by=request.user),
    }
    return render(request, "web/trailpages/event.html", context)


@never_cache
@requires(VIEW_TRAIL)
def verification(request: HttpRequest) -> HttpResponse:
    """The result of the last verification, and how far a running one is."""
    _check_auditing(request)
    job = jobs.latest()
    if request.headers.get("HX-Request") and (job is None or job.finished):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "web/trailpages/verification.html", {"job": job})


@require_POST
@requires(VIEW_TRAIL)
def verify(request: HttpRequest) -> HttpResponse:
    """Have the whole trail verified in the background."""
    _check_auditing(request)
    jobs.start()
    return redirect("web:verification")


def _check_auditing(request: HttpRequest) -> None:
    if not is_auditing(request.user):
        raise NotAllowed("trail.auditing", _("核验存证由审计人员和审计管理员办理。"))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _day(text: str, later: int) -> dt.datetime | None:
    """Midnight of a day given as YYYY-MM-DD, or of `later` days after it."""
    try:
        day = dt.date.fromisoformat(text) + dt.timedelta(days=later)
    except (ValueError, OverflowError):
        return None
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
