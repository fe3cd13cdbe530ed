"""Who hands in what: the places, the ledgers of each, and the places of a user's own grants."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from jiedui.core.access import roles
from jiedui.core.access.holdings import grants_of
from jiedui.core.access.regions import today_of
from jiedui.core.access.rights import CHANGE, RIGHTS
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import OFFICE, RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.places.levels import Level, level_of
from jiedui.core.places.queries import pairings_at, resolver
from jiedui.core.words import clock


def counties(day: dt.date) -> dict[str, str]:
    """The paired counties and their districts."""
    return {one.county: one.district for one in pairings_at(day)}


def cities(codes: Iterable[str]) -> dict[str, str]:
    """The city in which each county or district lies; itself where there is none."""
    known = resolver()
    return {
        code: next((above for above in known.ancestors(code) if level_of(above) == Level.CITY), code) for code in codes
    }


def places(scope: Scope, day: dt.date | None = None) -> list[str]:
    """The places in reach that hand in: cities and districts of the helping side, then the counties, city by city."""
    paired = counties(day or clock.today())
    east, city_of = sorted(set(paired.values())), cities({*paired, *paired.values()})
    found = [*sorted({city_of[code] for code in east}), *east]
    for city in sorted({city_of[code] for code in paired}):
        found += [city, *sorted(code for code in paired if city_of[code] == city)]
    whole = scope.whole
    return [code for code in dict.fromkeys(found) if whole is None or code in whole]


def own_places(user: Any) -> list[str]:
    """The places for which a user hands in: those of the grants with which ledgers are kept. Who oversees everything hands
    in for the city of the helping side; nobody does for a single township."""
    paired = counties(clock.today())
    city_of = cities({*paired, *paired.values()})
    known = {*city_of, *city_of.values()}
    found: list[str] = []
    for grant in grants_of(user):
        if grant.role in roles.ADMINISTRATORS or CHANGE not in RIGHTS[grant.role]:
            continue
        codes = [today_of(grant.region)] if grant.region else sorted({city_of[code] for code in paired.values()})
        found += [code for code in codes if code in known]
    return list(dict.fromkeys(found))


def ledgers_of(place: str, day: dt.date | None = None) -> list[type[Ledger]]:
    """The ledgers that a place keeps: a county every one, a district or city those that an office has in its own books."""
    known = registry.ledgers()
    return known if place in counties(day or clock.today()) else [one for one in known if of_offices(one)]


def of_offices(ledger: type[Ledger]) -> bool:
    """Whether districts and cities keep rows of their own in a ledger."""
    column = ledger.columns.get(ledger.scope_column())
    if isinstance(column, RegionColumn):
        return column.level == OFFICE
    above = ledger.scope_reference()
    return above is not None and above.to != ledger.info.id and of_offices(registry.ledger(above.to))
