"""Sites: demonstration sites and resettlement sites in one register, and what came of them before and after."""

from jiedui.core.declare.checks import missing, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
    WAN,
    YUAN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    PercentColumn,
    PhoneColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.modules.villages import checks as rules
from jiedui.modules.villages.codes import DEMONSTRATION, FOCUS, RESULT_UNIT, SITE_KIND, SITE_MEASURE, SITE_STATUS

COUNTY_HEADINGS = ["所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "协作县"]
TOWN_HEADINGS = ["乡（镇）", "所在乡镇", "乡镇（街道）", "镇"]
VILLAGE_HEADINGS = ["行政村", "村（社区）", "所在村", "村委"]
PHOTO = "现场照片要看得出时间和地点；对比照片从同一角度拍摄。"


def money(label: str, *also: str, high: int = 1_000_000) -> MoneyColumn:
    return MoneyColumn(label, unit=WAN, low=0, high=high, also=also)


def count(label: str, unit: str, *also: str, high: int = 100_000) -> NumberColumn:
    return NumberColumn(label, unit=unit, low=0, high=high, also=also)


class Site(Ledger):
    """One village, hamlet or resettlement site that is built up as an example, or that is watched as a resettlement site."""

    number = KeyColumn("点位编号", also=["示范点编号", "安置点编号", "编号"], required=True)
    name = TextColumn("点位名称", also=["示范点名称", "安置点名称", "名称"], required=True)
    kind = CodeColumn("点位类型", SITE_KIND, also=["类型", "载体类型", "点位类别"])
    demonstration = CodeColumn("示范类别", DEMONSTRATION, several=True, also=["示范点类别", "示范点类型"])
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    village = RegionColumn("村", also=VILLAGE_HEADINGS, level=VILLAGE, within="town")
    focus = CodeColumn("重点领域", FOCUS, several=True, also=["五个重点", "协作领域", "发力方向"])
    status = CodeColumn("建设状态", SITE_STATUS, also=["状态", "进展", "创建状态"])
    decided_on = DateColumn("确定日期", also=["选定日期", "确定时间", "批复日期", "列入日期"])
    decision = TextColumn("确定文号", also=["批复文号", "文号", "确定文件"])
    planned_end = DateColumn("计划建成日期", also=["计划完成日期", "计划建成时间"], future=True)
    accepted_on = DateColumn("验收日期", also=["验收时间", "通过验收日期"])
    withdrawn_on = DateColumn("退出日期", also=["调出日期", "取消日期"])
    responsible = OrganisationColumn("责任单位", also=["建设责任单位", "主管单位", "牵头单位"])
    helper = OrganisationColumn("帮扶单位", also=["结对帮扶单位", "深圳帮扶单位", "帮扶方"])
    contact = NameColumn("联系人", also=["负责人", "责任人"])
    phone = PhoneColumn("联系电话", also=["联系方式", "电话"])
    baseline_on = DateColumn(
        "基期", also=["基期日期", "基准日期", "基期时间"], help="基线数据对应的年份或日期，如 2020。"
    )
    households = count("总户数", "户", "户数", "安置户数")
    people = count("总人口", "人", "人口", "人口数", "安置人口")
    relieved = count("脱贫户数", "户", "其中脱贫户", "脱贫户")
    monitored = count("监测户数", "户", "监测对象户数", "其中监测户")
    relocated = count("搬迁户数", "户", "易地搬迁户数", "其中搬迁户")
    labour = count("劳动力人数", "人", "劳动力", "劳动力数")
    baseline_jobs = count("基期就业人数", "人", "基线就业人数", "就业人数")
    baseline_income = MoneyColumn(
        "基期人均可支配收入",
        unit=YUAN,
        low=0,
        high=200_000,
        sums=False,
        also=["基期人均收入", "基线人均收入", "人均可支配收入"],
    )
    baseline_collective = money("基期村集体经济收入", "基期集体经济收入", "村集体经济收入", high=100_000)
    baseline = LongTextColumn("基线情况", also=["基期情况", "基本情况", "现状"])
    plan = LongTextColumn("建设规划", also=["规划要点", "建设内容", "主要建设内容"])
    planner = OrganisationColumn("规划编制单位", also=["规划单位", "设计单位"])
    planned_total = money("计划总投资", "总投资", "投资概算")
    fiscal = money("协作资金", "财政协作资金", "东西部协作资金", "其中：协作资金")
    private = money("社会资本", "撬动社会资本", "社会投入", "企业投资")
    invested = money("已完成投资", "完成投资", "累计完成投资")
    satisfaction = PercentColumn("群众满意度", low=0, high=100, also=["满意度", "群众满意率", "满意率"])
    asked = count("满意度调查人数", "人", "调查人数", "访问人数")
    asked_on = DateColumn("满意度调查日期", also=["调查日期", "调查时间"])
    remark = LongTextColumn("备注", also=["说明"])
    photos = AttachmentColumn("现场照片", also=["照片"], help=PHOTO)
    documents = AttachmentColumn("规划和批复", also=["规划文件", "批复文件"])

    class About:
        id = "sites"
        icon = "map-pin"
        title = "示范点和安置点台账"
        noun = "点位"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (25, 26)
        sections = (
            ("点位", ("number", "name", "kind", "demonstration", "focus", "status", "responsible", "helper", "contact", "phone")),
            ("所在地", ("county", "town", "village")),
            ("确定和验收", ("decided_on", "decision", "planned_end", "accepted_on", "withdrawn_on")),
            ("基线", ("baseline_on", "households", "people", "relieved", "monitored", "relocated", "labour", "baseline_jobs",
                    "baseline_income", "baseline_collective", "baseline")),
            ("规划和投资", ("plan", "planner", "planned_total", "fiscal", "private", "invested", "documents")),
            ("群众评价", ("satisfaction", "asked", "asked_on", "photos", "remark")),
        )  # fmt: skip
        checks = (
            order("accepted_on", "decided_on", "验收日期", "确定日期"),
            order("withdrawn_on", "decided_on", "退出日期", "确定日期"),
            order("planned_end", "decided_on", "计划建成日期", "确定日期"),
            *rules.parts("households", "总户数", relieved="脱贫户数", monitored="监测户数", relocated="搬迁户数"),
            *rules.parts("people", "总人口", labour="劳动力人数", asked="满意度调查人数"),
            *rules.parts("labour", "劳动力人数", baseline_jobs="基期就业人数"),
            *rules.parts("planned_total", "计划总投资", fiscal="协作资金"),
            missing("decided_on", "status", "确定日期", "建设状态", ("chosen", "building", "built", "accepted")),
            missing("accepted_on", "status", "验收日期", "建设状态", ("accepted",)),
            missing("withdrawn_on", "status", "退出日期", "建设状态", ("withdrawn",)),
            missing("asked_on", "satisfaction", "满意度调查日期", "群众满意度"),
        )


class SiteResult(Ledger):
    """One measure of a site before and after, as it stood on a day."""

    number = KeyColumn("记录编号", also=["编号", "序列号"], required=True)
    site = ReferenceColumn(
        "点位编号", to="sites", model="villages.Site", scope=True, required=True, also=["示范点编号", "安置点编号"]
    )
    measured_on = DateColumn("评估日期", also=["统计日期", "评估时间", "数据日期"])
    measure = CodeColumn("对比指标", SITE_MEASURE, also=["指标", "指标名称", "对比内容"])
    detail = TextColumn("指标说明", also=["指标口径", "说明"])
    unit = CodeColumn("计量单位", RESULT_UNIT, also=["单位"])
    before = NumberColumn("建设前", decimals=2, sums=False, also=["建设前数值", "前", "基期值", "打造前"])
    after = NumberColumn("建设后", decimals=2, sums=False, also=["建设后数值", "后", "现值", "打造后"])
    source = TextColumn(
        "数据来源",
        also=["来源", "依据"],
        suggest=["村级报表", "入户调查", "统计部门", "监测系统", "企业报表", "现场测量"],
    )
    checker = NameColumn("核实人", also=["核查人", "填报人"])
    remark = LongTextColumn("备注")
    photos = AttachmentColumn("对比照片", also=["前后对比照片", "照片"], help=PHOTO)

    class About:
        id = "site_results"
        icon = "trending-up"
        title = "示范点建设成效台账"
        noun = "成效记录"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (25, 26)
        sections = (
            ("对比", ("number", "site", "measured_on", "measure", "detail", "unit", "before", "after")),
            ("依据", ("source", "checker", "remark", "photos")),
        )
        checks = (rules.no_baseline, rules.no_unit)
        cross_checks = (rules.before_decision,)
