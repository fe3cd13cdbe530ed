"""Indicators 42 to 44 of the assessment: pairs in force on a day."""

from collections.abc import Sequence
from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment

PLACES_AND_FIRMS = ("township", "village", "community", "firm")
_IN_FORCE = (
    "所询日期在结对期内：协议签订日期（未填的用协议开始日期）不晚于当日，提前解除日期（未填的用协议截止日期）不早于当日，"
    "都没有填的视为仍在结对。签订日期不详的只计入今天的数字。东部、西部结对单位和类型都相同的算一对；"
    "西部结对单位没有填的，按村、乡镇区分。是否开展活动不影响计数。"
)


def partners(pairs: Any) -> Any:
    """What tells a pair from another: its two partners. A pair without a partner in the west is its own."""
    west = ("o" + pairs.west_partner.cast("string")).coalesce("v" + pairs.village, "t" + pairs.town)
    return (pairs.east_partner.cast("string") + "|" + west).fill_null("#" + pairs.id.cast("string"))


def in_force(pairs: Any, at: Moment) -> Any:
    """Condition: the agreement was signed by the day and has not come to an end before it."""
    return at.reached(pairs.signed_on.coalesce(pairs.begins_on)) & at.not_over(pairs.ended_on.coalesce(pairs.ends_on))


def _pairs(pairs: Any, at: Moment, kinds: Sequence[str]) -> Figure:
    counts = pairs.kind.isin(list(kinds)).fill_null(False) & in_force(pairs, at)
    apart = partners(pairs) + "|" + pairs.kind
    return Figure(pairs, counts, apart.nunique(where=counts))


@indicator(
    "42", "结对学校", unit="对", ledgers=["partner_pairs"], measures=(23,), words="结对类型为“学校”的结对数。" + _IN_FORCE
)  # fmt: skip
def paired_schools(pairs: Any, at: Moment) -> Figure:
    return _pairs(pairs, at, ("school",))


@indicator(
    "43", "结对医院", unit="对", ledgers=["partner_pairs"], measures=(23,), words="结对类型为“医院”的结对数。" + _IN_FORCE
)  # fmt: skip
def paired_hospitals(pairs: Any, at: Moment) -> Figure:
    return _pairs(pairs, at, ("hospital",))


@indicator(
    "44", "结对乡镇、村、企业和社区", unit="对", ledgers=["partner_pairs"], measures=(23,),
    words="结对类型为“乡镇（街道）”“村（社区）”“社区”“企业”的结对数，社会组织、高校和其他单位不计。" + _IN_FORCE,
)  # fmt: skip
def paired_places_and_firms(pairs: Any, at: Moment) -> Figure:
    return _pairs(pairs, at, PLACES_AND_FIRMS)
