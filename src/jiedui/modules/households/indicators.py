"""Indicators 06 to 08 of the assessment, and households whose income of twelve full months lies below the line (50)."""

from typing import Any

from jiedui.core.declare.indicators import LESS, Figure, indicator
from jiedui.core.indicators.moment import WINDOW, Moment

INCOMES = ("wage_income", "business_income", "property_income", "transfer_income")


@indicator(
    "50", "收入低于监测线的户数", unit="户", ledgers=["household_months"], better=LESS,
    unknown="近12个月记录不全、最后一个月未填家庭人口，或当年监测线尚未录入，未作判定的户数",
    words="最近12个完整月（到所询日期已结束的月份）的工资性、生产经营性、财产性、转移性收入之和，减去生产经营性支出，"
    "除以最后一个月的家庭人口，低于当年监测线（每人每年）的户数。合规自付支出不抵扣。"
    "四项收入都没有填的月份视为没有记录；缺任何一个月的户不作判定，不按零计。有记录的月份里，个别收入项未填的视为没有该项收入。",
)  # fmt: skip
def below_the_line(months: Any, at: Moment) -> Figure:
    window = at.window()
    months = months.filter(months.month.isin(window))
    first, *others = (months[name] for name in INCOMES)
    recorded = first.coalesce(*others).notnull()
    income = sum((months[name].fill_null(0) for name in INCOMES), -months.business_cost.fill_null(0))
    last = recorded & (months.month == window[-1])
    # One row a household: that of the last month, which carries the number of people and is what drill-down shows.
    table = months.group_by(["county", "household"]).aggregate(
        recorded=months.count(where=recorded),
        total=income.sum(where=recorded),
        id=months.id.max(where=last),
        people=months.people.max(where=last),
    )
    lines = sorted(at.lines.items())
    line = table.county.left(2).cases(*lines, else_=None) if lines else table.people.nullif(table.people)
    judged = ((table.recorded == WINDOW) & (table.people > 0) & line.notnull()).fill_null(False)
    below = judged & (table.total < line * table.people)
    return Figure(
        table, below, table.count(where=below), known=table.count(where=judged), unknown=table.count(where=~judged)
    )


@indicator(
    "06", "风险线索按期办结率", unit="%", ledgers=["clues"], measures=(25,),
    unknown="尚未到期也未办结，或未填办结期限，未作判定的线索数",
    words="所询年度内发现、到所询日期已办结或已过办结期限的线索中，办结日期不晚于办结期限的线索数 ÷ 这些线索的总数。"
    "期限当天办结算按期；所询日期之后才办结的，当日仍算未办结。只有年或年月的日期，办结按首日、期限按末日。"
    "没有填办结期限的线索不作判定；没有填发现日期的只计入今天的数字。一条线索计一次，同一户的几条线索分别计。",
)  # fmt: skip
def clues_closed_in_time(clues: Any, at: Moment) -> Figure:
    closed = (clues.closed_on <= at.text).fill_null(False)
    found = at.in_year(clues.found_on)
    judged = (found & clues.due_on.notnull() & (closed | ~at.not_over(clues.due_on))).fill_null(False)
    in_time = judged & closed & (clues.closed_on <= clues.due_on + "~").fill_null(False)
    return Figure(
        clues, judged, clues.count(where=in_time), over=clues.count(where=judged),
        unknown=clues.count(where=found & ~judged),
    )  # fmt: skip


def watched(households: Any, at: Moment) -> Any:
    """Condition: one of the three kinds, identified by the day."""
    kind = (households.monitoring != "none").fill_null(False)
    return kind & at.reached(households.identified_on)


def removed(households: Any, at: Moment) -> Any:
    """Condition: the risk was removed by the day. Without a date it was not."""
    return (households.removed_on <= at.text).fill_null(False)


_WATCHED = (
    "监测对象：监测户台账里监测对象类型为三类之一、识别日期不晚于所询日期的户；没有填识别日期的只计入今天的数字。"
    "类型和风险按现在登记的情况。以户计，一户一次。"
)


@indicator(
    "07", "监测对象帮扶落实率", unit="%", ledgers=["households", "help_measures"], measures=(25,),
    words="所询日期风险尚未消除的监测对象中，已有至少一项帮扶措施开始的户数 ÷ 风险尚未消除的监测对象户数。"
    "措施的开始时间不晚于所询日期即算（只有年或年月的按首日，没有填的只计入今天的数字），一户有几项措施只算一户；措施后来结束的仍算已落实。"
    "没有任何措施记录的县，该县的落实率为空，其监测对象仍计入合计的分母。" + _WATCHED,
)  # fmt: skip
def households_helped(households: Any, help_measures: Any, at: Moment) -> Figure:
    started = help_measures.group_by("household").aggregate(
        recorded=help_measures.count(), begun=help_measures.count(where=at.reached(help_measures.started_on))
    )
    table = households.left_join(started, households.id == started.household).select(
        "id", "county", "monitoring", "identified_on", "removed_on",
        recorded=started.recorded.fill_null(0), begun=started.begun.fill_null(0),
    )  # fmt: skip
    counts = watched(table, at) & ~removed(table, at)
    return Figure(
        table, counts, table.count(where=counts & (table.begun > 0)), over=table.count(where=counts),
        known=table.recorded.sum(),
    )  # fmt: skip


@indicator(
    "08", "监测对象风险消除率", unit="%", ledgers=["households"], measures=(25,),
    words="监测对象中风险消除日期不晚于所询日期的户数 ÷ 监测对象户数，从开始监测起累计。没有填风险消除日期的算未消除；"
    "只有年或年月的日期按首日。" + _WATCHED,
)  # fmt: skip
def risk_removed(households: Any, at: Moment) -> Figure:
    counts = watched(households, at)
    return Figure(
        households,
        counts,
        households.count(where=counts & removed(households, at)),
        over=households.count(where=counts),
    )
