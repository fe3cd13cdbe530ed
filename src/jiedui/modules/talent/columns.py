"""Columns that every ledger of people in talent has, in the words of the organisation department."""

from jiedui.core.declare.columns import OFFICE, DateColumn, NameColumn, RegionColumn, ResidentIdColumn


def name() -> NameColumn:
    return NameColumn("姓名", also=["干部姓名", "人员姓名", "专家姓名", "人才姓名", "学员姓名"], required=True)


def resident_id() -> ResidentIdColumn:
    return ResidentIdColumn(
        "身份证号", name_of="name", sex_of="sex", required=True,
        also=["身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "身份证", "证件号码"],
    )  # fmt: skip


def office(help: str) -> RegionColumn:
    """The county that the row is a fact of, or a district or city where it belongs to no county."""
    return RegionColumn(
        "所属区县", level=OFFICE, scope=True, required=True, help=help,
        also=["县", "县区", "县（市、区）", "县(市、区)", "县市区", "结对县", "协作县", "服务县", "受援县", "所在县", "区县"],
    )  # fmt: skip


def started_on(label: str, *also: str) -> DateColumn:
    return DateColumn(label, also=also, required=True)


def term_end() -> DateColumn:
    return DateColumn(
        "任期（服务期）截止", future=True, open_end=True, after="started_on",
        also=["任期截止", "服务期截止", "计划结束时间", "计划结束日期", "挂职截止时间", "挂职结束时间", "到期时间", "截止时间", "任期届满日期"],
    )  # fmt: skip


def ended_on() -> DateColumn:
    return DateColumn(
        "实际结束日期", also=["实际结束时间", "离任时间", "离任日期", "返回时间", "结束时间", "结束日期"],
        help="提前结束或延期后结束的，按实际填写；还在任的不填",
    )  # fmt: skip
