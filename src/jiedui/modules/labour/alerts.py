"""Standing checks of workers, workshops and posts (measures 5, 6 and 11)."""

from typing import Any

from jiedui.core.declare.rules import URGENT, rule
from jiedui.core.indicators.moment import Moment

UNPAID = 3
"""Full months without wages after which a workshop is asked about."""


@rule(
    "workers.two_counties",
    "同一人由两个县登记",
    message="一名务工人员同时由 {counties} 个县登记，统计时只算一人。",
    closes="由实际户籍地保留登记，其他县删除该记录",
    ledgers=["workers"],
    measures=(5, 6),
)
def two_counties(workers: Any, at: Moment) -> Any:
    known = workers.filter(workers.person.notnull())
    many = known.group_by("person").aggregate(counties=known.county.nunique())
    many = many.filter(many.counties > 1)
    # One alert for each county that has the person, so that each sees its own row and nothing of the other.
    found = known.join(many, "person")
    return found.select("county", "counties", cause=found.id.cast("string"), row=found.id)


@rule(
    "labour.workshop_unpaid",
    "帮扶车间三个月没有发工资",
    message="帮扶车间 {number} 最近三个整月没有发放工资的记录。",
    closes="登记发放工资的月份，或登记停工停用",
    ledgers=["workshops", "workshop_months"],
    measures=(6, 11),
    tone=URGENT,
)
def workshop_unpaid(workshops: Any, months: Any, at: Moment) -> Any:
    last = at.window()[-UNPAID:]
    paid = months.filter(months.month.isin(last) & (months.wages > 0).fill_null(False))
    paid = paid.group_by("workshop").aggregate(paid=paid.count())
    joined = workshops.left_join(paid, workshops.id == paid.workshop)
    running = (joined.status == "active").fill_null(False) & at.not_over(joined.ended_on)
    # One that has only just begun has had no three months yet.
    begun = (joined.started_on < last[0] + "~").fill_null(True)
    found = joined.filter(joined.paid.isnull() & running & begun)
    return found.select("county", "number", cause=found.id.cast("string"), row=found.id)


@rule(
    "labour.post_and_job",
    "公益性岗位人员另有工作",
    message="一名公益性岗位人员同时登记为在岗务工人员。",
    closes="更正务工台账的就业状态，或登记公益性岗位的离岗日期",
    ledgers=["welfare_posts", "workers"],
    measures=(6,),
)
def post_and_job(posts: Any, workers: Any, at: Moment) -> Any:
    at_work = workers.filter(workers.status.isin(["arrived", "stable"]).fill_null(False) & at.not_over(workers.until))
    at_work = at_work.filter(at.reached(at_work.since) & at_work.person.notnull())
    at_work = at_work.group_by("person").aggregate(jobs=at_work.count())
    filled = posts.filter(at.reached(posts.since) & at.not_over(posts.until))
    found = filled.inner_join(at_work, "person")
    return found.select("county", cause=found.id.cast("string"), row=found.id)
