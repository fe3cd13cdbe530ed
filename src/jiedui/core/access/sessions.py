"""Signed-in browsers: where a person is signed in, and ending it at once.

A page is read without writing: when a browser was last seen is kept in the cache, by a digest of its session's key.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import note
from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import SignIn, User
from jiedui.core.access.rights import MANAGE_USERS
from jiedui.core.words.errors import NotFound


@dataclass(frozen=True)
class Signed:
    """A signed-in browser as the pages show it. device: browser and system in words; `seen`: the last request."""

    id: int
    at: dt.datetime
    seen: dt.datetime
    address: str
    device: str
    own: bool


def begin_session(user: User, key: str, *, address: str, device: str) -> int:
    """Note a new session of the user; its id. Sessions of theirs that are over are forgotten."""
    oldest = timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SignIn.objects.filter(user=user, at__lt=oldest).delete()
    return SignIn.objects.create(user=user, session_key=key, address=address[:64], device=device[:80]).pk


def follow_session(id: int, key: str) -> None:
    """The session has taken another key (after a change of password)."""
    SignIn.objects.filter(pk=id).update(session_key=key)


def forget_session(key: str | None) -> None:
    """The session is over: signed out, or idle for too long."""
    SignIn.objects.filter(session_key=key or "").delete()


def mark_seen(key: str) -> None:
    """The session has just asked for a page."""
    cache.set(_seen(key), int(timezone.now().timestamp()), settings.SESSION_COOKIE_AGE)


def sessions_of(user: User, *, own_key: str = "") -> list[Signed]:
    """The user's live sessions, the latest first. own_key: the session of whoever looks."""
    now = timezone.now()
    rows = list(SignIn.objects.filter(user=user).order_by("-at", "-pk"))
    kept = set(
        Session.objects.filter(session_key__in=[r.session_key for r in rows], expire_date__gt=now).values_list(
            "session_key", flat=True
        )
    )
    seen = cache.get_many([_seen(row.session_key) for row in rows])
    found = []
    for row in rows:
        at = seen.get(_seen(row.session_key))
        last = max(row.at, dt.datetime.fromtimestamp(at, dt.UTC)) if at else row.at
        idle = (now - last).total_seconds() > settings.SESSION_IDLE
        over = (now - row.at).total_seconds() > settings.SESSION_COOKIE_AGE
        if row.session_key in kept and not idle and not over:
            found.append(Signed(row.pk, row.at, last, row.address, row.device, row.session_key == own_key))
    return found


def end_session(user_id: int, id: int, *, by: User, address: str = "") -> None:
    """End one session of a user now: one's own, or anybody's with the right to manage accounts."""
    _check(user_id, by)
    with transaction.atomic():
        row = SignIn.objects.filter(pk=id, user_id=user_id).first()
        if row is None:
            raise NotFound("access.no_such_session", _("这次登录已经结束。请刷新页面。"))
        _end([row])
        note("access.sessions_ended", by=by, address=address, user=user_id, sessions=1)


def end_all_sessions(user_id: int, *, by: User, keep_key: str = "", address: str = "") -> int:
    """End all sessions of a user but the one given; how many."""
    _check(user_id, by)
    with transaction.atomic():
        ended = drop_sessions(user_id, keep_key=keep_key)
        if ended:
            note("access.sessions_ended", by=by, address=address, user=user_id, sessions=ended)
    return ended


def drop_sessions(user_id: int, *, keep_key: str = "") -> int:
    """End a user's sessions in the caller's transaction: part of what shuts a person out."""
    rows = list(SignIn.objects.filter(user_id=user_id).exclude(session_key=keep_key))
    _end(rows)
    return len(rows)


def _end(rows: Sequence[SignIn]) -> None:
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    SignIn.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _check(user_id: int, by: User) -> None:
    if by.pk != user_id:
        check_may(by, MANAGE_USERS)


def _seen(key: str) -> str:
    return f"seen-{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def of_facts(ended: int) -> dict[str, Any]:
    """What an event tells of sessions that ended with it."""
    return {"sessions": ended} if ended else {}
