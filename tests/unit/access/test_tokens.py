"""API tokens: never wider than their user, dead when ended, and unreadable in the database."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from jiedui.core.access import rights, roles
from jiedui.core.access.models import Token, User
from jiedui.core.access.operations import (
    GrantSpec,
    activate,
    create_token,
    deactivate,
    own_password_changed,
    reset_password,
    revoke_token,
    set_grants,
)
from jiedui.core.access.queries import authenticate
from jiedui.core.access.scope import Scope
from jiedui.core.trail.models import Event
from jiedui.core.words.errors import NotAllowed, NotFound, Refused
from tests.accounts import make_user

pytestmark = [pytest.mark.usefixtures("regions"), pytest.mark.both_databases]


def made(user: User, *actions: str, region: str = "", days: float = 30) -> tuple[Token, str]:
    return create_token(
        user,
        name="报表系统",
        actions=frozenset(actions or {rights.VIEW}),
        region=region,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )


def test_a_token_acts_for_its_user_within_its_region_and_actions() -> None:
    user = make_user(roles.FRONT_GROUP, "450100")
    _, secret = made(user, rights.VIEW, region="450124")
    caller = authenticate(secret)
    assert caller is not None
    assert caller.user == user
    assert caller.scope == Scope(frozenset({"450124"}))
    assert caller.scope_for(rights.CHANGE) == Scope.nothing()
    assert caller.may(rights.VIEW)
    assert not caller.may(rights.CHANGE)
    with pytest.raises(NotAllowed, match="没有授予该操作"):
        caller.check_may(rights.CHANGE)


def test_a_token_shrinks_with_its_user() -> None:
    user = make_user(roles.FRONT_GROUP, "450100")
    _, secret = made(user, rights.VIEW, rights.CHANGE)
    set_grants(user.pk, [], by=None)
    assert authenticate(secret) is None


def test_only_a_digest_is_kept() -> None:
    row, secret = made(make_user(roles.COUNTY, "450124"))
    assert len(secret) >= 43  # 256 bits
    row.refresh_from_db()
    assert all(secret not in str(value) and secret[3:] not in str(value) for value in vars(row).values())


@pytest.mark.parametrize("end", ["expired", "revoked", "deactivated", "wrong", "empty"])
def test_a_token_that_ended_opens_nothing(end: str) -> None:
    user = make_user(roles.COUNTY, "450124")
    row, secret = made(user)
    assert authenticate(secret) is not None
    if end == "expired":
        Token.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif end == "revoked":
        revoke_token(row.pk, by=user)
        revoke_token(row.pk, by=user)
    elif end == "deactivated":
        deactivate(user.pk, by=None)
    else:
        secret = secret[:-1] + ("a" if secret[-1] != "a" else "b") if end == "wrong" else ""
    assert authenticate(secret) is None


@pytest.mark.parametrize(
    ("end", "kind"),
    [("reset", "access.password_reset"), ("changed", "access.password_changed"), ("disabled", "access.user_deactivated"),
     ("role", "access.grants_set")],
)  # fmt: skip
def test_tokens_end_with_what_they_were_made_under_and_do_not_come_back(end: str, kind: str) -> None:
    user, other = make_user(roles.COUNTY, "450124"), make_user(roles.COUNTY, "450124")
    grants = [GrantSpec(roles.COUNTY, "450124")]
    (row, secret), (_, others) = made(user), made(other)
    if end == "reset":
        reset_password(user.pk, by=None)
    elif end == "changed":
        own_password_changed(user)
    elif end == "disabled":
        deactivate(user.pk, by=None)
    else:
        set_grants(user.pk, [GrantSpec(roles.VIEWER, "450124")], by=None)
    assert authenticate(secret) is None
    note = json.loads(Event.objects.filter(kind=kind).latest("id").note)
    assert note["tokens"] == [row.pk]
    activate(user.pk, by=None)
    set_grants(user.pk, grants, by=None)
    assert authenticate(secret) is None, "what was ended stays ended"
    assert authenticate(others) is not None, "a colleague's token is none of it"
    assert authenticate(made(User.objects.get(pk=user.pk))[1]) is not None


def test_another_region_keeps_the_token_within_it() -> None:
    user = make_user(roles.FRONT_GROUP, "450100")
    _, secret = made(user, rights.VIEW)
    set_grants(user.pk, [GrantSpec(roles.COUNTY, "450124")], by=None)
    caller = authenticate(secret)
    assert caller is not None and caller.scope == Scope(frozenset({"450124"}))


def test_nobody_revokes_another_persons_token() -> None:
    row, secret = made(make_user(roles.COUNTY, "450124"))
    with pytest.raises(NotFound):
        revoke_token(row.pk, by=make_user(roles.MUNICIPAL))
    assert authenticate(secret) is not None


@pytest.mark.parametrize(
    ("changes", "id"),
    [
        ({"name": " "}, "access.token_name"),
        ({"actions": frozenset()}, "access.token_actions"),
        ({"actions": frozenset({rights.MANAGE_USERS})}, "access.token_actions"),
        ({"region": "450123"}, "access.token_region"),
        ({"expires_at": timezone.now() + dt.timedelta(days=800)}, "access.token_expiry"),
        ({"expires_at": timezone.now() - dt.timedelta(days=1)}, "access.token_expiry"),
    ],
)
def test_a_wish_that_breaks_a_rule_is_refused(changes: dict[str, object], id: str) -> None:
    wish: dict[str, object] = {
        "name": "报表", "actions": frozenset({rights.VIEW}), "region": "",
        "expires_at": timezone.now() + dt.timedelta(days=30),
    }  # fmt: skip
    with pytest.raises(Refused) as refusal:
        create_token(make_user(roles.COUNTY, "450124"), **(wish | changes))  # type: ignore[arg-type]
    assert refusal.value.id == id


@pytest.mark.parametrize("role", [roles.VIEWER, roles.AUDITOR, roles.SECURITY_ADMIN])
def test_who_may_not_use_the_api_gets_no_token(role: str) -> None:
    with pytest.raises(NotAllowed):
        made(make_user(role))


def test_the_last_use_is_noted_but_not_at_every_call(django_assert_num_queries: pytest.FixtureRequest) -> None:
    row, secret = made(make_user(roles.COUNTY, "450124"))
    authenticate(secret)
    row.refresh_from_db()
    assert row.last_used_at is not None
    with django_assert_num_queries(2):  # type: ignore[operator]
        authenticate(secret)
