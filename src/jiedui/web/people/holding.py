"""What a person may do and where, in words; and who may do what, as tables derived from the declarations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import queries, rights, roles
from jiedui.core.access.covering import covered
from jiedui.core.access.models import User
from jiedui.core.declare.registry import registry
from jiedui.core.places import queries as places
from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import listed
from jiedui.web.scopes import region_name


@dataclass(frozen=True)
class Ability:
    """What may be done in some place: the actions, and the regions in words ("" where no region is concerned)."""

    actions: str
    where: str


def abilities(user: User) -> list[Ability]:
    """What a user may do today: actions with the same regions in one line, what reaches data first."""
    regions: dict[str, tuple[str, ...]] = {}
    for action in rights.ACTIONS:
        held = [grant for grant in queries.grants_of(user) if action in rights.RIGHTS[grant.role]]
        if held:
            bound = sorted({grant.region for grant in held if grant.role not in roles.ADMINISTRATORS})
            regions[action] = ("",) if "" in bound else tuple(bound) or ("-",)
    found = []
    for where in dict.fromkeys(regions.values()):
        actions = listed(rights.ACTIONS[action] for action, held_in in regions.items() if held_in == where)
        found.append(Ability(actions, _where(where)))
    return found


def _where(regions: tuple[str, ...]) -> str:
    if regions == ("-",):
        return ""
    return _("全部县") if regions == ("",) else listed(region_name(code) for code in regions)


def counties() -> list[tuple[str, str]]:
    """Code and name of the paired counties, for a filter."""
    return [(code, shown_name(code)) for code in sorted(places.paired_counties(timezone.localdate()))]


@dataclass(frozen=True)
class Row:
    """A row of the table of rights: an action, and whether each role may do it."""

    id: str
    label: Any
    cells: tuple[bool, ...]


def matrix(actions: Sequence[str], shown: Sequence[roles.Role]) -> list[Row]:
    return [
        Row(action, rights.ACTIONS[action], tuple(action in rights.RIGHTS[role.code] for role in shown))
        for action in actions
    ]


def hidden_columns(ledger_id: str = "") -> frozenset[str]:
    """Names of the columns of a ledger, or of all of them, that are hidden from whoever looks as another person."""
    asked = [one for one in registry.ledgers() if one.info.id == ledger_id] or registry.ledgers()
    return frozenset(column.name for ledger in asked for column in ledger.declared if covered(ledger, column))
