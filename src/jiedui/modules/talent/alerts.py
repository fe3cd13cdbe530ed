"""Standing checks of officials and professionals (measures 14 and 15), and of people kept up (四不摘)."""

from typing import Any

from jiedui.core.declare.rules import DISTRICT, URGENT, rule
from jiedui.core.indicators.moment import Moment
from jiedui.core.lake.listed import counties
from jiedui.modules.talent.indicators import SECONDED, goes, in_office, last_day

FEWEST = 2
"""Secondments that the plan asks for in every paired county (measure 14)."""
AHEAD = 60
"""Days before a term ends in which the next one has to be arranged."""


@rule(
    "talent.too_few",
    "挂职干部不足",
    message="在任挂职干部 {now} 人，60 天后仍在任 {later} 人，规划要求每县不少于 2 人。",
    closes="新选派或延长任期，使在任人数现在和 60 天内都不少于 2 人",
    ledgers=["officials"],
    measures=(14,),
    owner=DISTRICT,
    tone=URGENT,
)
def too_few(officials: Any, at: Moment) -> Any:
    sent = officials.filter(goes(officials, "west") & officials.kind.isin(list(SECONDED)).fill_null(False))
    here = in_office(sent, at)
    held = sent.group_by("county").aggregate(
        now=sent.person.nunique(where=here),
        later=sent.person.nunique(where=here & ((last_day(sent) + "~") >= at.after(AHEAD)).fill_null(True)),
    )
    every = counties(at.districts)
    found = every.left_join(held, "county").select(
        "county", now=held.now.fill_null(0), later=held.later.fill_null(0), rows=held.now
    )
    found = found.filter(found.later < FEWEST)
    return found.select("county", "now", "later", cause=found.county, row=found.rows.nullif(found.rows))


@rule(
    "talent.fewer_officials",
    "选派干部少于上年同期",
    message="东部派来、现在任的干部 {now} 人，上年同日 {before} 人。“四不摘”要求帮扶力量保持稳定。",
    closes="补派干部或登记延期，使在任人数不少于上年同日",
    ledgers=["officials"],
    measures=(14,),
    owner=DISTRICT,
)
def fewer_officials(officials: Any, at: Moment) -> Any:
    sent = officials.filter(goes(officials, "west"))
    held = sent.group_by("county").aggregate(
        now=sent.person.nunique(where=in_office(sent, at)), before=sent.person.nunique(where=in_office(sent, at.year_before()))
    )
    found = held.filter(held.now < held.before)
    return found.select("county", "now", "before", cause=found.county, row=found.now.nullif(found.now).cast("int64"))


@rule(
    "talent.term_ends",
    "挂职干部任期将满",
    message="一名在任干部的任期 {until} 届满，请安排延期或接替。",
    closes="登记延长后的任期截止日期，或登记实际结束日期",
    ledgers=["officials"],
    measures=(14,),
    owner=DISTRICT,
)
def term_ends(officials: Any, at: Moment) -> Any:
    return _ending(officials, at)


@rule(
    "talent.service_ends",
    "专业技术人才服务期将满",
    message="一名专业技术人才的服务期 {until} 届满，请安排延期或接替。",
    closes="登记延长后的服务期截止日期，或登记实际结束日期",
    ledgers=["professionals"],
    measures=(15,),
    owner=DISTRICT,
)
def service_ends(professionals: Any, at: Moment) -> Any:
    # A visit of some weeks ends by itself.
    return _ending(professionals.filter((professionals.stay != "short").fill_null(True)), at)


def _ending(people: Any, at: Moment) -> Any:
    ending = people.ended_on.isnull() & at.reached(people.started_on) & people.term_ends_on.notnull()
    ending &= at.not_over(people.term_ends_on) & (people.term_ends_on <= at.after(AHEAD))
    found = people.filter(ending)
    return found.select("county", until=found.term_ends_on, cause=found.id.cast("string"), row=found.id)
