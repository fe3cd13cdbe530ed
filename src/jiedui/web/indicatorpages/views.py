"""Figures: the table of all, one with its months, counties, formula and source, and the very rows behind it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import IMPORT, MANAGE_PLAN, VIEW
from jiedui.core.declare.indicators import COUNTY, DISTRICT, MONTH
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import queries
from jiedui.core.indicators.yearly import beside
from jiedui.core.intake.queries import applied_to
from jiedui.core.ledger import listing
from jiedui.core.places.shown import shown_name
from jiedui.web.guard import requires
from jiedui.web.imports.reading import line
from jiedui.web.indicatorpages import counties, figures
from jiedui.web.ledgers import columns
from jiedui.web.workbench import cards
from jiedui.web.workbench.board import Board, region_words, scope_for, time_of

LATEST = 3


@requires(VIEW)
def indicators(request: HttpRequest) -> HttpResponse:
    """All figures on a day, over the person's scope."""
    time, region = time_of(request.GET), request.GET.get("region", "")
    scope = scope_for(request.user, region, time.day)
    shown = Board(time, scope, queries.survey(scope=scope, as_of=time.day))
    context = {
        "lines": [cards.card(shown, value) for value in shown.survey.values.values()],
        "time": time,
        "day": time.day.isoformat(),
        "region": region,
        "region_name": shown_name(region),
        "reach": region_words(shown.survey.districts),
    }
    return render(request, "web/indicatorpages/indicators.html", context)


@requires(VIEW)
def indicator(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """One figure: value beside its target, by month, county and district, its formula, and what it rests on."""
    declared = registry.indicator(indicator_id)
    time, region = time_of(request.GET), request.GET.get("region", "")
    scope = scope_for(request.user, region, time.day)
    by = [division for division in (COUNTY, DISTRICT) if division in declared.divisions]
    months = [indicator_id] if MONTH in declared.divisions else []
    found = queries.survey([indicator_id], scope=scope, as_of=time.day, by=by, months_of=months)
    shown = Board(time, scope, found)
    value = found.values[indicator_id]
    by_county = cards.by_county(shown, indicator_id) if COUNTY in by else None
    order = counties.order_of(request.GET)
    # Of a single county its townships say more than its one line among counties.
    towns = queries.towns(indicator_id, scope=scope, as_of=time.day) if len(found.districts) == 1 else None
    imports = applied_to(value.ledgers, scope_of(request.user), request.user.pk)
    place = {"as_of": time.day.isoformat()} | ({"region": region} if region else {})
    context = {
        "card": cards.card(shown, value),
        "value": value,
        "beside": beside(value, scope),
        "indicator": declared,
        "time": time,
        "day": time.day.isoformat(),
        "region": region,
        "region_name": shown_name(region),
        "reach": region_words(found.districts),
        "place": urlencode(place),
        "progress": cards.progress(shown, indicator_id),
        "by_county": counties.ordered(by_county, order) if by_county else None,
        "sorting": counties.sorting(request.GET, order),
        "districts": figures.parts(found.parts.get(DISTRICT, {}).get(indicator_id, {})),
        "towns": figures.towns(towns) if towns else None,
        "measures": figures.measures(value, time.plan),
        "ledgers": [registry.ledger(ledger).info for ledger in value.ledgers],
        "imports": [line(record) for record in imports[:LATEST]],
        "may_set": may(request.user, MANAGE_PLAN),
    }
    return render(request, "web/indicatorpages/indicator.html", context)


@requires(VIEW)
def rows(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The rows behind a figure or a part of it; as many as the figure says."""
    declared = registry.indicator(indicator_id)
    day, region = time_of(request.GET).day, request.GET.get("region", "")
    scope = scope_for(request.user, region, day)
    part: dict[str, Any] = {
        name: request.GET[name] for name in ("county", "district", "month") if request.GET.get(name)
    }
    if "town" in request.GET:
        part["town"] = request.GET["town"]
    after = request.GET.get("after", "")
    ids = queries.drill(indicator_id, scope=scope, as_of=day, **part).ids
    start = (
        next((at for at, id in enumerate(ids) if id > int(after)), len(ids))
        if after.isdecimal() and len(after) < 20
        else 0
    )
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
        "may_import": may(request.user, IMPORT),
        "day": day.isoformat(),
        "part": _said(part, region),
    }
    return render(request, "web/indicatorpages/rows.html", context)


def _said(part: dict[str, Any], region: str) -> str:
    """Of which part of a figure the rows are."""
    if "town" in part:
        return (shown_name(part["town"]) or part["town"]) if part["town"] else figures.no_town()
    return part.get("month") or shown_name(part.get(COUNTY) or part.get("district") or region)
