"""Standing checks of workers (measures 5 and 6)."""

from typing import Any

from jiedui.core.declare.rules import rule
from jiedui.core.indicators.moment import Moment


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
