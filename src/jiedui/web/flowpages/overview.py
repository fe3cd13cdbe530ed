"""Where the rows of a ledger stand in their flow, and taking a step with one or several of them."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jiedui.core.access import roles
from jiedui.core.access.queries import grants_of, scope_of
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.declare.flows import Flow
from jiedui.core.declare.registry import registry
from jiedui.core.flows import gates, operations, permissions, policies, queries
from jiedui.core.ledger.queries import rows as rows_within
from jiedui.core.places.shown import shown_name
from jiedui.core.words.errors import NotFound, Refused
from jiedui.core.words.saying import said
from jiedui.web import showing as texts
from jiedui.web.flowpages import showing
from jiedui.web.guard import requires
from jiedui.web.signin import address_of

PAGE = 50


def _flow(ledger_id: str) -> Flow:
    found = registry.flow_of(ledger_id)
    if found is None:
        raise NotFound("flow.none", _("这个台账没有办理流程。"))
    return found


@requires(VIEW)
def flow(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """The states with how many rows stand in each; the rows of one, by page, with what may be done with them."""
    user: Any = request.user
    found, scope = _flow(ledger_id), scope_of(user)
    counts = queries.counts(found, scope)
    known = {one.id for one in found.states}
    asked = request.GET.get("state", "")
    state = asked if asked in known else next((one for one, held in counts.items() if held), found.first.id)
    ledger = registry.ledger(ledger_id)
    county = request.GET.get("county", "")
    rows = queries.rows_in(found, scope, state).order_by("pk")
    if county:
        rows = rows.filter(**{ledger.scope_column(): county})
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    page = list(rows[: PAGE + 1])
    columns = [ledger.columns[name] for name in _columns(found)]
    shown = texts.texts(ledger, page[:PAGE], columns)
    steps = [one for one in policies.onward(found, state) if _might(user, one)]
    context = {
        "flow": found,
        "ledger": ledger.info,
        "states": [(one, counts[one.id]) for one in found.states],
        "state": found.state(state),
        "owners": [said(role) for role in _owners(found, state)],
        "heads": [texts.heading(one) for one in columns],
        "rows": [
            (row, [text[one.name] for one in columns[1:]], text[columns[0].name])
            for row, text in zip(page[:PAGE], shown, strict=True)
        ],
        "steps": steps,
        "next": page[PAGE - 1].pk if len(page) > PAGE else None,
        "counties": [(code, shown_name(code)) for code in _counties(rows_within(ledger, scope), ledger)],
        "county": county,
    }
    return render(request, "web/flows/flow.html", context)


def _columns(found: Flow) -> list[str]:
    info = registry.ledger(found.ledger)
    return list(dict.fromkeys([info.info.name, *info.info.key, info.scope_column(), found.amount]))


def _counties(rows: Any, ledger: Any) -> list[str]:
    return sorted(rows.order_by().values_list(ledger.scope_column(), flat=True).distinct())


def _owners(found: Flow, state: str) -> list[str]:
    return [str(roles.BY_CODE[code].label) for code in found.state(state).owner]


def _might(user: Any, step: Any) -> bool:
    """Whether any of the user's roles takes this step somewhere; where, is asked of the rows."""
    return any(grant.role in step.roles for grant in grants_of(user))


@require_POST
@requires(CHANGE)
def step(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """A step with the ticked rows: first what it means, then (`confirmed`) the step itself or the decision it opens."""
    user: Any = request.user
    found = _flow(ledger_id)
    chosen = policies.transition(found, request.POST.get("transition", ""))
    ids = [int(one) for one in request.POST.getlist("row") if one.isdecimal() and len(one) < 19]
    typed, seen = request.POST.get("reason", ""), request.POST.get("seen", "")
    error = ""
    if request.POST.get("confirmed"):
        try:
            return _taken(request, found, chosen, ids, typed, seen)
        except Refused as refusal:
            error = refusal.message
    ledger = registry.ledger(ledger_id)
    rows = list(rows_within(ledger, scope_of(user, action=CHANGE)).filter(pk__in=ids).order_by("pk")[: operations.MOST_ROWS])
    if not rows:
        notices.warning(request, _("请先勾选要办理的{noun}。").format(noun=said(ledger.info.noun)))
        return redirect("web:flow", ledger_id)
    county = getattr(rows[0], ledger.scope_column())
    permissions.check_take(user, chosen, county, getattr(rows[0], ledger.town_column()) if ledger.town_column() else None)
    amount = sum(getattr(row, found.amount) or 0 for row in rows)
    columns = [ledger.columns[name] for name in found.covers]
    context = {
        "flow": found,
        "ledger": ledger.info,
        "step": chosen,
        "heads": showing.heads(found),
        "rows": [[text[one.name] for one in columns] for text in texts.texts(ledger, rows, columns)],
        "ids": [row.pk for row in rows],
        "gates": showing.gate_words(gates.gates_of(found, chosen, amount)) if chosen.signed else "",
        "amount": showing.amount_of(found, amount),
        "target": said(found.state(chosen.target).label),
        "seen": seen,
        "typed": typed,
        "error": error,
        "longest": operations.LONGEST,
        "back": request.POST.get("back", ""),
    }
    return render(request, "web/flows/step.html", context, status=400 if error else 200)


def _taken(request: HttpRequest, found: Flow, chosen: Any, ids: list[int], typed: str, seen: str) -> HttpResponse:
    user: Any = request.user
    if chosen.signed:
        made = operations.propose(
            found.id, chosen.id, ids, by=user, remark=typed, address=address_of(request), seen=seen
        )
        notices.success(request, _("已提请双方签署。签齐之后自动办理。"))
        return redirect("web:decision", made.pk)
    operations.take(found.id, chosen.id, ids, by=user, reason=typed, address=address_of(request), seen=seen)
    text = ngettext("已办理 %(count)s 项。", "已办理 %(count)s 项。", len(ids)) % {"count": len(ids)}
    notices.success(request, text)
    if len(ids) == 1:
        return redirect("web:record", found.ledger, ids[0])
    return redirect("web:flow", found.ledger)
