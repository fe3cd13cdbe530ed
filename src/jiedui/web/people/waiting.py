"""Accounts that wrong passwords have closed, for who may open them (web.todo)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jiedui.core.access.queries import locked_accounts, may
from jiedui.core.access.rights import MANAGE_USERS
from jiedui.web import todo

NAMED = 10


def locked(user: Any) -> Iterator[todo.Item]:
    """One entry for each closed account."""
    if not may(user, MANAGE_USERS):
        return
    for one in locked_accounts()[:NAMED]:
        yield todo.Item(
            _("账号被锁定"),
            reverse("web:user", args=[one.pk]),
            note=f"{one.display_name}（{one.username}）",
            icon="lock",
            badge="web:users",
        )


todo.register(locked)
