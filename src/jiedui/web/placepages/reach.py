"""Which places have a page for a reader, and what it tells of."""

import datetime as dt

from jiedui.core.access.scope import Scope
from jiedui.core.places.queries import resolver
from jiedui.core.submissions.asked import places
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound, Refused


def with_pages(scope: Scope, day: dt.date | None = None) -> set[str]:
    """The places of the programme in reach, a county of which only some towns are among them."""
    known = places(Scope.everything(), day or clock.today())
    return {code for code in known if scope.places is None or code in scope.places}


def scope_of_page(scope: Scope, code: str, day: dt.date) -> Scope | None:
    """What of a place is in reach; None where it has no page for this reader."""
    if code not in with_pages(scope, day):
        return None
    try:
        return scope.intersect(Scope.of_region(code, day)) or None
    except (Refused, NotFound):
        return None


def page_of(region: str, scope: Scope) -> str:
    """The place whose page fits what the reader looks at: the region chosen, else her only county; "" for none."""
    known = with_pages(scope)
    if region:
        today = resolver().today(region) or region
        return today if today in known else ""
    counties = known & (scope.counties or set())
    offices = known & scope.offices
    if len(offices) == 1:
        return next(iter(offices))
    return next(iter(counties)) if len(counties) == 1 and not offices else ""
