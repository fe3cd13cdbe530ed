"""Does the state allow it? Answered by the declaration and where a row stands, whoever asks."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from jiedui.core.declare.flows import Flow, Transition
from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import NotFound, Refused

NAMED = 3


def transition(flow: Flow, id: str) -> Transition:
    """The transition `id` of a flow; NotFound where it has none."""
    found = flow.transition(id)
    if found is None:
        raise NotFound("flow.no_step", _("流程中没有这一步。请刷新页面后重新选择。"))
    return found


def onward(flow: Flow, state: str) -> list[Transition]:
    """What a person may do with a row in `state`, the way forward first."""
    steps = [one for one in flow.transitions if state in one.source and not one.by_system]
    return sorted(steps, key=lambda one: one.reason)


def check_state(flow: Flow, step: Transition, states: Mapping[int, str], names: Mapping[int, str]) -> None:
    """Refused where any row stands elsewhere: names the rows, where they stand and where they would have to."""
    wrong = [row for row, state in states.items() if state not in step.source]
    if not wrong:
        return
    wanted = "、".join(flow.state(one).label for one in step.source)
    listed = listing(f"“{names.get(row, row)}”（{flow.state(states[row]).label}）" for row in wrong)
    raise Refused(
        "flow.wrong_state",
        _("“{step}”须从“{wanted}”办理，{rows}不在这一步。请核对后重新选择。").format(
            step=step.label, wanted=wanted, rows=listed
        ),
    )


def check_filled(flow: Flow, step: Transition, rows: Iterable[object], names: Mapping[int, str]) -> None:
    """Refused where a column or attachment that the step needs is empty."""
    columns = registry.ledger(flow.ledger).columns
    missing: list[str] = []
    for row in rows:
        lacking = [columns[name].label for name in step.needs if _empty(row, columns[name].storage[0])]
        if lacking:
            missing.append(f"“{names[row.pk]}”{_('缺')}{'、'.join(lacking)}")  # type: ignore[attr-defined]
    if missing:
        raise Refused(
            "flow.incomplete",
            _("办理“{step}”前须先补齐：{rows}。请在记录页填写后再办理。").format(step=step.label, rows=listing(missing)),
        )


def _empty(row: object, name: str) -> bool:
    return getattr(row, name) in (None, "", "[]")


def listing(parts: Iterable[str]) -> str:
    """The first few, and how many there are where there are more."""
    found = list(parts)
    text = "、".join(found[:NAMED])
    return text if len(found) <= NAMED else _("{few}等 {count} 项").format(few=text, count=len(found))
