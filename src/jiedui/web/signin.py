"""Sign-in: allauth and axes speaking our language, with the second factor's secret sealed by the vault."""

import base64
import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jiedui.core.access.lockout import counted_as
from jiedui.core.vault.sealing import seal, unseal

SEALED_AS = "access.second_factor"


def address_of(request: HttpRequest) -> str:
    """The caller's network address as the trail keeps it."""
    return str(request.META.get("REMOTE_ADDR") or "")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; messages are plain; after a change of password the account page follows."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("该账号已停用。如需恢复，请联系安全管理员。"),
        "enter_current_password": _("请输入现在的密码。"),
        "incorrect_code": _("验证码不正确或已过期。请输入手机上当前显示的 6 位数字。"),
        "incorrect_password": _("密码不正确，请重新输入。"),
        "invalid_login": _("用户名或密码不正确。"),
        "too_many_login_attempts": _("尝试次数过多，请 15 分钟后再试。"),
        "username_password_mismatch": _("用户名或密码不正确，请重新输入。连续输错 5 次将锁定 15 分钟。"),
        "rate_limited": _("操作过于频繁，请稍后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("web:account")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what happened; allauth's own notices on every sign-in are left out."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: accounts have no address."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The TOTP secret and the seed of the recovery codes lie sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("按规定必须使用二次验证，不能停用。更换手机请联系安全管理员重置。"),
    }

    def encrypt(self, text: str) -> str:
        (blob,) = seal([text], field=SEALED_AS, rows=[0])
        return base64.b64encode(blob or b"").decode()

    def decrypt(self, encrypted_text: str) -> str:
        (text,) = unseal([base64.b64decode(encrypted_text)], field=SEALED_AS, rows=[0])
        return text or ""

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not settings.REQUIRE_TOTP

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: accounts have no address."""


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page after too many failures: it says how many minutes remain."""
    minutes = max(1, math.ceil(_seconds_left(request, credentials) / 60))
    sentence = _t(
        "连续 %(limit)d 次登录失败，该账号已被锁定。请在 %(minutes)d 分钟后再试；忘记密码请联系安全管理员重置。"
    )
    context = {
        "title": _t("登录已锁定"),
        "message": sentence % {"limit": settings.AXES_FAILURE_LIMIT, "minutes": minutes},
        "back": reverse("account_login"),
    }
    answer = render(request, "web/refusal.html", context, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def attempt_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """What a failed sign-in is counted under: a keyed hash of the name, since people also type other things there."""
    return counted_as(str((credentials or {}).get("username") or request.POST.get("login") or ""))


def _seconds_left(request: HttpRequest, credentials: dict[str, Any] | None) -> float:
    cool_off = settings.AXES_COOLOFF_TIME * 3600
    last = (
        AccessAttempt.objects.filter(
            username=attempt_name(request, credentials), ip_address=getattr(request, "axes_ip_address", None)
        )
        .order_by("-attempt_time")
        .first()
    )
    if last is None or not AxesProxyHandler.is_locked(request, credentials):
        return cool_off
    return cool_off - (timezone.now() - last.attempt_time).total_seconds()
