"""Organisations: those that files brought and nobody has vouched for yet stand first."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import scope_of
from jiedui.core.access.rights import CONFIRM_ORGANISATION
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.values.contacts import uscc_check
from jiedui.core.places import operations
from jiedui.core.places import queries as places
from jiedui.core.places.kinds import KINDS
from jiedui.core.places.models import Organisation
from jiedui.core.places.shown import shown_name
from jiedui.core.words.errors import Refused
from jiedui.web.administration.forms import AliasForm, OrganisationForm
from jiedui.web.administration.regions import organisation_counties
from jiedui.web.guard import requires
from jiedui.web.scopes import code_and_name
from jiedui.web.signin import address_of

PAGE = 50
STATES = {"open": False, "confirmed": True}


@requires(CONFIRM_ORGANISATION)
def organisations(request: HttpRequest) -> HttpResponse:
    text, state = request.GET.get("q", "").strip().replace("\0", ""), request.GET.get("state", "")
    scope = _scope(request)
    pages = Paginator(places.organisations(scope, text=text, confirmed=STATES.get(state)), PAGE)
    page = pages.get_page(request.GET.get("page"))
    waiting = pages.count if state == "open" and not text else places.organisations(scope, confirmed=False).count()
    lines = [_line(one) for one in page]
    context = {"page": page, "lines": lines, "q": text, "state": state, "total": pages.count, "waiting": waiting}
    return render(request, "web/administration/organisations.html", context)


@requires(CONFIRM_ORGANISATION)
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One organisation: what is known, its other names, who names it; the form to correct and confirm it."""
    scope = _scope(request)
    known = places.organisation(scope, organisation_id)
    form = OrganisationForm(request.POST or None, initial=_initial(known))
    if request.method == "POST" and form.is_valid():
        confirm = "confirm" in request.POST
        try:
            saved = operations.save_organisation(
                organisation_id, **form.cleaned_data, confirm=confirm, by=request.user, address=address_of(request)
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已确认“%(name)s”。") % {"name": saved.name} if confirm else _("已保存。"))
            if saved.uscc and uscc_check(saved.uscc[:17]) != saved.uscc[17]:
                messages.warning(request, _("统一社会信用代码的校验位不符，早期代码可能如此，请再核对一次。"))
            return redirect("web:organisation", organisation_id)
    return _page(request, scope, known, form, AliasForm())


@require_POST
@requires(CONFIRM_ORGANISATION)
def add_alias(request: HttpRequest, organisation_id: int) -> HttpResponse:
    form = AliasForm(request.POST)
    if form.is_valid():
        try:
            operations.add_alias(organisation_id, **form.cleaned_data, by=request.user, address=address_of(request))
        except Refused as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("已添加别名。今后的表格写这个名称时，都识别为这个单位。"))
            return redirect("web:organisation", organisation_id)
    scope = _scope(request)
    known = places.organisation(scope, organisation_id)
    return _page(request, scope, known, OrganisationForm(initial=_initial(known)), form)


@require_POST
@requires(CONFIRM_ORGANISATION)
def remove_alias(request: HttpRequest, organisation_id: int, alias_id: int) -> HttpResponse:
    operations.remove_alias(organisation_id, alias_id, by=request.user, address=address_of(request))
    messages.success(request, _("已删除别名。"))
    return redirect("web:organisation", organisation_id)


def _page(
    request: HttpRequest, scope: Scope, known: Organisation, form: OrganisationForm, alias: AliasForm
) -> HttpResponse:
    named = places.rows_naming(scope, known.pk)
    context = {
        **_line(known),
        "form": form,
        "alias_form": alias,
        "mine": places.may_change(scope, known),
        "aliases": list(known.aliases.all()),
        "same": [_line(one) for one in places.same_name(known, scope)],
        "named": [(registry.ledger(id).info, count) for id, count in named.items()],
        "region_options": organisation_counties(scope),
    }
    return render(request, "web/administration/organisation.html", context)


def _scope(request: HttpRequest) -> Scope:
    return scope_of(request.user, action=CONFIRM_ORGANISATION)


def _initial(known: Organisation) -> dict[str, Any]:
    county = code_and_name(known.county or "")
    seen = places.mark_of(known)
    return {"name": known.name, "uscc": known.uscc, "kind": known.kind, "county": county, "seen": seen}


def _line(known: Organisation) -> dict[str, Any]:
    return {
        "organisation": known,
        "county": shown_name(known.county),
        "kind": KINDS.get(known.kind, known.kind),
    }
