"""The filters of a list: what can be chosen within the person's scope, and what was chosen."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import CodeColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.filtering import NO_REGION, Wanted
from jiedui.core.places import queries as places
from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import said
from jiedui.web.ledgers.address import Reading, query, read, wanted
from jiedui.web.ledgers.columns import MANY_CODES, county_label

FILTERS = 4
__all__ = ["MANY_CODES", "Reading", "choices", "counties", "query", "read", "wanted"]


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


def choices(ledger: type[Ledger], scope: Scope, now: Wanted) -> list[Choice]:
    """The drop-downs of a list; one with a single option is no choice and is left out."""
    county, town = ledger.scope_column(), ledger.town_column() or ""
    found = [Choice(county, county_label(ledger), counties(scope), now.one(county))]
    if towns_of := towns(ledger, scope, now):
        found.append(Choice(town, said(ledger.columns[town].label), towns_of, now.one(town)))
    for column in coded(ledger):
        options = [(code.code, said(code.label, column.codes.id)) for code in column.codes.codes]
        found.append(Choice(column.name, said(column.label), options, now.one(column.name)))
    return [choice for choice in found if len(choice.options) > 1]


def towns(ledger: type[Ledger], scope: Scope, now: Wanted) -> list[tuple[str, str]]:
    """Code and name of the townships within the scope, once it is clear in which county; and "none of the register"."""
    county = now.one(ledger.scope_column()) or (
        next(iter(scope.counties)) if scope.counties and len(scope.counties) == 1 else ""
    )
    if not county or not ledger.town_column() or (scope.counties is not None and county not in scope.counties):
        return []
    codes = [code for code in places.resolver().children(county) if scope.covers(county, code)]
    found = [(code, shown_name(code)) for code in codes]
    return [*found, (NO_REGION, _("（没有乡镇）"))] if found and scope.covers(county) else found


def coded(ledger: type[Ledger]) -> list[CodeColumn]:
    """The coded columns that a list can be filtered by."""
    columns = [c for c in ledger.declared if isinstance(c, CodeColumn) and len(c.codes) <= MANY_CODES]
    return columns[:FILTERS]
