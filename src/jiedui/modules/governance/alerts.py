"""Standing checks of resolutions and supervision (safeguard 1), and of policies kept up (四不摘)."""

from typing import Any

from jiedui.core.declare.rules import ORGANISATION, rule
from jiedui.core.indicators.moment import Moment
from jiedui.modules.governance.indicators import in_force


@rule(
    "governance.resolution_overdue",
    "议定事项逾期未办结",
    message="议定事项 {number}（责任单位：{owner}）应于 {due_on} 前办结。",
    closes="登记办结日期，或经会议同意调整完成时限",
    ledgers=["resolutions"],
    kinds={"owner": ORGANISATION},
)
def resolution_overdue(resolutions: Any, at: Moment) -> Any:
    late = resolutions.closed_on.isnull() & resolutions.due_on.notnull() & ~at.not_over(resolutions.due_on)
    late &= ~resolutions.state.isin(["closed", "dropped"]).fill_null(False)
    found = resolutions.filter(late)
    return found.select("county", "number", "owner", "due_on", cause=found.id.cast("string"), row=found.id)


@rule(
    "governance.supervision_overdue",
    "督办事项逾期未整改",
    message="督办事项 {number} 应于 {due_on} 前整改完成。",
    closes="登记整改完成日期",
    ledgers=["supervision_items"],
)
def supervision_overdue(items: Any, at: Moment) -> Any:
    late = items.closed_on.isnull() & items.due_on.notnull() & ~at.not_over(items.due_on)
    found = items.filter(late)
    return found.select("county", "number", "due_on", cause=found.id.cast("string"), row=found.id)


@rule(
    "governance.fewer_policies",
    "执行中的帮扶政策少于上年同期",
    message="执行中的帮扶政策 {now} 件，上年同日 {before} 件。“四不摘”要求帮扶政策保持稳定。",
    closes="登记接续的政策，或更正政策的有效期和废止日期，使件数不少于上年同日",
    ledgers=["policies"],
)
def fewer_policies(policies: Any, at: Moment) -> Any:
    held = policies.group_by("county").aggregate(
        now=policies.count(where=in_force(policies, at)), before=policies.count(where=in_force(policies, at.year_before()))
    )
    found = held.filter(held.now < held.before)
    return found.select("county", "now", "before", cause=found.county, row=found.now.nullif(found.now).cast("int64"))
