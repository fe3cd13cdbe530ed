"""Reads: what a user holds, where it may be used, who the users are."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.holdings import check_may, grants_of, may, roles_of, scope_of
from jiedui.core.access.lockout import Lock, locked_accounts, locked_among, locks_of
from jiedui.core.access.models import Grant, SetupToken, Token, User
from jiedui.core.access.rights import RIGHTS, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.access.seeing import check_seeing, may_be_seen
from jiedui.core.access.sessions import Signed, sessions_of
from jiedui.core.access.tokens import Authenticated, authenticate, digest_of
from jiedui.core.words.errors import NotFound

__all__ = [
    "Authenticated",
    "Lock",
    "Signed",
    "authenticate",
    "check_may",
    "check_seeing",
    "grants_of",
    "locked_accounts",
    "locked_among",
    "locks_of",
    "may",
    "may_be_seen",
    "names_of",
    "reaching",
    "roles_of",
    "scope_of",
    "sessions_of",
    "setup_is_open",
    "setup_token_holds",
    "tokens_of",
    "user",
    "users",
    "valid_grants",
    "with_second_factor",
]


def users(text: str = "", *, active: bool | None = None, role: str = "", county: str = "") -> QuerySet[User]:
    """Users by username, name or organisation, with their grants; the pages check manage_users.

    role: who holds it today; county: who reaches rows of this county today (with `role`: through that role).
    """
    found = User.objects.prefetch_related(Prefetch("grants", Grant.objects.order_by("id"))).order_by("username")
    if text:
        found = found.filter(
            Q(username__icontains=text) | Q(display_name__icontains=text) | Q(organisation_name__icontains=text)
        )
    if role or county:
        grants = valid_grants()
        if role:
            grants = grants.filter(role=role)
        if county:
            regions = set(grants.values_list("region", flat=True))
            grants = grants.filter(region__in=reaching(county, regions), role__in=_with_data())
        found = found.filter(pk__in=grants.values("user_id"))
    return found if active is None else found.filter(is_active=active)


def valid_grants() -> QuerySet[Grant]:
    """The grants of active users that are valid today."""
    today = timezone.localdate()
    return Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today, user__is_active=True)


def reaching(county: str, regions: Iterable[str]) -> set[str]:
    """Those of the regions of grants ("" is everywhere) through which rows of the county are reached, wholly or in part."""
    found = set()
    for region in regions:
        scope = Scope.of_region(region)
        if scope.counties is None or county in scope.counties:
            found.add(region)
    return found


def _with_data() -> list[str]:
    return [role.code for role in roles.ROLES if VIEW in RIGHTS[role.code]]


def user(id: int) -> User:
    """One user by id; NotFound."""
    try:
        return User.objects.prefetch_related("grants").get(pk=id)
    except User.DoesNotExist:
        raise NotFound("access.no_such_user", _("没有这个用户。请返回用户列表重新选择。")) from None


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Name and sign-in name of users, by number; accounts are never deleted."""
    found = User.objects.filter(pk__in=set(ids)).values_list("pk", "display_name", "username")
    return {pk: _("%(name)s（%(username)s）") % {"name": name, "username": username} for pk, name, username in found}


def tokens_of(user: User) -> QuerySet[Token]:
    """The user's API tokens, newest first."""
    return user.tokens.order_by("-id")


def with_second_factor(ids: Iterable[int]) -> set[int]:
    """Those of the users who have enrolled a TOTP device."""
    found = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user_id__in=list(ids))
    return set(found.values_list("user_id", flat=True))


def setup_is_open() -> bool:
    """Whether the first administrators are still to be created: no user exists."""
    return not User.objects.exists()


def setup_token_holds(secret: str) -> bool:
    """Whether `secret` is the latest one-time token of the first set-up and no user exists yet."""
    return setup_is_open() and SetupToken.objects.filter(digest=digest_of(secret)).exists()
