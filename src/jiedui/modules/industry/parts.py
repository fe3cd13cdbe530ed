"""Columns that most ledgers of industry have: where something lies, how many people it gives work, what proves it."""

from jiedui.core.declare.checks import Check
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
    WAN,
    AttachmentColumn,
    LongTextColumn,
    MoneyColumn,
    NumberColumn,
    ReferenceColumn,
    RegionColumn,
)
from jiedui.core.words.findings import Level


def county() -> RegionColumn:
    also = ("所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "项目所在县", "受援县", "协作县", "结对县")
    return RegionColumn("县", also=also, level=COUNTY, scope=True, required=True)


def town() -> RegionColumn:
    return RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "镇"], level=TOWN, within="county")


def village() -> RegionColumn:
    return RegionColumn("村", also=["行政村", "村（社区）", "所在村"], level=VILLAGE, within="town")


def jobs() -> NumberColumn:
    return NumberColumn(
        "吸纳就业人数", unit="人", low=0, high=100_000, also=["就业人数", "带动就业人数", "用工人数", "员工人数"]
    )


def relieved_jobs() -> NumberColumn:
    also = ("其中脱贫人口", "脱贫人口就业人数", "其中：脱贫人口", "吸纳脱贫人口", "脱贫劳动力人数")
    return NumberColumn("其中脱贫人口就业", unit="人", low=0, high=100_000, also=also)


def project(help: str = "由协作资金支持的，填帮扶项目台账的编号") -> ReferenceColumn:
    also = ("项目编号", "项目编码", "对应项目编号", "来源项目编号")
    return ReferenceColumn("帮扶项目编号", to="projects", model="projects.Project", also=also, help=help)


def invested(*also: str) -> MoneyColumn:
    return MoneyColumn("总投资", unit=WAN, low=0, high=10_000_000, also=("投资总额", "投资额", "累计投资", *also))


def fund() -> MoneyColumn:
    also = ("投入协作资金", "协作资金", "东西部协作资金", "其中：协作资金")
    return MoneyColumn("其中协作资金", unit=WAN, low=0, high=1_000_000, also=also)


def evidence(help: str = "协议、批复、凭证、照片等") -> AttachmentColumn:
    return AttachmentColumn("佐证材料", also=["附件", "证明材料"], help=help)


def remark() -> LongTextColumn:
    return LongTextColumn("备注", also=["说明"])


def part(id: str, some: str, all: str, some_label: str, all_label: str) -> Check:
    """A part of something must not be more than the whole."""
    return Check(
        id, Level.WARNING, (some, all), f"“{some_label}”大于“{all_label}”，请核对。", lambda c: c[some] > c[all]
    )


def relieved(ledger: str) -> Check:
    return part(f"{ledger}.relieved_over_jobs", "relieved_jobs", "jobs", "其中脱贫人口就业", "吸纳就业人数")


def funded(ledger: str) -> Check:
    return part(f"{ledger}.fund_over_total", "fund", "invested", "其中协作资金", "总投资")
