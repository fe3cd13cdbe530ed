"""Indicator 45 of the assessment: demonstration sites. Measure 25 asks for two or three in the whole plan."""

from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment


@indicator(
    "45", "巩固拓展脱贫攻坚成果示范点", unit="个", ledgers=["sites"], measures=(25,),
    words="示范类别含“巩固拓展脱贫攻坚成果示范点”、确定日期不晚于所询日期、所询日期尚未退出的点位数。"
    "确定日期没有填的只计入今天的数字；建设状态为“谋划”的不计。退出当天不再计；只有年或年月的日期，确定和退出都按首日。"
    "第26条的乡村振兴示范点没有数量要求，不计在内；一个点位两种示范都是的，计一次。"
    "目标2至3个默认按全市合计，可改为每县。",
)  # fmt: skip
def demonstration_sites(sites: Any, at: Moment) -> Figure:
    chosen = ("," + sites.demonstration + ",").contains(",consolidation,").fill_null(False)
    settled = (sites.status != "proposed").fill_null(True) & at.reached(sites.decided_on)
    withdrawn = (sites.withdrawn_on <= at.text).fill_null(False)
    counts = chosen & settled & ~withdrawn
    return Figure(sites, counts, sites.count(where=counts))
