"""The page of a place: pairing, figures, alerts, money, what is to hand in, imports, ledgers."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import MANAGE_PLAN, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.alerts import queries as alerts
from jiedui.core.declare.columns import MoneyColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.queries import imports
from jiedui.core.ledger.filtering import Wanted
from jiedui.core.ledger.queries import counts, rows
from jiedui.core.ledger.totals import SUM, of_rows
from jiedui.core.places import queries as places
from jiedui.core.places.shown import shown_label, shown_name
from jiedui.core.submissions import asked
from jiedui.core.submissions.calendar import lines as due_lines
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound
from jiedui.core.words.saying import said
from jiedui.web import showing
from jiedui.web.alertpages.views import lines as alert_lines
from jiedui.web.guard import requires
from jiedui.web.imports.reading import line as import_line
from jiedui.web.placepages.reach import scope_of_page
from jiedui.web.submissionpages.showing import counted
from jiedui.web.workbench import cards
from jiedui.web.workbench.board import board, time_of

CARDS, ALERTS, IMPORTS, DUE = 12, 12, 5, 10


@requires(VIEW)
def place(request: HttpRequest, place_code: str) -> HttpResponse:
    """All that concerns a county, district or city; NotFound out of reach. `as_of`: the day of its figures."""
    user: Any = request.user
    time = time_of(request.GET)
    scope = scope_of_page(scope_of(user), place_code, time.day)
    if scope is None:
        raise NotFound("region.not_found", _("没有找到这个地区，或它不在您的数据范围内。"))
    shown = board(time, scope, monthly=False)
    short, short_total = cards.shortfalls(shown)
    held = counts(scope)
    open_alerts = list(alerts.alerts(scope, limit=ALERTS))
    day = clock.today()
    counties = asked.counties(day)
    # Who sees only some towns of a county sees nothing of what the county as a whole hands in.
    due = due_lines([place_code], day) if place_code in asked.places(scope, day) else []
    context = {
        "code": place_code,
        "name": shown_name(place_code),
        "label": shown_label(place_code),
        "time": time,
        "passed": cards.passed(shown),
        "pairings": _pairings(place_code, scope, day),
        "parts": _parts(place_code, scope, day),
        "cards": cards.cards(shown, CARDS),
        "region": place_code,
        "may_set": may(user, MANAGE_PLAN),
        "shortfalls": short,
        "shortfalls_more": short_total - len(short),
        "alerts": alert_lines(open_alerts),
        "alert_count": sum(alerts.counts(scope).values()),
        "money": money(place_code, scope, held, counties),
        "due": [one for one in due if one.state.open][:DUE],
        "due_all": due,
        "due_counts": counted(due),
        "lines": [import_line(one) for one in imports(scope, None)[:IMPORTS]],
        "ledgers": [
            (one.info, held[one.info.id], _narrowed(one, place_code, counties))
            for one in registry.ledgers()
            if held[one.info.id]
        ],
        "without": sum(not count for count in held.values()),
    }
    return render(request, "web/places/place.html", context)


@dataclass(frozen=True)
class PairingLine:
    """With whom a place is or was paired."""

    county: str
    county_name: str
    district: str
    district_name: str
    kind: str
    since: str
    until: str
    past: bool
    confirmed: bool
    key: bool


def _pairings(code: str, scope: Scope, day: dt.date) -> list[PairingLine]:
    """The pairings of a county with the past ones, of a district with its counties; of a city those within it."""
    key, found = places.key_counties(day), places.pairings(scope)
    city_of = asked.cities({one for pair in found for one in (pair.county, pair.district)})
    return [
        PairingLine(
            one.county,
            shown_name(one.county),
            one.district,
            shown_name(one.district),
            said(one.kind),
            one.valid_from.isoformat() if one.valid_from else "",
            one.valid_to.isoformat() if one.valid_to else "",
            one.valid_to is not None and one.valid_to < day,
            one.confirmed,
            one.county in key,
        )
        for one in found
        if code in (one.county, one.district, city_of[one.county], city_of[one.district])
    ]


@dataclass(frozen=True)
class PartLine:
    """A county within a district's or city's page."""

    code: str
    name: str
    alerts: int
    overdue: int
    due: int


def _parts(code: str, scope: Scope, day: dt.date) -> list[PartLine]:
    """The other places within this one, each with what is open there."""
    codes = [one for one in asked.places(scope, day) if one != code]
    if not codes:
        return []
    due, found = due_lines(codes, day), alerts.by_county(scope)
    return [
        PartLine(
            one,
            shown_name(one),
            found.get(one, 0),
            sum(line.place == one and line.state == "overdue" for line in due),
            sum(line.place == one and line.state == "due" for line in due),
        )
        for one in codes
    ]


@dataclass(frozen=True)
class MoneyLine:
    """A ledger of money: how many rows, and what each of its amounts comes to. query: narrows its list to the place."""

    id: str
    title: str
    query: str
    rows: int
    amounts: list[tuple[str, str, str]]
    """Heading, sum and unit."""


def _narrowed(ledger: type[Ledger], code: str, counties: Collection[str]) -> str:
    """The part of a list's address that asks for the rows of a county; a district's or city's list is not narrowed."""
    return f"?{ledger.scope_column()}={code}" if code in counties else ""


def money(code: str, scope: Scope, held: dict[str, int], counties: Collection[str]) -> list[MoneyLine]:
    """The ledgers with amounts of money that add up, where they hold rows; one query each."""
    found = []
    for ledger in registry.ledgers():
        columns = [one for one in ledger.declared if isinstance(one, MoneyColumn) and one.sums]
        if not columns or not held[ledger.info.id]:
            continue
        totals = of_rows(ledger, rows(ledger, scope), Wanted())
        amounts = [
            (said(column.label), showing.described(column, int(amount.value)), showing.unit_of(column))
            for amount in totals.amounts
            if isinstance(column := ledger.columns[amount.column], MoneyColumn)
            and amount.how == SUM
            and amount.value is not None
        ]
        if amounts:
            found.append(
                MoneyLine(
                    ledger.info.id, said(ledger.info.title), _narrowed(ledger, code, counties), totals.count, amounts
                )
            )
    return found
