"""Signing: one person of each side at each gate, over a digest of exactly what was shown."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor as actor_of
from jiedui.core.access.models import User
from jiedui.core.declare.flows import GATES
from jiedui.core.declare.registry import registry
from jiedui.core.flows import hooks, permissions, policies, showing, standing
from jiedui.core.flows.models import DONE, Author, Case, Decision, Shown, Signature
from jiedui.core.flows.operations import opened
from jiedui.core.trail.operations import record_event
from jiedui.core.words.errors import Conflict, NotAllowed

FACTORS = ("totp", "password")


def gate_in_turn(decision: Decision) -> tuple[str, dict[str, Signature]]:
    """The first gate that is not passed yet, with who has signed there by side; an empty name where all are passed."""
    given: dict[str, dict[str, Signature]] = {}
    for one in decision.signatures.filter(version=decision.version):
        given.setdefault(one.gate, {})[one.side] = one
    for gate in decision.asked:
        if len(given.get(gate, {})) < 2:
            return gate, given.get(gate, {})
    return "", {}


@transaction.atomic
def sign(id: int, *, digest: str, by: User, factor: str, giver: int | None = None, address: str = "") -> Signature:
    """Sign a decision at the gate whose turn it is; with the last signature the step is taken.

    digest: of what the person was shown; Conflict where it is another by now. factor: how the person has just proved to be
    that person; the caller has checked it. giver: in whose place, where somebody delegated it.
    """
    if factor not in FACTORS:
        raise ValueError(f"unknown factor: {factor}")
    decision = opened(id, by)
    hand = _hand(decision, by, giver)
    people = {by.pk, hand.giver or by.pk}
    _check_author(decision, people)
    flow = registry.flow(decision.flow)
    rows = showing.live_rows(flow, list(decision.items.values_list("row", flat=True)))
    shown = showing.display(flow, decision.transition, rows)
    _check_same(digest, shown.digest, current(decision).digest)
    gate, given = gate_in_turn(decision)
    _check_turn(decision, gate, hand.side, people, given)
    event = record_event(
        "flow.signed", actor=actor_of(by, address), ledger=flow.ledger, scope=decision.county, file_digest=shown.digest,
        note={"decision": decision.pk, "version": decision.version, "gate": gate, "side": hand.side, "factor": factor,
              **({"for": hand.giver} if hand.giver else {})},
    )  # fmt: skip
    try:
        with transaction.atomic():
            made = Signature.objects.create(
                decision=decision, version=decision.version, gate=gate, side=hand.side, person=by.pk,
                person_name=by.display_name, unit=by.organisation_name, for_person=hand.giver, for_name=hand.giver_name,
                digest=shown.digest, factor=factor, at=timezone.now(), event=event.pk,
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("decision.signed_meanwhile", _("这一关刚刚由他人签署，请刷新页面。")) from None
    if not gate_in_turn(decision)[0]:
        _complete(decision, shown, by, address)
    return made


def _hand(decision: Decision, by: User, giver: int | None) -> permissions.Hand:
    """The way in which the person signs: by own right where there is a choice, else in the place of `giver`."""
    found = permissions.check_hand(by, permissions.parties(decision))
    if giver is not None:
        found = [one for one in found if one.giver == giver]
    if not found:
        raise NotAllowed("delegation.over", _("这项委托已到期或已终止，不能再代签。"))
    return found[0]


def _check_author(decision: Decision, people: set[int]) -> None:
    if Author.objects.filter(decision=decision, person__in=people).exists():
        raise NotAllowed(
            "decision.author", _("填报、修改过这些内容或提请签署的人不能签署。请由本方其他有权签署的人办理。")
        )


def _check_same(seen: str, live: str, kept: str) -> None:
    """What the person saw, what stands in the ledger now and what the version shows must be one."""
    if not seen == live == kept:
        raise Conflict("decision.changed", _("您打开之后，内容有改动，之前的签署已失效。请刷新页面，重新核对后再签署。"))


def _check_turn(decision: Decision, gate: str, side: str, people: set[int], given: dict[str, Signature]) -> None:
    if side in given:
        raise Conflict(
            "decision.side_signed",
            _("本方在“{gate}”一关已由{name}签署，等待对方签署。").format(gate=GATES[gate][0], name=given[side].person_name),
        )
    other = decision.signatures.exclude(side=side)
    if any(people & {one.person, one.for_person} for one in other):
        raise NotAllowed("decision.other_side", _("您已代表另一方签署过这份签批单，同一人不能代表双方。"))


def _complete(decision: Decision, shown: showing.Display, by: User, address: str) -> None:
    """All gates are passed: the rows go on, and what was signed is what they must stay."""
    flow = registry.flow(decision.flow)
    step = policies.transition(flow, decision.transition)
    where = standing.states(flow, list(shown.names))
    policies.check_state(flow, step, where, shown.names)
    decision.outcome, decision.closed_at = DONE, timezone.now()
    decision.save(update_fields=["outcome", "closed_at"])
    decision.items.update(open=False)
    cases = {one.row: one for one in Case.objects.filter(flow=flow.id, row__in=list(shown.names))}
    targets = {row: standing.target_of(flow, step, cases.get(row)) for row in shown.names}
    event = record_event(
        "flow.decided", actor=actor_of(by, address), ledger=flow.ledger, scope=decision.county, file_digest=shown.digest,
        note={"decision": decision.pk, "transition": step.id, "rows": len(targets)},
    )  # fmt: skip
    standing.move(
        flow, step.id, dict.fromkeys(targets, decision.county), targets, actor=actor_of(by, address), event=event.pk,
        decision=decision,
    )  # fmt: skip
    told = hooks.Decided(flow.id, step.id, decision.pk, tuple(targets), event.pk, actor_of(by, address))
    for listener in hooks.listeners:
        listener(told)


def current(decision: Decision) -> Shown:
    """What the decision shows now."""
    return decision.shown.get(version=decision.version)


