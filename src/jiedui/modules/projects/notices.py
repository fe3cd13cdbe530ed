"""The public notice of a village's assets: whose they are, who runs and keeps them, what they earn and where it went.

Made to be printed and hung out in the village: nothing personal stands on it, neither keepers' names nor households.
"""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.queries import scope_of
from jiedui.core.access.rights import VIEW
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import rows
from jiedui.core.places.shown import shown_name
from jiedui.core.words.errors import NotFound
from jiedui.web import showing
from jiedui.web.guard import requires

COLUMNS = (
    "name", "kind", "scale", "formed_on", "original_value", "fund_value", "owner", "operator", "keeper", "income_year", "income",
    "distributed", "households", "idle",
)  # fmt: skip
MOST = 500


@requires(VIEW)
def villages(request: HttpRequest) -> HttpResponse:
    """The villages within reach that have assets, with how many and of what value; by county."""
    ledger = registry.ledger("assets")
    scope = scope_of(request.user)
    county = request.GET.get("county", "")
    within = rows(ledger, scope).exclude(village=None).exclude(village="").order_by()
    counties = sorted(within.values_list("county", flat=True).distinct())
    chosen = county if county in counties else (counties[0] if counties else "")
    found = within.filter(county=chosen).values("town", "village").annotate(held=Count("pk"), value=Sum("original_value"))
    context = {
        "villages": [
            {**one, "name": shown_name(one["village"]), "town_name": shown_name(one["town"] or "")}
            for one in found.order_by("town", "village")
        ],
        "counties": [(code, shown_name(code)) for code in counties],
        "county": chosen,
    }
    return render(request, "projects/assets/villages.html", context)


@requires(VIEW)
def notice(request: HttpRequest, village_code: str) -> HttpResponse:
    """The notice of one village; NotFound where none of its assets is within reach."""
    ledger = registry.ledger("assets")
    found = list(
        rows(ledger, scope_of(request.user)).filter(village=village_code).select_related("owner", "operator", "keeper")
        .order_by("number")[:MOST]
    )  # fmt: skip
    if not found:
        raise NotFound("region.not_found", _("没有找到这个村的资产，或它不在您的数据范围内。"))
    columns = [ledger.columns[name] for name in COLUMNS]
    shown = showing.texts(ledger, found, columns)
    totals: dict[str, Any] = {
        name: sum(getattr(row, name) or 0 for row in found) for name in ("original_value", "fund_value", "income", "distributed")
    }
    context = {
        "village": shown_name(village_code),
        "county": shown_name(found[0].county),
        "town": shown_name(found[0].town or ""),
        "heads": [showing.heading(one) for one in columns],
        "rows": [[text[name] for name in COLUMNS] for text in shown],
        "totals": [
            (showing.heading(ledger.columns[name]), showing.described(ledger.columns[name], total)) for name, total in totals.items()
        ],
        "now": timezone.now(),
    }
    return render(request, "projects/assets/notice.html", context)
