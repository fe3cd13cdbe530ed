"""Writes of the plan: a target that the plan leaves open is entered, one that changed is amended."""

import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.models import User
from jiedui.core.plan.keeping import check_keeper
from jiedui.core.plan.models import Target
from jiedui.core.plan.queries import PlanTarget, target
from jiedui.core.store import lock
from jiedui.core.trail.operations import record_event
from jiedui.core.words.errors import Conflict, NotFound, Refused

LONGEST = 40


@transaction.atomic
def set_target(
    indicator: str,
    *,
    value: str,
    valid_from: date,
    by: User | None,
    source: str,
    upper: str | None = None,
    seen: int | None = None,
    address: str = "",
) -> PlanTarget:
    """Enter or amend the target of an indicator from `valid_from` on; the versions before it keep their values.

    value, upper: a number in the target's unit as text, or YYYY-MM-DD where the target is a day; source: the document.
    by: who acts, None is the server's command line. seen: the number of versions that the person saw; Conflict where
    there are others by now.
    """
    if by is not None:
        check_keeper(by)
    lock("plan.load")
    known = Target.objects.filter(indicator=indicator)
    # Next year's plan may stand beside this year's already: each day belongs to the plan of its year.
    of_year = known.filter(measure__plan__year=valid_from.year)
    chosen = (of_year if of_year.exists() else known).select_related("measure")
    last = chosen.order_by("-valid_from", "-version", "-pk").first()
    if last is None:
        raise NotFound("target.unknown", _("计划中没有指标 {id} 的目标。").format(id=indicator))
    if seen is not None and seen != known.count():
        raise Conflict("target.changed", _("这个目标刚被他人录入或修改。请刷新页面，核对后再保存。"))
    source = " ".join(source.split())
    if not source:
        raise Refused("target.no_source", _("请填写目标值的依据（文件名称或文号）。"))
    value = _read(last.op, value)
    upper = _read(last.op, upper or "") if last.op == "between" else None
    if upper is not None and Decimal(value) > Decimal(upper):
        raise Refused("target.range", _("下限不能大于上限，请核对。"))
    if valid_from < last.valid_from:
        raise Refused("target.too_early", _("生效日期不能早于上一版本的 {day}。").format(day=last.valid_from))
    if (last.value, last.upper, last.source) == (value, upper, source):
        raise Refused("target.same", _("目标值和依据与现行版本完全相同，没有需要保存的内容。"))
    version = known.filter(measure=last.measure).aggregate(last=Max("version"))["last"] + 1
    made = Target.objects.create(
        measure=last.measure,
        indicator=indicator,
        version=version,
        op=last.op,
        value=value,
        upper=upper,
        unit=last.unit,
        strength=last.strength,
        scope=last.scope,
        source=source,
        valid_from=valid_from,
        entered_by=actor(by).name,
    )
    words = [_words(last.value, last.upper), _words(made.value, made.upper)]
    note = {
        "indicator": indicator,
        "version": version,
        "changes": {"value": words},
        "from": str(valid_from),
        "source": source,
    }
    record_event("plan.target", actor=actor(by, address), note=note)
    found = target(indicator, valid_from)
    if found is None:
        raise NotFound("target.unknown", _("计划中没有指标 {id} 的目标。").format(id=indicator))
    return found


def _words(value: str | None, upper: str | None) -> str:
    return f"{value}–{upper}" if upper else value or ""


def _read(op: str, text: str) -> str:
    """The normal form of what was typed: 152000, 90.5, or 2021-04-30 where the target is a day."""
    typed = unicodedata.normalize("NFKC", text).strip()
    try:
        if len(typed) > LONGEST:
            raise ValueError
        if op == "by":
            return date.fromisoformat(typed).isoformat()
        number = Decimal(typed)
        if not number.is_finite() or abs(number.adjusted()) > 18:
            raise ValueError
        return format(number, "f")
    except (ValueError, InvalidOperation) as error:
        sentence = _("“{value}”不能作为目标值，请填写数字（期限类目标填写日期，如 2021-04-30）。")
        raise Refused("target.unreadable", sentence.format(value=typed[:LONGEST])) from error
