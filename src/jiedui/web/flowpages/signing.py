"""Signing one decision, and several after reading them."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jiedui.core.access.rights import VIEW
from jiedui.core.flows import queries
from jiedui.core.flows import signing as core
from jiedui.core.words.errors import JieduiError, Refused
from jiedui.web.flowpages import decisions, factor, showing
from jiedui.web.guard import requires
from jiedui.web.signin import address_of

MOST = 50


@require_POST
@requires(VIEW)
def sign(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Sign what was shown: the form carries its digest, and who signs proves anew to be that person."""
    user: Any = request.user
    giver = request.POST.get("giver", "")
    try:
        proved = factor.prove(request)
    except Refused as refusal:
        return decisions.decision(request, decision_id, errors={"sign": refusal.message})
    core.sign(
        decision_id, digest=request.POST.get("digest", ""), by=user, factor=proved,
        giver=int(giver) if giver.isdecimal() and len(giver) < 19 else None, address=address_of(request),
    )  # fmt: skip
    notices.success(request, _("已签署，并记入操作留痕。"))
    return redirect("web:decision", decision_id)


def _chosen(request: HttpRequest) -> list[queries.Waiting]:
    """Those of what waits for the user that were ticked."""
    ticked = {one for one in request.POST.getlist("decision") if one.isdecimal()}
    found = [one for one in queries.waiting_for(request.user) if str(one.decision.pk) in ticked]  # type: ignore[arg-type]
    return found[:MOST]


@require_POST
@requires(VIEW)
def read(request: HttpRequest, error: str = "") -> HttpResponse:
    """All that was ticked, one after another, to be read before it is signed in one go."""
    chosen = _chosen(request)
    if not chosen:
        notices.warning(request, _("请先勾选要签署的签批单。"))
        return redirect("web:decisions")
    parts = [
        {
            "line": showing.line(one.decision, one),
            "side": showing.side(one.side),
            "rows": showing.rows(one.decision),
            "digest": core.current(one.decision).digest,
        }
        for one in chosen
    ]
    flow = parts[0]["line"].flow  # type: ignore[attr-defined]
    context = {
        "parts": parts,
        "heads": showing.heads(flow),
        "factor": factor.asked_of(request.user),
        "error": error,
        "read": bool(request.POST.get("read")),
    }
    return render(request, "web/flows/read.html", context, status=400 if error else 200)


@require_POST
@requires(VIEW)
def sign_read(request: HttpRequest) -> HttpResponse:
    """Sign what was read. Each decision stands for itself: one that changed meanwhile is left, and the page says which."""
    user: Any = request.user
    chosen = _chosen(request)
    if not request.POST.get("read"):
        return read(request, error=_("请逐份阅读后勾选“已逐份阅读”，再签署。"))
    try:
        proved = factor.prove(request)
    except Refused as refusal:
        return read(request, error=refusal.message)
    done, left = 0, []
    for one in chosen:
        try:
            core.sign(
                one.decision.pk, digest=request.POST.get(f"digest:{one.decision.pk}", ""), by=user, factor=proved,
                giver=one.giver, address=address_of(request),
            )  # fmt: skip
            done += 1
        except JieduiError as refusal:
            left.append(_("第 {number} 号：{why}").format(number=one.decision.pk, why=refusal.message))
    if done:
        notices.success(request, ngettext("已签署 %(count)s 份。", "已签署 %(count)s 份。", done) % {"count": done})
    for text in left:
        notices.warning(request, text)
    return redirect("web:decisions")
