"""Columns that many ledgers of consumption assistance have in the same form."""

from typing import Any

from jiedui.core.declare.columns import (
    COUNTY,
    OFFICE,
    AttachmentColumn,
    LongTextColumn,
    RegionColumn,
)

COUNTY_HEADINGS = ("所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "受援县", "结对县", "协作县")


def county(label: str = "县", *also: str) -> RegionColumn:
    """The paired county that a row belongs to."""
    return RegionColumn(label, also=[*also, *COUNTY_HEADINGS], level=COUNTY, scope=True, required=True)


def office(*also: str) -> RegionColumn:
    """The county, the district of the helping side or the city in whose books a row stands."""
    return RegionColumn(
        "所属区县", level=OFFICE, scope=True, required=True, help="县、区或市本级：由谁登记就填谁",
        also=[*also, "所属区", "所属地区", "区县", "填报区县", "归属地", "区（县）", "所在区"],
    )  # fmt: skip


def remark() -> LongTextColumn:
    return LongTextColumn("备注", also=["说明", "附注"])


def evidence(help: str, **rest: Any) -> AttachmentColumn:
    return AttachmentColumn("佐证材料", also=["附件", "证明材料", "佐证"], help=help, **rest)
