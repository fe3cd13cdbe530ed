"""Columns that several governance ledgers have."""

from jiedui.core.declare.columns import OFFICE, RegionColumn

_PLACES = (
    "区县", "县", "县区", "县（市、区）", "县(市、区)", "县市区", "填报单位所属区县", "所在区县", "所在县", "结对县", "协作县", "登记区县",
)  # fmt: skip


def office(
    help: str = "县的事填县，区的事填区，市本级的事填深圳市或结对的市", also: tuple[str, ...] = ()
) -> RegionColumn:
    """Whose books the row stands in: a county, a district of the helping side, or a whole city."""
    return RegionColumn("所属区县", level=OFFICE, scope=True, required=True, help=help, also=(*_PLACES, *also))
