"""Files on their way in: chosen or dropped, one import each, checked at once when small, in the background when large."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jiedui.core.access.audit import actor
from jiedui.core.access.queries import check_may, scope_of
from jiedui.core.access.rights import IMPORT
from jiedui.core.declare.registry import registry
from jiedui.core.intake import operations, queries, steering
from jiedui.core.intake.models import Import
from jiedui.core.words.errors import Refused
from jiedui.web import refusals
from jiedui.web.guard import requires
from jiedui.web.imports import handing_in, jobs, reading
from jiedui.web.signin import address_of

LISTED = 20


def hand_in(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Choose files for one ledger."""
    ledger = registry.ledger(ledger_id)
    check_may(request.user, IMPORT, ledger_id)
    context = {"ledger": ledger.info}
    return _taken(request, ledger_id, context) if request.method == "POST" else _form(request, context)


@requires(IMPORT)
def new(request: HttpRequest) -> HttpResponse:
    """Choose files for whatever ledgers: the headings tell which."""
    context = {"ledgers": handing_in.options(request.user), **waiting(request)}
    return _taken(request, "", context) if request.method == "POST" else _form(request, context)


@never_cache
@requires(IMPORT)
def open_imports(request: HttpRequest) -> HttpResponse:
    """The person's own imports that wait, as the page for new ones lists them; it asks again while one is being worked on."""
    return render(request, "web/imports/waiting.html", waiting(request))


def waiting(request: HttpRequest) -> dict[str, Any]:
    """The person's own open imports, and whether something works on one of them."""
    found = [reading.line(one) | {"job": jobs.working(one)} for one in queries.waiting(request.user.pk)[:LISTED]]
    return {"waiting": found, "busy": any(one["job"] for one in found)}


def check(request: HttpRequest, record: Import, *, small: bool, guess: bool = False) -> None:
    """Check a file now, or let the background do it."""
    address = address_of(request)
    if not small:
        jobs.start_check(record, request.user, address, guess=guess)
        return
    if guess:
        steering.recognise(record, [id for id, _title in handing_in.ledgers(request.user)])
    scope = jobs.scope_for(request.user, record)
    operations.preview(record, scope=scope, actor=actor(request.user, address))


def _form(request: HttpRequest, context: dict[str, Any], refusal: str = "") -> HttpResponse:
    more = {
        "regions": handing_in.regions(scope_of(request.user, action=IMPORT)), "chosen": request.POST, "refusal": refusal,
        "largest": handing_in.LARGEST,
    }  # fmt: skip
    return render(request, "web/imports/hand_in.html", context | more, status=400 if refusal else 200)


def _taken(request: HttpRequest, ledger_id: str, context: dict[str, Any]) -> HttpResponse:
    """Keep the files and start on them; a script that sent one is told where its import is."""
    script = request.headers.get("Accept", "").startswith("application/json")
    try:
        choices = handing_in.chosen(request, ledger_id)
        taken = [_received(request, choices, name, data) for name, data in handing_in.sent(request)]
    except Refused as error:
        refusal = refusals.told(error)
        return JsonResponse({"refusal": refusal}, status=400) if script else _form(request, context, refusal)
    if script:
        record = taken[0]
        told = {"address": reverse("web:import", args=[record.pk]), "list": reverse("web:import_new")}
        return JsonResponse(told | _became(record))
    if len(taken) == 1:
        return redirect("web:import", taken[0].pk)
    for record in taken:
        if sentence := _became(record).get("refused"):
            messages.error(request, f"{record.file_name}：{sentence}")
    return redirect("web:import_new")


def _became(record: Import) -> dict[str, str]:
    """Which ledger a file was taken for, or why it cannot be imported."""
    record.refresh_from_db()
    line = reading.line(record)
    if record.state == Import.State.REFUSED:
        return {"refused": str(line["message"] or _("这份文件不能导入。"))}
    return {"title": line["title"]}


def _received(request: HttpRequest, choices: handing_in.Choices, name: str, data: bytes) -> Import:
    user: Any = request.user
    guess = not choices.ledger
    record = operations.receive(
        choices.ledger or handing_in.ledgers(user)[0][0], data, name=name, actor=actor(user, address_of(request)),
        mode=choices.mode, scope_code=choices.region, organisation_id=user.organisation_id,
    )  # fmt: skip
    check(request, record, small=len(data) <= jobs.SMALL, guess=guess)
    return record
