"""May this person? Answered by roles, the scope they hold for, and delegations, wherever the row stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.holdings import grants_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import RIGHTS, SIGN
from jiedui.core.access.scope import Scope
from jiedui.core.declare.flows import Side, Transition
from jiedui.core.declare.registry import registry
from jiedui.core.flows.models import Decision, Delegation
from jiedui.core.places.shown import shown_name
from jiedui.core.words import clock
from jiedui.core.words.errors import NotAllowed
from jiedui.core.words.saying import listed, said

Parties = tuple[tuple[Side, str], ...]
"""The two sides of a decision, each with the place it signs from."""


@dataclass(frozen=True)
class Hand:
    """For which side somebody may sign, and in whose place (None: by own right)."""

    side: str
    giver: int | None = None
    giver_name: str = ""


def parties(decision: Decision) -> Parties:
    first, second = registry.flow(decision.flow).sides
    return (first, decision.first_place or decision.county), (second, decision.second_place or decision.county)


def sides_of(user: Any, asked: Parties) -> set[str]:
    """The sides that a user's own roles sign for; two for somebody who was granted both by mistake."""
    reach = _reach(user)
    return {side.id for side, place in asked if any(role in reach and reach[role].covers(place) for role in side.roles)}


def _reach(user: Any) -> dict[str, Scope]:
    """Role -> where the user signs by it; like the grants it is read once per user object."""
    known: dict[str, Scope] | None = getattr(user, "_signs_by", None)
    if known is None:
        known = {}
        for grant in grants_of(user):
            if SIGN in RIGHTS[grant.role]:
                known[grant.role] = known.get(grant.role, Scope.nothing()).union(Scope.of_region(grant.region))
        user._signs_by = known
    return known


def given_to(user: User) -> list[User]:
    """Who lets this user sign in their place today. Three queries at most, whatever the number of counties."""
    today = clock.today()
    given = Delegation.objects.filter(taker=user.pk, ended_at=None, first__lte=today, last__gte=today).order_by("pk")
    return list(User.objects.filter(pk__in=list(given.values_list("giver", flat=True)), is_active=True).prefetch_related("grants"))


def hands(user: User, asked: Parties, given: Sequence[User] | None = None) -> list[Hand]:
    """In which ways a user may sign: by own right, or in the place of who delegated it and may still sign.
    given: as from `given_to`, for whoever asks of many decisions."""
    own = sides_of(user, asked)
    found = [Hand(side) for side in sorted(own)]
    for giver in given_to(user) if given is None else given:
        for side in sorted(sides_of(giver, asked)):
            if own <= {side}:  # nobody signs for the other side, not even in somebody's place
                found.append(Hand(side, giver.pk, giver.display_name))
    return found


def check_hand(user: User, asked: Parties) -> list[Hand]:
    """The ways to sign, NotAllowed where there is none or the roles speak for both sides."""
    if len(sides_of(user, asked)) > 1:
        raise NotAllowed(
            "flow.both_sides", _("您的账号同时有双方的授权，不能签署。请联系安全管理员收回其中一方的授权。")
        )
    found = hands(user, asked)
    if not found:
        first, second = (_who(*one) for one in asked)
        raise NotAllowed(
            "flow.no_side",
            _("只有{first}和{second}可以签署。确需代签的，请由有权签署的人先办理委托。").format(first=first, second=second),
        )
    return found


def _who(side: Side, place: str) -> str:
    """东部（深圳）的区办、前方工作组; of a side that a row names by its place 移交区（福田区）的区办."""
    label = _("{side}（{place}）").format(side=said(side.label), place=shown_name(place)) if side.place else said(side.label)
    return _("{side}的{roles}").format(side=label, roles=listed(str(roles.BY_CODE[code].label) for code in side.roles))


def may_take(user: Any, step: Transition, county: str, town: str | None = None) -> bool:
    """Whether one of the user's roles, for a region that covers the row, is one whose step this is."""
    return any(
        grant.role in step.roles and Scope.of_region(grant.region).covers(county, town) for grant in grants_of(user)
    )


def check_take(user: Any, step: Transition, county: str, town: str | None = None) -> None:
    if not may_take(user, step, county, town):
        who = "、".join(str(roles.BY_CODE[code].label) for code in step.roles)
        raise NotAllowed(
            "flow.not_yours", _("“{step}”由{who}办理，您的角色不能办理这一步。").format(step=step.label, who=who)
        )
