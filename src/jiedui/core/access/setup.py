"""The first three administrators of an empty installation, made on the page /setup/ with a one-time token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.accounts import create_user, new_password
from jiedui.core.access.audit import note
from jiedui.core.access.granting import GrantSpec
from jiedui.core.access.models import SetupToken, User
from jiedui.core.access.tokens import digest_of
from jiedui.core.store.locks import lock
from jiedui.core.words.errors import NotAllowed, Refused


@dataclass(frozen=True)
class Administrator:
    """One administrator to be created: username and printed name."""

    username: str
    display_name: str


def issue_setup_token() -> str:
    """A new one-time token for /setup/?token=…; an earlier one stops working. Refused once a user exists."""
    if User.objects.exists():
        raise Refused("access.set_up_already", _("已有用户，不再需要初始设置。请直接登录。"))
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        SetupToken.objects.all().delete()
        SetupToken.objects.create(digest=digest_of(secret))
    return secret


def set_up(
    secret: str,
    *,
    security: Administrator,
    password: str,
    system: Administrator,
    audit: Administrator,
    address: str = "",
) -> dict[str, str]:
    """Create the three administrators at once; the token is spent. Returns username -> initial password of the two
    others, who must change it at their first sign-in; the security administrator chose `password` just now.
    """
    with transaction.atomic():
        lock("access.setup")
        if User.objects.exists() or not SetupToken.objects.filter(digest=digest_of(secret)).exists():
            raise NotAllowed("access.setup_token", _("初始设置的链接已失效。请在服务器上重新运行 ./run 取得新的链接。"))
        if len({person.username.strip().lower() for person in (security, system, audit)}) < 3:
            raise Refused("access.administrators_apart", _("三名管理员须由三人分任，用户名不能相同。"))
        _create(security, roles.SECURITY_ADMIN, password, must_change=False, address=address)
        given: dict[str, str] = {}
        for person, role in ((system, roles.SYSTEM_ADMIN), (audit, roles.AUDIT_ADMIN)):
            initial = new_password()
            given[_create(person, role, initial, must_change=True, address=address).username] = initial
        SetupToken.objects.all().delete()
        note("access.set_up", by=None, address=address)
    return given


def _create(person: Administrator, role: str, password: str, *, must_change: bool, address: str) -> User:
    return create_user(
        username=person.username,
        display_name=person.display_name,
        password=password,
        by=None,
        must_change_password=must_change,
        grants=[GrantSpec(role)],
        address=address,
    )
