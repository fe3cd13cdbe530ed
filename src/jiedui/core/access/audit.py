"""Account events in the trail: numbers, roles and regions, never passwords or personal data of other people."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jiedui.core.access.models import User
from jiedui.core.trail.operations import SYSTEM, Actor, record_event


def actor(by: User | None, address: str = "") -> Actor:
    """The trail's actor for a user; None is the system itself, which is also the server's command line."""
    return Actor(by.pk, by.display_name, address) if by is not None else Actor(None, SYSTEM.name, address)


def note(kind: str, *, by: User | None, address: str = "", **facts: Any) -> None:
    """One trail event of `kind` in the caller's transaction; `facts` are JSON values."""
    record_event(kind, actor=actor(by, address), note={key: value for key, value in facts.items() if value != ""})


def note_account_event(kind: str, *, user: User, address: str = "", **facts: Any) -> None:
    """A user's own account event: sign-in, sign-out, second factor added."""
    with transaction.atomic():
        note(kind, by=user, address=address, **facts)


def note_sign_in_failure(kind: str, *, username: str, address: str = "") -> None:
    """A failed or locked-out sign-in. What was typed is not kept: it may be a password in the wrong box."""
    known = User.objects.filter(username=username.strip().lower()).first()
    with transaction.atomic():
        record_event(
            kind,
            actor=Actor(known.pk, known.display_name, address) if known else Actor(None, "未知用户", address),
        )
