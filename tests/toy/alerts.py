"""Gardens without any crop."""

from typing import Any

from jiedui.core.declare.rules import rule
from jiedui.core.indicators.moment import Moment


@rule(
    "toy.bare", "庭院没有种养", message="庭院 {number} 没有登记种养品种。", closes="登记种养品种", ledgers=["gardens"],
)  # fmt: skip
def bare(gardens: Any, at: Moment) -> Any:
    found = gardens.filter(gardens.crops.isnull())
    return found.select("county", "number", cause=found.id.cast("string"), row=found.id)
