"""docs/reference/flows.md: each flow as a picture and as a table."""

from jiedui.core.access import roles
from jiedui.core.declare.flows import GATES, Flow, Transition
from jiedui.core.declare.registry import registry
from tools.reference.markdown import cell, table


def page() -> str:
    parts = ["# Flows / 流程", "", INTRODUCTION]
    parts.append(table(("gate", "关口", "one person of each side"), [(id, pair, act) for id, (pair, act) in GATES.items()]))
    for flow in registry.flows():
        parts += ["", f"## {flow.title} (`{flow.id}`)", "", f"Rows of the ledger `{flow.ledger}`. {_sides(flow)}", "", _picture(flow)]
        parts += ["", _states(flow), "", _steps(flow), "", _covers(flow)]
    return "\n".join(parts)


INTRODUCTION = (
    "Generated from the declarations. A step with gates is proposed by one person and taken when every gate has one signature of "
    "each side; who proposed it or ever wrote the rows signs for neither side, nobody signs for both, and an edit of what is "
    "covered makes a new version that nobody has signed. The gates here are the declared ones; an installation may set others.\n"
)


def _sides(flow: Flow) -> str:
    columns = registry.ledger(flow.ledger).columns
    told = []
    for one in flow.sides:
        told.append(f"`{one.id}` {one.label} ({_roles(one.roles)}{f' of the {columns[one.place].label}' if one.place else ''})")
    return f"Signed by {' and '.join(told)}."


def _picture(flow: Flow) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'  state "{one.label}" as {one.id}' for one in flow.states]
    lines.append(f"  [*] --> {flow.first.id}")
    for step in flow.transitions:
        for source in step.source:
            lines.append(f"  {source} --> {step.target}: {step.label}{' ✍' if step.signed else ''}")
    if flow.changed:
        lines += [f"  {one} --> {flow.changed}: 内容改动" for one in flow.signed]
    lines += [f"  {one.id} --> [*]" for one in flow.states if one.final]
    return "\n".join([*lines, "```"])


def _states(flow: Flow) -> str:
    return table(
        ("state", "状态", "whose turn", "days", "payments"),
        [
            (one.id, one.label, _roles(one.owner), str(one.days or ""), "yes" if one.money else "")
            for one in flow.states
        ],
    )


def _steps(flow: Flow) -> str:
    return table(
        ("step", "办理", "from → to", "who", "needs", "gates"),
        [(one.id, one.label, f"{', '.join(one.source)} → {one.target}", _who(one), _needs(flow, one), _gates(one)) for one in flow.transitions],
    )


def _who(step: Transition) -> str:
    return "the product itself" if step.by_system else _roles(step.roles)


def _needs(flow: Flow, step: Transition) -> str:
    columns = registry.ledger(flow.ledger).columns
    named = [columns[name].label for name in step.needs] + (["原因"] if step.reason else [])
    return cell("、".join(named))


def _gates(step: Transition) -> str:
    told = []
    for band in step.bands:
        since = f"≥ {band.at_least // 1_000_000} 万元: " if band.at_least else ""
        told.append(since + "".join(GATES[one][0] for one in band.gates))
    return "; ".join(told)


def _roles(codes: tuple[str, ...]) -> str:
    return "、".join(str(roles.BY_CODE[one].label) for one in codes)


def _covers(flow: Flow) -> str:
    columns = registry.ledger(flow.ledger).columns
    return "Signatures cover: " + "、".join(columns[name].label for name in flow.covers) + "."
