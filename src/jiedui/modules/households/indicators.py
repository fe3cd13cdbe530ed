"""Households whose income of twelve full months lies below the line of their province and year."""

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
