"""docs/reference/indicators.md: the figures, in words, with the plan's targets as printed."""

import tomllib
from typing import Any

from django.conf import settings

from jiedui.core.declare.indicators import MORE, Indicator
from jiedui.core.declare.registry import registry
from tools.reference.markdown import code, joined, table

HEAD = """# Indicators · 指标

Computed from ledgers, never typed in: `jiedui indicators`, the page 指标 and the API give the same figures. "As of" a
day means: what the rows' own dates say for that day, as known now. No data gives an empty figure, never 0. A person
registered by two counties counts once in the total and once in each of the two.
"""


def page() -> str:
    plan = tomllib.loads((settings.PLAN / "plan.toml").read_text(encoding="utf-8"))
    targets: dict[str, list[dict[str, Any]]] = {}
    for measure in plan["measures"]:
        for target in measure.get("targets", []):
            targets.setdefault(target["indicator"], []).append({**target, "measure": measure["slug"]})
    own = [one for one in registry.indicators() if one.compute.__module__.startswith("jiedui.")]
    rows = [(code(one.id), one.name, one.unit, _better(one), joined(one.measures), _of(targets, one)) for one in own]
    parts = [HEAD, table(("id", "name", "unit", "better", "measures", f"target ({plan['title']})"), rows)]
    return "\n".join([*parts, *(_section(one) for one in own)])


def _section(one: Indicator) -> str:
    over = ", ".join(f"[{id}](ledgers/{id}.md)" for id in one.ledgers)
    lines = [f"## {one.id} {one.name}（{one.unit}）\n", f"{one.words}\n"]
    lines.append(f"- over: {over}\n- divided by: {', '.join(one.divisions)}")
    if one.unknown:
        lines.append(f"- told beside it: {one.unknown}")
    return "\n".join(lines) + "\n"


def _better(one: Indicator) -> str:
    return "more" if one.better == MORE else "less"


def _of(targets: dict[str, list[dict[str, Any]]], one: Indicator) -> str:
    told = []
    for target in targets.get(one.id, []):
        amount = f"{target['value']} {target.get('unit', '')}".strip() if "value" in target else "(to be entered)"
        told.append(f"{target['op']} {amount} ({target['measure']}, {target['strength']})")
    return "; ".join(told)
