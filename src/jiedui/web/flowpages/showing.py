"""Decisions in words, for lists, the page of one and the sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.access.queries import scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.declare import flows as declared
from jiedui.core.declare.flows import GATES, Flow, Transition
from jiedui.core.declare.registry import registry
from jiedui.core.flows import permissions, queries
from jiedui.core.flows.models import Decision
from jiedui.core.places.shown import shown_name
from jiedui.core.words import clock
from jiedui.core.words.saying import listed, said
from jiedui.web import showing

TONES = {"open": "fine", "done": "good", "returned": "bad", "withdrawn": "none"}


@dataclass(frozen=True)
class Line:
    """A decision as a line of a list. waiting: how this user can sign it now, None where not."""

    decision: Decision
    flow: Flow
    step: Transition | None
    title: str
    place: str
    rows: int
    waiting: queries.Waiting | None
    gate: str
    progress: str
    amount: str

    @property
    def tone(self) -> str:
        return TONES[self.decision.outcome]

    @property
    def key(self) -> str:
        return str(self.decision.pk)


def line(decision: Decision, waiting: queries.Waiting | None = None) -> Line:
    flow = registry.flow(decision.flow)
    step = flow.transition(decision.transition)
    places = queries.places(decision) if decision.outcome == "open" else []
    given = sum(one.signature is not None for one in places)
    return Line(
        decision,
        flow,
        step,
        said(step.label) if step else decision.transition,
        shown_name(decision.county) or decision.county,
        getattr(decision, "held", None) or decision.items.count(),
        waiting,
        said(GATES[waiting.gate][0]) if waiting else "",
        f"{given}/{len(places)}" if places else "",
        amount_of(flow, decision.amount),
    )


def amount_of(flow: Flow, fen: int) -> str:
    """An amount with its unit, as the ledger's own column is told."""
    column = registry.ledger(flow.ledger).columns[flow.amount]
    return f"{showing.described(column, fen)} {showing.unit_of(column)}".strip()


def lines(found: Iterable[Decision]) -> list[Line]:
    return [line(one) for one in found]


def heads(flow: Flow) -> list[str]:
    """The headings of what is shown, in the order of the covered columns, with units."""
    columns = registry.ledger(flow.ledger).columns
    return [showing.heading(columns[name]) for name in flow.covers]


def rows(decision: Decision, version: int | None = None) -> list[dict[str, Any]]:
    """What was shown, drawn from the very text that is signed: `id`, `name` and `facts` (heading, text) of each row."""
    flow = registry.flow(decision.flow)
    ledger = registry.ledger(flow.ledger)
    made = []
    for part in queries.shown_rows(decision, version):
        values = part["values"]
        facts = [
            (showing.heading(ledger.columns[name]), _text(ledger.columns[name], values.get(name)))
            for name in flow.covers
        ]
        name = values.get(ledger.info.name) or f"#{part['id']}"
        made.append({"id": part["id"], "name": name, "facts": facts})
    return made


def _text(column: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if column.kind in ("organisation",):
        return str(value)
    if column.kind == "region":
        return shown_name(value) or str(value)
    return showing.described(column, value)


def of_row(user: Any, ledger: Any, row: Any) -> dict[str, Any] | None:
    """What the page of a record tells of its flow; None where its ledger has none."""
    flow = registry.flow_of(ledger.info.id)
    if flow is None:
        return None
    found = queries.standing_of(flow, row.pk)
    county, town = getattr(row, ledger.scope_column()), ledger.town_column()
    labels = {one.id: said(one.label) for one in flow.transitions}
    labels |= {"changed": _("签署后内容有改动"), "restored": _("恢复为签署的内容")}
    may_change = scope_of(user, action=CHANGE).covers(county, getattr(row, town) if town else None)
    return {
        "flow": flow,
        "state": found.state,
        "label": found.label,
        "tone": flow.state(found.state).tone,
        "due": found.due,
        "late": found.due is not None and found.due < clock.today(),
        "opened": found.opened,
        "steps": queries.steps_for(user, flow, found.state, county, getattr(row, town) if town else None) if may_change else [],
        "past": [{"step": one, "label": labels.get(one.transition, one.transition)} for one in reversed(found.steps)],
    }


@dataclass(frozen=True)
class Gate:
    """A gate with the places of both sides."""

    id: str
    pair: str
    act: str
    first: queries.Place
    second: queries.Place
    turn: bool


def gates(decision: Decision) -> list[Gate]:
    found = queries.places(decision)
    by = {(one.gate, one.side): one for one in found}
    turn, _given = queries.gate_in_turn(decision)
    first, second = registry.flow(decision.flow).sides
    return [
        Gate(
            one, said(GATES[one][0]), said(GATES[one][1]), by[one, first.id], by[one, second.id],
            decision.outcome == "open" and one == turn,
        )
        for one in decision.asked
    ]  # fmt: skip


def side(code: str) -> str:
    return said(declared.side(code).label)


def parties(decision: Decision) -> list[str]:
    """The two sides as headings; of one that a row names by its place with that place: 移交区（福田区）."""
    return [
        f"{said(side.label)}{_('（%(text)s）') % {'text': shown_name(place)}}" if side.place else said(side.label)
        for side, place in permissions.parties(decision)
    ]


def gate_words(gates: Iterable[str]) -> str:
    return listed(said(GATES[one][0]) for one in gates)
