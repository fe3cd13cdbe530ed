"""Places of industry: parks, long-cycle farming, storage and cold chain, tourism villages (measures 10 to 12)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    OFFICE,
    WAN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    PercentColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.years import YEARS
from jiedui.modules.industry import parts
from jiedui.modules.industry.checks import project_elsewhere
from jiedui.modules.industry.lists import FARMING_STAGE, LEVEL, STORAGE_KIND, VILLAGE_KIND


class Park(Ledger):
    """One industrial or farm park of a county, built together with the helping side or not."""

    name = KeyColumn(
        "园区名称",
        also=["产业园名称", "园区", "产业园区名称", "园区全称"],
        required=True,
        help="写全称，带县名，例如“马山县粤桂协作产业园”",
    )
    county = parts.county()
    town = parts.town()
    grade = TextColumn("园区级别", also=["级别", "园区等级"], suggest=["国家级", "自治区级", "市级", "县级"])
    farm = YesNoColumn("是否农业产业园", also=["农业产业园", "是否现代农业产业园", "是否农业园区"])
    industries = TextColumn(
        "主导产业", also=["主要产业", "产业定位"],
        suggest=["农产品加工", "电子信息", "装备制造", "纺织服装", "特色种养", "林产加工", "冷链物流"],
    )  # fmt: skip
    joint = YesNoColumn("是否共建", also=["是否共建园区", "共建园区", "是否粤桂共建", "是否协作共建"])
    district = RegionColumn("共建市区", also=["共建方", "共建区", "帮扶区"], level=OFFICE)
    joint_since = DateColumn("共建开始日期", also=["共建时间", "共建日期", "共建协议日期", "合作共建时间"])
    joint_until = DateColumn("共建截止日期", future=True, also=["共建期限", "协议到期日期"], open_end=True)
    operator = OrganisationColumn("运营单位", also=["园区管委会", "管理单位", "运营公司"])
    area = NumberColumn("园区面积", unit="亩", decimals=2, low=0, high=200_000, also=["规划面积", "占地面积", "面积"])
    plant_area = NumberColumn("标准厂房面积", unit="平方米", low=0, high=10_000_000, also=["厂房面积"])
    firms = NumberColumn("入园企业数", unit="家", low=0, high=10_000, also=["入驻企业数", "企业数"])
    east_firms = NumberColumn("其中东部企业", unit="家", low=0, high=10_000, also=["东部企业数", "其中：东部企业"])
    jobs = parts.jobs()
    relieved_jobs = parts.relieved_jobs()
    fund = MoneyColumn("累计投入协作资金", unit=WAN, low=0, high=1_000_000, also=["投入协作资金", "协作资金"])
    output = MoneyColumn("年产值", unit=WAN, low=0, high=100_000_000, also=["园区产值", "年总产值"])
    output_year = CodeColumn("产值年度", YEARS, also=["统计年度"])
    agreement = AttachmentColumn("共建协议", also=["附件", "佐证材料"])
    remark = parts.remark()

    class About:
        id = "parks"
        icon = "building-factory"
        title = "产业园区台账"
        noun = "园区"
        key = ("name",)
        name = "name"
        unique = "everywhere"
        measures = (11, 13)
        sections = (
            ("园区", ("name", "grade", "farm", "industries", "operator")),
            ("所在地", ("county", "town", "area", "plant_area")),
            ("共建", ("joint", "district", "joint_since", "joint_until", "fund", "agreement")),
            ("成效", ("firms", "east_firms", "jobs", "relieved_jobs", "output_year", "output", "remark")),
        )
        checks = (
            order("joint_until", "joint_since", "共建截止日期", "共建开始日期"),
            parts.part("parks.east_over_firms", "east_firms", "firms", "其中东部企业", "入园企业数"),
            parts.relieved("parks"),
            Check(
                "parks.joint_undated", Level.WARNING, ("joint", "joint_since"),
                "“是否共建”为是，但没有填写“共建开始日期”，只计入今天的数字，请补填。",
                lambda c: c["joint"] & c["joint_since"].is_null(),
            ),
        )  # fmt: skip


class FarmingProject(Ledger):
    """A planting or breeding project whose return comes after years: what it should yield, what it yields, its risk."""

    number = KeyColumn("种养项目编号", also=["编号", "基地编号"], required=True)
    name = TextColumn("种养项目名称", also=["项目名称", "基地名称", "名称"], required=True)
    county = parts.county()
    town = parts.town()
    village = parts.village()
    project = parts.project()
    crop = TextColumn(
        "种养品种", also=["品种", "产业品种", "种养殖品种"],
        suggest=["芒果", "油茶", "核桃", "柑橘", "桑蚕", "肉牛", "山羊", "生猪", "中药材", "茶叶", "火龙果", "食用菌"],
    )  # fmt: skip
    area = NumberColumn("种植面积", unit="亩", decimals=2, low=0, high=200_000, also=["面积", "基地面积"])
    heads = NumberColumn("存栏数", unit="头", low=0, high=10_000_000, also=["养殖数量", "存栏量", "养殖规模"])
    operator = OrganisationColumn("实施主体", uscc="uscc", also=["经营主体", "实施单位", "承建单位", "合作社"])
    uscc = UsccColumn(of="operator", also=["信用代码"])
    invested = parts.invested()
    fund = parts.fund()
    stage = CodeColumn("生产阶段", FARMING_STAGE, also=["项目状态", "阶段", "状态", "生产状态"])
    started_on = DateColumn("实施日期", also=["开始日期", "种植日期", "实施时间", "开工日期"])
    planned_full_on = DateColumn("计划达产日期", future=True, also=["预计达产日期", "计划达产时间", "预计达产时间"])
    full_on = DateColumn("实际达产日期", also=["达产日期", "达产时间", "实际达产时间"])
    ended_on = DateColumn("终止日期", also=["项目终止日期", "停止日期"])
    year = CodeColumn("产出年度", YEARS, also=["统计年度", "年度"])
    planned_output = NumberColumn(
        "计划年产量", unit="吨", decimals=2, low=0, high=10_000_000, also=["达产产量", "设计产量", "计划产量"]
    )
    output = NumberColumn(
        "当年产量", unit="吨", decimals=2, low=0, high=10_000_000, also=["实际产量", "年产量", "产量"]
    )
    planned_value = MoneyColumn("计划年产值", unit=WAN, low=0, high=10_000_000, also=["达产产值", "计划产值"])
    value = MoneyColumn("当年产值", unit=WAN, low=0, high=10_000_000, also=["实际产值", "年产值", "产值"])
    agreed_return = MoneyColumn(
        "约定年收益", unit=WAN, low=0, high=1_000_000, also=["计划年收益", "约定收益", "固定收益"]
    )
    returned = MoneyColumn("当年收益", unit=WAN, low=0, high=1_000_000, also=["实际收益", "年收益", "回报收益"])
    dividends = MoneyColumn("其中分红", unit=WAN, low=0, high=1_000_000, also=["分红金额", "当年分红", "其中：分红"])
    households = NumberColumn("带动农户数", unit="户", low=0, high=100_000, also=["带动户数", "受益户数"])
    relieved_households = NumberColumn(
        "其中脱贫户和监测户", unit="户", low=0, high=100_000, also=["其中脱贫户", "带动脱贫户数"]
    )
    risk = CodeColumn("风险等级", LEVEL, also=["风险级别", "风险程度"])
    risks = TextColumn(
        "风险情况", also=["风险类型", "主要风险", "存在风险"],
        suggest=["市场价格下跌", "病虫害或疫病", "自然灾害", "管护不到位", "经营主体违约", "技术不足", "无"],
    )  # fmt: skip
    insured = YesNoColumn("是否投保", also=["农业保险", "是否参加农业保险", "保险"])
    checked_on = DateColumn("最近核查日期", also=["核查日期", "检查日期", "最近检查日期"])
    evidence = parts.evidence("合同、产量和收益凭证、分红名册等")
    remark = parts.remark()

    class About:
        id = "farming_projects"
        icon = "plant-2"
        title = "长周期种养项目台账"
        noun = "种养项目"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (10,)
        sections = (
            ("项目", ("number", "name", "project", "crop", "area", "heads", "operator", "uscc")),
            ("所在地", ("county", "town", "village")),
            ("投资和进度", ("invested", "fund", "stage", "started_on", "planned_full_on", "full_on", "ended_on")),
            ("产出", ("year", "planned_output", "output", "planned_value", "value")),
            ("收益", ("agreed_return", "returned", "dividends", "households", "relieved_households")),
            ("风险", ("risk", "risks", "insured", "checked_on", "evidence", "remark")),
        )
        checks = (
            order("full_on", "started_on", "实际达产日期", "实施日期"),
            order("planned_full_on", "started_on", "计划达产日期", "实施日期"),
            order("ended_on", "started_on", "终止日期", "实施日期"),
            parts.funded("farming_projects"),
            parts.part("farming_projects.dividends_over_return", "dividends", "returned", "其中分红", "当年收益"),
            parts.part(
                "farming_projects.relieved_over_households", "relieved_households", "households", "其中脱贫户和监测户", "带动农户数"
            ),
            Check(
                "farming_projects.full_undated", Level.WARNING, ("stage", "full_on"),
                "“生产阶段”为已达产，但没有填写“实际达产日期”，只计入今天的数字，请补填。",
                lambda c: (c["stage"] == "full") & c["full_on"].is_null(),
            ),
            Check(
                "farming_projects.full_below_plan", Level.WARNING, ("output", "planned_output", "stage"),
                "“生产阶段”为已达产，但“当年产量”不到“计划年产量”的八成，请核对。",
                lambda c: (c["stage"] == "full") & (c["output"] * 10 < c["planned_output"] * 8),
            ),
        )  # fmt: skip
        cross_checks = (project_elsewhere("farming_projects"),)


class StorageFacility(Ledger):
    """One store, cold room, sorting line or first processing plant, and the insurance of what lies in it."""

    number = KeyColumn("设施编号", also=["编号", "设施序号"], required=True)
    name = TextColumn("设施名称", also=["名称", "项目名称"], required=True)
    county = parts.county()
    town = parts.town()
    village = parts.village()
    kind = CodeColumn("设施类别", STORAGE_KIND, several=True, also=["类别", "设施类型", "功能"])
    project = parts.project()
    goods = TextColumn(
        "主要品类",
        also=["储存品类", "服务品类", "经营品类"],
        suggest=["水果", "蔬菜", "肉类", "粮油", "食用菌", "茶叶", "综合"],
    )
    capacity = NumberColumn(
        "库容", unit="吨", decimals=2, low=0, high=1_000_000, also=["储存能力", "仓储能力", "冷库容量"]
    )
    daily = NumberColumn(
        "日处理能力", unit="吨", decimals=2, low=0, high=100_000, also=["日分拣能力", "日加工能力", "处理能力"]
    )
    area = NumberColumn("建筑面积", unit="平方米", low=0, high=1_000_000, also=["面积", "库房面积"])
    invested = parts.invested()
    fund = parts.fund()
    built_on = DateColumn("建成日期", also=["建成时间", "竣工日期"])
    operating_on = DateColumn("投用日期", also=["投入使用日期", "运营日期", "投用时间"])
    owner = OrganisationColumn("产权单位", also=["产权归属", "所有者"])
    operator = OrganisationColumn("运营单位", uscc="uscc", also=["运营主体", "使用单位", "经营单位"])
    uscc = UsccColumn(of="operator", also=["信用代码"])
    used = PercentColumn("当年使用率", low=0, high=100, also=["使用率", "库容使用率", "利用率"])
    throughput = NumberColumn(
        "当年吞吐量", unit="吨", decimals=2, low=0, high=10_000_000, also=["吞吐量", "年周转量", "年处理量"]
    )
    idle = YesNoColumn("是否闲置", also=["闲置", "闲置情况"])
    insured = YesNoColumn("是否投保仓储保险", also=["仓储保险", "是否投保", "保险"])
    insured_until = DateColumn("保险到期日", future=True, also=["保险到期日期", "保单到期日"])
    jobs = parts.jobs()
    relieved_jobs = parts.relieved_jobs()
    checked_on = DateColumn("最近检查日期", also=["检查日期", "安全检查日期"])
    evidence = parts.evidence()
    remark = parts.remark()

    class About:
        id = "storage_facilities"
        icon = "snowflake"
        title = "仓储冷链和分拣设施台账"
        noun = "设施"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (10,)
        sections = (
            ("设施", ("number", "name", "kind", "goods", "capacity", "daily", "area")),
            ("所在地", ("county", "town", "village")),
            ("投资", ("project", "invested", "fund", "built_on", "operating_on")),
            ("运营", ("owner", "operator", "uscc", "used", "throughput", "idle", "jobs", "relieved_jobs")),
            ("保险和检查", ("insured", "insured_until", "checked_on", "evidence", "remark")),
        )
        checks = (
            order("operating_on", "built_on", "投用日期", "建成日期"),
            parts.funded("storage_facilities"),
            parts.relieved("storage_facilities"),
        )
        cross_checks = (project_elsewhere("storage_facilities"),)


class TourismVillage(Ledger):
    """One village chosen as a demonstration of rural tourism, with its visitors, trade and jobs."""

    number = KeyColumn("示范点编号", also=["编号"], required=True)
    name = TextColumn("示范点名称", also=["旅游村名称", "村庄名称", "名称", "乡村旅游点名称"], required=True)
    county = parts.county()
    town = parts.town()
    village = parts.village()
    kind = CodeColumn("村庄类别", VILLAGE_KIND, several=True, also=["类别", "村庄类型", "资源类型"])
    selected_on = DateColumn("选定日期", also=["确定日期", "选定时间", "列入日期"])
    opened_on = DateColumn("开放接待日期", also=["开业日期", "开放日期"])
    accepted_on = DateColumn("验收日期", also=["授牌日期", "验收时间", "挂牌日期"])
    status = TextColumn("建设状态", also=["状态", "项目状态"], suggest=["规划中", "建设中", "已开放", "已验收", "暂停"])
    grade = TextColumn("等级", also=["星级", "评定等级"], suggest=["五星级", "四星级", "三星级", "国家级", "自治区级"])
    project = parts.project()
    invested = parts.invested()
    fund = parts.fund()
    operator = OrganisationColumn("运营单位", also=["经营主体", "运营主体"])
    inns = NumberColumn("民宿和农家乐数", unit="家", low=0, high=1_000, also=["民宿数", "农家乐数"])
    year = CodeColumn("经营年度", YEARS, also=["统计年度"])
    visits = NumberColumn(
        "当年接待游客", unit="人次", low=0, high=10_000_000, also=["接待人次", "游客人次", "接待游客人次"]
    )
    income = MoneyColumn("当年旅游收入", unit=WAN, low=0, high=1_000_000, also=["旅游收入", "年旅游收入", "营业收入"])
    products = TextColumn(
        "特色产品", also=["特色农产品", "旅游商品"], suggest=["茶叶", "民族服饰", "腊味", "米酒", "水果", "手工艺品"]
    )
    jobs = parts.jobs()
    relieved_jobs = parts.relieved_jobs()
    households = NumberColumn("带动农户数", unit="户", low=0, high=100_000, also=["带动户数", "受益户数"])
    evidence = parts.evidence("建设前后照片、验收单等")
    remark = parts.remark()

    class About:
        id = "tourism_villages"
        icon = "map-star"
        title = "乡村旅游示范点台账"
        noun = "旅游示范点"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (12,)
        sections = (
            ("示范点", ("number", "name", "kind", "grade", "status")),
            ("所在地", ("county", "town", "village")),
            ("建设", ("project", "invested", "fund", "selected_on", "opened_on", "accepted_on")),
            ("经营", ("operator", "inns", "year", "visits", "income", "products")),
            ("带动", ("jobs", "relieved_jobs", "households", "evidence", "remark")),
        )
        checks = (
            order("accepted_on", "selected_on", "验收日期", "选定日期"),
            parts.funded("tourism_villages"),
            parts.relieved("tourism_villages"),
        )
        cross_checks = (project_elsewhere("tourism_villages"),)
