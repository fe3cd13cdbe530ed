"""Works of the five classes (五个一批), digital pilots, and the upkeep of what was built."""

from jiedui.core.declare.checks import missing, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
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
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.modules.villages import checks as rules
from jiedui.modules.villages.codes import (
    PILOT_STATUS,
    PILOT_USE,
    TECHNOLOGY,
    UPKEEP,
    UPKEEP_MONEY,
    WORK_CLASS,
    WORK_STATUS,
)
from jiedui.modules.villages.sites import COUNTY_HEADINGS, PHOTO, TOWN_HEADINGS, VILLAGE_HEADINGS, count, money


class VillageWork(Ledger):
    """One piece of work of the five classes; paid from a project of the library where it names one."""

    number = KeyColumn("工程编号", also=["建设内容编号", "编号", "工程号"], required=True)
    name = TextColumn("工程名称", also=["建设内容", "名称", "工程"], required=True)
    work_class = CodeColumn("五个一批类别", WORK_CLASS, also=["五个一批", "类别", "建设类别"])
    content = TextColumn(
        "建设类型", also=["具体类型", "内容类型"],
        suggest=["种植养殖", "乡村旅游", "加工制造", "饮水设施", "道路建设", "水利设施", "村卫生室", "学校", "安置点社区服务",
                 "风貌提升", "环境整治", "污水处理", "公共照明", "数字平台"],
    )  # fmt: skip
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    village = RegionColumn("村", also=VILLAGE_HEADINGS, level=VILLAGE, within="town")
    site = ReferenceColumn("所属点位", to="sites", model="villages.Site", also=["点位编号", "示范点编号", "安置点编号"])
    project = ReferenceColumn("所属项目", to="projects", model="projects.Project", also=["项目编号", "对应项目编号"])
    implementer = OrganisationColumn("实施单位", uscc="uscc", also=["承建单位", "施工单位", "建设单位"])
    uscc = UsccColumn(of="implementer", also=["信用代码", "实施单位统一社会信用代码"])
    quantity = NumberColumn("建设规模", decimals=2, low=0, high=1_000_000, sums=False, also=["规模", "工程量", "数量"])
    quantity_unit = TextColumn(
        "规模单位", also=["工程量单位"], suggest=["亩", "公里", "平方米", "立方米", "座", "处", "盏", "套", "个"]
    )
    planned_total = money("计划总投资", "总投资", "投资额", "概算投资")
    fiscal = money("财政投入", "财政资金", "协作资金", "财政协作资金")
    private = money("撬动社会资本", "社会资本", "社会投入", "企业投资")
    villagers = money("群众自筹", "自筹资金", "投工投劳折资", high=100_000)
    households = count("受益户数", "户", "惠及户数", "受益户")
    people = count("受益人数", "人", "受益人口", "惠及人口")
    jobs = count("带动就业人数", "人", "就业人数", "吸纳就业")
    planned_start = DateColumn("计划开工日期", also=["计划开工时间"], future=True)
    planned_end = DateColumn("计划完工日期", also=["计划完工时间", "计划竣工日期"], future=True)
    actual_start = DateColumn("实际开工日期", also=["开工日期", "开工时间"])
    actual_end = DateColumn("实际完工日期", also=["完工日期", "完工时间", "竣工日期"])
    accepted_on = DateColumn("验收日期", also=["验收时间"])
    progress = PercentColumn("形象进度", low=0, high=100, also=["进度", "工程进度", "完成比例"])
    status = CodeColumn("工程状态", WORK_STATUS, also=["状态", "建设状态", "进展"])
    keeper = OrganisationColumn("管护单位", also=["管护主体", "管护责任单位"])
    remark = LongTextColumn("备注", also=["说明"])
    evidence = AttachmentColumn("佐证材料", also=["附件", "验收材料", "照片"], help=f"合同、验收单；{PHOTO}")

    class About:
        id = "village_works"
        icon = "building-community"
        title = "“五个一批”建设台账"
        noun = "建设工程"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (26,)
        sections = (
            (
                "工程",
                (
                    "number",
                    "name",
                    "work_class",
                    "content",
                    "site",
                    "project",
                    "implementer",
                    "uscc",
                    "quantity",
                    "quantity_unit",
                ),
            ),
            ("所在地", ("county", "town", "village")),
            ("投资", ("planned_total", "fiscal", "private", "villagers")),
            ("受益", ("households", "people", "jobs")),
            (
                "进度",
                ("planned_start", "planned_end", "actual_start", "actual_end", "accepted_on", "progress", "status"),
            ),
            ("管护和备注", ("keeper", "remark", "evidence")),
        )
        checks = (
            order("planned_end", "planned_start", "计划完工日期", "计划开工日期"),
            order("actual_end", "actual_start", "实际完工日期", "实际开工日期"),
            order("accepted_on", "actual_end", "验收日期", "实际完工日期"),
            *rules.parts("planned_total", "计划总投资", fiscal="财政投入", private="撬动社会资本"),
            *rules.parts("people", "受益人数", households="受益户数"),
            missing("accepted_on", "status", "验收日期", "工程状态", ("accepted",)),
            missing("actual_end", "status", "实际完工日期", "工程状态", ("finished", "accepted")),
        )
        cross_checks = (rules.site_county, rules.project_county, rules.over_project_fund)


