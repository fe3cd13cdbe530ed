"""Steps that nobody signs, and proposing, returning and withdrawing decisions. Signing stands in signing.py."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core import store
from jiedui.core.access.audit import actor as actor_of
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.declare.flows import Flow, Transition
from jiedui.core.declare.registry import registry
from jiedui.core.flows import permissions, policies, showing, standing
from jiedui.core.flows.gates import gates_of
from jiedui.core.flows.models import OPEN, RETURNED, WITHDRAWN, Author, Case, Decision, Item, Shown
from jiedui.core.ledger.queries import rows as rows_within
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.trail.queries import authors_of
from jiedui.core.vault.masking import scrub
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused

LONGEST = 1000
MOST_ROWS = 500


def lock(flow: Flow, county: str) -> None:
    """Nobody else decides in this county, and nobody writes the ledger, until the transaction ends."""
    store.lock(f"ledger:{flow.ledger}", shared=not flow.writes)
    store.lock(f"flow:{flow.id}:{county}")


def said(text: str, *, needed: bool) -> str:
    """A reason as it is kept: one line, numbers of persons masked. Refused where one is needed and there is none."""
    found = scrub(" ".join(text.split()))
    if needed and len(found) < 2:
        raise Refused("flow.reason", _("请填写原因，2 至 {longest} 个字。").format(longest=LONGEST))
    return found[:LONGEST]


def _reached(flow: Flow, ids: Sequence[int], by: User) -> list[Any]:
    """The rows, all within the user's reach, else NotFound."""
    ledger = registry.ledger(flow.ledger)
    wanted = sorted(set(ids))
    if not wanted:
        raise Refused("flow.no_rows", _("请先勾选要办理的{noun}。").format(noun=ledger.info.noun))
    if len(wanted) > MOST_ROWS:
        raise Refused("flow.too_many", _("一次最多办理 {most} 项，请分批提交。").format(most=MOST_ROWS))
    if rows_within(ledger, scope_of(by, action=CHANGE)).filter(pk__in=wanted).count() != len(wanted):
        raise NotFound("row.not_found", _("没有找到这条记录。"))
    return showing.live_rows(flow, wanted)


def _begin(flow: Flow, step: Transition, ids: Sequence[int], by: User) -> list[Any]:
    """What every step asks: right, reach, whose step it is, the state, what must be filled."""
    check_may(by, CHANGE)
    ledger = registry.ledger(flow.ledger)
    rows = _reached(flow, ids, by)
    county, town = ledger.scope_column(), ledger.town_column()
    for place in sorted({(getattr(row, county), getattr(row, town) if town else None) for row in rows}, key=str):
        permissions.check_take(by, step, *place)
    if len({getattr(row, county) for row in rows}) > 1:
        raise Refused("flow.many_counties", _("一次只能办理同一个县的{noun}，请按县分别提交。").format(noun=ledger.info.noun))
    lock(flow, getattr(rows[0], county))
    rows = showing.live_rows(flow, [row.pk for row in rows])  # as they stand now that nobody else writes
    names = {row.pk: str(getattr(row, ledger.info.name) or row.pk) for row in rows}
    policies.check_state(flow, step, standing.states(flow, [row.pk for row in rows]), names)
    busy = Item.objects.filter(flow=flow.id, row__in=list(names), open=True).first()
    if busy is not None:
        raise Conflict(
            "flow.being_signed",
            _("“{name}”正在签署（第 {number} 号），办结或撤回之后才能办理别的。").format(
                name=names[busy.row], number=busy.decision_id
            ),
        )
    policies.check_filled(flow, step, rows, names)
    if flow.check:
        flow.check(step, rows)
    return rows


@transaction.atomic
def take(
    flow_id: str, transition: str, rows: Sequence[int], *, by: User, reason: str = "", address: str = "",
    seen: str = "",
) -> int:  # fmt: skip
    """Take an unsigned step with rows of one county; the number of the event. seen: the state that the person saw (of one
    row); Conflict where somebody has moved it meanwhile."""
    flow = registry.flow(flow_id)
    step = policies.transition(flow, transition)
    if step.signed or step.by_system:
        raise Refused("flow.to_be_signed", _("“{step}”须由双方签署，请使用“提请签署”。").format(step=step.label))
    text = said(reason, needed=step.reason)
    _check_seen(flow, rows, seen)
    return _take(flow, step, _begin(flow, step, rows, by), actor_of(by, address), text)


def _check_seen(flow: Flow, rows: Sequence[int], seen: str) -> None:
    if seen and set(standing.states(flow, rows).values()) != {seen}:
        raise Conflict("flow.moved", _("您打开之后，他人已办理了这一步。请刷新页面，看清后再办理。"))


def take_by_system(flow_id: str, transition: str, rows: Sequence[int], *, actor: Actor, reason: str = "") -> None:
    """Move rows because something else has happened (a review was frozen). Rows that stand elsewhere are refused; within
    the caller's transaction."""
    flow = registry.flow(flow_id)
    step = policies.transition(flow, transition)
    ledger = registry.ledger(flow.ledger)
    live = showing.live_rows(flow, rows)
    by_county: dict[str, list[Any]] = {}
    for row in live:
        by_county.setdefault(getattr(row, ledger.scope_column()), []).append(row)
    for county, part in sorted(by_county.items()):
        lock(flow, county)
        names = {row.pk: str(getattr(row, ledger.info.name) or row.pk) for row in part}
        policies.check_state(flow, step, standing.states(flow, list(names)), names)
        _take(flow, step, part, actor, reason)


