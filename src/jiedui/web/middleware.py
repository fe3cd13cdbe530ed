"""What stands before every page: signed in, not idle, own password, second factor; and refusals as pages."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from jiedui.core.access.operations import mark_seen
from jiedui.core.store.once import steady
from jiedui.core.words.errors import JieduiError
from jiedui.core.words.room import no_room
from jiedui.web import refusals

SIGNED_IN_AT = "signed_in_at"
SEEN = "jiedui_seen"
SEEN_AGAIN_AFTER = 60
API = "/api/"
ALWAYS_OPEN = {
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "set_language",
}
FOR_ENROLMENT = {
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
}


class SteadyMiddleware:
    """Within one request regions, pairings and the like are read once (core.store.once)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with steady():
            return self.get_response(request)


class LanguageMiddleware:
    """Chinese unless the person chose another language here: what the browser was installed in says little."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", str(translation.get_language()))
        return response


class RefusalMiddleware:
    """A refusal raised by a query or an operation becomes a page with its sentence and its HTTP status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, JieduiError):
            exception = no_room(exception) or exception
        if not isinstance(exception, JieduiError) or request.path.startswith(API):
            return None
        titles = {403: _("没有权限"), 404: _("没有找到"), 409: _("已被他人修改"), 507: _("磁盘空间不足")}
        context = {"title": titles.get(exception.status, _("无法办理")), "message": refusals.told(exception)}
        # The menu is read from the database, which does not answer or has no room in the other cases.
        if request.user.is_authenticated and exception.status < 500:  # type: ignore[union-attr]
            context["frame"] = "base.html"
        return render(request, "web/refusal.html", context, status=exception.status)


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page needs a signed-in user unless its view says otherwise; the API checks its tokens itself.

    The time of the last request travels in a signed cookie, not in the session: reading a page must not have to wait
    for the database's writer while an import runs.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        signed_in = request.user.is_authenticated
        if signed_in and _idle_seconds(request) > settings.SESSION_IDLE:
            logout(request)
            minutes = settings.SESSION_IDLE // 60
            messages.info(request, _("超过 %(minutes)d 分钟没有操作，已自动退出。请重新登录。") % {"minutes": minutes})
            signed_in = False
        if signed_in and _signed_in_seconds(request) > settings.SESSION_COOKIE_AGE:
            logout(request)
            hours = settings.SESSION_COOKIE_AGE / 3600
            messages.info(request, _("登录已满 %(hours)g 小时，请重新登录。") % {"hours": hours})
            signed_in = False
        response = self.get_response(request)  # type: ignore[misc]
        if not request.user.is_authenticated:
            response.delete_cookie(SEEN)
        elif not signed_in or _seen_at(request) < time.time() - SEEN_AGAIN_AFTER:
            value = _signer(request).sign(str(int(time.time())))
            mark_seen(request.session.session_key or "")
            response.set_cookie(SEEN, value, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE))
        return response

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if request.path.startswith(API):
            return None
        refusal = super().process_view(request, view_func, args, kwargs)
        if refusal is not None or not request.user.is_authenticated:
            return refusal
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in ALWAYS_OPEN or getattr(request, "seeing", None):
            return None
        if request.user.must_change_password:
            return redirect("account_change_password")
        if settings.REQUIRE_TOTP and name not in FOR_ENROLMENT and not _has_second_factor(request):
            return redirect("mfa_activate_totp")
        return None


def _has_second_factor(request: HttpRequest) -> bool:
    return bool(is_mfa_enabled(request.user, [Authenticator.Type.TOTP]))


def _signer(request: HttpRequest) -> signing.Signer:
    # Bound to the session: another session's cookie does not count.
    return signing.Signer(salt=f"jiedui.seen.{request.session.session_key}")


def _seen_at(request: HttpRequest) -> float:
    """When this session last asked for something, by its cookie; a page asks twice, and its signature is checked once."""
    signer = _signer(request)
    known: tuple[str, float] | None = getattr(request, "_seen_at", None)
    if known is None or known[0] != signer.salt:
        try:
            at = float(signer.unsign(request.COOKIES.get(SEEN, "")))
        except (signing.BadSignature, ValueError):
            at = 0.0
        known = request._seen_at = (signer.salt, at)  # type: ignore[attr-defined]
    return known[1]


def _signed_in_seconds(request: HttpRequest) -> float:
    """How long the session lasts already: what is saved in it meanwhile makes it no longer."""
    return time.time() - float(request.session.get(SIGNED_IN_AT, time.time()))


def _idle_seconds(request: HttpRequest) -> float:
    return time.time() - max(_seen_at(request), float(request.session.get(SIGNED_IN_AT, 0)))
