"""What the overview of a year and the trial balance tell, kept in the process while the trail stands where it stood, for
settings.MONEY_SECONDS at most.

Everything here changes only together with an event of the trail: bookings, ledgers, closed years. What was altered past the
product shows when they are over. What depends on the person is in the key: how far they reach and whether a veil is drawn;
they are sums by county, nothing of a person.
"""

import datetime as dt
import time
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from jiedui.core.access.scope import Scope
from jiedui.core.accounts import queries
from jiedui.core.accounts.models import Account
from jiedui.core.places.queries import version
from jiedui.core.trail.queries import position
from jiedui.core.words import clock, veil
from jiedui.modules.projects.money import flows, lines, tables
from jiedui.modules.projects.money.picture import picture

KEPT = 100
"""So many years within a scope a process keeps, and as many pages' tables."""


@dataclass(frozen=True)
class Asked:
    """What the page is asked for: of whom (scope), which year and kind of money, in which region, on which day."""

    scope: Scope
    year: int
    money: str
    region: str
    day: dt.date


@dataclass(frozen=True)
class Facts:
    """The year, how old the money is that lies about, last year's total as booked or as planned, tranches, accounts below zero."""

    found: flows.Year
    ages: dict[str, list[int]]
    last: int
    planned: int
    tranches: list[flows.Tranche]
    short: list[Account]
    undated: int
    years: list[int]
    closed: bool


@dataclass(frozen=True)
class Pieces:
    """The parts of the page that hold many numbers, drawn for a language."""

    counties: SafeString
    months: SafeString
    ages: SafeString
    sankey: SafeString


def of(asked: Asked) -> tuple[Facts, Pieces]:
    """Facts and pieces, of now."""
    under = _now()
    return _facts(asked, under), _pieces(asked, under, (get_language(), version(), get_script_prefix()))


def books(scope: Scope) -> tuple[queries.Trial | None, list[Account]]:
    """The trial balance, for who sees every account, and the accounts below zero: both read the whole table."""
    return _books(scope, _now())


def _now() -> tuple[object, ...]:
    """What everything here depends on beside what is asked; read before anything else is."""
    seconds = settings.MONEY_SECONDS
    return position(), veil.drawn(), clock.today(), time.monotonic() // seconds if seconds else time.monotonic_ns()


@lru_cache(maxsize=KEPT)
def _books(scope: Scope, _under: tuple[object, ...]) -> tuple[queries.Trial | None, list[Account]]:
    return queries.trial_balance() if scope.counties is None else None, queries.short(scope)


@lru_cache(maxsize=KEPT)
def _facts(asked: Asked, _under: tuple[object, ...]) -> Facts:
    scope, year, money = asked.scope, asked.year, asked.money
    found = flows.year_of(scope, year, money)
    flows.add_uses(found, scope)
    last = found.total("allotted_before")
    return Facts(
        found=found,
        ages=flows.idle(scope, money, asked.day) if year == clock.today().year else {},
        last=last,
        planned=0 if last or money != "fiscal" else flows.last_planned(scope, year),
        tranches=flows.tranches(scope, year, money),
        short=flows.short_of(scope, money),
        undated=queries.undated(scope),
        years=queries.years_booked(),
        closed=queries.is_closed(year),
    )


@lru_cache(maxsize=KEPT)
def _pieces(asked: Asked, under: tuple[object, ...], _said: tuple[object, ...]) -> Pieces:
    facts = _facts(asked, under)
    addresses = lines.Addresses.of({"year": str(asked.year), "money": asked.money})
    counties = lines.counties(facts.found, addresses, facts.ages)
    return Pieces(
        counties=tables.counties(counties),
        months=tables.months(lines.months(facts.found, addresses, asked.region)),
        ages=tables.ages(counties),
        sankey=picture(facts.found, addresses).inside if facts.found.counties else SafeString(""),
    )