def _take(flow: Flow, step: Transition, rows: Sequence[Any], actor: Actor, reason: str) -> int:
    ledger = registry.ledger(flow.ledger)
    counties = {row.pk: getattr(row, ledger.scope_column()) for row in rows}
    cases = {one.row: one for one in Case.objects.filter(flow=flow.id, row__in=list(counties))}
    targets = {row: standing.target_of(flow, step, cases.get(row)) for row in counties}
    event = record_event(
        "flow.step", actor=actor, ledger=flow.ledger, scope=next(iter(counties.values())),
        note={"flow": flow.id, "transition": step.id, "rows": list(targets)[:MOST_ROWS], **({"reason": reason} if reason else {})},
    )  # fmt: skip
    standing.move(flow, step.id, counties, targets, actor=actor, event=event.pk, reason=reason)
    return event.pk


@transaction.atomic
def propose(
    flow_id: str, transition: str, rows: Sequence[int], *, by: User, remark: str = "", address: str = "", seen: str = ""
) -> Decision:
    """Put a signed step of rows of one county before both sides. What is shown is fixed by its digest from here on."""
    flow = registry.flow(flow_id)
    step = policies.transition(flow, transition)
    if not step.signed:
        raise Refused("flow.not_signed", _("“{step}”不需要签署，可以直接办理。").format(step=step.label))
    if len(set(rows)) > 1 and not step.many:
        raise Refused("flow.one_by_one", _("“{step}”须逐项提请签署。").format(step=step.label))
    text = said(remark, needed=step.reason)
    _check_seen(flow, rows, seen)
    found = _begin(flow, step, rows, by)
    return lay_before(flow, step, found, actor=actor_of(by, address), remark=text)


def lay_before(flow: Flow, step: Transition, rows: Sequence[Any], *, actor: Actor, remark: str = "") -> Decision:
    """The decision itself, for whoever has asked everything before."""
    shown = showing.display(flow, step.id, rows)
    first, second = showing.places(flow, rows)
    decision = Decision.objects.create(
        flow=flow.id, transition=step.id, county=shown.county, first_place=first, second_place=second, amount=shown.amount,
        gates=" ".join(gates_of(flow, step, shown.amount)), proposed_at=timezone.now(), proposed_by=actor.user_id,
        proposed_by_name=actor.name, remark=remark,
    )  # fmt: skip
    try:
        Item.objects.bulk_create(Item(decision=decision, flow=flow.id, row=row.pk) for row in rows)
    except IntegrityError:
        raise Conflict("flow.being_signed", _("其中有的正在签署，请刷新页面后重新选择。")) from None
    Shown.objects.create(decision=decision, version=1, text=shown.text, digest=shown.digest, at=timezone.now())
    people = authors_of(flow.ledger, [row.pk for row in rows]) | ({actor.user_id} if actor.user_id else set())
    Author.objects.bulk_create(Author(decision=decision, person=person) for person in sorted(people))
    record_event(
        "flow.proposed", actor=actor, ledger=flow.ledger, scope=shown.county, file_digest=shown.digest,
        note={"decision": decision.pk, "transition": step.id, "rows": len(rows), "amount": shown.amount,
              "gates": decision.gates, **({"remark": remark} if remark else {})},
    )  # fmt: skip
    return decision


def reached(id: int, by: User) -> Decision:
    """A decision within the user's reach, else NotFound."""
    found = Decision.objects.filter(showing.within(scope_of(by, action=VIEW)), pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("decision.unknown", _("没有这份签批单。请返回列表重新选择。"))
    return found


def opened(id: int, by: User) -> Decision:
    """The same, locked and still open, else Conflict."""
    flow = registry.flow((seen := reached(id, by)).flow)
    lock(flow, seen.county)
    seen.refresh_from_db()
    if seen.outcome != OPEN:
        raise Conflict(
            "decision.closed",
            _("这份签批单已经办结（{outcome}），请刷新页面。").format(outcome=seen.get_outcome_display()),
        )
    return seen


@transaction.atomic
def return_(id: int, *, reason: str, by: User, address: str = "") -> Decision:
    """Send a decision back to who proposed it, with the reason; the rows stay where they are. Only who could sign it may."""
    decision = opened(id, by)
    permissions.check_hand(by, permissions.parties(decision))
    if Author.objects.filter(decision=decision, person=by.pk).exists():
        raise NotAllowed("decision.own", _("您是提请人或填报人，不能退回；需要收回的，请由提请人撤回。"))
    return _close(decision, RETURNED, "flow.returned", said(reason, needed=True), by, address)


@transaction.atomic
def withdraw(id: int, *, reason: str, by: User, address: str = "") -> Decision:
    """Take a decision back: only who proposed it may, as long as it is open."""
    decision = opened(id, by)
    if decision.proposed_by != by.pk:
        raise NotAllowed("decision.not_proposer", _("只有提请人可以撤回。不同意的，请退回并说明原因。"))
    return _close(decision, WITHDRAWN, "flow.withdrawn", said(reason, needed=True), by, address)


def _close(decision: Decision, outcome: str, kind: str, reason: str, by: User, address: str) -> Decision:
    decision.outcome, decision.closed_at, decision.reason = outcome, timezone.now(), reason
    decision.save(update_fields=["outcome", "closed_at", "reason"])
    decision.items.update(open=False)
    record_event(
        kind, actor=actor_of(by, address), ledger=registry.flow(decision.flow).ledger, scope=decision.county,
        note={"decision": decision.pk, "transition": decision.transition, "reason": reason},
    )  # fmt: skip
    return decision
