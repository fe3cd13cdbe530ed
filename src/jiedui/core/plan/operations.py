"""Writes of the plan: a target that the plan leaves open is entered, one that changed is amended.

The caller checks that the person may do it; the trail records who did.
"""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.plan.models import Target
from jiedui.core.plan.queries import PlanTarget, target
from jiedui.core.store import lock
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.words.errors import NotFound, Refused


@transaction.atomic
def set_target(
    indicator: str, *, value: str, valid_from: date, actor: Actor, source: str, upper: str | None = None
) -> PlanTarget:
    """Enter or amend the target of an indicator from `valid_from` on; the versions before it keep their values.

    value, upper: a number in the target's unit as text, or YYYY-MM-DD where the target is a day; source: the document.
    """
    lock("plan.load")
    last = Target.objects.filter(indicator=indicator).select_related("measure").order_by("-version").first()
    if last is None:
        raise NotFound("target.unknown", _("计划中没有指标 {id} 的目标。").format(id=indicator))
    if not source.strip():
        raise Refused("target.no_source", _("请填写目标值的依据（文件名称或文号）。"))
    _check(last.op, value)
    if last.op == "between":
        _check(last.op, upper or "")
        if Decimal(value) > Decimal(upper or ""):
            raise Refused("target.range", _("下限不能大于上限，请核对。"))
    if valid_from < last.valid_from:
        raise Refused("target.too_early", _("生效日期不能早于上一版本的 {day}。").format(day=last.valid_from))
    made = Target.objects.create(
        measure=last.measure,
        indicator=indicator,
        version=last.version + 1,
        op=last.op,
        value=value,
        upper=upper if last.op == "between" else None,
        unit=last.unit,
        strength=last.strength,
        scope=last.scope,
        source=source.strip(),
        valid_from=valid_from,
        entered_by=actor.name,
    )
    note = {"indicator": indicator, "version": made.version, "old": last.value, "new": value, "from": str(valid_from)}
    record_event("plan.target", actor=actor, note=note)
    found = target(indicator, valid_from)
    if found is None:
        raise NotFound("target.unknown", _("计划中没有指标 {id} 的目标。").format(id=indicator))
    return found


def _check(op: str, value: str) -> None:
    try:
        if op == "by":
            date.fromisoformat(value)
        elif not Decimal(value).is_finite():
            raise ValueError(value)
    except (ValueError, InvalidOperation) as error:
        sentence = _("“{value}”不能作为目标值，请填写数字（期限类目标填写日期，如 2021-04-30）。")
        raise Refused("target.unreadable", sentence.format(value=value)) from error
