"""What a user holds today, what may be done with it, and where. There is no superuser: grants are the only source."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.models import Grant
from jiedui.core.access.rights import ACTIONS, RIGHTS, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import NotAllowed, NotFound


def grants_of(user: Any, at: dt.date | None = None) -> list[Grant]:
    """The grants of an active, signed-in user that are valid on `at` (today); read once per user object."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    held: list[Grant] | None = getattr(user, "_held_grants", None)
    if held is None:
        held = user._held_grants = _read(user)
    day = at or timezone.localdate()
    return [grant for grant in held if grant.valid_from <= day and (grant.valid_to is None or day <= grant.valid_to)]


_OF_USER = f"SELECT * FROM {Grant._meta.db_table} WHERE user_id = %s"


def _read(user: Any) -> list[Grant]:
    """The grants, by a plain statement where they were not read along with the user: every page asks for them."""
    if "grants" in getattr(user, "_prefetched_objects_cache", {}):
        return list(user.grants.all())
    return list(Grant.objects.raw(_OF_USER, [user.pk]))


def roles_of(user: Any, at: dt.date | None = None) -> list[roles.Role]:
    """The roles of a user, in the order of the role list."""
    held = {grant.role for grant in grants_of(user, at)}
    return [role for role in roles.ROLES if role.code in held]


def scope_of(user: Any, at: dt.date | None = None, *, action: str = VIEW) -> Scope:
    """Where the user may do `action`: the regions of all grants whose role allows it. Administrators reach no data.

    Ask with the action at hand: who views every county may be allowed to change only one. Like the grants, what the
    regions come to is read once per user object.
    """
    regions = frozenset(
        grant.region
        for grant in grants_of(user, at)
        if grant.role not in roles.ADMINISTRATORS and action in RIGHTS[grant.role]
    )
    if not regions:
        return Scope.nothing()
    known: dict[Any, Scope] | None = getattr(user, "_reached", None)
    if known is None:
        known = user._reached = {}
    asked = (regions, at or timezone.localdate())
    if asked not in known:
        scope = Scope.nothing()
        for region in sorted(regions):
            scope = scope.union(Scope.of_region(region, at))
        known[asked] = scope
    return known[asked]


def may(user: Any, action: str, ledger_id: str | None = None) -> bool:
    """Whether one of the user's roles, valid today, may do `action`; signed-out and deactivated people may nothing.

    The rights are the same for every ledger today; pass `ledger_id` all the same, so that a refusal can name it.
    Where the action may be done is another question: `scope_of(user, action=...)`.
    """
    if action not in ACTIONS:
        raise ValueError(f"unknown action: {action}")
    return action in _rights_of(user)


def _rights_of(user: Any) -> frozenset[str]:
    """Everything that the user's roles of today allow; a page asks for a dozen of them."""
    held = tuple({grant.role: None for grant in grants_of(user)})
    return _united(held)


@lru_cache(maxsize=256)
def _united(held: tuple[str, ...]) -> frozenset[str]:
    return frozenset(action for role in held for action in RIGHTS[role])


def check_may(user: Any, action: str, ledger_id: str | None = None) -> None:
    """Raise NotAllowed with a sentence that says what is missing and whom to ask."""
    if may(user, action, ledger_id):
        return
    what = str(ACTIONS[action]) + (f"（{_title(ledger_id)}）" if ledger_id else "")
    held = "、".join(str(role.label) for role in roles_of(user))
    if held:
        sentence = _("您的角色（%(held)s）不能%(what)s。确有需要，请联系安全管理员授权。")
        raise NotAllowed("access.not_allowed", sentence % {"held": held, "what": what})
    sentence = _("您的账号目前没有任何有效角色，不能%(what)s。请联系安全管理员授权。")
    raise NotAllowed("access.no_role", sentence % {"what": what})


def _title(ledger_id: str) -> str:
    try:
        return str(registry.ledger(ledger_id).info.title)
    except NotFound:
        return ledger_id
