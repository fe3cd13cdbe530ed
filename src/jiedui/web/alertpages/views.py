"""Alerts within reach: what is wrong, whose work it is, since when, what closes it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.alerts import operations, queries
from jiedui.core.alerts.models import Alert
from jiedui.core.alerts.telling import messages, rule_of
from jiedui.core.declare.registry import registry
from jiedui.core.declare.rules import COUNTY, DISTRICT, MUNICIPAL, Rule
from jiedui.core.places.shown import shown_name
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said
from jiedui.web.guard import requires
from jiedui.web.placepages.reach import with_pages
from jiedui.web.signin import address_of

PAGE = 50
OWNERS = {COUNTY: "县乡村振兴局", DISTRICT: "区办", MUNICIPAL: "市办"}


@dataclass(frozen=True)
class Line:
    """An alert as a line of the list."""

    alert: Alert
    rule: Rule | None
    title: str
    message: str
    place: str
    owner: str


def lines(found: list[Alert]) -> list[Line]:
    """Alerts in words; one query for the organisations they name."""
    told = messages(found)
    made = []
    for one in found:
        rule = rule_of(one)
        place = shown_name(one.county) or one.county
        owner = said(OWNERS[rule.owner]) if rule else ""
        made.append(Line(one, rule, said(rule.title) if rule else one.rule, told[one.pk], place, owner))
    return made


@requires(VIEW)
def alerts(request: HttpRequest) -> HttpResponse:
    """The list, by state, rule and place; `mine=1`: only those that are the reader's own work."""
    given, scope = request.GET, scope_of(request.user)
    state = given.get("state", queries.OPEN)
    mine = given.get("mine") == "1"
    chosen = {given["rule"]} if given.get("rule") else None
    if mine:
        owned = queries.owned_by(request.user)
        chosen = owned if chosen is None else chosen & owned
    before = given.get("before", "")
    found = list(
        queries.alerts(
            scope,
            state=state if state in (queries.OPEN, queries.CLOSED) else "",
            rules=chosen,
            county=given.get("county", ""),
            after=int(before) if before.isdecimal() and len(before) < 19 else 0,
            limit=PAGE + 1,
        )
    )
    open_ones, places = queries.counts(scope), queries.by_county(scope)
    context = {
        "lines": lines(found[:PAGE]),
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
        "rules": [(one.id, said(one.title), open_ones.get(one.id, 0)) for one in registry.rules()],
        "places": [(code, shown_name(code) or code, count) for code, count in places.items()],
        "pages": with_pages(scope),
        "total": sum(open_ones.values()),
        "state": state,
        "mine": mine,
        "given": given,
    }
    return render(request, "web/alerts/alerts.html", context)


@requires(VIEW)
def alert(request: HttpRequest, alert_id: int, error: str = "", typed: str = "") -> HttpResponse:
    """One alert: why, with its values; the row behind it; who has said what."""
    found = queries.alert(scope_of(request.user), alert_id)
    (line,) = lines([found])
    context: dict[str, Any] = {
        "line": line,
        "alert": found,
        "pages": with_pages(scope_of(request.user)),
        "ledger": registry.ledger(found.ledger) if found.ledger else None,
        "indicator": registry.indicator(line.rule.indicator) if line.rule and line.rule.indicator else None,
        "replies": found.replies.all(),
        "may_reply": may(request.user, CHANGE),
        "error": error,
        "typed": typed,
        "longest": operations.LONGEST,
    }
    return render(request, "web/alerts/alert.html", context, status=400 if error else 200)


@require_POST
@requires(CHANGE)
def reply(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Say what is being done; what was typed stays where it is refused."""
    text = request.POST.get("text", "")
    try:
        operations.reply(alert_id, text=text, by=request.user, address=address_of(request))  # type: ignore[arg-type]
    except Refused as refusal:
        return alert(request, alert_id, error=refusal.message, typed=text)
    notices.success(request, _("已记下处理情况。预警在事由消除后自行解除。"))
    return redirect("web:alert", alert_id)
