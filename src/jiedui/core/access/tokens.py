"""API tokens: a random secret of 256 bits, shown once, kept as its SHA-256."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import note
from jiedui.core.access.holdings import check_may, may, scope_of
from jiedui.core.access.models import Token, User
from jiedui.core.access.rights import API_TOKEN, LEDGER_ACTIONS, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.words.errors import NotAllowed, NotFound, Refused

PREFIX = "jd_"
LONGEST = dt.timedelta(days=366)
USE_NOTED_EVERY = dt.timedelta(minutes=10)


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret in hexadecimal. No salt: the secrets are random, not chosen by people."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class Authenticated:
    """Who calls the API: the user, the token's row id, its actions, and where each action may be done."""

    user: User
    token_id: int
    actions: frozenset[str]
    region: str

    @property
    def scope(self) -> Scope:
        """Where the caller may read."""
        return self.scope_for(VIEW)

    def scope_for(self, action: str) -> Scope:
        """Where the caller may do `action`: the user's scope within the token's region; nothing if not in the token."""
        if action not in self.actions:
            return Scope.nothing()
        return scope_of(self.user, action=action).intersect(Scope.of_region(self.region))

    def may(self, action: str) -> bool:
        """Whether both the token and one of the user's present roles allow `action`."""
        return action in self.actions and may(self.user, action)

    def check_may(self, action: str, ledger_id: str | None = None) -> None:
        """Raise NotAllowed where the token or the user's roles do not allow `action`."""
        if action not in self.actions:
            raise NotAllowed(
                "access.token_action", _("这个接口密钥没有授予该操作。请在“接口密钥”页新建含该操作的密钥。")
            )
        check_may(self.user, action, ledger_id)


def authenticate(secret: str) -> Authenticated | None:
    """The caller behind a token, or None if it is unknown, expired, revoked, or its user may no longer use the API.

    The time of the last use is noted at most every ten minutes, so that reading stays a read.
    """
    if not secret.startswith(PREFIX):
        return None
    now = timezone.now()
    row = (
        Token.objects.select_related("user")
        .filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if row is None:
        return None
    found = Authenticated(row.user, row.pk, frozenset(row.actions.split(",")) | {API_TOKEN}, row.region)
    if not found.may(API_TOKEN):
        return None
    if row.last_used_at is None or now - row.last_used_at > USE_NOTED_EVERY:
        Token.objects.filter(pk=row.pk).update(last_used_at=now)
    return found


def create_token(
    user: User, *, name: str, actions: frozenset[str], region: str = "", expires_at: dt.datetime, address: str = ""
) -> tuple[Token, str]:
    """Make a token for the user's own use; returns its row and the secret, which nobody can read again.

    Refused where the region is unknown or out of the user's reach, the actions are none or not the user's,
    or the end is past or more than a year away.
    """
    check_may(user, API_TOKEN)
    if not name.strip():
        raise Refused("access.token_name", _("请给密钥起一个名称，说明由哪个系统使用。"))
    if not actions or not actions <= LEDGER_ACTIONS:
        raise Refused("access.token_actions", _("请至少选择一项允许的操作。"))
    for action in sorted(actions):
        check_may(user, action)
    if not timezone.now() < expires_at <= timezone.now() + LONGEST:
        raise Refused("access.token_expiry", _("有效期须在今天之后、一年以内。"))
    wanted = Authenticated(user, 0, actions, region)
    if not wanted.scope_for(min(actions)):
        raise Refused("access.token_region", _("所选地区不在您的数据范围内，请换一个地区。"))
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        row = Token.objects.create(
            user=user, name=name.strip(), digest=digest_of(secret), region=region,
            actions=",".join(sorted(actions)), expires_at=expires_at,
        )  # fmt: skip
        note("access.token_created", by=user, address=address, token=row.pk, region=region, actions=row.actions)
    return row, secret


def end_tokens(user: User) -> list[int]:
    """Revoke all live tokens of a user, in the caller's transaction; their row ids, for the event of what ended them.

    Whoever resets a password or takes a role away means to shut the person out, or the one who knew the password.
    """
    live = Token.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now())
    ended = list(live.order_by("pk").values_list("pk", flat=True))
    Token.objects.filter(pk__in=ended).update(revoked_at=timezone.now())
    return ended


def revoke_token(token_id: int, *, by: User, address: str = "") -> None:
    """End one of the user's own tokens now; NotFound for anybody else's. Revoking twice is no fault."""
    with transaction.atomic():
        row = Token.objects.filter(pk=token_id, user=by).first()
        if row is None:
            raise NotFound("access.no_such_token", _("没有这个密钥。请返回“接口密钥”页重新选择。"))
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
            note("access.token_revoked", by=by, address=address, token=row.pk)
