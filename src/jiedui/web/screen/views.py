"""The big screen: the year's figures on a wall. It fetches itself anew every minute (assets/screen.js)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jiedui.core.access.rights import VIEW
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import counts
from jiedui.core.places.shown import shown_name
from jiedui.demo.queries import is_demo
from jiedui.web.guard import requires
from jiedui.web.workbench import cards
from jiedui.web.workbench.board import board, followed_by_month, region_words, scope_for, time_of

CARDS, SHORTFALLS = 6, 6


@requires(VIEW)
def screen(request: HttpRequest) -> HttpResponse:
    """All of it at once; the script exchanges the board when it has changed."""
    time = time_of(request.GET)
    region = request.GET.get("region", "")
    shown = board(time, scope_for(request.user, region, time.day))
    picked, followed = cards.chosen(shown, request.GET.get("of", "")), followed_by_month(time)
    held = counts(shown.scope)
    short, total = cards.shortfalls(shown, SHORTFALLS)
    districts = shown.survey.districts
    context = {
        "time": time,
        "now": timezone.localtime(),
        "passed": cards.passed(shown),
        "reach": region_words(districts),
        "region_name": shown_name(region),
        "demo": is_demo(),
        "cards": cards.cards(shown, CARDS),
        "counties": len(districts),
        "helpers": len(set(districts.values())),
        "tallies": [(ledger.info, held[ledger.info.id]) for ledger in registry.ledgers()][:3],
        "by_county": cards.by_county(shown, picked) if picked else None,
        "tabs": cards.tabs(shown, picked),
        "shortfalls": short,
        "shortfalls_more": total - len(short),
        "progress": cards.progress(shown, followed) if followed else None,
        "snapshots": shown.survey.snapshots,
    }
    return render(request, "web/screen/screen.html", context)
