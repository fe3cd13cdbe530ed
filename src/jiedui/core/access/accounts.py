"""Accounts, roles, second factors. Each function checks the right, changes and notes the trail in one transaction.

`by` is the user who acts; None is the server's own command line, which needs no right. `address` is the caller's IP.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.audit import note
from jiedui.core.access.granting import GrantSpec, check_grants
from jiedui.core.access.holdings import check_may
from jiedui.core.access.lockout import forget_failures
from jiedui.core.access.models import Grant, User
from jiedui.core.access.rights import API_TOKEN, MANAGE_ROLES, MANAGE_USERS, RIGHTS
from jiedui.core.access.sessions import drop_sessions, of_facts
from jiedui.core.access.tokens import end_tokens
from jiedui.core.store.locks import lock
from jiedui.core.words.errors import NotAllowed, NotFound, Refused

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without i, l, o, 0, 1: a person copies it from paper


def new_password() -> str:
    """A random initial password of 59 bits, in three groups a person can type."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def create_user(
    *,
    username: str,
    display_name: str,
    password: str,
    by: User | None,
    organisation_name: str = "",
    organisation_id: int | None = None,
    must_change_password: bool = True,
    grants: Sequence[GrantSpec] = (),
    address: str = "",
) -> User:
    """A new active user, with its grants. Refused where a field is wrong or the username is taken."""
    _check_right(by, MANAGE_USERS)
    user = User(
        username=username.strip().lower(),
        display_name=display_name.strip(),
        organisation_name=organisation_name.strip(),
        organisation_id=organisation_id,
        must_change_password=must_change_password,
    )
    if User.objects.filter(username=user.username).exists():
        raise Refused("access.username_taken", _("用户名“%(name)s”已被使用，请换一个。") % {"name": user.username})
    _check_fields(user)
    _check_password(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save()
        note("access.user_created", by=by, address=address, user=user.pk)
        if grants:
            set_grants(user.pk, grants, by=by, address=address)
    return user


def update_user(user_id: int, *, display_name: str, organisation_name: str, by: User | None, address: str = "") -> User:
    """Correct a user's printed name and organisation."""
    _check_right(by, MANAGE_USERS)
    with transaction.atomic():
        user = _locked(user_id)
        before = {name: getattr(user, name) for name in ("display_name", "organisation_name")}
        user.display_name = display_name.strip()
        user.organisation_name = organisation_name.strip()
        _check_fields(user)
        user.save(update_fields=list(before))
        # Which, not to what: the trail keeps no names but those of who acts.
        changed = [name for name, old in before.items() if getattr(user, name) != old]
        note("access.user_changed", by=by, address=address, user=user.pk, changed=changed)
    return user


def save_user(
    user_id: int,
    *,
    display_name: str,
    organisation_name: str,
    grants: Sequence[GrantSpec] | None,
    by: User | None,
    address: str = "",
) -> User:
    """What the user's page saves: name and organisation, and the grants where they differ (None leaves them alone)."""
    with transaction.atomic():
        user = update_user(
            user_id, display_name=display_name, organisation_name=organisation_name, by=by, address=address
        )
        if grants is not None:
            held = {GrantSpec(g.role, g.region, g.valid_from, g.valid_to) for g in user.grants.all()}
            if held != set(grants) or len(held) != len(grants):
                set_grants(user_id, grants, by=by, address=address)
    return user


def set_grants(user_id: int, grants: Sequence[GrantSpec], *, by: User | None, address: str = "") -> None:
    """Replace all grants of a user. Nobody changes their own; the last administrator of a kind keeps the role.

    Who may no longer use the API loses the tokens: they do not come back with a later role.
    """
    _check_right(by, MANAGE_ROLES)
    if by is not None and by.pk == user_id:
        raise NotAllowed("access.own_grants", _("不能修改自己的角色。请由另一名安全管理员办理。"))
    check_grants(grants)
    with transaction.atomic():
        user = _locked(user_id)
        held_before = list(user.grants.order_by("id"))
        for held in held_before:
            if held.role in roles.ADMINISTRATORS and not any(_keeps(held, grant) for grant in grants):
                _check_not_last(user, held.role)
        user.grants.all().delete()
        Grant.objects.bulk_create(
            Grant(user=user, role=g.role, region=g.region, valid_from=g.valid_from, valid_to=g.valid_to) for g in grants
        )
        ended = {} if any(API_TOKEN in RIGHTS[grant.role] for grant in grants) else _ended(user)
        before = [str(GrantSpec(g.role, g.region, g.valid_from, g.valid_to)) for g in held_before]
        told = [str(grant) for grant in grants]
        note("access.grants_set", by=by, address=address, user=user.pk, before=before, grants=told, **ended)


def deactivate(user_id: int, *, by: User | None, address: str = "") -> None:
    """End a user's access at once: sign-in and sessions stop working, API tokens are revoked. The account stays for the
    trail.
    """
    _check_right(by, MANAGE_USERS)
    if by is not None and by.pk == user_id:
        raise NotAllowed("access.own_account", _("不能停用自己的账号。请由另一名安全管理员办理。"))
    with transaction.atomic():
        user = _locked(user_id)
        for role in sorted(roles.ADMINISTRATORS):
            _check_not_last(user, role)
        user.is_active = False
        user.save(update_fields=["is_active"])
        note("access.user_deactivated", by=by, address=address, user=user.pk, **_shut_out(user))


def activate(user_id: int, *, by: User | None, address: str = "") -> None:
    """Let a deactivated user in again, with the grants they had; API tokens are made anew."""
    _check_right(by, MANAGE_USERS)
    with transaction.atomic():
        user = _locked(user_id)
        user.is_active = True
        user.save(update_fields=["is_active"])
        note("access.user_activated", by=by, address=address, user=user.pk)


def reset_password(user_id: int, *, by: User | None, address: str = "") -> str:
    """Give a user a new random password, to be changed at the next sign-in; returned once.

    All their sessions end, their API tokens are revoked, and failed sign-ins are forgotten.
    """
    _check_right(by, MANAGE_USERS)
    password = new_password()
    with transaction.atomic():
        user = _locked(user_id)
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        forget_failures(user.username)
        note("access.password_reset", by=by, address=address, user=user.pk, **_shut_out(user))
    return password


def own_password_changed(user: User, *, keep_key: str = "", address: str = "") -> None:
    """The user has just chosen a new password: the duty to change it is over, and API tokens made before are revoked.

    Their sessions end, but the one in which they did it (`keep_key`).
    """
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        user.must_change_password = False
        ended = of_facts(drop_sessions(user.pk, keep_key=keep_key))
        note("access.password_changed", by=user, address=address, **_ended(user), **ended)


def reset_second_factor(user_id: int, *, by: User | None, address: str = "") -> None:
    """Remove a user's TOTP device and recovery codes (a lost phone); they enrol anew at the next sign-in."""
    _check_right(by, MANAGE_USERS)
    with transaction.atomic():
        user = _locked(user_id)
        Authenticator.objects.filter(user_id=user.pk).delete()
        note("access.second_factor_reset", by=by, address=address, user=user.pk)


def _ended(user: User) -> dict[str, list[int]]:
    """Revoke the user's API tokens; what the event tells of it."""
    ended = end_tokens(user)
    return {"tokens": ended} if ended else {}


def _check_right(by: User | None, action: str) -> None:
    if by is not None:
        check_may(by, action)


def _locked(user_id: int) -> User:
    try:
        return User.objects.select_for_update().get(pk=user_id)
    except User.DoesNotExist:
        raise NotFound("access.no_such_user", _("没有这个用户。请返回用户列表重新选择。")) from None


def _check_fields(user: User) -> None:
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        labels = {field.name: str(field.verbose_name) for field in User._meta.fields}
        lines = [f"{labels.get(name, '')}：{' '.join(texts)}" for name, texts in error.message_dict.items()]
        raise Refused("access.user_fields", " ".join(lines)) from error


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("access.weak_password", " ".join(error.messages)) from error


def _shut_out(user: User) -> dict[str, Any]:
    """End the user's sessions and API tokens; what the event tells of it."""
    return _ended(user) | of_facts(drop_sessions(user.pk))


def _keeps(held: Grant, given: GrantSpec) -> bool:
    """Whether a new grant leaves an administrator's role in force today and for no shorter time."""
    today = timezone.localdate()
    longer = given.valid_to is None or (held.valid_to is not None and given.valid_to >= held.valid_to)
    return given.role == held.role and given.valid_from <= today and longer


def _check_not_last(user: User, role: str) -> None:
    """An administrator's role is never left without a person: nobody could manage accounts, or watch who does."""
    lock("access.administrators")  # two administrators who deactivate each other at once: the second is refused
    today = timezone.localdate()
    valid = Grant.objects.filter(role=role, valid_from__lte=today, user__is_active=True)
    valid = valid.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    if valid.filter(user=user).exists() and not valid.exclude(user=user).exists():
        label = roles.BY_CODE[role].label
        raise Refused(
            f"access.last_{role}",
            _("这是最后一名%(role)s，停用、改授或缩短期限后将无人履职。请先指定另一名%(role)s。") % {"role": label},
        )
