"""Closing a year and opening it again, by who keeps the plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.rights import MANAGE_PLAN
from jiedui.core.accounts import operations
from jiedui.core.words.errors import Refused
from jiedui.web.guard import requires
from jiedui.web.signin import address_of


@require_POST
@requires(MANAGE_PLAN)
def close(request: HttpRequest, year: int) -> HttpResponse:
    user: Any = request.user
    try:
        operations.close_year(year, by=user, address=address_of(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(year)s 年度已结账，余额已结转下年。") % {"year": year})
    return redirect("projects:money_books")


@require_POST
@requires(MANAGE_PLAN)
def reopen(request: HttpRequest, year: int) -> HttpResponse:
    user: Any = request.user
    try:
        operations.reopen_year(year, by=user, reason=request.POST.get("reason", ""), address=address_of(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(year)s 年度已重新开账。") % {"year": year})
    return redirect("projects:money_books")
