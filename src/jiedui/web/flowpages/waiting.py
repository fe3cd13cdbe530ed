"""What waits for a signature, and what the reader's steps are late with."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jiedui.core.access.queries import grants_of, may, scope_of
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.declare.registry import registry
from jiedui.core.flows import queries
from jiedui.core.flows.models import RETURNED, Decision
from jiedui.core.words import clock
from jiedui.core.words.saying import said
from jiedui.web import todo
from jiedui.web.flowpages import showing
from jiedui.web.todo import Item

RETURNED_FOR = 14
"""Days for which the proposer is told that a decision was returned."""


def of_decisions(user: Any) -> Iterator[Item]:
    """How many decisions wait for this user's signature, and those of his own that were returned lately."""
    if not may(user, VIEW):
        return
    if waiting := len(queries.waiting_for(user)):
        text = ngettext("%(count)s 份签批单待签署", "%(count)s 份签批单待签署", waiting) % {"count": waiting}
        yield Item(text, reverse("web:decisions"), icon="writing-sign", badge="web:decisions", count=waiting)
    lately = Decision.objects.filter(proposed_by=user.pk, outcome=RETURNED).order_by("-pk")[:5]
    for one in lately:
        if one.closed_at and (clock.today() - timezone.localdate(one.closed_at)).days <= RETURNED_FOR:
            line = showing.line(one)
            text = _("“{step}”被退回").format(step=line.title)
            yield Item(text, reverse("web:decision", args=[one.pk]), note=line.place, at=one.closed_at, icon="arrow-back-up")


def of_steps(user: Any) -> Iterator[Item]:
    """How many rows have stayed too long in a state that is the user's turn to end."""
    if not may(user, CHANGE):
        return
    held, scope = {grant.role for grant in grants_of(user)}, scope_of(user, action=CHANGE)
    for flow in registry.flows():
        for state, count in queries.overdue(flow, scope, held).items():
            text = ngettext("%(count)s 项超期未办", "%(count)s 项超期未办", count) % {"count": count}
            href = f"{reverse('web:flow', args=[flow.ledger])}?state={state}"
            yield Item(text, href, note=f"{said(flow.title)} · {said(flow.state(state).label)}", icon="clock", count=count)


todo.register(of_steps, kept=True)
todo.register(of_decisions, kept=True)
