"""Lists of counties and districts to pick from."""

from django.utils import timezone

from jiedui.core.access.scope import Scope
from jiedui.core.places import queries as places
from jiedui.core.places.levels import Level, level_of
from jiedui.core.places.shown import shown_name

Options = list[tuple[str, str]]


def counties_and_districts() -> tuple[Options, Options]:
    """Code and name of every county and every district of the cities that have taken part in a pairing so far."""
    known = places.pairings(Scope.everything())
    return _siblings({one.county for one in known}), _siblings({one.district for one in known})


def organisation_counties(scope: Scope) -> Options:
    """Counties that somebody may say an organisation is in: those in reach; with everything in reach, both sides."""
    if scope.counties is not None:
        return [(code, shown_name(code)) for code in sorted(scope.counties)]
    day = timezone.localdate()
    both = {code for one in places.pairings_at(day) for code in (one.county, one.district)}
    return [(code, shown_name(code)) for code in sorted(both)]


def _siblings(codes: set[str]) -> Options:
    known = places.resolver()
    cities = {known.ancestors(code)[0] for code in codes if known.ancestors(code)}
    found = codes | {child for city in cities for child in known.children(city) if level_of(child) == Level.COUNTY}
    return [(code, shown_name(code)) for code in sorted(found)]
