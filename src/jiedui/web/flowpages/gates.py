"""Which gates a decision passes, by its kind and amount: read by all, set by the municipal office."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jiedui.core.access.queries import check_may, may
from jiedui.core.access.rights import MANAGE_PLAN, VIEW
from jiedui.core.declare.flows import GATES, Band
from jiedui.core.declare.registry import registry
from jiedui.core.flows import gates as core
from jiedui.core.flows.models import GateChoice
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said
from jiedui.web.guard import requires
from jiedui.web.signin import address_of

ROWS = 3
WAN = 1_000_000


@requires(VIEW)
def gates(request: HttpRequest) -> HttpResponse:
    """Every signed step with its bands; a form for each where the reader may set them."""
    error, typed = "", {}
    if request.method == "POST":
        check_may(request.user, MANAGE_PLAN)
        try:
            _set(request)
        except Refused as refusal:
            error, typed = refusal.message, {key: request.POST[key] for key in request.POST}
        else:
            notices.success(request, _("已设置。之前提请的签批单仍按原来的关口办理。"))
            return redirect("web:gates")
    steps = []
    for flow in registry.flows():
        for step in flow.transitions:
            if not step.signed:
                continue
            bands = core.bands(flow, step)
            key = f"{flow.id}.{step.id}"
            steps.append(
                {
                    "key": key,
                    "flow": flow,
                    "step": step,
                    "bands": [(one.at_least, [said(GATES[gate][0]) for gate in one.gates]) for one in bands],
                    "rows": _rows(bands, typed if typed.get("step") == key else {}, request),
                    "chosen": GateChoice.objects.filter(flow=flow.id, transition=step.id).order_by("-pk").first(),
                    "error": error if typed.get("step") == key else "",
                    "document": typed.get("document", "") if typed.get("step") == key else "",
                }
            )
    context = {
        "steps": steps,
        "gates": [(id, said(pair), said(act)) for id, (pair, act) in GATES.items()],
        "may_set": may(request.user, MANAGE_PLAN),
    }
    return render(request, "web/flows/gates.html", context, status=400 if error else 200)


def _rows(bands: Any, typed: dict[str, str], request: HttpRequest) -> list[dict[str, Any]]:
    """The lines of the form: the bands in force, or what was typed; one empty line more."""
    made: list[dict[str, Any]] = []
    for number in range(max(ROWS, len(bands) + 1)):
        if typed:
            amount, ticked = typed.get(f"amount{number}", ""), request.POST.getlist(f"gates{number}")
        elif number < len(bands):
            amount, ticked = f"{Decimal(bands[number].at_least) / WAN:f}", list(bands[number].gates)
        else:
            amount, ticked = "", []
        made.append({"number": number, "amount": amount, "ticked": ticked})
    return made


def _set(request: HttpRequest) -> None:
    user: Any = request.user
    flow_id, _dot, transition = request.POST.get("step", "").partition(".")
    chosen = []
    for number in range(core.MOST_BANDS + 1):
        text = request.POST.get(f"amount{number}", "").strip()
        ticked = tuple(request.POST.getlist(f"gates{number}"))
        if not text and not ticked:
            continue
        try:
            fen = int(Decimal(text) * WAN)
        except InvalidOperation:
            raise Refused("gates.amount", _("第 {number} 档的金额“{text}”不是数字，请填写万元数，如 500。").format(number=number + 1, text=text)) from None
        if not 0 <= fen <= 10**15:
            raise Refused("gates.amount", _("第 {number} 档的金额不能是负数，也不能超过 10 亿元。").format(number=number + 1))
        chosen.append(Band(fen, ticked))
    core.set_bands(
        flow_id, transition, chosen, document=request.POST.get("document", ""), by=user, address=address_of(request)
    )
