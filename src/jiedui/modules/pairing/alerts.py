"""Standing checks of pairs and handovers (measures 2 and 23)."""

from typing import Any

from jiedui.core.declare.rules import DISTRICT, rule
from jiedui.core.indicators.moment import Moment
from jiedui.modules.pairing.indicators import in_force

FIRST_MONTH = 7
"""In the first half of the year a pair may still meet."""


@rule(
    "pairing.idle",
    "结对后今年没有活动",
    message="结对 {number} 今年截至目前没有登记帮扶活动。",
    closes="登记今年的帮扶活动，或登记提前解除日期",
    ledgers=["partner_pairs", "pair_activities"],
    measures=(23,),
    owner=DISTRICT,
)
def idle(pairs: Any, activities: Any, at: Moment) -> Any:
    held = activities.filter(at.in_year(activities.held_on))
    held = held.group_by("pair").aggregate(times=held.count())
    joined = pairs.left_join(held, pairs.id == held.pair)
    found = joined.filter(joined.times.isnull() & in_force(joined, at) & (at.day.month >= FIRST_MONTH))
    return found.select("county", "number", cause=found.id.cast("string"), row=found.id)


@rule(
    "pairing.handover_late",
    "项目交接逾期",
    message="交接事项 {number} 应于 {due_on} 前完成，双方尚未都签字。",
    closes="双方签字并登记签字日期，或按协商结果调整计划完成日期",
    ledgers=["handovers"],
    measures=(2,),
    owner=DISTRICT,
)
def handover_late(handovers: Any, at: Moment) -> Any:
    late = handovers.due_on.notnull() & ~at.not_over(handovers.due_on)
    late &= handovers.from_signed_on.isnull() | handovers.to_signed_on.isnull()
    found = handovers.filter(late)
    return found.select("county", "number", "due_on", cause=found.id.cast("string"), row=found.id)
