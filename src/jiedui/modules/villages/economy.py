"""What carries a village on: its collective economy year by year, and the plans for its farming."""

from jiedui.core.declare.checks import missing, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    PhoneColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.modules.villages import checks as rules
from jiedui.modules.villages.codes import ECONOMY_MODEL, PLAN_STATUS
from jiedui.modules.villages.sites import COUNTY_HEADINGS, TOWN_HEADINGS, count, money


class CollectiveEconomy(Ledger):
    """The collective economy of one village in one year."""

    village_code = KeyColumn(
        "村代码", also=["行政村代码", "村编码"], required=True, help="12 位村代码。", example="451022100201"
    )
    village_name = TextColumn("村名称", also=["行政村", "村", "村名", "村（社区）"], required=True)
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    year = NumberColumn("年度", low=2015, high=2060, sums=False, required=True, also=["年份", "所属年度", "统计年度"])
    organisation = OrganisationColumn(
        "集体经济组织", uscc="uscc", also=["村集体经济组织", "股份经济合作社", "组织名称"]
    )
    uscc = UsccColumn(of="organisation", also=["登记证代码", "信用代码"])
    models = CodeColumn("发展模式", ECONOMY_MODEL, several=True, also=["经营模式", "主要模式"])
    income = money("集体经济总收入", "总收入", "村集体经济收入", "集体经济收入", high=100_000)
    operating = money("经营性收入", "经营收入", "其中：经营性收入", high=100_000)
    dividends = money("协作项目收益", "东西部协作项目收益", "项目分红收入", "帮扶项目收益", high=100_000)
    subsidies = money("补助收入", "财政补助收入", "上级补助", high=100_000)
    spending = money("集体经济支出", "总支出", "支出", high=100_000)
    shared = money("分红金额", "向农户分红", "收益分配金额", high=100_000)
    shared_households = count("分红户数", "户", "受益户数", "享受分红户数")
    shared_people = count("分红人数", "人", "受益人数", "享受分红人数")
    assets = money("集体资产总额", "资产总额", "集体资产", high=1_000_000)
    debts = money("集体负债", "负债", "负债总额", high=1_000_000)
    remark = LongTextColumn("备注", also=["说明"])
    evidence = AttachmentColumn("佐证材料", also=["附件"], help="年度报表、分红公示等")

    class About:
        id = "collective_economy"
        icon = "cash"
        title = "村集体经济台账"
        noun = "村集体经济记录"
        key = ("village_code", "year")
        name = "village_name"
        measures = (23, 26)
        sections = (
            ("村", ("village_code", "village_name", "county", "town", "year", "organisation", "uscc", "models")),
            ("收入和支出", ("income", "operating", "dividends", "subsidies", "spending")),
            ("分配和资产", ("shared", "shared_households", "shared_people", "assets", "debts", "remark", "evidence")),
        )
        checks = (
            *rules.parts(
                "income", "集体经济总收入", operating="经营性收入", dividends="协作项目收益", subsidies="补助收入"
            ),
            *rules.parts("shared_people", "分红人数", shared_households="分红户数"),
            rules.village_of_county,
        )


class FarmingPlan(Ledger):
    """One plan for modern farming that the two sides make together."""

    number = KeyColumn("规划编号", also=["编号"], required=True)
    title = TextColumn("规划名称", also=["名称", "规划题目"], required=True)
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county", help="只涉及一个乡镇的规划填写。")
    industries = TextColumn(
        "主导产业", also=["重点产业", "发展方向", "特色产业"],
        suggest=["芒果", "柑橘", "蔬菜", "桑蚕", "油茶", "茶叶", "中药材", "食用菌", "糖料蔗", "火龙果", "百香果", "肉牛", "生猪", "山羊", "家禽"],
    )  # fmt: skip
    first_year = NumberColumn("规划起始年", low=2015, high=2060, sums=False, also=["起始年份", "规划期起"])
    last_year = NumberColumn("规划截止年", low=2015, high=2060, sums=False, also=["截止年份", "规划期止"])
    owner = OrganisationColumn("委托单位", also=["牵头单位", "主管单位"])
    author = OrganisationColumn("编制单位", also=["规划编制单位", "编制机构"])
    support = OrganisationColumn("技术支持单位", also=["深圳技术支持单位", "专家所在单位", "协作单位"])
    lead = NameColumn("负责人", also=["编制负责人", "首席专家", "专家组组长"])
    phone = PhoneColumn("联系电话", also=["联系方式", "电话"])
    experts = count("参与专家人数", "人", "专家人数", "科技志愿者人数", high=1000)
    area = NumberColumn("规划面积", unit="亩", low=0, high=10_000_000, also=["面积", "规划种植面积"])
    output = money("规划产值", "预期产值", "产值目标", high=10_000_000)
    cost = money("编制费用", "规划费用", "经费", high=10_000)
    commissioned_on = DateColumn("委托日期", also=["启动日期", "委托时间"])
    reviewed_on = DateColumn("评审日期", also=["评审时间", "专家评审日期"])
    issued_on = DateColumn("印发日期", also=["发布日期", "印发时间"])
    due_on = DateColumn("计划完成日期", also=["要求完成日期", "完成期限"], future=True)
    document = TextColumn("印发文号", also=["文号", "文件号"])
    status = CodeColumn("编制状态", PLAN_STATUS, also=["状态", "进展"])
    remark = LongTextColumn("备注", also=["说明", "落实情况"])
    evidence = AttachmentColumn("规划文本", also=["附件", "佐证材料"])

    class About:
        id = "farming_plans"
        icon = "book"
        title = "农业发展规划台账"
        noun = "农业规划"
        key = ("number",)
        name = "title"
        measures = (24,)
        sections = (
            ("规划", ("number", "title", "county", "town", "industries", "first_year", "last_year", "area", "output")),
            ("编制", ("owner", "author", "support", "lead", "phone", "experts", "cost")),
            (
                "进展",
                ("commissioned_on", "due_on", "reviewed_on", "issued_on", "document", "status", "remark", "evidence"),
            ),
        )
        checks = (
            order("reviewed_on", "commissioned_on", "评审日期", "委托日期"),
            order("issued_on", "reviewed_on", "印发日期", "评审日期"),
            order("issued_on", "commissioned_on", "印发日期", "委托日期"),
            *rules.parts("last_year", "规划截止年", first_year="规划起始年"),
            missing("issued_on", "status", "印发日期", "编制状态", ("issued",)),
        )
