"""Figures and targets as the pages write them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.indicators.targets import Target
from jiedui.core.indicators.values import Part, Value
from jiedui.core.places.shown import shown_name
from jiedui.core.plan import belonging
from jiedui.core.plan import queries as plan
from jiedui.core.plan.models import Measure, Plan
from jiedui.core.words import saying
from jiedui.web.charts.numbers import size

OPERATORS: dict[str, str] = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}


def target_text(target: Target | None, unit: str) -> str:
    """> 90 %, 截至 2021-04-30, or 待录入."""
    if target is None:
        return ""
    if target.value is None:
        return _("待录入")
    if target.op == "by":
        return _("不晚于 %(day)s") % {"day": target.value}
    unit = saying.unit(unit)
    if target.op == "between":
        return f"{target.value}–{target.upper} {unit}"
    return f"{OPERATORS.get(target.op, target.op)} {target.value} {unit}"


def parts(found: Mapping[str, Part]) -> list[dict[str, Any]]:
    """The parts of a figure by region with their names, and how long their bars are (percent of the largest)."""
    largest = max((size(part.value) or 0.0 for part in found.values()), default=0.0)
    return [
        {
            "key": key,
            "name": shown_name(key) or key,
            "part": part,
            "width": round(100 * max(size(part.value) or 0.0, 0.0) / largest) if largest else 0,
        }
        for key, part in found.items()
    ]


def no_town() -> str:
    """What the rows are called that name no township."""
    return _("未填乡镇")


def towns(found: Mapping[str, Part]) -> list[dict[str, Any]]:
    """The same by township: in the order of their codes, rows without one last."""
    lines = parts(dict(sorted(found.items(), key=lambda one: (not one[0], one[0]))))
    return [one if one["key"] else {**one, "name": no_town()} for one in lines]


def measures(value: Value, of: Plan | None) -> list[Measure]:
    """The measures of the year's plan that the figure serves."""
    return [one for one in plan.measures(of.slug) if value.id in belonging.of(one).indicators] if of else []
