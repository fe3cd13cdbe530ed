"""Letting somebody sign in one's place."""

import datetime as dt
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import check_may, may
from jiedui.core.access.rights import SIGN, VIEW
from jiedui.core.flows import delegating, operations
from jiedui.core.words import clock
from jiedui.core.words.errors import JieduiError, Refused
from jiedui.web.guard import requires
from jiedui.web.signin import address_of


@requires(VIEW)
def delegations(request: HttpRequest) -> HttpResponse:
    """What the reader gave and was given; a form for who may sign."""
    user: Any = request.user
    error = ""
    if request.method == "POST":
        check_may(user, SIGN)
        try:
            _delegate(request, user)
        except JieduiError as refusal:
            error = refusal.message
        else:
            notices.success(request, _("已委托，受托人在期限内可以代您签署。"))
            return redirect("web:delegations")
    today = clock.today()
    context = {
        "found": delegating.of(user),
        "me": user.pk,
        "today": today,
        "may_give": may(user, SIGN),
        "takers": delegating.takers(user) if may(user, SIGN) else [],
        "given": request.POST,
        "error": error,
        "longest": operations.LONGEST,
        "days": delegating.LONGEST_DAYS,
    }
    return render(request, "web/flows/delegations.html", context, status=400 if error else 200)


def _delegate(request: HttpRequest, user: Any) -> None:
    taker = request.POST.get("taker", "")
    if not taker.isdecimal() or len(taker) > 18:
        raise Refused("delegation.nobody", _("请选择受托人。"))
    try:
        first, last = (dt.date.fromisoformat(request.POST.get(name, "")) for name in ("first", "last"))
    except ValueError:
        raise Refused("delegation.dates", _("请填写起始日期和截止日期，如 2021-05-01。")) from None
    delegating.delegate(
        int(taker), first=first, last=last, reason=request.POST.get("reason", ""), by=user, address=address_of(request)
    )


@require_POST
@requires(SIGN)
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    delegating.end(delegation_id, by=request.user, address=address_of(request))  # type: ignore[arg-type]
    notices.success(request, _("委托已终止。"))
    return redirect("web:delegations")
