"""Indicators 14 to 19 of the assessment, and beside them 53, 61 and 62: stationed officials, months served, short visits."""

from collections.abc import Sequence
from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment

SECONDED, STATIONED = ("secondment", "short"), ("stationed",)
LEARNERS = ("official", "village", "teacher", "doctor", "agronomist", "technician")
_IN_OFFICE = (
    "所询日期在任期内（含首日和末日）的才算：开始日期不晚于当日，实际结束日期（未填的用任期截止日期）不早于当日。"
    "任期届满又没有登记延期的不再计入。同一人算一人，在几个县任职的各县分别计入。"
)
_SERVED = (
    "本年内（到所询日期为止）至少有一天在服务期内的，每人每段服务期算一人次；上年派出、今年还在服务的也算。"
    "服务时长类别为“不满一个月”的短期服务不计，另列指标62。同一人同一天开始的服务只算一次。"
)


def last_day(people: Any) -> Any:
    """The day on which a term ended, or is to end."""
    return people.ended_on.coalesce(people.term_ends_on)


def in_office(people: Any, at: Moment) -> Any:
    """Condition: the term covers the day."""
    return at.reached(people.started_on) & at.not_over(last_day(people))


def served_this_year(people: Any, at: Moment) -> Any:
    """Condition: the term covers a day of the year, up to the day."""
    return at.reached(people.started_on) & ((last_day(people) + "~") >= at.text[:4]).fill_null(True)


def goes(people: Any, direction: str) -> Any:
    return (people.direction == direction).fill_null(False)


def _persons(people: Any, counts: Any, *, least: bool = False) -> Figure:
    return Figure(people, counts, people.person.nunique(where=counts), least=least)


def _turns(people: Any, counts: Any) -> Figure:
    """人次: a person and the day on which the service or training began."""
    turn = people.person.cast("string") + "|" + people.started_on
    return Figure(people, counts, turn.nunique(where=counts))


@indicator(
    "14", "选派干部", unit="人", ledgers=["officials"], measures=(14,),
    words="选派方向为“东部到西部”、所询日期在任的干部，包括挂职、短期挂职、驻县、市前方工作组和省工作组干部。" + _IN_OFFICE,
)  # fmt: skip
def officials_sent(officials: Any, at: Moment) -> Figure:
    return _persons(officials, in_office(officials, at) & goes(officials, "west"))


@indicator(
    "15", "接收挂职干部", unit="人", ledgers=["officials"], measures=(14, 16),
    words="选派方向为“西部到东部”、所询日期在任的干部。" + _IN_OFFICE,
)  # fmt: skip
def officials_received(officials: Any, at: Moment) -> Figure:
    return _persons(officials, in_office(officials, at) & goes(officials, "east"))


def _in_the_county(officials: Any, at: Moment, kinds: Sequence[str]) -> Figure:
    counts = in_office(officials, at) & goes(officials, "west") & officials.kind.isin(list(kinds)).fill_null(False)
    return _persons(officials, counts, least=True)


_LEAST = "市、区和合计取所辖结对县中最少的一个县的人数；台账里没有记录的结对县按 0 人算，整个台账没有记录的为空。"


@indicator(
    "16", "每县挂职干部最少人数", unit="人", ledgers=["officials"], measures=(14,), each=True,
    words="东部派到县、所询日期在任的挂职和短期挂职干部人数。" + _LEAST + "驻县干部是否算挂职尚无定论，这里不算，算的见指标53。" + _IN_OFFICE,
)  # fmt: skip
def least_secondments(officials: Any, at: Moment) -> Figure:
    return _in_the_county(officials, at, SECONDED)


@indicator(
    "53", "每县挂职和驻县干部最少人数", unit="人", ledgers=["officials"], measures=(14,), each=True,
    words="东部派到县、所询日期在任的挂职、短期挂职和驻县干部人数。" + _LEAST + "与指标16的差别只在驻县干部。" + _IN_OFFICE,
)  # fmt: skip
def least_secondments_and_stationed(officials: Any, at: Moment) -> Figure:
    return _in_the_county(officials, at, (*SECONDED, *STATIONED))


def _long(people: Any) -> Any:
    return (people.stay != "short").fill_null(True)


@indicator(
    "17", "选派专业技术人才", unit="人次", ledgers=["professionals"], measures=(15,), paced=True,
    words="选派方向为“东部到西部”的专业技术人才，含组团式、银龄和柔性人才。" + _SERVED,
)  # fmt: skip
def professionals_sent(people: Any, at: Moment) -> Figure:
    return _turns(people, served_this_year(people, at) & goes(people, "west") & _long(people))


@indicator(
    "18", "接收专业技术人才", unit="人次", ledgers=["professionals"], measures=(15,), paced=True,
    words="选派方向为“西部到东部”的专业技术人才。" + _SERVED,
)  # fmt: skip
def professionals_received(people: Any, at: Moment) -> Figure:
    return _turns(people, served_this_year(people, at) & goes(people, "east") & _long(people))


@indicator(
    "19", "培训干部和专业技术人才", unit="人次", ledgers=["trainees_shadowing"], measures=(16,), paced=True,
    words="本年内（到所询日期为止）开始的培训、跟岗，学员为党政干部、村干部或专业技术人员的，每人每期算一人次，"
    "“其他人员”和未填人员类别的不计。同一人同一天开始的只算一次。只有年或年月的日期按首日；没有日期的只计入今天的数字。",
)  # fmt: skip
def people_trained(trainees: Any, at: Moment) -> Figure:
    counts = at.in_year(trainees.started_on) & trainees.category.isin(list(LEARNERS)).fill_null(False)
    return _turns(trainees, counts)


@indicator(
    "61", "专业技术人才服务人月", unit="人月", ledgers=["professionals"], measures=(15,), paced=True,
    words="指标17的人才在本年内（到所询日期为止）服务所跨的自然月数之和：一个月里服务过一天也算一个人月。短期服务不计。",
)  # fmt: skip
def months_served(people: Any, at: Moment) -> Figure:
    counts = served_this_year(people, at) & goes(people, "west") & _long(people)
    months = 0
    for number in range(1, 13):
        month = at.text[:4] + f"-{number:02d}"
        inside = (people.started_on <= month + "~") & ((last_day(people) + "~") >= month).fill_null(True)
        # A term that begins later in the asked month than the asked day has not begun.
        inside = inside & at.begun(number) & at.reached(people.started_on)
        months = months + inside.fill_null(False).ifelse(1, 0)
    return Figure(people, counts, months.sum(where=counts))


@indicator(
    "62", "短期专家服务", unit="人次", ledgers=["professionals"], measures=(15,), paced=True,
    words="选派方向为“东部到西部”、服务时长类别为“不满一个月”、开始日期在本年内（到所询日期为止）的专家服务，每人每次算一人次。",
)  # fmt: skip
def short_visits(people: Any, at: Moment) -> Figure:
    counts = at.in_year(people.started_on) & goes(people, "west") & ~_long(people)
    return _turns(people, counts)
