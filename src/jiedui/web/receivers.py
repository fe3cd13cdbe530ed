"""Sign-in, failure, lock-out and changes of password or second factor go into the trail."""

import time
from typing import Any

from allauth.account.signals import password_changed
from allauth.core import context as allauth_context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from jiedui.core.access.operations import (
    begin_session,
    follow_session,
    forget_session,
    note_account_event,
    note_sign_in_failure,
    own_password_changed,
)
from jiedui.web.middleware import SIGNED_IN_AT
from jiedui.web.people.device import device_of
from jiedui.web.signin import address_of

SIGN_IN = "sign_in"
"""Where a session keeps the number of its entry in the list of sessions."""


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = int(time.time())
    if request.session.session_key is None:
        request.session.save()
    address, device = address_of(request), device_of(request)
    with transaction.atomic():
        request.session[SIGN_IN] = begin_session(user, request.session.session_key, address=address, device=device)
        note_account_event("sign_in", user=user, address=address, device=device)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    forget_session(request.session.session_key)
    if user is not None:
        note_account_event("sign_out", user=user, address=address_of(request))


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    if getattr(request, "axes_locked_out", False):
        return  # noted as locked below
    address = address_of(request) if request is not None else ""
    note_sign_in_failure("sign_in_failed", username=str(credentials.get("username") or ""), address=address)


@receiver(user_locked_out)
def locked(request: Any, **kwargs: Any) -> None:
    username = str((request.axes_credentials or {}).get("username") or "")
    note_sign_in_failure("sign_in_locked", username=username, address=address_of(request))


@receiver(authentication_failed)
def second_factor_failed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    note_account_event("second_factor_failed", user=user, address=address_of(request))


@receiver(post_save, sender=Authenticator)
def second_factor_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """In the same transaction as the new factor; allauth's own signal comes only after it."""
    if created:
        request = allauth_context.request
        address = address_of(request) if request is not None else ""
        kind = str(instance.type)
        note_account_event("second_factor_added", user=instance.user, address=address, kind_of_factor=kind)


@receiver(authenticator_removed)
def second_factor_removed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    note_account_event(
        "second_factor_removed", user=user, address=address_of(request), kind_of_factor=str(authenticator.type)
    )


@receiver(password_changed)
def changed_password(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    key = request.session.session_key or ""
    with transaction.atomic():
        follow_session(request.session.get(SIGN_IN) or 0, key)
        own_password_changed(user, keep_key=key, address=address_of(request))
