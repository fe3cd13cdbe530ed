"""Indicators 31 to 39 of the assessment: training, enrolment, transport, workshops, leaders, public-welfare posts."""

from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment

_DATES = "只有年或年月的日期按首日；没有日期的只计入今天的数字，不计入过去的日期。"
_TRAINED = (
    "结业日期在所询年度内、不晚于所询日期的培训班的学员，培训结果为退训的不计。一人参加几个班计几人次。"
    "培训班未填结业日期的视为还没有结业，不计；结业日期只有年或年月的按首日。"
)


def trained(trainees: Any, classes: Any, at: Moment) -> tuple[Any, Any]:
    """The trainees with the day on which their class ended, and the condition that it did in the year."""
    ends = classes.select(class_id=classes.id, ended_on=classes.ended_on)
    table = trainees.left_join(ends, trainees.training_class == ends.class_id).select(
        "id", "county", "result", "employed", "employed_on", "ended_on"
    )
    stayed = (table.result != "withdrawn").fill_null(True)
    return table, stayed & table.ended_on.notnull() & at.in_year(table.ended_on)


@indicator(
    "31", "劳务协作培训", unit="人次", ledgers=["trainees", "training_classes"], measures=(8,), paced=True, words=_TRAINED
)  # fmt: skip
def labour_training(trainees: Any, classes: Any, at: Moment) -> Figure:
    table, counts = trained(trainees, classes, at)
    return Figure(table, counts, table.count(where=counts))


@indicator(
    "32", "培训后就业率", unit="%", ledgers=["trainees", "training_classes"], measures=(8,),
    unknown="没有填写是否就业的学员人次，按未就业计",
    words="指标31的学员中，是否就业为“是”且就业日期不晚于所询日期的人次 ÷ 指标31的人次。"
    "就业日期未填的，只在所询日期为今天时算已就业；是否就业未填的按未就业计。" + _TRAINED,
)  # fmt: skip
def employed_after_training(trainees: Any, classes: Any, at: Moment) -> Figure:
    table, counts = trained(trainees, classes, at)
    employed = table.employed.fill_null(False) & at.reached(table.employed_on)
    return Figure(
        table, counts, table.count(where=counts & employed), over=table.count(where=counts),
        unknown=table.count(where=counts & table.employed.isnull()),
    )  # fmt: skip


@indicator(
    "33", "两后生和职业教育招生", unit="人", ledgers=["enrolments"], measures=(8,), paced=True,
    words="入学日期在所询年度内、不晚于所询日期的学生人数；到所询日期已退学的不计，退学而未填离校日期的也不计。"
    "同一人登记几次的，合计只算一人，各县分别计入。" + _DATES,
)  # fmt: skip
def enrolled(enrolments: Any, at: Moment) -> Figure:
    gone = (enrolments.status == "withdrawn") & (enrolments.left_on <= at.text).fill_null(True)
    counts = at.in_year(enrolments.enrolled_on) & ~gone.fill_null(False)
    return Figure(enrolments, counts, enrolments.person.nunique(where=counts))


@indicator(
    "34", "点对点输送", unit="人", ledgers=["trip_passengers", "trips"], measures=(7,), paced=True,
    words="出发日期在所询年度内、不晚于所询日期的车次上的乘客人数；是否乘车为“否”的不计，未填的按已乘车计。"
    "同一人一年内乘几次的只算一人，按车次的出发县计入各县。" + _DATES,
)  # fmt: skip
def moved_point_to_point(passengers: Any, trips: Any, at: Moment) -> Figure:
    days = trips.select(trip_id=trips.id, left_on=trips.left_on)
    table = passengers.left_join(days, passengers.trip == days.trip_id).select(
        "id", "county", "person", "boarded", "left_on"
    )
    counts = table.boarded.fill_null(True) & at.in_year(table.left_on)
    return Figure(table, counts, table.person.nunique(where=counts))


_RUNNING = (
    "所询日期落在投产日期与关闭日期之间（含当日），且运行状态为“正常运行”的车间；现已关闭但关闭日期不早于所询日期的，"
    "当日仍算在运行。运行状态按现在登记的情况，停工闲置的不计。" + _DATES
)


