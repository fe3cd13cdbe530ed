"""The facts of a month: of one household, and of a county or village beside its households."""

from jiedui.core.declare.checks import Check
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
    WAN,
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
    TextColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.households.checks import part
from jiedui.modules.households.codes import HOUSEHOLD_KIND, MONITORING, RISK, UNIT_LEVEL


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
        "县",
        also=["所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "户籍县"],
        level=COUNTY,
        scope=True,
        required=True,
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
            (
                "收入和支出",
                (
                    "wage_income",
                    "business_income",
                    "property_income",
                    "transfer_income",
                    "business_cost",
                    "medical_cost",
                ),
            ),
            ("保障和风险", ("education_ok", "medical_ok", "housing_ok", "water_ok", "workers", "risk", "remark")),
        )


def _count(label: str, unit: str, *also: str, high: int = 1_000_000) -> NumberColumn:
    return NumberColumn(label, unit=unit, low=0, high=high, also=also)


class CountyVillageMonth(Ledger):
    """The facts of one county or one village in one month, by which a risk to all its households is noticed."""

    unit = KeyColumn(
        "县村代码", also=["村代码", "监测单元代码", "行政区划代码", "县代码"], required=True, example="451022",
        help="县填 6 位行政区划代码，村填 12 位村代码。",
    )  # fmt: skip
    name = TextColumn("县村名称", also=["监测单元", "村名", "单位名称", "监测单元名称"], required=True)
    level = CodeColumn("监测层级", UNIT_LEVEL, also=["层级", "级别"])
    county = RegionColumn(
        "县", also=["所在县", "县（市、区）", "县区", "县市区"], level=COUNTY, scope=True, required=True
    )
    town = RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "镇"], level=TOWN, within="county")
    month = MonthColumn("月份", also=["所属月份", "年月", "统计月份", "监测月份"], required=True)
    households = _count("总户数", "户", "农户总数", "户数")
    monitored = _count("监测户数", "户", "监测对象户数", "三类户户数")
    monitored_people = _count("监测人口", "人", "监测对象人数", "监测人数")
    workers = _count("在外务工人数", "人", "务工人数", "外出务工人数")
    income_per_head = MoneyColumn(
        "人均可支配收入（本年累计）", unit=YUAN, low=0, high=200_000, sums=False,
        also=["人均可支配收入", "农村居民人均可支配收入", "人均收入", "人均纯收入"],
    )  # fmt: skip
    collective_income = MoneyColumn(
        "村集体经济收入（本年累计）", unit=WAN, low=0, high=1_000_000, sums=False,
        also=["村集体经济收入", "集体经济收入", "村级集体经济收入"],
    )  # fmt: skip
    dropouts = _count("失学辍学学生数", "人", "辍学学生数", "失学辍学人数", "辍学人数")
    uninsured = _count("未参加医保人数", "人", "未参保人数", "医保未参保人数")
    clinic_ok = YesNoColumn("村卫生室正常服务", also=["卫生室正常运行", "有卫生室", "村卫生室是否正常"])
    housing_alarms = _count("住房安全预警户数", "户", "住房预警户数", "危房预警户数")
    housing_settled = _count("住房预警已处置户数", "户", "住房预警已处置", "已处置户数")
    water_short = _count("饮水不稳定户数", "户", "饮水困难户数", "饮水不安全户数")
    water_stops = _count("供水中断次数", "次", "停水次数", high=1000)
    struck = _count("受灾户数", "户", "受灾农户数")
    roads_open = YesNoColumn("通村道路畅通", also=["道路畅通", "道路是否畅通"])
    remark = LongTextColumn("备注", also=["说明", "突出问题"])

    class About:
        id = "county_village_months"
        icon = "map-2"
        title = "县村监测月度台账"
        noun = "县村月度记录"
        key = ("unit", "month")
        name = "name"
        measures = (25,)
        period = "month"
        sections = (
            ("监测单元", ("unit", "name", "level", "county", "town", "month")),
            ("户数和人数", ("households", "monitored", "monitored_people", "workers")),
            ("收入", ("income_per_head", "collective_income")),
            ("教育和医疗", ("dropouts", "uninsured", "clinic_ok")),
            (
                "住房、饮水和其他",
                ("housing_alarms", "housing_settled", "water_short", "water_stops", "struck", "roads_open", "remark"),
            ),
        )
        checks = (
            part("monitored", "households", "监测户数", "总户数"),
            part("housing_settled", "housing_alarms", "住房预警已处置户数", "住房安全预警户数"),
            Check(
                "county_village_months.other_county",
                Level.WARNING,
                ("unit", "county"),
                "“县村代码”（{unit}）的前 6 位不是“{county}”的代码，请核对代码和所属县。",
                lambda c: c["unit"].str.slice(0, 6) != c["county"],
            ),
        )
