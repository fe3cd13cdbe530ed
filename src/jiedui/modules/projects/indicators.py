"""Indicators 09, 12, 13 and 24 of the assessment: fiscal collaboration money. Donations are never mixed in."""

from typing import Any

from jiedui.core.declare.indicators import COUNTY, DISTRICT, Figure, indicator
from jiedui.core.indicators.moment import Moment

FEN_PER_WAN = 1_000_000
_YEAR = (
    "只算属于所询年度的项目：从计划或实际开工的年份（取早的）到完工的年份，未完工的按计划完工；跨年的项目在所跨各年都计；"
    "没有任何日期的，按登记计入现行工作计划的年度。"
)
_FUNDS = "只算资金类别为“财政援助”且填有协作资金的项目；协作资金没有自己的日期，按台账现在登记的数额计。" + _YEAR


def of_year(projects: Any, at: Moment) -> Any:
    """Condition: the project belongs to the year asked for."""
    return at.of_year(
        projects.planned_start, projects.actual_start, projects.actual_end.fill_null(projects.planned_end)
    )


def fiscal(projects: Any, at: Moment) -> Any:
    """Condition: a project of the year, paid from fiscal money, whose planned collaboration money is known."""
    return of_year(projects, at) & (projects.fund_kind == "fiscal") & projects.planned_fund.notnull()


def known(projects: Any, at: Moment) -> Any:
    """Aggregate: how many projects of the year are registered; without one the year's money is unknown, not 0."""
    return projects.count(where=of_year(projects, at))


@indicator(
    "09", "财政援助资金", unit="万元", ledgers=["projects"], measures=(3,), scale=FEN_PER_WAN, paced=True,
    divisions=(COUNTY, DISTRICT), words="财政援助项目的协作资金之和。" + _FUNDS,
)  # fmt: skip
def fiscal_aid(projects: Any, at: Moment) -> Figure:
    counts = fiscal(projects, at)
    return Figure(projects, counts, projects.planned_fund.sum(where=counts), known=known(projects, at))


@indicator(
    "12", "帮扶资金使用率", unit="%", ledgers=["projects", "payments"], measures=(3, 4), paced=True,
    words="财政援助项目截至所询日期累计支付的金额 ÷ 这些项目的已到县资金。支付按支付日期计（只有年或年月的按首日，"
    "没有日期的只计入今天的数字）；已到县资金没有日期，按台账现在登记的数额计，未填的项目不计入分子和分母。"
    "没有支付记录的县，该县的使用率为空，其已到县资金仍计入合计的分母。"
    + _YEAR,
)  # fmt: skip
def use_rate(projects: Any, payments: Any, at: Moment) -> Figure:
    paid = payments.group_by("project").aggregate(
        vouchers=payments.count(), spent=payments.amount.sum(where=at.reached(payments.paid_on))
    )
    dated = projects.mutate(belongs=of_year(projects, at))
    table = dated.left_join(paid, dated.id == paid.project).select(
        "id", "county", "fund_kind", "arrived", "belongs", "vouchers", spent=paid.spent.fill_null(0)
    )
    counts = table.belongs & (table.fund_kind == "fiscal") & table.arrived.notnull()
    return Figure(
        table,
        counts,
        table.spent.sum(where=counts),
        over=table.arrived.sum(where=counts),
        known=table.vouchers.sum(where=table.belongs),
    )


@indicator(
    "13", "投向重点帮扶县的比例", unit="%", ledgers=["projects"], measures=(3,), divisions=(COUNTY, DISTRICT),
    words="重点帮扶县项目的协作资金 ÷ 全部协作资金。是否重点帮扶县以项目登记为准，未填的按国家乡村振兴重点帮扶县名单。" + _FUNDS,
)  # fmt: skip
def share_of_key_counties(projects: Any, at: Moment) -> Figure:
    listed = projects.county.isin(sorted(at.key_counties)) if at.key_counties else False
    return _share(projects, at, projects.key_county.fill_null(listed))


@indicator(
    "24", "投向产业的资金比例", unit="%", ledgers=["projects"], measures=(10,), divisions=(COUNTY, DISTRICT),
    words="项目类别为“产业”的协作资金 ÷ 全部协作资金；未填项目类别的计入分母。" + _FUNDS,
)  # fmt: skip
def share_of_industry(projects: Any, at: Moment) -> Figure:
    return _share(projects, at, (projects.category == "industry").fill_null(False))


def _share(projects: Any, at: Moment, part: Any) -> Figure:
    counts, fund = fiscal(projects, at), projects.planned_fund
    # Nothing for the part is a share of 0, not an unknown share, so the sum runs over all rows that count.
    return Figure(
        projects, counts, part.ifelse(fund, 0).sum(where=counts), over=fund.sum(where=counts), known=known(projects, at)
    )
