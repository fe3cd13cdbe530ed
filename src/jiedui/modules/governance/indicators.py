"""Indicators 01 to 05 and 49 of the assessment, and 63, the policies in force (四不摘)."""

from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment

CHIEF = ("both", "party", "government")
_YEAR = "日期在本年内、不晚于所询日期的才计；日期不详的只计入今天的数字。"


def identity(table: Any, *columns: Any) -> Any:
    """One text for rows of several offices that tell of the same thing; a row that lacks one of the columns is its own."""
    first, *others = (column.cast("string") for column in columns)
    text = first
    for other in others:
        text = text + "|" + other
    return text.fill_null("#" + table.id.cast("string"))


def _once(table: Any, counts: Any, *columns: Any) -> Figure:
    return Figure(table, counts, identity(table, *columns).nunique(where=counts))


@indicator(
    "01", "党政主要负责同志互访", unit="次", ledgers=["visits"], paced=True,
    words="带队领导类别为党委或政府主要负责同志的互访，两个方向都算。开始日期、方向和带队单位都相同的是同一次互访，"
    "到几个县、由几方登记的只算一次，各县区分别计入。" + _YEAR,
)  # fmt: skip
def chief_visits(visits: Any, at: Moment) -> Figure:
    counts = visits["rank"].isin(list(CHIEF)).fill_null(False) & at.in_year(visits.started_on)
    return _once(visits, counts, visits.started_on, visits.direction, visits.unit)


def _meetings(meetings: Any, at: Moment, kind: str) -> Figure:
    counts = (meetings.kind == kind).fill_null(False) & at.in_year(meetings.held_on)
    return _once(meetings, counts, meetings.held_on, meetings.host)


_SAME_MEETING = "召开日期和召集单位相同的是同一次会议，几方登记的只算一次，各县区分别计入。" + _YEAR


@indicator(
    "02", "高层联席会议", unit="次", ledgers=["meetings"], paced=True, words="会议类型为“高层联席会议”的会议。" + _SAME_MEETING
)  # fmt: skip
def joint_meetings(meetings: Any, at: Moment) -> Figure:
    return _meetings(meetings, at, "joint")


@indicator(
    "05", "专题研究会议", unit="次", ledgers=["meetings"], paced=True, words="会议类型为“专题研究会议”的会议。" + _SAME_MEETING
)  # fmt: skip
def study_meetings(meetings: Any, at: Moment) -> Figure:
    return _meetings(meetings, at, "study")


@indicator(
    "03", "议定事项办结率", unit="%", ledgers=["resolutions"],
    words="已办结的事项 ÷ 应办理的事项。应办理的事项是所询日期以前议定的，加上议定日期不详的（只计入今天的数字），"
    "减去以前年度已经办结的和登记为“不再办理”的。办结日期不晚于所询日期的算已办结；"
    "状态为“已办结”但没有办结日期的，只在今天的数字里算已办结。",
)  # fmt: skip
def resolutions_closed(resolutions: Any, at: Moment) -> Figure:
    stated = (resolutions.state == "closed") & (not at.past)
    closed = (resolutions.closed_on <= at.text).coalesce(stated, False)
    of_old = (resolutions.closed_on < at.text[:4]).fill_null(False)
    counts = at.reached(resolutions.decided_on) & ~of_old & (resolutions.state != "dropped").fill_null(True)
    return Figure(resolutions, counts, (counts & closed).ifelse(1, 0).sum(), over=resolutions.count(where=counts))


@indicator(
    "04", "签订协作协议", unit="份", ledgers=["agreements"], paced=True,
    words="本年签订的两地协议。签订日期、类型和双方都相同的是同一份协议，双方都登记的只算一份，各县区分别计入。"
    "学校、医院、村等结对协议记在结对帮扶台账，这里不计。" + _YEAR,
)  # fmt: skip
def agreements_signed(agreements: Any, at: Moment) -> Figure:
    # Each side may name itself first.
    a, b = agreements.party_a, agreements.party_b
    one, other = (a < b).ifelse(a, b), (a < b).ifelse(b, a)
    counts = at.in_year(agreements.signed_on)
    return _once(agreements, counts, agreements.signed_on, agreements.kind.fill_null("other"), one, other)


@indicator(
    "49", "典型案例和中央媒体报道", unit="篇", ledgers=["media"], paced=True,
    words="宣传类型为“典型案例”的（不分级别），加上宣传类型为“媒体报道”“先进典型人物”、级别为中央级的。简报信息不计。"
    "链接相同的只算一篇，各县区分别计入；没有链接的按登记条数计。" + _YEAR,
)  # fmt: skip
def cases_and_central_media(media: Any, at: Moment) -> Figure:
    central = media.kind.isin(["report", "person"]) & (media.level == "central")
    counts = ((media.kind == "case") | central).fill_null(False) & at.in_year(media.published_on)
    return _once(media, counts, media.link)


def in_force(policies: Any, at: Moment) -> Any:
    """Condition: the policy is carried out on the day."""
    return at.reached(policies.begins_on.coalesce(policies.issued_on)) & at.not_over(policies.repealed_on.coalesce(policies.ends_on))


@indicator(
    "63", "执行中的帮扶政策", unit="件", ledgers=["policies"],
    words="所询日期在执行的政策文件：实施日期（未填的用发文日期）不晚于当日，废止日期（未填的用有效期）不早于当日。"
    "用来与上年同期比较，看帮扶政策是否保持稳定（四不摘）。",
)  # fmt: skip
def policies_in_force(policies: Any, at: Moment) -> Figure:
    counts = in_force(policies, at)
    return Figure(policies, counts, policies.count(where=counts))
