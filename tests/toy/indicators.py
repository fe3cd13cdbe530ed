"""One figure over the gardens, to show the way from a row to a number and back."""

from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment


@indicator(
    "T1", "庭院经济面积", unit="亩", ledgers=["gardens"], scale=100,
    words="填有面积的庭院，面积之和。",
)  # fmt: skip
def garden_area(gardens: Any, at: Moment) -> Figure:
    counts = gardens.area.notnull()
    return Figure(gardens, counts, gardens.area.sum(where=counts))
