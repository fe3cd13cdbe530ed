"""What workbench, big screen and indicator page show: figures of one state, over one scope, on one day, beside the plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.queries import scope_of
from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import COUNTY, MONTH, Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import pace, queries
from jiedui.core.indicators.pace import Standing
from jiedui.core.indicators.queries import Survey
from jiedui.core.indicators.targets import Target, applies
from jiedui.core.indicators.values import Part, Value
from jiedui.core.places.levels import Level, level_of
from jiedui.core.places.queries import resolver
from jiedui.core.places.shown import shown_name
from jiedui.core.plan import queries as plan
from jiedui.core.plan.models import Plan
from jiedui.core.words.errors import NotFound, Refused
from jiedui.core.words.saying import listed

FIRST_YEAR, LAST_YEAR = 2000, 2100
CARDS = 8


@dataclass(frozen=True)
class Time:
    """The day of a page, its year and the plan of that year. years: those that can be chosen."""

    day: dt.date
    plan: Plan | None
    years: list[int]
    passed: Fraction

    @property
    def year(self) -> int:
        return self.day.year


def time_of(given: QueryDict) -> Time:
    """The day asked for (`as_of`), else the last day of the year asked for (`year`) that is not in the future; without
    either this year, or the year of the latest plan where none was loaded for this year."""
    today = timezone.localdate()
    known = plan.plans()
    planned = [one.year for one in known]
    year = _year(given.get("year", ""))
    if year is None:
        year = today.year if not planned or today.year in planned else max(planned)
    day = _day(given.get("as_of", "")) or min(dt.date(year, 12, 31), today)
    years = set(range(min([*planned, today.year]), today.year + 1)) | {day.year}
    of_year = next((one for one in known if one.year == day.year), None)
    return Time(day, of_year, sorted(years, reverse=True), pace.elapsed(day))


def _year(text: str) -> int | None:
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= timezone.localdate().year else None


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def scope_for(user: Any, region: str, day: dt.date) -> Scope:
    """The user's scope, narrowed to a region where one is asked for; NotFound for a region that is out of reach."""
    scope = scope_of(user)
    if not region:
        return scope
    try:
        narrow = scope.intersect(Scope.of_region(region, day))
    except (Refused, NotFound):
        narrow = Scope.nothing()
    if not narrow:
        raise NotFound("region.not_found", _("没有找到这个地区，或它不在您的数据范围内。"))
    return narrow


@dataclass(frozen=True)
class Board:
    """The figures with what they are held against."""

    time: Time
    scope: Scope
    survey: Survey

    def indicator(self, id: str) -> Indicator:
        return registry.indicator(id)

    def target(self, id: str) -> Target | None:
        """The target in force, from the plan of the year only; whether it binds this scope is not asked."""
        return self.survey.values[id].target if self.time.plan else None

    def standing(self, value: Value) -> Standing:
        aim = self.target(value.id) if value.binding else None
        return pace.standing(self.indicator(value.id), value.exact, aim, value.as_of)

    def part_target(self, id: str) -> Target | None:
        """The target that every county is held against, if there is one."""
        one = self.indicator(id)
        return self.target(id) if applies(one, Scope.nothing(), self.survey.districts) else None

    def part_standing(self, id: str, part: Part) -> Standing:
        return pace.standing(self.indicator(id), part.exact, self.part_target(id), self.time.day)

    def counties(self, id: str) -> Mapping[str, Part]:
        """The parts of a figure by paired county in reach, and by any other that holds rows."""
        return self.survey.parts.get(COUNTY, {}).get(id, {})

    @property
    def order(self) -> list[str]:
        """Indicators by weight: those with a target of the year first, and of these the ones that can be held against it."""
        aims = {id: self.target(id) for id in self.survey.values}
        return sorted(aims, key=lambda id: (aims[id] is None, getattr(aims[id], "value", None) is None, id))


def board(time: Time, scope: Scope, *, ids: Sequence[str] | None = None, monthly: bool = True) -> Board:
    """All figures (or those of `ids`) by county, and the one whose progress is drawn by month."""
    followed = followed_by_month(time) if monthly else ""
    months = [followed] if followed and (ids is None or followed in ids) else []
    return Board(time, scope, queries.survey(ids, scope=scope, as_of=time.day, by=(COUNTY,), months_of=months))


def followed_by_month(time: Time) -> str:
    """The figure whose progress through the year is drawn: one that grows, with a target that any part is held against;
    else any that grows and is known by month; "" where there is none."""
    grows = [one for one in queries.catalogue() if one.paced and MONTH in one.divisions]
    aims = plan.targets([one.id for one in grows], time.day) if time.plan else {}
    ranked = sorted(grows, key=lambda one: (one.id not in aims, not one.percent, one.id))
    return ranked[0].id if ranked else ""


def region_words(districts: Mapping[str, str]) -> str:
    """深圳市 → 南宁市、百色市等 4 个市的 22 个县（市、区）; of few counties their names."""
    if not districts:
        return ""
    east = listed(map(shown_name, sorted({_city(code) for code in districts.values()})))
    if len(districts) <= 3:
        return (
            f"{listed(map(shown_name, sorted(set(districts.values()))))} → {listed(map(shown_name, sorted(districts)))}"
        )
    cities = sorted({_city(code) for code in districts})
    return _("%(east)s → %(cities)s，%(number)s 个县（市、区）") % {
        "east": east,
        "cities": listed(map(shown_name, cities)),
        "number": len(districts),
    }


def _city(code: str) -> str:
    return next((above for above in resolver().ancestors(code) if level_of(above) == Level.CITY), code)
