"""Accounts closed by wrong passwords: until when, from which addresses, and opening them again.

Failures are counted under a keyed hash of what was typed, since people also type other things in that box.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from jiedui.core.access.audit import note
from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import User
from jiedui.core.access.rights import MANAGE_USERS
from jiedui.core.words.errors import NotFound


@dataclass(frozen=True)
class Lock:
    """An account closed to one address until `until`."""

    address: str
    until: dt.datetime


def counted_as(name: str) -> str:
    """What failed sign-ins are counted under."""
    return salted_hmac("jiedui.sign-in", name.strip().lower(), algorithm="sha256").hexdigest()


def locks_of(username: str) -> list[Lock]:
    """The addresses to which the account is closed now, the longest first."""
    cool_off = dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    closed = _closed().filter(username=counted_as(username))
    return [Lock(str(one.ip_address or ""), one.attempt_time + cool_off) for one in closed.order_by("-attempt_time")]


def locked_among(usernames: list[str]) -> set[str]:
    """Those of the accounts that are closed to some address now."""
    hashed = {counted_as(name): name for name in usernames}
    return {hashed[name] for name in _closed().filter(username__in=hashed).values_list("username", flat=True)}


def locked_accounts() -> list[User]:
    """Every active account that is closed to some address now, by sign-in name."""
    closed = set(_closed().values_list("username", flat=True))
    if not closed:
        return []
    # Failures are counted under a keyed hash, so the names are hashed here to be found again.
    names = User.objects.filter(is_active=True).values_list("username", flat=True)
    return list(User.objects.filter(username__in=[one for one in names if counted_as(one) in closed]).order_by("username"))


def _closed() -> Any:
    """What closes an account now."""
    cool_off = dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    return AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=timezone.now() - cool_off
    )


def forget_failures(username: str) -> None:
    """Forget the failed sign-ins of an account, from every address, in the caller's transaction."""
    AccessAttempt.objects.filter(username=counted_as(username)).delete()


def unlock(user_id: int, *, by: User, address: str = "") -> None:
    """Open an account that wrong passwords have closed."""
    check_may(by, MANAGE_USERS)
    with transaction.atomic():
        user = User.objects.filter(pk=user_id).first()
        if user is None:
            raise NotFound("access.no_such_user", _("没有这个用户。请返回用户列表重新选择。"))
        forget_failures(user.username)
        note("access.unlocked", by=by, address=address, user=user.pk)
