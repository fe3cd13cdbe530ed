"""What waits for whose signature, what is under way and what was decided; one decision; its sheet."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import MANAGE_PLAN, SIGN, VIEW, VIEW_TRAIL
from jiedui.core.declare.registry import registry
from jiedui.core.flows import operations, permissions, queries
from jiedui.core.flows.models import DONE, OPEN
from jiedui.core.words.errors import Refused
from jiedui.web.flowpages import factor, showing
from jiedui.web.guard import requires
from jiedui.web.signin import address_of

PAGE = 30
MINE, UNDER_WAY, CLOSED = "mine", "open", "closed"


@requires(VIEW)
def inbox(request: HttpRequest) -> HttpResponse:
    """Three lists: what waits for me, what is under way within reach, what was closed."""
    user: Any = request.user
    scope = scope_of(user)
    waiting = queries.waiting_for(user)
    show = request.GET.get("show") or (MINE if waiting or may(user, SIGN) else UNDER_WAY)
    before = request.GET.get("before", "")
    if show == MINE:
        found, older = [showing.line(one.decision, one) for one in waiting], None
    else:
        asked = queries.decisions(scope)
        asked = asked.filter(outcome=OPEN) if show == UNDER_WAY else asked.exclude(outcome=OPEN)
        if before.isdecimal() and len(before) < 19:
            asked = asked.filter(pk__lt=int(before))
        page = list(asked[: PAGE + 1])
        found, older = showing.lines(page[:PAGE]), page[PAGE - 1].pk if len(page) > PAGE else None
    context = {
        "show": show,
        "chips": [
            (MINE, _("待我签署"), len(waiting)),
            (UNDER_WAY, _("办理中"), queries.decisions(scope, outcome=OPEN).count()),
            (CLOSED, _("已办结"), queries.decisions(scope).exclude(outcome=OPEN).count()),
        ],
        "lines": found,
        "older": older,
        "flows": registry.flows(),
        "may_sign": may(user, SIGN),
        "may_manage": may(user, MANAGE_PLAN),
    }
    return render(request, "web/flows/inbox.html", context)


@requires(VIEW)
def decision(
    request: HttpRequest, decision_id: int, *, errors: dict[str, str] | None = None, typed: str = ""
) -> HttpResponse:
    """One decision: exactly what is signed, who has signed at which gate, and what this user may do with it."""
    user: Any = request.user
    found = operations.reached(decision_id, user)
    waiting = next((one for one in queries.waiting_for(user) if one.decision.pk == found.pk), None)
    own_side = permissions.sides_of(user, permissions.parties(found))
    author = found.authors.filter(person=user.pk).exists()
    opened = found.outcome == OPEN
    context = {
        "line": showing.line(found, waiting),
        "decision": found,
        "digest": found.shown.get(version=found.version).digest,
        "heads": showing.heads(registry.flow(found.flow)),
        "rows": showing.rows(found),
        "gates": showing.gates(found),
        "parties": showing.parties(found),
        # Who signs from another place sees what is signed, not the county's ledger.
        "link": registry.flow(found.flow).ledger if scope_of(user).covers(found.county) else "",
        "versions": list(found.shown.order_by("version")),
        "ledger": registry.ledger(registry.flow(found.flow).ledger).info,
        "waiting": waiting,
        "side": showing.side(waiting.side) if waiting else "",
        "factor": factor.asked_of(user) if waiting else "",
        "why_not": "" if waiting or not opened else _why_not(user, found, own_side, author),
        "may_return": opened and bool(own_side) and not author,
        "may_withdraw": opened and found.proposed_by == user.pk,
        "may_trail": may(user, VIEW_TRAIL),
        "errors": errors or {},
        "typed": typed,
        "longest": operations.LONGEST,
    }
    return render(request, "web/flows/decision.html", context, status=400 if errors else 200)


def _why_not(user: Any, found: Any, own_side: set[str], author: bool) -> str:
    """Why somebody who might expect to sign cannot now."""
    if not may(user, SIGN):
        return ""
    if author:
        return _("您填报、修改过这些内容或提请了签署，不能签署。请由本方其他人办理。")
    if len(own_side) > 1:
        return _("您的账号同时有双方的授权，不能签署。请联系安全管理员。")
    return _("本方在这一关已签署，等待对方。")


@requires(VIEW)
def sheet(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The signature sheet on A4: what was signed, by whom, when, with the digest and the numbers in the trail."""
    user: Any = request.user
    found = operations.reached(decision_id, user)
    context = {
        "line": showing.line(found),
        "decision": found,
        "digest": found.shown.get(version=found.version).digest,
        "heads": showing.heads(registry.flow(found.flow)),
        "rows": showing.rows(found),
        "gates": showing.gates(found),
        "parties": showing.parties(found),
        "sheet": registry.flow(found.flow).sheet,
        "done": found.outcome == DONE,
        "now": timezone.now(),
        "by": user.display_name,
    }
    return render(request, "web/flows/sheet.html", context)


@require_POST
@requires(VIEW)
def return_(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Send back with the reason; what was typed stays where it is refused."""
    return _close(request, decision_id, operations.return_, "return", _("已退回，提请人会看到原因。"))


@require_POST
@requires(VIEW)
def withdraw(request: HttpRequest, decision_id: int) -> HttpResponse:
    return _close(request, decision_id, operations.withdraw, "withdraw", _("已撤回。"))


def _close(request: HttpRequest, decision_id: int, act: Any, name: str, done: str) -> HttpResponse:
    typed = request.POST.get("reason", "")
    try:
        act(decision_id, reason=typed, by=request.user, address=address_of(request))
    except Refused as refusal:
        return decision(request, decision_id, errors={name: refusal.message}, typed=typed)
    notices.success(request, done)
    return redirect("web:decision", decision_id)


