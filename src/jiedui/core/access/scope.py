"""The data a person may reach: a set of counties, some of them narrowed to towns. Every query takes a Scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils import timezone


@dataclass(frozen=True)
class Scope:
    """Counties (6-digit codes of today; None is all) and, for some of these counties, the only towns (9 digits) within.

    A county of which a town is listed in `towns` is narrowed to its listed towns; every other county counts whole.
    A town's code starts with its county's code (GB/T 10114), so a town outside `counties` cannot be meant: ValueError.
    `offices`: districts of the helping side, and cities, whose own rows (a purchase of a district's school, a city's
    meeting) are in reach; they are no counties of the programme, so counting the counties leaves them out.
    """

    counties: frozenset[str] | None
    towns: frozenset[str] | None = None
    offices: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.towns is not None and not self.towns:
            object.__setattr__(self, "towns", None)
        if self.counties is None and self.offices:
            object.__setattr__(self, "offices", frozenset())
        if self.towns and (self.counties is None or not {t[:6] for t in self.towns} <= self.counties):
            raise ValueError("every town of a scope lies in one of its counties")

    @classmethod
    def everything(cls) -> Scope:
        return cls(None)

    @classmethod
    def nothing(cls) -> Scope:
        return cls(frozenset())

    @classmethod
    def of_region(cls, code: str, at: dt.date | None = None) -> Scope:
        """The scope of a province, city or county (6 digits, GB/T 2260), a town (9, GB/T 10114), or "" for all.

        A district of the helping side stands for itself and the counties paired with it at `at` (today); a city for itself
        and all within. Refused if unknown. Remembered until regions or pairings change.
        """
        from jiedui.core.places.queries import state

        if not code:
            return cls.everything()
        known, day = state(), at or timezone.localdate()
        return _of_region(code, day, known) if known else _of_region.__wrapped__(code, day, known)

    @property
    def whole(self) -> frozenset[str] | None:
        """The counties that are not narrowed to towns, and the offices; None is all."""
        if self.counties is None:
            return None
        return (self.counties - self.narrowed) | self.offices

    @property
    def places(self) -> frozenset[str] | None:
        """The codes that a row in reach may stand under, narrowed counties too; None is all."""
        return None if self.counties is None else self.counties | self.offices

    @property
    def narrowed(self) -> frozenset[str]:
        """The counties of which only some towns are in reach."""
        return frozenset(town[:6] for town in self.towns or ())

    def __bool__(self) -> bool:
        """False where nothing is in reach."""
        return self.counties is None or bool(self.counties or self.offices)

    def covers(self, county: str | None, town: str | None = None) -> bool:
        """Whether a row of this county (and town) is in reach; a row without a county only where everything is."""
        if self.counties is None or county in self.offices:
            return True
        if county not in self.counties:
            return False
        return county not in self.narrowed or (self.towns is not None and town in self.towns)

    def q(self, county_field: str, town_field: str | None = None) -> Q:
        """A filter for a queryset. Without a town field the counties narrowed to towns are left out entirely."""
        if self.counties is None:
            return Q()
        condition = Q(**{f"{county_field}__in": sorted(self.whole or ())})
        if self.towns and town_field:
            condition |= Q(**{f"{county_field}__in": sorted(self.narrowed), f"{town_field}__in": sorted(self.towns)})
        return condition

    def sql(self, county_column: str, town_column: str | None = None) -> tuple[str, list[Any]]:
        """The same filter as a WHERE fragment with %s marks, and its parameters. Columns come in quoted as needed."""
        if self.counties is None:
            return "1 = 1", []
        parts: list[str] = []
        values: list[Any] = []
        if self.whole:
            parts.append(f"{county_column} IN ({_marks(self.whole)})")
            values += sorted(self.whole)
        if self.towns and town_column:
            parts.append(f"({county_column} IN ({_marks(self.narrowed)}) AND {town_column} IN ({_marks(self.towns)}))")
            values += [*sorted(self.narrowed), *sorted(self.towns)]
        return (f"({' OR '.join(parts)})" if parts else "1 = 0"), values

    def intersect(self, other: Scope) -> Scope:
        """What is in reach of both."""
        if self.counties is None:
            return other
        if other.counties is None:
            return self
        counties = self.counties & other.counties
        towns: set[str] = set()
        for county in counties & (self.narrowed | other.narrowed):
            mine, theirs = self._towns_in(county), other._towns_in(county)
            both = mine & theirs if mine and theirs else mine or theirs
            towns |= both
            if not both:
                counties -= {county}
        return Scope(counties, frozenset(towns), self.offices & other.offices)

    def union(self, other: Scope) -> Scope:
        """What is in reach of either."""
        if self.counties is None or other.counties is None:
            return Scope.everything()
        whole = (self.whole or frozenset()) | (other.whole or frozenset())
        towns = frozenset(t for t in (self.towns or frozenset()) | (other.towns or frozenset()) if t[:6] not in whole)
        return Scope(self.counties | other.counties, towns, self.offices | other.offices)

    def _towns_in(self, county: str) -> frozenset[str]:
        return frozenset(town for town in self.towns or () if town[:6] == county)


def _marks(values: frozenset[str]) -> str:
    return ", ".join(["%s"] * len(values))


@lru_cache(maxsize=1000)
def _of_region(code: str, day: dt.date, _state: object) -> Scope:
    from jiedui.core.access.regions import counties_of, offices_of, today_of

    code = today_of(code)
    return Scope(counties_of(code, day), frozenset({code}) if len(code) == 9 else None, offices_of(code, day))
