"""Figures and targets as the pages write them."""

import datetime as dt
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.declare.indicators import COUNTY, DISTRICT, MONTH
from jiedui.core.indicators.targets import Target
from jiedui.core.indicators.values import Value
from jiedui.core.places.shown import shown_name
from jiedui.core.words import saying

DIVISIONS: dict[str, str | Promise] = {
    COUNTY: gettext_lazy("按县"),
    DISTRICT: gettext_lazy("按结对区"),
    MONTH: gettext_lazy("按月"),
}
OPERATORS: dict[str, str] = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}


def day_of(given: QueryDict) -> dt.date:
    """The day asked for, today by default; never a day that cannot be."""
    try:
        day = dt.date.fromisoformat(given.get("as_of", ""))
    except ValueError:
        return timezone.localdate()
    return day if 2000 <= day.year <= 2100 else timezone.localdate()


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


def line(value: Value) -> dict[str, Any]:
    """A figure with its target and whether it is met."""
    return {"value": value, "target": target_text(value.target, value.unit)}


def parts(value: Value, division: str) -> list[dict[str, Any]]:
    """The parts of a divided figure with their names, and how long their bars are (percent of the largest)."""
    if value.by is None:
        return []
    largest = max((part.value for part in value.by.values() if part.value), default=0)
    return [
        {
            "key": key,
            "name": key if division == MONTH else shown_name(key) or key,
            "part": part,
            "width": round(100 * part.value / largest) if part.value and part.value > 0 and largest else 0,
        }
        for key, part in value.by.items()
    ]
