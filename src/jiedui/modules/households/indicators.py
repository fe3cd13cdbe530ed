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
    recorded = (
        months.month.isin(window) & months[INCOMES[0]].coalesce(*(months[name] for name in INCOMES[1:])).notnull()
    )
    income = sum((months[name].fill_null(0) for name in INCOMES), -months.business_cost.fill_null(0))
    seen = months.filter(months.month.isin(window)).select("county", "household").distinct()
    rows = months.filter(recorded).mutate(income=income)
    year = rows.group_by(["county", "household"]).aggregate(
        whole=rows.month.nunique() == WINDOW, total=rows.income.sum()
    )
    # The last month's row stands for its household: it carries the number of people and is what drill-down shows.
    last = rows.filter((rows.month == window[-1]) & (rows.people > 0))
    lines = [(province, fen) for province, fen in sorted(at.lines.items())]
    line = last.county.left(2).cases(*lines, else_=None) if lines else last.people.nullif(last.people)
    judged = (
        last.mutate(line=line * last.people)
        .inner_join(year.filter(year.whole), ["county", "household"])
        .filter(lambda t: t.line.notnull())
    )
    below = judged.filter(judged.total < judged.line)
    return Figure(below, below.count(), known=judged, unknown=seen.anti_join(judged, ["county", "household"]))
