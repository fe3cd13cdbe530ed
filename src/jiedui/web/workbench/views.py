"""The first page after sign-in: the year's figures beside the plan, the map, what falls short, what waits, the ledgers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import IMPORT, MANAGE_PLAN, VIEW
from jiedui.core.intake.queries import imports
from jiedui.core.ledger.queries import counts
from jiedui.core.places.shown import shown_name
from jiedui.demo.queries import is_demo
from jiedui.web import todo
from jiedui.web.imports.reading import line
from jiedui.web.menu import OVERVIEW, menu_for
from jiedui.web.placepages.reach import page_of
from jiedui.web.scopes import scope_lines
from jiedui.web.workbench import books, cards
from jiedui.web.workbench.board import CARDS, board, followed_by_month, region_words, scope_for, time_of

LATEST = 5
WAITING = 6


def home(request: HttpRequest) -> HttpResponse:
    """Administrators, who reach no data, see their own sections instead of figures."""
    user: Any = request.user
    waiting = todo.items_for(user)
    context: dict[str, Any] = {
        "scope_lines": scope_lines(user),
        "demo": is_demo(),
        "waiting": waiting[:WAITING],
        "waiting_count": len(waiting),
    }
    if not may(user, VIEW):
        context["sections"] = [section for section in menu_for(user, request.path) if section.key != OVERVIEW]
        return render(request, "web/home.html", context)
    time = time_of(request.GET)
    region = request.GET.get("region", "")
    scope = scope_for(user, region, time.day)
    held = counts(scope)
    context |= {
        "shelves": books.shelves(held),
        "ledger_count": len(held),
        "empty": not any(held.values()),
        "lines": [line(record) for record in imports(scope_of(user), user.pk)[:LATEST]],
        "may_import": may(user, IMPORT),
        "may_set": may(user, MANAGE_PLAN),
    }
    context |= figures(request, time, scope, region)
    # Who fills the ledgers of one county comes for them; who oversees many, for the figures.
    context["first_ledgers"] = context["may_import"] and (context["empty"] or context["one_county"])
    return render(request, "web/workbench/workbench.html", context)


def figures(request: HttpRequest, time: Any, scope: Any, region: str) -> dict[str, Any]:
    """Everything computed: cards, counties, shortfalls, progress."""
    shown = board(time, scope)
    picked = cards.chosen(shown, request.GET.get("of", ""))
    short, short_total = cards.shortfalls(shown)
    followed = followed_by_month(time)
    return {
        "time": time,
        "passed": cards.passed(shown),
        "reach": region_words(shown.survey.districts),
        "region": region,
        "region_name": shown_name(region),
        "one_county": len(shown.survey.districts) == 1,
        "place": page_of(region, scope),
        "cards": cards.cards(shown, CARDS),
        "more": len(shown.survey.values) - CARDS,
        "tabs": cards.tabs(shown, picked),
        "by_county": cards.by_county(shown, picked) if picked else None,
        "shortfalls": short,
        "shortfalls_more": short_total - len(short),
        "progress": cards.progress(shown, followed) if followed else None,
        "snapshots": shown.survey.snapshots,
        "computed_at": max((value.computed_at for value in shown.survey.values.values()), default=None),
    }
