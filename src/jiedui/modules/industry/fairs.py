"""Fairs and what is agreed there, and the firms that lead a chain (measures 10 and 13)."""

from jiedui.core.declare.checks import order
from jiedui.core.declare.columns import (
    ANY,
    COUNTY,
    OFFICE,
    WAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.lists.years import YEARS
from jiedui.modules.industry import parts
from jiedui.modules.industry.checks import deal_before_fair
from jiedui.modules.industry.lists import CHAIN_ROLE, DEAL_KIND, DEAL_STATE, FAIR_KIND, PLATFORM


class Fair(Ledger):
    """One fair, show, talk or promotion; each office enters the one that it holds."""

    number = KeyColumn("活动编号", also=["编号", "展会编号"], required=True)
    name = TextColumn("活动名称", also=["展会名称", "会议名称", "名称"], required=True)
    office = RegionColumn(
        "主办地区", also=["所属区县", "主办市区", "组织地区", "承办地区"], level=OFFICE, scope=True, required=True
    )
    kind = CodeColumn("活动类别", FAIR_KIND, also=["类别", "活动类型", "展会类型"])
    platform = CodeColumn("依托平台", PLATFORM, several=True, also=["合作平台", "平台"])
    held_on = DateColumn("举办日期", also=["开始日期", "举办时间", "活动日期", "活动时间"])
    ended_on = DateColumn("结束日期", also=["闭幕日期"])
    place = RegionColumn("举办地", also=["举办地点", "活动地点", "地点"], level=ANY)
    organiser = OrganisationColumn("主办单位", also=["主办方", "组织单位"])
    co_organiser = OrganisationColumn("承办单位", also=["承办方", "协办单位"])
    east_firms = NumberColumn("东部参加企业", unit="家", low=0, high=10_000, also=["深圳企业数", "东部企业数"])
    west_firms = NumberColumn("西部参加企业", unit="家", low=0, high=10_000, also=["广西企业数", "西部企业数"])
    visits = NumberColumn("参加人次", unit="人次", low=0, high=1_000_000, also=["参会人次", "参展人次"])
    intended = MoneyColumn(
        "意向金额",
        unit=WAN,
        low=0,
        high=100_000_000,
        also=["意向签约额", "意向成交额"],
        help="只作参考，成果以成交台账为准",
    )
    sales = MoneyColumn("现场销售额", unit=WAN, low=0, high=1_000_000, also=["现场成交额", "销售额"])
    evidence = parts.evidence("通知、方案、照片、报道等")
    remark = parts.remark()

    class About:
        id = "fairs"
        icon = "presentation"
        title = "展会和经贸活动台账"
        noun = "活动"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (13,)
        sections = (
            ("活动", ("number", "name", "office", "kind", "platform")),
            ("举办", ("held_on", "ended_on", "place", "organiser", "co_organiser")),
            ("参加和成果", ("east_firms", "west_firms", "visits", "intended", "sales", "evidence", "remark")),
        )
        checks = (order("ended_on", "held_on", "结束日期", "举办日期"),)


class Deal(Ledger):
    """One result of a fair, followed until it is performed or dropped. An intent is not a contract, a contract no payment."""

    number = KeyColumn("成果编号", also=["编号", "签约编号", "成交编号"], required=True)
    name = TextColumn("成果名称", also=["项目名称", "签约项目", "合作项目", "名称"], required=True)
    fair = ReferenceColumn(
        "活动编号", to="fairs", model="industry.Fair", scope=True, required=True, also=["展会编号", "所属活动编号"]
    )
    kind = CodeColumn("成果类别", DEAL_KIND, also=["类别", "合作类别"])
    beneficiary = RegionColumn("受益县", also=["落地县", "所在县", "合作县"], level=COUNTY)
    east = OrganisationColumn("东部单位", also=["东部企业", "采购方", "投资方", "甲方"])
    west = OrganisationColumn("西部单位", also=["西部企业", "供货方", "乙方"])
    goods = TextColumn(
        "产品或内容",
        also=["产品", "合作内容", "交易内容"],
        suggest=["水果", "蔬菜", "肉类", "茶叶", "食用菌", "电子产品", "综合"],
    )
    amount = MoneyColumn(
        "合同金额", unit=WAN, low=0, high=10_000_000, also=["签约金额", "协议金额", "成交金额", "金额"]
    )
    state = CodeColumn("履约状态", DEAL_STATE, also=["状态", "进展", "履约情况"])
    signed_on = DateColumn("签约日期", also=["签约时间", "合同日期"])
    due_on = DateColumn("履约期限", future=True, also=["合同到期日", "约定完成日期"])
    performed = MoneyColumn(
        "已履约金额", unit=WAN, low=0, high=10_000_000, cumulative=True, also=["履约金额", "累计履约金额"]
    )
    followed_on = DateColumn("最近跟进日期", also=["跟进日期", "跟踪日期"])
    firm = ReferenceColumn(
        "招商项目编号",
        to="settled_firms",
        model="industry.SettledFirm",
        also=["落地企业编号"],
        help="已落地的投资项目填写",
    )
    followed = LongTextColumn("跟进情况", also=["后续情况", "进展情况"])
    evidence = parts.evidence("合同、订单、付款凭证等")
    remark = parts.remark()

    class About:
        id = "deals"
        icon = "heart-handshake"
        title = "经贸活动成果台账"
        noun = "成果"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (13,)
        sections = (
            ("成果", ("number", "name", "fair", "kind", "goods")),
            ("双方", ("beneficiary", "east", "west")),
            ("合同和履约", ("amount", "signed_on", "state", "due_on", "performed")),
            ("跟进", ("followed_on", "followed", "firm", "evidence", "remark")),
        )
        checks = (
            order("due_on", "signed_on", "履约期限", "签约日期"),
            parts.part("deals.performed_over_amount", "performed", "amount", "已履约金额", "合同金额"),
        )
        cross_checks = (deal_before_fair,)


class ChainHeadquarters(Ledger):
    """One firm that leads a chain of industry in a county: where its head office is, what it processes, whom it draws along."""

    number = KeyColumn("链主企业编号", also=["编号", "龙头企业编号"], required=True)
    name = TextColumn(
        "产业链名称", also=["产业链", "所属产业链", "链条名称"], required=True, example="马山县黑山羊产业链"
    )
    firm = OrganisationColumn("链主企业", uscc="uscc", also=["龙头企业", "企业名称", "链主", "牵头企业"])
    uscc = UsccColumn(of="firm", also=["信用代码"])
    county = parts.county()
    role = CodeColumn("链上角色", CHAIN_ROLE, several=True, also=["角色", "企业角色", "功能定位"])
    base = RegionColumn("总部所在地", also=["企业总部所在地", "注册地"], level=ANY)
    grade = TextColumn(
        "龙头企业级别", also=["级别", "认定级别"], suggest=["国家级", "自治区级", "广东省级", "市级", "未认定"]
    )
    settled = ReferenceColumn("招商项目编号", to="settled_firms", model="industry.SettledFirm", also=["落地企业编号"])
    since = DateColumn("引进日期", also=["合作日期", "引进时间", "入链日期"])
    deep = YesNoColumn("是否精深加工", also=["精深加工", "是否深加工"])
    bases = NumberColumn("配套基地数", unit="个", low=0, high=1_000, also=["基地数", "原料基地数"])
    partners = NumberColumn("上下游企业数", unit="家", low=0, high=10_000, also=["配套企业数", "链上企业数"])
    year = CodeColumn("经营年度", YEARS, also=["统计年度"])
    sales = MoneyColumn("当年销售额", unit=WAN, low=0, high=100_000_000, also=["年销售额", "销售收入"])
    jobs = parts.jobs()
    relieved_jobs = parts.relieved_jobs()
    households = NumberColumn("带动农户数", unit="户", low=0, high=100_000, also=["带动户数"])
    brand = TextColumn("品牌", also=["自有品牌", "区域公用品牌"])
    evidence = parts.evidence()
    remark = parts.remark()

    class About:
        id = "chain_headquarters"
        icon = "hierarchy"
        title = "产业链链主企业台账"
        noun = "链主企业"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (10, 13, 19)
        sections = (
            ("企业", ("number", "name", "firm", "uscc", "role", "grade", "settled", "since")),
            ("所在地", ("county", "base")),
            ("链条", ("deep", "bases", "partners", "brand")),
            ("带动", ("year", "sales", "jobs", "relieved_jobs", "households", "evidence", "remark")),
        )
        checks = (parts.relieved("chain_headquarters"),)
