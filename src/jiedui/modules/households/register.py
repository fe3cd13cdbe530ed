"""The register of monitored households, and the people who belong to each."""

from jiedui.core.declare.checks import missing, order
from jiedui.core.declare.columns import (
    ANY,
    COUNTY,
    TOWN,
    VILLAGE,
    YUAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    MonthColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    PhoneColumn,
    ReferenceColumn,
    RegionColumn,
    ResidentIdColumn,
    TextColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.lists.education import EDUCATION
from jiedui.core.words.lists.ethnic import ETHNIC
from jiedui.core.words.lists.head import HEAD
from jiedui.core.words.lists.sex import SEX
from jiedui.modules.households import checks as rules
from jiedui.modules.households.codes import (
    DOCUMENT,
    HEALTH,
    HOUSEHOLD_KIND,
    HOUSING_GRADE,
    LABOUR,
    MEDICAL,
    MEMBER_CHANGE,
    MONITORING,
    PENSION,
    REMOVAL,
    RISK,
    SCHOOLING,
    WATER_GRADE,
    WELFARE,
)

ID_HEADINGS = ["身份证号", "身份证号码", "证件号码", "公民身份号码"]
NUMBER_HEADINGS = ["户编码", "农户编号", "家庭编号", "户号"]
COUNTY_HEADINGS = ["所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "户籍县"]
TOWN_HEADINGS = ["乡（镇）", "所在乡镇", "乡镇（街道）", "镇"]
VILLAGE_HEADINGS = ["行政村", "村（社区）", "所在村", "村委", "村代码"]


class Household(Ledger):
    """One household of the register: why and since when it is watched, how it lives, and when its risk was removed."""

    number = KeyColumn("户编号", also=NUMBER_HEADINGS, required=True, help="与监测户月度台账用同一编号。")
    head_name = NameColumn("户主姓名", also=["户主", "姓名", "户主名字"], required=True)
    head = ResidentIdColumn("户主身份证号", also=["户主身份证号码", "户主证件号码", *ID_HEADINGS], name_of="head_name")
    phone = PhoneColumn("联系电话", also=["户主电话", "户主联系电话", "手机号", "电话"])
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    village = RegionColumn("村", also=VILLAGE_HEADINGS, level=VILLAGE, within="town")
    hamlet = TextColumn("自然屯（组）", also=["屯", "村民小组", "自然村", "组"])
    people = NumberColumn("家庭人口", unit="人", low=1, high=30, also=["家庭人口数", "人口", "人口数", "家庭人数"])
    labour = NumberColumn("劳动力人数", unit="人", low=0, high=20, also=["劳动力", "劳动力数"])
    kind = CodeColumn("户类型", HOUSEHOLD_KIND, also=["农户类型", "户属性", "户类别"])
    monitoring = CodeColumn("监测对象类型", MONITORING, also=["监测类型", "监测对象类别", "监测类别", "监测对象"])
    identified_on = DateColumn(
        "识别日期", also=["识别时间", "纳入监测日期", "纳入监测时间", "认定日期", "监测对象识别时间"]
    )
    risk = CodeColumn("主要返贫风险", RISK, also=["主要风险", "主要致贫风险", "风险类型", "返贫致贫风险1"])
    minor_risks = CodeColumn("次要返贫风险", RISK, several=True, also=["次要风险", "其他风险", "返贫致贫风险2"])
    income_per_head = MoneyColumn(
        "识别时人均年收入",
        unit=YUAN,
        low=0,
        high=100_000,
        sums=False,
        also=["人均纯收入", "识别时人均纯收入", "人均收入"],
    )
    income_from = MonthColumn("收入周期起", also=["收入周期开始", "收入起始月份", "收入周期/起"])
    income_to = MonthColumn(
        "收入周期止", also=["收入周期结束", "收入截止月份", "收入周期/止"], help="识别当月之前的 12 个完整月。"
    )
    outlay = MoneyColumn(
        "合规自付支出", unit=YUAN, low=0, high=1_000_000, also=["刚性支出", "合规刚性支出", "自付支出"]
    )
    housing = CodeColumn("住房等级", HOUSING_GRADE, also=["住房鉴定等级", "房屋等级", "危房等级", "住房安全等级"])
    housing_checked_on = DateColumn("住房鉴定日期", also=["鉴定日期", "房屋鉴定时间"])
    water_quantity = CodeColumn("饮水水量", WATER_GRADE, also=["水量", "水量是否达标", "饮水/水量"])
    water_quality = CodeColumn("饮水水质", WATER_GRADE, also=["水质", "水质是否达标", "饮水/水质"])
    water_access = CodeColumn(
        "取水方便程度", WATER_GRADE, also=["取水", "取水便利程度", "用水方便程度", "饮水/取水方便程度"]
    )
    water_assurance = CodeColumn("供水保证率", WATER_GRADE, also=["保证率", "饮水/供水保证率", "水源保证率"])
    welfare = CodeColumn("低保特困", WELFARE, several=True, also=["低保或特困", "社会救助类别", "低保", "兜底类别"])
    relocated = YesNoColumn("是否易地搬迁户", also=["易地搬迁", "易地扶贫搬迁户", "是否搬迁户"])
    site = ReferenceColumn("搬迁安置点", to="sites", model="villages.Site", also=["安置点编号", "安置点"])
    helper = NameColumn("帮扶联系人", also=["帮扶责任人", "帮扶人", "结对帮扶人", "监测责任人"])
    helper_phone = PhoneColumn("帮扶联系人电话", also=["帮扶责任人电话", "帮扶人电话", "帮扶人联系电话"])
    helper_unit = OrganisationColumn("帮扶单位", also=["帮扶联系单位", "帮扶责任人单位", "结对帮扶单位"])
    planned_on = DateColumn("帮扶计划制定日期", also=["帮扶计划日期", "制定帮扶计划时间"])
    visited_on = DateColumn("最近走访日期", also=["最近走访时间", "最近入户日期", "走访日期"])
    removal_visited_on = DateColumn("消除核实日期", also=["风险消除入户核实日期", "消除核实时间"])
    removal_noticed_on = DateColumn("消除公示日期", also=["风险消除公示日期", "消除公示时间"])
    removed_on = DateColumn("风险消除日期", also=["消除日期", "风险消除时间", "消除时间"])
    removal = CodeColumn("风险消除方式", REMOVAL, also=["消除方式", "消除原因", "消除类型"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "households"
        icon = "home-heart"
        title = "监测户台账"
        noun = "监测户"
        key = ("number",)
        name = "head_name"
        measures = (25,)
        unique = "everywhere"
        sections = (
            ("户", ("number", "head_name", "head", "phone", "people", "labour", "kind")),
            ("所在地", ("county", "town", "village", "hamlet")),
            (
                "识别",
                (
                    "monitoring",
                    "identified_on",
                    "risk",
                    "minor_risks",
                    "income_per_head",
                    "income_from",
                    "income_to",
                    "outlay",
                ),
            ),
            (
                "住房和饮水",
                ("housing", "housing_checked_on", "water_quantity", "water_quality", "water_access", "water_assurance"),
            ),
            ("保障和搬迁", ("welfare", "relocated", "site")),
            ("帮扶", ("helper", "helper_phone", "helper_unit", "planned_on", "visited_on")),
            ("风险消除", ("removal_visited_on", "removal_noticed_on", "removed_on", "removal", "remark")),
        )
        checks = (
            order("income_to", "income_from", "收入周期止", "收入周期起"),
            order("planned_on", "identified_on", "帮扶计划制定日期", "识别日期"),
            order("removed_on", "identified_on", "风险消除日期", "识别日期"),
            order("removal_noticed_on", "removal_visited_on", "消除公示日期", "消除核实日期"),
            order("removed_on", "removal_visited_on", "风险消除日期", "消除核实日期"),
            order("removed_on", "removal_noticed_on", "风险消除日期", "消除公示日期"),
            missing("removed_on", "removal", "风险消除日期", "风险消除方式"),
            rules.not_dated,
            rules.removed_early,
            rules.removed_without_labour,
        )
        cross_checks = (rules.months_differ, rules.same_head)


class HouseholdMember(Ledger):
    """One person of a household of the register. A person belongs to one household of a county."""

    household = ReferenceColumn(
        "户编号", to="households", model="households.Household", also=NUMBER_HEADINGS, required=True
    )
    number = TextColumn("人编号", also=["人员编号", "成员编号", "人编码"])
    name = NameColumn("姓名", also=["成员姓名", "家庭成员姓名", "人员姓名"], required=True)
    document = CodeColumn("证件类型", DOCUMENT, also=["证件种类", "证件类别"])
    resident_id = ResidentIdColumn(
        "证件号码", also=["身份证号", "身份证号码", "公民身份号码", "证件号"], required=True, name_of="name", sex_of="sex",
        help="没有身份证的儿童填出生医学证明编号，办理身份证后更新。",
    )  # fmt: skip
    sex = CodeColumn("性别", SEX)
    ethnic = CodeColumn("民族", ETHNIC)
    relation = CodeColumn("与户主关系", HEAD, also=["关系", "家庭关系"])
    phone = PhoneColumn("联系电话", also=["本人电话", "手机号", "电话"])
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    village = RegionColumn("村", also=VILLAGE_HEADINGS, level=VILLAGE, within="town")
    education = CodeColumn("文化程度", EDUCATION, also=["学历", "受教育程度"])
    schooling = CodeColumn("在校状况", SCHOOLING, also=["在校生状况", "就读情况", "在校情况"])
    health = CodeColumn("健康状况", HEALTH, several=True, also=["健康", "身体状况"])
    labour = CodeColumn("劳动能力", LABOUR, also=["劳动技能", "劳动力状况"])
    medical = CodeColumn("医疗保险", MEDICAL, also=["医保", "医保参保情况", "是否参加医保", "基本医疗保险"])
    pension = CodeColumn("养老保险", PENSION, also=["养老", "养老参保情况", "基本养老保险", "是否参加养老保险"])
    workplace = RegionColumn("务工地点", also=["务工地", "务工所在地", "就业地"], level=ANY)
    employer = OrganisationColumn("务工企业", also=["务工企业名称", "务工单位", "就业单位"])
    work_since = DateColumn("务工开始时间", also=["务工时间", "外出务工时间", "务工起始时间", "务工开始日期"])
    work_until = DateColumn(
        "务工结束时间",
        also=["务工截止时间", "返乡时间", "务工结束日期"],
        open_end=True,
        future=True,
        after="work_since",
    )
    work_months = NumberColumn(
        "本年务工月数", unit="月", low=0, high=12, sums=False, also=["务工月数", "务工时长", "务工时间（月）"]
    )
    welfare_post = YesNoColumn("是否公益性岗位", also=["公益性岗位", "公益岗", "公益岗位"])
    change = CodeColumn("增减原因", MEMBER_CHANGE, also=["人员增减原因", "变更原因", "自然增减原因"])
    changed_on = DateColumn("增减日期", also=["人员增减日期", "变更日期", "增减时间"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "household_members"
        icon = "users-group"
        title = "监测户家庭成员台账"
        noun = "家庭成员"
        key = ("resident_id",)
        name = "name"
        measures = (25,)
        sections = (
            ("本人", ("household", "number", "name", "document", "resident_id", "sex", "ethnic", "relation", "phone")),
            ("所在地", ("county", "town", "village")),
            ("教育和健康", ("education", "schooling", "health", "labour", "medical", "pension")),
            ("务工", ("workplace", "employer", "work_since", "work_until", "work_months", "welfare_post")),
            ("增减", ("change", "changed_on", "remark")),
        )
        checks = (
            order("work_until", "work_since", "务工结束时间", "务工开始时间"),
            missing("changed_on", "change", "增减日期", "增减原因"),
        )
        cross_checks = (rules.other_county, rules.other_town, rules.two_counties, rules.other_head)
