"""Users for tests: `make_user("county", "450124")`, `sign_in(client, user)`."""

import itertools
from typing import Any

from django.test import Client

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.operations import GrantSpec, create_user

PASSWORD = "gui-yue-xie-zuo-1"
_numbers = itertools.count(1)


def make_user(role: str | None = roles.VIEWER, region: str = "", *, username: str = "", **fields: Any) -> User:
    """An active user with one grant (none for role None) and the password `PASSWORD`; made through create_user."""
    number = next(_numbers)
    return create_user(
        username=username or f"{role or 'nobody'}-{number}",
        display_name=fields.pop("display_name", f"测试{number}"),
        password=PASSWORD,
        by=None,
        must_change_password=fields.pop("must_change_password", False),
        grants=[GrantSpec(role, region)] if role else [],
        **fields,
    )


def sign_in(client: Client, user: User) -> Client:
    """The client, signed in as `user` without the sign-in page (no password, no second factor asked)."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sign_in_by_form(client: Client, user: User, password: str = PASSWORD) -> Any:
    """The answer of the sign-in page to the user's name and password."""
    return client.post("/sign-in/", {"login": user.username, "password": password})