def running(workshops: Any, at: Moment) -> Any:
    """Condition: the workshop was at work on the day, as far as its own dates say."""
    status = workshops.status
    later_closed = (status == "closed") & workshops.ended_on.notnull() if at.past else False
    at_work = (status == "active") | later_closed
    return (at_work & at.reached(workshops.started_on) & at.not_over(workshops.ended_on)).fill_null(False)


@indicator(
    "35", "正常运行的帮扶车间", unit="个", ledgers=["workshops"], measures=(6, 11),
    unknown="没有填写运行状态、未计入的车间个数", words=_RUNNING,
)  # fmt: skip
def active_workshops(workshops: Any, at: Moment) -> Figure:
    counts = running(workshops, at)
    return Figure(
        workshops, counts, workshops.count(where=counts), unknown=workshops.count(where=workshops.status.isnull())
    )


@indicator(
    "36", "帮扶车间吸纳脱贫人口", unit="人", ledgers=["workshops", "workshop_months"], measures=(6, 11),
    unknown="没有填写脱贫人口数、未计入的车间个数",
    words="指标35的车间吸纳的脱贫人口之和：取到所询日期所在月份为止填有脱贫人口的最近一个月的月度记录；"
    "没有这样的月度记录的，取车间台账登记的“其中脱贫人口”。只有人数，不核对同一人是否在两个车间。" + _RUNNING,
)  # fmt: skip
def relieved_in_workshops(workshops: Any, months: Any, at: Moment) -> Figure:
    told = months.filter(months.relieved.notnull() & (months.month <= at.text[:7]))
    newest = told.group_by(of=told.workshop).aggregate(newest=told.month.max())
    told = told.inner_join(newest, (told.workshop == newest.of) & (told.month == newest.newest))
    told = told.select(of=told.workshop, monthly=told.relieved)
    shops = workshops.mutate(running=running(workshops, at))
    table = shops.left_join(told, shops.id == told.of).select(
        "id", "county", "running", people=told.monthly.coalesce(shops.relieved)
    )
    counts = table.running & table.people.notnull()
    return Figure(
        table, counts, counts.ifelse(table.people, 0).sum(), known=table.count(where=counts | ~table.running),
        unknown=table.count(where=table.running & table.people.isnull()),
    )  # fmt: skip


_LEADERS = (
    "培训日期在所询年度内、不晚于所询日期的带头人人数，一年内参训几次的只算一人；"
    "同一人由几个县登记的，合计只算一人，各县分别计入。" + _DATES
)


@indicator("37", "培训致富带头人", unit="人", ledgers=["leaders"], measures=(9,), paced=True, words=_LEADERS)
def leaders_trained(leaders: Any, at: Moment) -> Figure:
    counts = at.in_year(leaders.trained_on)
    return Figure(leaders, counts, leaders.person.nunique(where=counts))


@indicator(
    "38", "其中创业成功", unit="人", ledgers=["leaders"], measures=(9,), paced=True,
    words="指标37的带头人中，是否创业为“是”且创业日期不晚于所询日期的（培训之前已经创业的也算）。" + _LEADERS,
)  # fmt: skip
def leaders_who_started(leaders: Any, at: Moment) -> Figure:
    counts = at.in_year(leaders.trained_on) & leaders.started.fill_null(False) & at.reached(leaders.started_on)
    return Figure(leaders, counts, leaders.person.nunique(where=counts))


@indicator(
    "39", "公益性岗位在岗人数", unit="人", ledgers=["welfare_posts"], measures=(6,),
    words="所询日期落在上岗日期与到期日期之间（含当日）的人数，未填到期日期的视为仍在岗。同一人只算一人。"
    "只有年或年月的日期，上岗按首日、到期按末日。",
)  # fmt: skip
def welfare_posts_filled(posts: Any, at: Moment) -> Figure:
    counts = at.reached(posts.since) & at.not_over(posts.until)
    return Figure(posts, counts, posts.person.nunique(where=counts))
