"""Reading flows: where rows stand, what waits for whom, what was shown and signed. Everything for pages is scoped."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jiedui.core.access.holdings import scope_of
from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.flows import Flow, Transition
from jiedui.core.declare.registry import registry
from jiedui.core.flows import permissions, policies, standing
from jiedui.core.flows.models import OPEN, Case, Decision, Item, Signature, Step
from jiedui.core.flows.showing import within
from jiedui.core.flows.signing import gate_in_turn
from jiedui.core.ledger.queries import rows as rows_within


def states(ledger_id: str, ids: Sequence[int]) -> dict[int, str]:
    """Row -> id of its state; empty where the ledger has no flow."""
    flow = registry.flow_of(ledger_id)
    return standing.states(flow, ids) if flow else {}


def not_payable(ledger_id: str, ids: Sequence[int]) -> dict[int, str]:
    """Those of the rows in whose state nothing may be paid -> the label of that state."""
    flow = registry.flow_of(ledger_id)
    if flow is None:
        return {}
    where = {row: flow.state(state) for row, state in standing.states(flow, ids).items()}
    return {row: state.label for row, state in where.items() if not state.money}


@dataclass(frozen=True)
class Standing:
    """Where one row stands. due: the last day of this state, None without a limit. opened: the decision that is open."""

    flow: Flow
    state: str
    since: dt.datetime | None
    resume: str
    opened: Decision | None
    steps: list[Step]

    @property
    def label(self) -> str:
        return self.flow.state(self.state).label

    @property
    def due(self) -> dt.date | None:
        days = self.flow.state(self.state).days
        return None if days is None or self.since is None else timezone.localdate(self.since) + dt.timedelta(days=days)


def standing_of(flow: Flow, row: int) -> Standing:
    """Where a row stands and how it came there; the caller has asked whether the user may see the row. Three queries."""
    case = Case.objects.filter(flow=flow.id, row=row).first()
    item = Item.objects.select_related("decision").filter(flow=flow.id, row=row, open=True).first()
    steps = list(Step.objects.filter(flow=flow.id, row=row).order_by("pk"))
    return Standing(
        flow,
        case.state if case else flow.first.id,
        case.since if case else None,
        case.resume if case else "",
        item.decision if item else None,
        steps,
    )


def steps_for(user: User, flow: Flow, state: str, county: str, town: str | None) -> list[Transition]:
    """What this user may do with a row that stands there."""
    return [one for one in policies.onward(flow, state) if permissions.may_take(user, one, county, town)]


def counts(flow: Flow, scope: Scope) -> dict[str, int]:
    """State -> how many rows within the scope stand there; those without a case in the first."""
    ledger = registry.ledger(flow.ledger)
    within = rows_within(ledger, scope)
    all_rows = within.count()
    moved = Case.objects.filter(flow=flow.id, row__in=within.order_by().values("pk"))
    found = dict(moved.values_list("state").annotate(held=Count("pk")).order_by())
    rest = all_rows - sum(found.values())
    found[flow.first.id] = found.get(flow.first.id, 0) + rest
    return {one.id: found.get(one.id, 0) for one in flow.states}


def rows_in(flow: Flow, scope: Scope, state: str) -> QuerySet[Any]:
    """The rows within the scope that stand in a state."""
    within = rows_within(registry.ledger(flow.ledger), scope)
    if state == flow.first.id:
        return within.exclude(pk__in=Case.objects.filter(flow=flow.id).exclude(state=state).values("row"))
    return within.filter(pk__in=Case.objects.filter(flow=flow.id, state=state).values("row"))


def overdue(flow: Flow, scope: Scope, held: Collection[str]) -> dict[str, int]:
    """State -> how many rows have stayed in it beyond its days, of the states whose turn it is for one of the roles `held`.
    One query."""
    now = timezone.now()
    asked = [one for one in flow.states if one.days is not None and set(one.owner) & set(held)]
    if not asked:
        return {}
    late = Q()
    for one in asked:
        late |= Q(state=one.id, since__lt=now - dt.timedelta(days=one.days or 0))
    found = Case.objects.filter(scope.q("county"), late, flow=flow.id)
    return dict(found.values_list("state").annotate(held=Count("pk")).order_by())


def decisions(scope: Scope, *, outcome: str = "") -> QuerySet[Decision]:
    """Decisions within the scope, the newest first."""
    found = Decision.objects.filter(within(scope)).annotate(held=Count("items")).order_by("-pk")
    return found.filter(outcome=outcome) if outcome else found


@dataclass(frozen=True)
class Waiting:
    """A decision that this user can sign now, at which gate and for which side; giver: in whose place."""

    decision: Decision
    gate: str
    side: str
    giver: int | None
    giver_name: str


def waiting_for(user: User) -> list[Waiting]:
    """What waits for this user's signature, the oldest first."""
    found: list[Waiting] = []
    open_ones = (
        Decision.objects.filter(within(scope_of(user)), outcome=OPEN)
        .exclude(authors__person=user.pk)
        .annotate(held=Count("items"))
        .prefetch_related("signatures", "authors")
        .order_by("pk")
    )
    hands: dict[permissions.Parties, list[permissions.Hand]] = {}
    given = permissions.given_to(user)
    for decision in open_ones:
        asked = permissions.parties(decision)
        if asked not in hands:
            own = permissions.sides_of(user, asked)
            hands[asked] = [] if len(own) > 1 else permissions.hands(user, asked, given)
        if (one := _turn(decision, user, hands[asked])) is not None:
            found.append(one)
    return found


def _turn(decision: Decision, user: User, hands: list[permissions.Hand]) -> Waiting | None:
    given = [one for one in decision.signatures.all() if one.version == decision.version]
    gate = next((one for one in decision.asked if len({s.side for s in given if s.gate == one}) < 2), "")
    signed = {one.side for one in given if one.gate == gate}
    authors = {one.person for one in decision.authors.all()}
    for hand in hands:
        people = {user.pk, hand.giver or user.pk}
        opposite = any(people & {s.person, s.for_person} for s in decision.signatures.all() if s.side != hand.side)
        if hand.side not in signed and not people & authors and not opposite:
            return Waiting(decision, gate, hand.side, hand.giver, hand.giver_name)
    return None


@dataclass(frozen=True)
class Place:
    """One signature's place on the sheet: gate and side, and the signature where it was given."""

    gate: str
    side: str
    signature: Signature | None


def places(decision: Decision) -> list[Place]:
    """Every signature that the decision needs, in order, of its present version."""
    given = {(one.gate, one.side): one for one in decision.signatures.filter(version=decision.version)}
    sides = [one.id for one in registry.flow(decision.flow).sides]
    return [Place(gate, side, given.get((gate, side))) for gate in decision.asked for side in sides]


def shown_rows(decision: Decision, version: int | None = None) -> list[dict[str, Any]]:
    """What was shown: a dictionary with `id` and `values` for each row, from the very text that is signed."""
    text = decision.shown.get(version=version or decision.version).text
    return list(json.loads(text)["rows"])


__all__ = [
    "Place", "Standing", "Waiting", "counts", "decisions", "gate_in_turn", "not_payable", "overdue", "places", "rows_in",
    "shown_rows", "standing_of", "states", "steps_for", "waiting_for",
]  # fmt: skip
