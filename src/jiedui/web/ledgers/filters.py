"""The filters of a list: what can be chosen within the person's scope, and what was chosen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import CodeColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.listing import Wanted
from jiedui.core.places import queries as places
from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import said
from jiedui.web.ledgers.columns import MANY_CODES, county_label

FILTERS = 4
_COUNTY = re.compile(r"[0-9]{6}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Choice:
    """A drop-down: its parameter, label and options (value, label)."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def counties(scope: Scope) -> list[tuple[str, str]]:
    """Code and name of the counties within the scope; of everything, the paired ones."""
    codes = places.paired_counties(timezone.localdate()) if scope.counties is None else scope.counties
    return [(code, shown_name(code) or code) for code in sorted(codes)]


def wanted(ledger: type[Ledger], given: Mapping[str, str]) -> Wanted:
    """What the parameters of the address ask for; anything that cannot be meant is left out."""
    codes = {
        column.name: given[column.name]
        for column in coded(ledger)
        if given.get(column.name) and column.codes.get(given[column.name])
    }
    county, month = given.get("county", ""), given.get("month", "")
    # PostgreSQL takes no NUL in a text, and nobody searches for what cannot be seen.
    text = "".join(letter for letter in given.get("q", "") if letter.isprintable())
    return Wanted(
        text=text.strip()[:60],
        county=county if _COUNTY.fullmatch(county) else "",
        month=month if _MONTH.fullmatch(month) else "",
        codes=codes,
    )


def choices(ledger: type[Ledger], scope: Scope, now: Wanted) -> list[Choice]:
    """The drop-downs of a list; one with a single option is no choice and is left out."""
    found = [Choice("county", county_label(ledger), counties(scope), now.county)]
    for column in coded(ledger):
        options = [(code.code, said(code.label, column.codes.id)) for code in column.codes.codes]
        found.append(Choice(column.name, said(column.label), options, now.codes.get(column.name, "")))
    return [choice for choice in found if len(choice.options) > 1]


def coded(ledger: type[Ledger]) -> list[CodeColumn]:
    """The coded columns that a list can be filtered by."""
    columns = [c for c in ledger.declared if isinstance(c, CodeColumn) and len(c.codes) <= MANY_CODES]
    return columns[:FILTERS]
