"""The user's own account and API tokens."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access import operations, queries
from jiedui.core.access.rights import ACTIONS, API_TOKEN
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import listed
from jiedui.web.forms import TokenForm
from jiedui.web.guard import requires
from jiedui.web.people.holding import abilities
from jiedui.web.people.users import session_lines
from jiedui.web.scopes import region_name, region_options, scope_lines
from jiedui.web.signin import address_of


@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, what one may do, where one is signed in."""
    context = {
        "sessions": session_lines(request, request.user),
        "abilities": abilities(request.user),  # type: ignore[arg-type]
        "scope_lines": scope_lines(request.user),
        "second_factor": is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
        "may_use_tokens": queries.may(request.user, API_TOKEN),
    }
    return render(request, "web/account.html", context)


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own other sessions; 0 is all of them."""
    user: Any = request.user
    if session_id:
        operations.end_session(user.pk, session_id, by=user, address=address_of(request))
    else:
        keep = request.session.session_key or ""
        operations.end_all_sessions(user.pk, by=user, keep_key=keep, address=address_of(request))
    messages.success(request, _("已结束，那里须重新登录。"))
    return redirect("web:account")


@never_cache
@requires(API_TOKEN)
def tokens(request: HttpRequest) -> HttpResponse:
    """The list, the form for a new token and, once, the new secret (in the answer to the form itself, never stored)."""
    form = TokenForm(request.POST or None)
    secret = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            _row, secret = operations.create_token(
                request.user,
                name=data["name"],
                actions=frozenset(data["actions"]),
                region=data["region"],
                expires_at=timezone.now() + dt.timedelta(days=data["days"]),
                address=address_of(request),
            )
            form = TokenForm()
        except Refused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "form": form,
        "secret": secret,
        "tokens": [_line(token) for token in queries.tokens_of(request.user)],
        "region_options": region_options(),
    }
    return render(request, "web/tokens.html", context)


@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    operations.revoke_token(token_id, by=request.user, address=address_of(request))
    messages.success(request, _("密钥已停用，使用它的系统不能再访问。"))
    return redirect("web:tokens")


def _line(token: queries.Token) -> dict[str, object]:
    now = timezone.now()
    state = "revoked" if token.revoked_at else "expired" if token.expires_at <= now else "live"
    return {
        "token": token,
        "region": region_name(token.region),
        "actions": listed(ACTIONS[action] for action in token.actions.split(",")),
        "state": state,
    }
