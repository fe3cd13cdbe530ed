"""What a write to a ledger means for its flow: signatures over what was edited are void, what was signed must stand.

Runs inside the transaction of every write, whoever makes it: intake, form, API, undo.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.declare.flows import Flow
from jiedui.core.declare.registry import registry
from jiedui.core.flows import showing, standing
from jiedui.core.flows.models import DONE, OPEN, Author, Case, Decision, Item, Shown
from jiedui.core.flows.policies import listing
from jiedui.core.ledger.hooks import EVERY, Written, add_follower
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.words.errors import Refused

CHANGED, RESTORED = "changed", "restored"
"""The steps that the product takes by itself when what was signed is edited, and when it is as it was signed again."""
PART = 500


def follow_flows() -> None:
    """Called while Django starts, before the modules have declared their flows."""
    add_follower(EVERY, _follow)


def _follow(written: Written) -> None:
    flow = registry.flow_of(written.ledger.info.id)
    if flow is None:
        return
    _keep_removed(flow, written.removed)
    for start in range(0, len(written.changed), PART):
        ids = written.changed[start : start + PART]
        _show_anew(flow, ids, written.actor)
        _compare_with_signed(flow, ids, written.actor)


def _keep_removed(flow: Flow, ids: Sequence[int]) -> None:
    """A row that has a life in the flow is not removed, nor the import that brought it undone."""
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        held = list(Case.objects.filter(flow=flow.id, row__in=part).values_list("row", "state"))
        busy = Item.objects.filter(flow=flow.id, row__in=part, open=True).values_list("row", flat=True)
        if held or busy:
            noun = registry.ledger(flow.ledger).info.noun
            labels = sorted({flow.state(state).label for _row, state in held}) or [_("待签署")]
            raise Refused(
                "flow.not_removable",
                _("其中 {count} 个{noun}已进入流程（{states}），不能删除或撤销。请先在流程中办理终止或撤回。").format(
                    count=len({row for row, _state in held} | set(busy)), noun=noun, states=listing(labels)
                ),
            )


def _show_anew(flow: Flow, ids: Sequence[int], actor: Actor) -> None:
    """Open decisions about edited rows get a new version, which nobody has signed; who edited signs it for no side."""
    found = Decision.objects.filter(items__flow=flow.id, items__row__in=ids, items__open=True, outcome=OPEN).distinct()
    for decision in found:
        rows = showing.live_rows(flow, list(decision.items.values_list("row", flat=True)))
        shown = showing.display(flow, decision.transition, rows)
        if shown.digest == decision.shown.get(version=decision.version).digest:
            continue
        if shown.county != decision.county:
            raise Refused("flow.moved_county", _("记录正在签署，不能改到别的县。请先撤回签批单（第 {number} 号）。").format(number=decision.pk))
        if showing.places(flow, rows) != (decision.first_place, decision.second_place):
            raise Refused(
                "flow.moved_party",
                _("记录正在签署，不能改换签署的一方。请先撤回签批单（第 {number} 号）。").format(number=decision.pk),
            )
        lost = decision.signatures.filter(version=decision.version).count()
        decision.version += 1
        decision.amount = shown.amount
        Shown.objects.create(
            decision=decision, version=decision.version, text=shown.text, digest=shown.digest, at=timezone.now()
        )
        decision.save(update_fields=["version", "amount"])
        if actor.user_id is not None:
            Author.objects.get_or_create(decision=decision, person=actor.user_id)
        record_event(
            "flow.voided", actor=actor, ledger=flow.ledger, scope=decision.county, file_digest=shown.digest,
            note={"decision": decision.pk, "version": decision.version, "voided": lost},
        )  # fmt: skip


def _compare_with_signed(flow: Flow, ids: Sequence[int], actor: Actor) -> None:
    """Rows that differ from what both sides signed wait for a new signature; those that are so again go back."""
    if not flow.changed:
        return
    cases = {one.row: one for one in Case.objects.filter(flow=flow.id, row__in=ids, state__in=[*flow.signed, flow.changed])}
    if not cases:
        return
    signed = signed_values(flow, list(cases))
    live = showing.live_rows(flow, list(cases))
    now = {row.pk: values for row, values in zip(live, showing.row_values(flow, live), strict=True)}
    differing = {row for row in cases if row in signed and now[row] != signed[row]}
    county = registry.ledger(flow.ledger).scope_column()
    counties = {row.pk: getattr(row, county) for row in live}
    away = {row: flow.changed for row, case in cases.items() if row in differing and case.state != flow.changed}
    back = {
        row: case.resume for row, case in cases.items() if row not in differing and case.state == flow.changed and case.resume
    }
    for step, targets in ((CHANGED, away), (RESTORED, back)):
        if targets:
            event = record_event(
                f"flow.{step}", actor=actor, ledger=flow.ledger, scope=_one(counties, targets),
                note={"flow": flow.id, "rows": list(targets)},
            )  # fmt: skip
            resume = {row: cases[row].state for row in targets} if step == CHANGED else None
            standing.move(flow, step, counties, targets, actor=actor, event=event.pk, resume=resume)


def _one(counties: Mapping[int, str], rows: Mapping[int, str]) -> str:
    found = {counties[row] for row in rows}
    return found.pop() if len(found) == 1 else ""


def signed_values(flow: Flow, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Row -> what both sides last signed of it; rows that nobody signed are left out."""
    last: dict[int, tuple[int, int]] = {}
    items = Item.objects.filter(flow=flow.id, row__in=ids, decision__outcome=DONE).order_by("decision__closed_at", "pk")
    for row, decision, version in items.values_list("row", "decision_id", "decision__version"):
        last[row] = (decision, version)
    shown = {
        (one.decision_id, one.version): {part["id"]: part["values"] for part in json.loads(one.text)["rows"]}
        for one in Shown.objects.filter(decision_id__in={decision for decision, _version in last.values()})
        if (one.decision_id, one.version) in set(last.values())
    }
    return {row: shown[key][row] for row, key in last.items()}
