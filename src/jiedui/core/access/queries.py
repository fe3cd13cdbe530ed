"""Reads: what a user holds, where it may be used, who the users are."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access.holdings import check_may, grants_of, may, roles_of, scope_of
from jiedui.core.access.models import Grant, SetupToken, Token, User
from jiedui.core.access.tokens import Authenticated, authenticate, digest_of
from jiedui.core.words.errors import NotFound

__all__ = [
    "Authenticated",
    "authenticate",
    "check_may",
    "grants_of",
    "may",
    "roles_of",
    "scope_of",
    "setup_is_open",
    "setup_token_holds",
    "tokens_of",
    "user",
    "users",
    "with_second_factor",
]


def users(text: str = "", *, active: bool | None = None) -> QuerySet[User]:
    """Users by username, name or organisation, with their grants; the pages check manage_users."""
    found = User.objects.prefetch_related(Prefetch("grants", Grant.objects.order_by("id"))).order_by("username")
    if text:
        found = found.filter(
            Q(username__icontains=text) | Q(display_name__icontains=text) | Q(organisation_name__icontains=text)
        )
    return found if active is None else found.filter(is_active=active)


def user(id: int) -> User:
    """One user by id; NotFound."""
    try:
        return User.objects.prefetch_related("grants").get(pk=id)
    except User.DoesNotExist:
        raise NotFound("access.no_such_user", _("没有这个用户。请返回用户列表重新选择。")) from None


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
