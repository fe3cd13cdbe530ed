"""Regions as access needs them: which counties a code stands for, and what level it is."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.places import queries as places
from jiedui.core.places.levels import Level
from jiedui.core.places.levels import level_of as level_of_form
from jiedui.core.words.errors import Refused

ALL, DISTRICT = "all", "district"


def today_of(code: str) -> str:
    """Today's code of a region code old or new. Refused if it was never one.

    Before any region is loaded the form of the code has to do.
    """
    found = places.resolver().today(code) if places.loaded_digest() else code
    if not found or not found[:6].isdigit() or len(found) not in (6, 8, 9):
        sentence = _("没有代码为“%(code)s”的地区。请填写省、市、县（市、区）的 6 位代码或乡镇的 9 位代码。")
        raise Refused("access.unknown_region", sentence % {"code": code})
    return found


def level_of(code: str) -> str:
    """ "all" for an empty code, else province, city, district (of the helping side today), county or town; Refused."""
    if not code:
        return ALL
    code = today_of(code)
    if code in _paired(timezone.localdate()):
        return DISTRICT
    return str(level_of_form(code).value)


def is_paired_county(code: str) -> bool:
    """Whether a county of the assisted side is paired today."""
    return today_of(code) in places.paired_counties(timezone.localdate())


def counties_of(code: str, at: dt.date | None = None) -> frozenset[str]:
    """Today's codes of the counties that a province, city, county or town stands for; of a town the county it is in.

    A district of the helping side, and each one within a city or province, stands for its paired counties on `at`.
    """
    day = at or timezone.localdate()
    code = today_of(code)
    level = level_of_form(code)
    if level == Level.TOWN:
        return frozenset({code[:6]})
    paired = _paired(day)
    inside = [code] if level == Level.COUNTY else _below(code)
    return frozenset(one for county in inside for one in paired.get(county, [county]))


def offices_of(code: str, at: dt.date | None = None) -> frozenset[str]:
    """The districts of the helping side, and the cities, that a region holds or is: those whose own rows go with it."""
    code = today_of(code)
    level = level_of_form(code)
    if level.rank > Level.COUNTY.rank:
        return frozenset()
    paired = _paired(at or timezone.localdate())
    if level == Level.COUNTY:
        return frozenset({code} & paired.keys())
    cities = {code} if level == Level.CITY else set(places.resolver().children(code))
    return frozenset(paired.keys() & set(_below(code))) | {one for one in cities if level_of_form(one) == Level.CITY}


def _paired(day: dt.date) -> dict[str, list[str]]:
    """District -> the counties paired with it on `day`."""
    paired: dict[str, list[str]] = {}
    for pairing in places.pairings_at(day):
        paired.setdefault(pairing.district, []).append(pairing.county)
    return paired


def _below(code: str) -> list[str]:
    known = places.resolver()
    found: list[str] = []
    for child in known.children(code):
        level = level_of_form(child)
        if level == Level.COUNTY:
            found.append(child)
        elif level.rank < Level.COUNTY.rank:
            found += _below(child)
    return found
