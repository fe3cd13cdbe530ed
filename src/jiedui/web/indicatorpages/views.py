"""Figures: the table of all, one with its formula and where it comes from, and the very rows behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import MANAGE_PLAN, VIEW
from jiedui.core.declare.indicators import COUNTY
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import queries
from jiedui.core.ledger import listing
from jiedui.core.places.shown import shown_name
from jiedui.web.guard import requires
from jiedui.web.indicatorpages import figures
from jiedui.web.ledgers import columns


@requires(VIEW)
def indicators(request: HttpRequest) -> HttpResponse:
    """All figures on a day, over the person's scope."""
    day = figures.day_of(request.GET)
    values = queries.evaluate(scope=scope_of(request.user), as_of=day)
    context = {"lines": [figures.line(value) for value in values], "day": day.isoformat(), "given": request.GET}
    return render(request, "web/indicatorpages/indicators.html", context)


@requires(VIEW)
def indicator(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """One figure: value, target, formula in words, provenance, and its parts."""
    declared = registry.indicator(indicator_id)
    day = figures.day_of(request.GET)
    by = request.GET.get("by", "")
    by = by if by in declared.divisions else (declared.divisions[0] if declared.divisions else "")
    (value,) = queries.evaluate([indicator_id], scope=scope_of(request.user), as_of=day, by=by or None)
    context = {
        **figures.line(value),
        "ledgers": [registry.ledger(ledger).info for ledger in value.ledgers],
        "day": day.isoformat(),
        "divisions": [(key, label) for key, label in figures.DIVISIONS.items() if key in declared.divisions],
        "by": by,
        "parts": figures.parts(value, by),
        "may_set": may(request.user, MANAGE_PLAN),
    }
    return render(request, "web/indicatorpages/indicator.html", context)


@requires(VIEW)
def rows(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The rows behind a figure or a part of it; as many as the figure says."""
    declared = registry.indicator(indicator_id)
    scope = scope_of(request.user)
    day = figures.day_of(request.GET)
    part: dict[str, Any] = {
        name: request.GET[name] for name in ("county", "district", "month") if request.GET.get(name)
    }
    after = request.GET.get("after", "")
    ids = queries.drill(indicator_id, scope=scope, as_of=day, **part).ids
    start = next((at for at, id in enumerate(ids) if id > int(after)), len(ids)) if after.isdecimal() and len(after) < 20 else 0
    shown = ids[start : start + listing.PAGE]
    ledger = registry.ledger(declared.ledgers[0])
    chosen = columns.short(ledger)
    context = {
        "indicator": declared,
        "ledger": ledger.info,
        "name_label": columns.name_label(ledger),
        "county_label": columns.county_label(ledger),
        "headings": columns.headings(chosen),
        "lines": columns.lines(ledger, listing.by_ids(ledger, scope, shown), chosen),
        "total": len(ids),
        "first": start + 1,
        "last": start + len(shown),
        "next": shown[-1] if start + len(shown) < len(ids) else None,
        "day": day.isoformat(),
        "part": part.get("month") or shown_name(part.get(COUNTY) or part.get("district")),
    }
    return render(request, "web/indicatorpages/rows.html", context)
