"""Indicators 09 to 13, 24 and 48 of the assessment: fiscal collaboration money, and the assets it leaves behind.

Donations are never mixed in.
"""

from typing import Any

from jiedui.core.declare.indicators import CITY, COUNTY, DATE, DISTRICT, LESS, Figure, indicator
from jiedui.core.indicators.moment import Moment

FEN_PER_WAN = 1_000_000
_YEAR = (
    "只算属于所询年度的项目：从计划或实际开工的年份（取早的）到完工的年份，未完工的按计划完工；跨年的项目在所跨各年都计；"
    "没有任何日期的，按登记计入现行工作计划的年度。没有指定日期时，按台账现在登记的全部项目计。"
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
    "10", "县均财政援助资金", unit="万元", ledgers=["projects"], measures=(3,), scale=FEN_PER_WAN, paced=True,
    divisions=(COUNTY, CITY, DISTRICT),
    words="财政援助资金（指标09）÷ 县数。县数为项目台账中有项目的县：只有捐赠项目的县按 0 元计入平均，一个项目都没有登记的县"
    "情况不明，不计入。" + _FUNDS,
)  # fmt: skip
def mean_per_county(projects: Any, at: Moment) -> Figure:
    counts = fiscal(projects, at)
    # A county without fiscal money is one of those that share it, so counties are counted over all projects of the year.
    return Figure(
        projects,
        counts,
        projects.planned_fund.sum(where=counts).fill_null(0),
        over=projects.county.nunique(where=of_year(projects, at)),
        known=known(projects, at),
    )


@indicator(
    "11", "首批资金到账日期", unit=DATE, ledgers=["arrivals", "allotments"], measures=(3,), better=LESS,
    words="当年第一批财政援助资金最早一笔到账的日期：下达记录的资金批次为第一批、资金类别为财政援助，资金年度（未填的按下达日期的年份）"
    "为所询日期的年度，到账金额大于 0，到账日期填到日且不晚于所询日期。各县、各市、各区为其最早一笔，合计为全部中最早一笔。"
    "到账日期未填或没有填到日的不参与，另列笔数。",
    unknown="第一批资金中到账日期未填到日的凭证",
)  # fmt: skip
def first_tranche_arrived(arrivals: Any, allotments: Any, at: Moment) -> Figure:
    given = allotments.select(
        allotment_id=allotments.id, tranche=allotments.tranche, fund_kind=allotments.fund_kind,
        year=allotments.year.fill_null(allotments.issued_on.left(4)),
    )  # fmt: skip
    joined = arrivals.left_join(given, arrivals.allotment == given.allotment_id)
    table = joined.select(
        "id", "county", "arrived_on", "amount", "tranche", "fund_kind", "year",
        exact=(joined.arrived_on.length() == 10).fill_null(False),
    )  # fmt: skip
    first = (table.tranche == "1") & (table.fund_kind == "fiscal") & (table.year == at.text[:4]) & (table.amount > 0)
    first = first.fill_null(False)
    counts = first & table.exact & (table.arrived_on <= at.text).fill_null(False)
    day = table.arrived_on.replace("-", "").cast("int64")
    return Figure(table, counts, day.min(where=counts), unknown=table.count(where=first & ~table.exact))


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


@indicator(
    "48", "资产确权率", unit="%", ledgers=["assets"], measures=(4, 10),
    words="已确权资产件数 ÷ 资产件数。已确权：确权日期不晚于所询日期，且填有产权归属单位（到户类资产可以不填）。资产：形成日期不晚于所询"
    "日期、当日尚未处置的；未填形成日期的只计入今天的数字。只有年或年月的形成日期、确权日期按首日，处置日期按末日。资产不分经营性、公益性、"
    "到户类，也不分资金类别，一件计一件，不按金额加权。",
)  # fmt: skip
def assets_confirmed(assets: Any, at: Moment) -> Figure:
    counts = at.reached(assets.formed_on) & at.not_over(assets.disposed_on)
    owned = assets.owner.notnull() | (assets.kind == "household").fill_null(False)
    confirmed = (assets.confirmed_on <= at.text).fill_null(False) & owned
    return Figure(assets, counts, assets.count(where=counts & confirmed), over=assets.count(where=counts))
