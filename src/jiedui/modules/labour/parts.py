"""Columns that several ledgers of labour have alike: whose row it is, who the person is, where the person is at home."""

from typing import Any

from jiedui.core.declare.columns import (
    COUNTY,
    OFFICE,
    TOWN,
    VILLAGE,
    AttachmentColumn,
    CodeColumn,
    LongTextColumn,
    NameColumn,
    PhoneColumn,
    RegionColumn,
    ResidentIdColumn,
)
from jiedui.core.words.lists.sex import SEX
from jiedui.modules.labour.codes import WORKER_TAGS


def county(label: str = "户籍县", *also: str) -> RegionColumn:
    common = ("县", "所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "区县", "户籍县", "户籍所在县", "户籍地县")  # fmt: skip
    return RegionColumn(
        label, also=[*also, *(one for one in common if one != label)], level=COUNTY, scope=True, required=True
    )


def office(help: str = "") -> RegionColumn:
    """The county or Shenzhen district that keeps the row in its books."""
    also = ["区县", "县区", "县（市、区）", "所属县区", "所属地区", "填报单位", "填报地区", "县", "区", "县市区", "所在区县"]  # fmt: skip
    return RegionColumn("所属区县", also=also, level=OFFICE, scope=True, required=True, help=help)


def town(*also: str) -> RegionColumn:
    return RegionColumn(
        "乡镇", also=["乡（镇）", "乡镇（街道）", "所在乡镇", "户籍乡镇", "镇", *also], level=TOWN, within="county"
    )


def village(*also: str) -> RegionColumn:
    return RegionColumn(
        "村", also=["行政村", "村（社区）", "所在村", "户籍村", "村委", *also], level=VILLAGE, within="town"
    )


def name(*also: str) -> NameColumn:
    return NameColumn("姓名", also=["人员姓名", *also], required=True)


def resident_id() -> ResidentIdColumn:
    also = ["身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "身份证", "证件号码", "公民身份证号码"]
    return ResidentIdColumn("身份证号", also=also, required=True, name_of="name", sex_of="sex")


def sex() -> CodeColumn:
    return CodeColumn("性别", SEX)


def phone(label: str = "联系电话", *also: str) -> PhoneColumn:
    common = () if label != "联系电话" else ("联系方式", "手机号", "手机号码", "电话", "电话号码", "本人电话", "手机")
    return PhoneColumn(label, also=[*also, *common])


def tags() -> CodeColumn:
    also = ["人员类型", "人员属性", "身份类别", "劳动力类别", "户属性", "家庭类型"]
    return CodeColumn("人员类别", WORKER_TAGS, several=True, also=also)


def remark() -> LongTextColumn:
    return LongTextColumn("备注", also=["说明", "附注"])


def evidence(what: str, **rest: Any) -> AttachmentColumn:
    return AttachmentColumn("佐证材料", also=["附件", "证明材料"], help=what, **rest)
