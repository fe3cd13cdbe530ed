"""Which county is paired with which district: the list, and for who keeps the plan confirming, adding, ending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import MANAGE_PLAN, VIEW
from jiedui.core.places import operations
from jiedui.core.places import queries as places
from jiedui.core.places.models import Pairing
from jiedui.core.places.pairings import KINDS
from jiedui.core.places.shown import shown_name
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said
from jiedui.web.administration.forms import EndForm, PairingForm
from jiedui.web.administration.regions import counties_and_districts
from jiedui.web.guard import requires
from jiedui.web.signin import address_of


@requires(VIEW)
def pairings(request: HttpRequest) -> HttpResponse:
    """The pairings of the counties in reach, past ones too."""
    text, only = request.GET.get("q", "").strip(), request.GET.get("open") == "1"
    scope = scope_of(request.user)
    found = places.pairings(scope, text=text, confirmed=False if only else None)
    context = {
        "lines": [_line(pairing) for pairing in found],
        "waiting": len(places.pairings(scope, confirmed=False)),
        "q": text,
        "only": only,
        "may_set": may(request.user, MANAGE_PLAN),
    }
    return render(request, "web/administration/pairings.html", context)


@requires(MANAGE_PLAN)
def new_pairing(request: HttpRequest) -> HttpResponse:
    form = PairingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data | {"kind": _typed_back(form.cleaned_data["kind"])}
            operations.add_pairing(**data, by=request.user, address=address_of(request))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已新增结对关系。区办的数据范围随之变化。"))
            return redirect("web:pairings")
    counties, districts = counties_and_districts()
    context = {"form": form, "counties": counties, "districts": districts, "kinds": list(map(said, KINDS))}
    return render(request, "web/administration/new_pairing.html", context)


def _typed_back(text: str) -> str:
    """A kind chosen in the reader's language, as it is kept; anything else as typed."""
    return {said(kind): kind for kind in KINDS}.get(text, text)


@require_POST
@requires(MANAGE_PLAN)
def confirm_pairing(request: HttpRequest, pairing_id: int) -> HttpResponse:
    operations.confirm_pairing(pairing_id, by=request.user, address=address_of(request))
    messages.success(request, _("已确认这条结对关系。"))
    return redirect("web:pairings")


@requires(MANAGE_PLAN)
def end_pairing(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """Ask for the last day, then end the pairing on it."""
    pairing = places.pairing(scope_of(request.user, action=MANAGE_PLAN), pairing_id)
    form = EndForm(request.POST or None, initial={"last_day": pairing.valid_to})
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_pairing(pairing_id, **form.cleaned_data, by=request.user, address=address_of(request))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已保存截止日期。区办的数据范围随之变化。"))
            return redirect("web:pairings")
    return render(request, "web/administration/end_pairing.html", {**_line(pairing), "form": form})


def _line(pairing: Pairing) -> dict[str, Any]:
    today = timezone.localdate()
    state = "now"
    if pairing.valid_to and pairing.valid_to < today:
        state = "past"
    elif pairing.valid_from and pairing.valid_from > today:
        state = "coming"
    return {
        "pairing": pairing,
        "county": shown_name(pairing.county),
        "district": shown_name(pairing.district),
        "state": state,
    }
