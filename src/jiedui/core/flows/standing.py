"""Where rows stand, and moving them: used by operations within their transactions."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from jiedui.core.declare.flows import Flow, Transition
from jiedui.core.flows.models import Case, Decision, Step
from jiedui.core.trail.operations import Actor

PART = 500


def states(flow: Flow, ids: Sequence[int]) -> dict[int, str]:
    """Row -> id of its state. A row without a case stands in the first state."""
    found: dict[int, str] = dict.fromkeys(ids, flow.first.id)
    wanted = list(ids)
    for start in range(0, len(wanted), PART):
        part = Case.objects.filter(flow=flow.id, row__in=wanted[start : start + PART])
        found |= dict(part.values_list("row", "state"))
    return found


def move(
    flow: Flow,
    step_id: str,
    counties: Mapping[int, str],
    targets: Mapping[int, str],
    *,
    actor: Actor,
    event: int,
    reason: str = "",
    decision: Decision | None = None,
    resume: Mapping[int, str] | None = None,
) -> None:
    """Move rows, each to its target, and keep the step. counties: of each row; resume: where each may go back to."""
    now = timezone.now()
    before = states(flow, list(targets))
    known = {one.row: one for one in Case.objects.filter(flow=flow.id, row__in=list(targets))}
    fresh: list[Case] = []
    for row, target in targets.items():
        case = known.get(row)
        if case is None:
            fresh.append(case := Case(flow=flow.id, row=row))
        case.state, case.since, case.county = target, now, counties[row]
        case.resume = (resume or {}).get(row, "")
    Case.objects.bulk_create(fresh)
    Case.objects.bulk_update(known.values(), ["state", "since", "county", "resume"])
    Step.objects.bulk_create(
        Step(
            flow=flow.id, row=row, transition=step_id, source=before[row], target=target, at=now, by=actor.user_id,
            by_name=actor.name, reason=reason, decision=decision, event=event,
        )
        for row, target in targets.items()
    )  # fmt: skip


def target_of(flow: Flow, step: Transition, case: Case | None) -> str:
    """Where a step leads: confirming what was changed leads back to where the row stood."""
    if step.id == flow.confirm and case is not None and case.resume:
        return case.resume
    return step.target
