"""Indicators 20 to 23 and 25 of the assessment: firms that settled and produce, money that arrived, parks, full output."""

from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment
from jiedui.modules.industry.lists import PROVED

FEN_PER_YI = 10_000_000_000
_HALF_DATES = "只有年或年月的日期，起始按首日、截止按末日。"
_JOINT = (
    "是否共建为“是”、共建开始日期不晚于所询日期且共建未截止（含截止当日）的园区；未填共建开始日期的只计入今天的数字。"
    "一个园区计一个，由几个区共建的也只计一个。" + _HALF_DATES
)


@indicator(
    "20", "新增落地投产企业", unit="家", ledgers=["settled_firms"], measures=(11, 13), paced=True,
    words="投产日期在所询日期所在年度之内且不晚于所询日期的企业；已填停产或退出日期且早于所询日期的不计，落地阶段为已停产、已终止而没有"
    "填停产或退出日期的不计。落地阶段为已投产但未填投产日期的，只计入今天的数字。同一企业有几个招商项目或在几个县落地的，合计只算一家，"
    "各县分别计入。" + _HALF_DATES,
)  # fmt: skip
def firms_producing(settled_firms: Any, at: Moment) -> Figure:
    firms = settled_firms
    begun = at.in_year(firms.operating_on) & (firms.operating_on.notnull() | (firms.stage == "operating"))
    gone = firms.stage.isin(["stopped", "withdrawn"]).fill_null(False) & firms.ended_on.isnull()
    counts = begun.fill_null(False) & at.not_over(firms.ended_on) & ~gone
    return Figure(firms, counts, firms.firm.nunique(where=counts))


@indicator(
    "21", "到位投资额", unit="亿元", ledgers=["investments"], measures=(11,), scale=FEN_PER_YI, paced=True,
    words="到位日期在所询日期所在年度之内且不晚于所询日期、到位证明为银行凭证或审计报告的到位金额之和，撤回的投资（负数）冲减。"
    "没有证明、或证明为其他材料的不计，另列笔数；未填到位日期的只计入今天的数字。协议投资额和社会资本投入台账不计入。" + _HALF_DATES,
    unknown="当年到位但没有银行凭证或审计报告的投资",
)  # fmt: skip
def investment_arrived(investments: Any, at: Moment) -> Figure:
    stated = investments.amount.notnull() & at.in_year(investments.arrived_on)
    proved = investments.proof.isin(list(PROVED)).fill_null(False)
    counts = stated & proved
    return Figure(
        investments,
        counts,
        investments.amount.sum(where=counts).fill_null(0),
        unknown=investments.count(where=stated & ~proved),
    )


def joint(parks: Any, at: Moment) -> Any:
    """Condition: the park is built together on the day."""
    return parks.joint.fill_null(False) & at.reached(parks.joint_since) & at.not_over(parks.joint_until)


@indicator("22", "共建产业园区", unit="个", ledgers=["parks"], measures=(11, 13), words=_JOINT)
def joint_parks(parks: Any, at: Moment) -> Figure:
    counts = joint(parks, at)
    return Figure(parks, counts, parks.count(where=counts))


@indicator(
    "23", "其中共建农业产业园", unit="个", ledgers=["parks"], measures=(10, 11),
    words="指标22的园区中，是否农业产业园为“是”的；未填的不计。" + _JOINT,
)  # fmt: skip
def joint_farm_parks(parks: Any, at: Moment) -> Figure:
    counts = joint(parks, at) & parks.farm.fill_null(False)
    return Figure(parks, counts, parks.count(where=counts))


@indicator(
    "25", "产业项目达产率", unit="%", ledgers=["farming_projects"], measures=(10,),
    words="已达产的长周期种养项目数 ÷ 长周期种养项目数。项目：实施日期不晚于所询日期、当日尚未终止的；未填实施日期的只计入今天的数字，"
    "生产阶段为已终止而没有填终止日期的不计。已达产：实际达产日期不晚于所询日期；生产阶段为已达产但未填达产日期的，只在今天的数字里算达产。"
    "计划达产日期未到的项目也在分母之内，另列其个数。" + _HALF_DATES,
    unknown="计划达产日期未到或未填、尚未达产的项目",
)  # fmt: skip
def projects_at_full_output(farming_projects: Any, at: Moment) -> Figure:
    rows = farming_projects
    dropped = (rows.stage == "ended").fill_null(False) & rows.ended_on.isnull()
    counts = at.reached(rows.started_on) & at.not_over(rows.ended_on) & ~dropped
    undated = (rows.stage == "full").fill_null(False) & rows.full_on.isnull() & (not at.past)
    full = (rows.full_on <= at.text).fill_null(False) | undated
    early = ~((rows.planned_full_on + "~") < at.text).fill_null(False)
    return Figure(
        rows,
        counts,
        rows.count(where=counts & full),
        over=rows.count(where=counts),
        unknown=rows.count(where=counts & ~full & early),
    )
