"""Proving anew who signs: the code of the second factor where one is set up, else the password, each time."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused
from jiedui.web.signin import address_of

MOST_WRONG, MINUTES = 5, 15


def asked_of(user: Any) -> str:
    """What this user is asked for: "totp", "password", or "" where a second factor is demanded and none is set up."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return "totp"
    return "" if settings.SIGN_TOTP else "password"


def prove(request: HttpRequest) -> str:
    """The factor that was just proved with what the form holds; Refused where it is wrong, or too often wrong."""
    user: Any = request.user
    key = f"sign.wrong.{user.pk}"
    if cache.get(key, 0) >= MOST_WRONG:
        raise Refused("factor.locked", _("连续输错 {most} 次，请 {minutes} 分钟后再签署。").format(most=MOST_WRONG, minutes=MINUTES))
    kind = asked_of(user)
    if kind == "":
        raise Refused("factor.none", _("按规定签署须使用二次验证，您还没有设置。请先在“我的账号”中设置，再来签署。"))
    typed = request.POST.get("factor", "")
    if _right(user, kind, typed):
        cache.delete(key)
        return kind
    cache.set(key, cache.get(key, 0) + 1, MINUTES * 60)
    _note(user, kind, address_of(request))
    if kind == "totp":
        raise Refused("factor.code", _("验证码不正确或已用过。请输入手机上当前显示的 6 位数字。"))
    raise Refused("factor.password", _("密码不正确，没有签署。请重新输入您的登录密码。"))


def _right(user: Any, kind: str, typed: str) -> bool:
    if kind == "password":
        return bool(typed) and user.check_password(typed)
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return bool(authenticator and authenticator.wrap().validate_code(typed.strip().replace(" ", "")))


def _note(user: Any, kind: str, address: str) -> None:
    from jiedui.core.access.audit import note_account_event

    note_account_event("sign_factor_failed", user=user, address=address, kind_of_factor=kind)
