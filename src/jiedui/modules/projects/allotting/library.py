"""What a proposal starts from: the counties with last year's money, and the ranked projects of the library that wait for money."""

from typing import Any

from django.db.models import Sum

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.flows.queries import states
from jiedui.core.places.queries import key_counties, name_of, paired_counties
from jiedui.core.words import clock
from jiedui.modules.projects.allotting.model import County, Project
from jiedui.modules.projects.review import queries as review

ALLOTTED, PLANNED, NOTHING = "allotted", "planned", ""
"""Where last year's figures come from: the ledger of allotments, the year's plans, or nowhere."""
WAITING = ("library", "planned")
"""States of a project's flow in which both sides have signed for it and no money has been given yet."""


def counties(place: str, year: int) -> tuple[list[County], str]:
    """The paired counties of a place with what they were given the year before, and where that is from."""
    day = clock.today()
    reach = Scope.of_region(place).counties
    codes = [one for one in paired_counties(day) if reach is None or one in reach]
    last, source = last_year(place, codes, year)
    keys = key_counties(day)
    return [County(one, name_of(one), last.get(one, 0), one in keys) for one in codes], source


def last_year(place: str, codes: list[str], year: int) -> tuple[dict[str, int], str]:
    """Fiscal money by county (of a district: what it gave itself): as allotted the year before, else as this year's plans say."""
    allotments = registry.ledger("allotments")._default_manager.filter(county__in=codes, year=str(year - 1))
    allotments = allotments.exclude(fund_kind="donation")
    plans = registry.ledger("fund_plans")._default_manager.filter(county__in=codes, year=str(year))
    if place:
        allotments, plans = allotments.filter(source=place), plans.filter(source=place)
    given = _sums(allotments, "amount")
    if given:
        return given, ALLOTTED
    given = _sums(plans, "last_year_total")
    return given, PLANNED if given else NOTHING


def _sums(rows: Any, amount: str) -> dict[str, int]:
    found = rows.filter(**{f"{amount}__isnull": False}).order_by().values_list("county").annotate(total=Sum(amount))
    return {county: int(total) for county, total in found if total > 0}


def projects(place: str) -> list[Project]:
    """The projects of the place's counties that a review chose and both sides signed into the library, not given money yet; best
    first."""
    waiting = review.in_library(Scope(Scope.of_region(place).counties))
    ids = [one.candidate.project for one in waiting]
    free = {row for row, state in states("projects", ids).items() if state in WAITING}
    free -= set(registry.ledger("allotments")._default_manager.filter(project__in=free).values_list("project", flat=True))
    return [
        Project(
            one.candidate.project, one.candidate.number, one.candidate.name, one.candidate.county, one.candidate.amount, one.score or 0
        )
        for one in waiting
        if one.candidate.project in free
    ]