class DigitalPilot(Ledger):
    """One pilot of the digital village: which techniques, for what, and whether anybody uses it."""

    number = KeyColumn("试点编号", also=["编号"], required=True)
    name = TextColumn("试点名称", also=["名称", "数字乡村试点", "平台名称"], required=True)
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    village = RegionColumn("村", also=VILLAGE_HEADINGS, level=VILLAGE, within="town")
    site = ReferenceColumn("所属点位", to="sites", model="villages.Site", also=["点位编号", "示范点编号"])
    work = ReferenceColumn(
        "对应工程", to="village_works", model="villages.VillageWork", also=["工程编号", "对应工程编号"]
    )
    technologies = CodeColumn("技术手段", TECHNOLOGY, several=True, also=["采用技术", "技术"])
    uses = CodeColumn("应用场景", PILOT_USE, several=True, also=["应用领域", "场景", "用途"])
    provider = OrganisationColumn("建设单位", also=["技术提供单位", "承建企业", "服务商"])
    owner = OrganisationColumn("使用单位", also=["运营单位", "管理单位"])
    invested = money("投入资金", "投资", "建设资金", "投资额", high=100_000)
    started_on = DateColumn("启动日期", also=["开始日期", "启动时间"])
    online_on = DateColumn("上线日期", also=["上线时间", "投入使用日期"])
    last_used_on = DateColumn("最近使用日期", also=["最近使用时间", "最近活跃日期"])
    devices = count("设备数量", "个", "设备数", "终端数")
    users = count("注册用户", "人", "用户数", "注册人数", high=1_000_000)
    active = count("月活跃用户", "人", "活跃用户", "活跃人数", high=1_000_000)
    protected = YesNoColumn("个人信息保护评估", also=["数据安全评估", "是否完成个人信息保护评估", "安全评估"])
    status = CodeColumn("试点状态", PILOT_STATUS, also=["状态", "运行状态"])
    effect = LongTextColumn("成效", also=["应用成效", "主要成效"])
    remark = LongTextColumn("备注", also=["说明"])
    evidence = AttachmentColumn("佐证材料", also=["附件", "照片"])

    class About:
        id = "digital_pilots"
        icon = "device-mobile"
        title = "数字乡村试点台账"
        noun = "数字试点"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (26,)
        sections = (
            ("试点", ("number", "name", "site", "work", "technologies", "uses", "provider", "owner", "invested")),
            ("所在地", ("county", "town", "village")),
            ("运行", ("started_on", "online_on", "last_used_on", "devices", "users", "active", "protected", "status")),
            ("成效", ("effect", "remark", "evidence")),
        )
        checks = (
            order("online_on", "started_on", "上线日期", "启动日期"),
            order("last_used_on", "online_on", "最近使用日期", "上线日期"),
            *rules.parts("users", "注册用户", active="月活跃用户"),
            missing("online_on", "status", "上线日期", "试点状态", ("running", "idle")),
        )
        cross_checks = (rules.site_county, rules.work_county)


class Upkeep(Ledger):
    """One piece of upkeep: of a work or of a site, when, at what cost, by whom."""

    number = KeyColumn("管护编号", also=["记录编号", "编号"], required=True)
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    work = ReferenceColumn(
        "管护工程", to="village_works", model="villages.VillageWork", also=["工程编号", "建设内容编号"]
    )
    site = ReferenceColumn("管护点位", to="sites", model="villages.Site", also=["点位编号", "示范点编号", "安置点编号"])
    kept_on = DateColumn("管护日期", also=["日期", "管护时间", "巡查日期", "维修日期"])
    kind = CodeColumn("管护事项", UPKEEP, also=["事项", "管护内容类别", "管护类型"])
    content = TextColumn("管护内容", also=["具体内容", "内容", "工作内容"])
    cost = MoneyColumn("管护费用", unit=YUAN, low=0, high=2_000_000, also=["费用", "金额", "支出"])
    money = CodeColumn("经费来源", UPKEEP_MONEY, also=["资金来源", "费用来源"])
    keeper = NameColumn("管护人", also=["管护员", "管护责任人", "巡查人"])
    phone = PhoneColumn("管护人电话", also=["联系电话", "管护员电话"])
    unit = OrganisationColumn("管护单位", also=["管护主体", "责任单位"])
    fault = YesNoColumn("是否发现问题", also=["发现问题", "有无问题"])
    solved_on = DateColumn("整改完成日期", also=["整改日期", "处理完成日期"])
    next_on = DateColumn("下次管护日期", also=["下次管护时间", "下次巡查日期"], future=True)
    remark = LongTextColumn("备注", also=["说明"])
    photos = AttachmentColumn("现场照片", also=["照片"], help=PHOTO)

    class About:
        id = "upkeep"
        icon = "settings"
        title = "管护台账"
        noun = "管护记录"
        key = ("number",)
        name = "number"
        measures = (25, 26)
        sections = (
            ("管护对象", ("number", "work", "site", "county", "town")),
            ("管护", ("kept_on", "kind", "content", "cost", "money", "keeper", "phone", "unit")),
            ("问题和下次管护", ("fault", "solved_on", "next_on", "remark", "photos")),
        )
        checks = (
            rules.nothing_kept,
            order("solved_on", "kept_on", "整改完成日期", "管护日期"),
            order("next_on", "kept_on", "下次管护日期", "管护日期"),
        )
        cross_checks = (rules.site_county, rules.work_county, rules.before_acceptance)
