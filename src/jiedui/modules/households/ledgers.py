"""Households: one row a household and month, the facts by which a risk of falling back into poverty is noticed."""

from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
    YUAN,
    CodeColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    MonthColumn,
    NameColumn,
    NumberColumn,
    RegionColumn,
    ResidentIdColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.codes import Code, CodeList

HOUSEHOLD_KIND = CodeList(
    "household_kind",
    "户类型",
    [
        Code("poverty_relieved", "脱贫户", ("脱贫", "建档立卡户", "脱贫不享受政策户", "脱贫享受政策户")),
        Code("general", "一般农户", ("一般户", "农户", "非脱贫户")),
    ],
)
MONITORING = CodeList(
    "monitoring",
    "监测对象类型",
    [
        Code("unstable", "脱贫不稳定户", ("脱贫不稳定", "不稳定户"), tone="warn"),
        Code("marginal", "边缘易致贫户", ("边缘户", "边缘易致贫"), tone="warn"),
        Code("hardship", "突发严重困难户", ("突发困难户", "突发严重困难", "严重困难户"), tone="bad"),
        Code("none", "非监测对象", ("非监测户", "非监测", "否", "无")),
    ],
)
RISK = CodeList(
    "risk",
    "风险类型",
    [
        Code("illness", "因病", ("疾病", "大病", "患病", "因病致贫")),
        Code("schooling", "因学", ("就学", "上学", "教育支出")),
        Code("disability", "因残", ("残疾",)),
        Code("disaster", "因灾", ("自然灾害", "灾害", "受灾")),
        Code("accident", "意外事故", ("因意外事故", "意外", "事故")),
        Code("failed_production", "产业失败", ("因产业项目失败", "产业项目失败", "生产经营失败", "因产业")),
        Code("unstable_job", "务工就业不稳", ("因务工就业不稳", "就业不稳", "就业不稳定", "务工不稳", "失业")),
        Code("no_labour", "缺劳动力", ("因缺劳动力", "无劳动力", "缺劳力")),
        Code("housing", "住房", ("住房安全", "因住房")),
        Code("water", "饮水", ("饮水安全", "因饮水")),
        Code("other", "其他", ("其它",)),
    ],
)


def _income(label: str, *also: str) -> MoneyColumn:
    return MoneyColumn(label, unit=YUAN, low=0, high=1_000_000, also=also)


class HouseholdMonth(Ledger):
    """The facts of one household in one month. Empty is unknown, never zero."""

    household = KeyColumn("户编号", also=["户编码", "农户编号", "家庭编号", "户号"], required=True)
    head_name = NameColumn("户主姓名", also=["户主", "姓名", "户主名字"], required=True)
    head = ResidentIdColumn(
        "户主身份证号", also=["户主身份证号码", "户主证件号码", "身份证号", "身份证号码", "证件号码", "公民身份号码"],
        name_of="head_name",
    )  # fmt: skip
    county = RegionColumn(
        "县", also=["所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "户籍县"], level=COUNTY, scope=True, required=True
    )
    town = RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "乡镇（街道）", "镇"], level=TOWN, within="county")
    village = RegionColumn("村", also=["行政村", "村（社区）", "所在村", "村委"], level=VILLAGE, within="town")
    people = NumberColumn("家庭人口", unit="人", low=1, high=30, also=["家庭人口数", "人口", "人口数", "家庭人数"])
    kind = CodeColumn("户类型", HOUSEHOLD_KIND, also=["农户类型", "户属性", "户类别"])
    monitoring = CodeColumn("监测对象类型", MONITORING, also=["监测类型", "监测对象类别", "监测类别", "监测对象"])
    month = MonthColumn("月份", also=["所属月份", "年月", "统计月份", "月度", "监测月份"], required=True)
    wage_income = _income("工资性收入", "工资", "收入/工资性收入", "收入/工资", "务工收入", "工资收入")
    business_income = _income("生产经营性收入", "经营性收入", "生产经营收入", "收入/生产经营性收入", "收入/生产经营")
    property_income = _income("财产性收入", "财产收入", "收入/财产性收入", "收入/财产")
    transfer_income = _income("转移性收入", "转移收入", "收入/转移性收入", "收入/转移")
    business_cost = _income("生产经营性支出", "经营性支出", "生产经营支出", "支出/生产经营性支出")
    medical_cost = _income("合规自付支出", "医疗自付支出", "合规自付医疗支出", "自付医疗支出", "支出/合规自付支出")
    education_ok = YesNoColumn("义务教育有保障", also=["义务教育保障", "义务教育", "教育有保障"])
    medical_ok = YesNoColumn("基本医疗有保障", also=["基本医疗保障", "基本医疗", "医疗有保障"])
    housing_ok = YesNoColumn("住房安全有保障", also=["住房安全保障", "住房安全", "住房有保障"])
    water_ok = YesNoColumn("饮水安全有保障", also=["饮水安全保障", "饮水安全", "饮水有保障"])
    workers = NumberColumn("务工人数", unit="人", low=0, high=20, also=["外出务工人数", "务工人口"])
    risk = CodeColumn("风险类型", RISK, several=True, also=["返贫风险类型", "致贫风险", "主要风险", "风险"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "household_months"
        icon = "home-heart"
        title = "监测户月度台账"
        noun = "监测户月度记录"
        key = ("household", "month")
        name = "household"
        measures = ()
        period = "month"
        sections = (
            ("户", ("household", "month", "head_name", "head", "people", "kind", "monitoring")),
            ("所在地", ("county", "town", "village")),
            ("收入和支出", ("wage_income", "business_income", "property_income", "transfer_income", "business_cost", "medical_cost")),
            ("保障和风险", ("education_ok", "medical_ok", "housing_ok", "water_ok", "workers", "risk", "remark")),
        )
