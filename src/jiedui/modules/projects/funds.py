"""Money on its way to a county: the year's plan, what was allotted by tranche, what arrived (measure 3)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    COUNTY,
    OFFICE,
    WAN,
    YUAN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    OrganisationColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.years import YEARS
from jiedui.modules.projects.checks import (
    allotments_covered,
    allotments_in_open_year,
    allotted_below_arrived,
    allotted_elsewhere,
    arrivals_after_opening,
    arrivals_covered,
    arrivals_in_open_year,
    arrived_before_allotted,
    arrived_over_allotted,
)
from jiedui.modules.projects.lists import FUND_KIND, PROJECT_CATEGORY, TRANCHES

COUNTY_ALSO = (
    "受援县",
    "受助县",
    "所在县",
    "县（市、区）",
    "县(市、区)",
    "县区",
    "县市区",
    "协作县",
    "结对县",
    "资金使用县",
    "资金接收县",
)
SOURCE_ALSO = (
    "援助方",
    "出资方",
    "资金来源",
    "资金来源市区",
    "资金来源区",
    "援助市区",
    "帮扶区",
    "出资市区",
    "拨出地区",
)


class FundPlan(Ledger):
    """The fiscal money that one source plans for one county in one year, beside what the year before brought."""

    name = TextColumn(
        "计划名称", also=["资金计划名称", "名称"], required=True, example="福田区支持马山县2021年资金计划"
    )
    year = CodeColumn("年度", YEARS, also=["资金年度", "年份", "计划年度"], required=True)
    county = RegionColumn("县", also=COUNTY_ALSO, level=COUNTY, scope=True, required=True)
    source = RegionColumn(
        "资金来源地", also=SOURCE_ALSO, level=OFFICE, required=True, help="深圳市本级填“深圳市”，区级填区名"
    )
    last_year_total = MoneyColumn(
        "上年援助资金总额", unit=WAN, low=0, high=1_000_000,
        also=["去年资金总额", "上年度资金", "2020年资金总额", "上年资金", "去年援助资金"], help="按上年决算或拨付数据实填写，不得估算",
    )  # fmt: skip
    planned = MoneyColumn(
        "本年计划资金", unit=WAN, low=0, high=1_000_000,
        also=["计划资金", "年度计划资金", "本年度计划", "计划安排资金", "本年安排资金", "计划援助资金"],
    )  # fmt: skip
    planned_industry = MoneyColumn(
        "其中产业计划资金",
        unit=WAN,
        low=0,
        high=1_000_000,
        also=["产业资金", "用于产业资金", "其中：产业", "产业计划资金"],
    )
    first_amount = MoneyColumn("首批计划资金", unit=WAN, low=0, high=1_000_000, also=["首批资金", "第一批计划资金"])
    first_due = DateColumn(
        "首批计划到账日期",
        future=True,
        also=["首批到账期限", "首批资金计划到账时间", "首批计划拨付时间"],
        help="计划要求力争4月底前",
    )
    document = TextColumn("计划文号", also=["文号", "文件号", "依据文件"])
    approved_on = DateColumn("批准日期", also=["批复日期", "印发日期", "审定日期"])
    evidence = AttachmentColumn("计划文件", also=["附件", "佐证材料"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "fund_plans"
        icon = "report-money"
        title = "财政援助资金年度计划台账"
        noun = "资金计划"
        key = ("county", "source", "year")
        name = "name"
        measures = (3,)
        sections = (
            ("计划", ("name", "year", "county", "source", "document", "approved_on")),
            ("资金", ("last_year_total", "planned", "planned_industry", "first_amount", "first_due")),
            ("备注", ("evidence", "remark")),
        )
        checks = (
            Check(
                "fund_plans.below_last_year", Level.WARNING, ("planned", "last_year_total"),
                "“本年计划资金”少于“上年援助资金总额”，规划要求总额不低于去年，请核对。",
                lambda c: c["planned"] < c["last_year_total"],
            ),
            Check(
                "fund_plans.part_over_whole", Level.WARNING, ("planned_industry", "planned"),
                "“其中产业计划资金”大于“本年计划资金”，请核对。",
                lambda c: c["planned_industry"] > c["planned"],
            ),
            Check(
                "fund_plans.first_over_whole", Level.WARNING, ("first_amount", "planned"),
                "“首批计划资金”大于“本年计划资金”，请核对。",
                lambda c: c["first_amount"] > c["planned"],
            ),
        )  # fmt: skip


class Allotment(Ledger):
    """One line of an allotment notice: money given to one county, by tranche. A negative amount takes back."""

    number = KeyColumn(
        "下达编号", also=["资金下达编号", "指标编号", "下达序号"], required=True, help="没有统一编号的，可用“文号-行号”"
    )
    document = TextColumn("下达文号", also=["文号", "文件号", "资金文件号", "指标文号", "下达文件文号"])
    issued_on = DateColumn("下达日期", also=["下达时间", "发文日期", "文件日期", "拨付文件日期"])
    year = CodeColumn("资金年度", YEARS, also=["年度", "年份", "预算年度"])
    tranche = CodeColumn("资金批次", TRANCHES, also=["批次", "第几批", "批次号", "下达批次"])
    county = RegionColumn("县", also=COUNTY_ALSO, level=COUNTY, scope=True, required=True)
    source = RegionColumn("资金来源地", also=SOURCE_ALSO, level=OFFICE, help="深圳市本级填“深圳市”，区级填区名")
    fund_kind = CodeColumn(
        "资金类别", FUND_KIND, also=["资金性质", "资金类型"], help="财政援助资金与社会捐赠资金分开登记"
    )
    issuer = OrganisationColumn("下达单位", also=["发文单位", "拨款单位", "拨付单位"])
    receiver = OrganisationColumn("接收单位", also=["收文单位", "资金接收单位", "主管单位"])
    amount = MoneyColumn(
        "下达金额", unit=WAN, low=-1_000_000, high=1_000_000, also=["金额", "下达资金", "资金额度", "指标金额", "资金下达金额"],
        help="收回资金填负数",
    )  # fmt: skip
    category = CodeColumn("投向领域", PROJECT_CATEGORY, also=["领域", "项目类别", "资金投向"])
    project = ReferenceColumn(
        "对应项目编号", to="projects", model="projects.Project", also=["项目编号", "项目编码", "项目号"],
        help="资金未落实到具体项目的可以不填",
    )  # fmt: skip
    purpose = TextColumn(
        "资金用途", also=["用途", "使用方向"], suggest=["产业发展", "乡村建设", "劳务协作", "人才培训", "示范点建设"]
    )
    due_on = DateColumn("要求到账日期", future=True, also=["到账期限", "要求到账时间", "应到账日期"])
    evidence = AttachmentColumn("下达文件", also=["附件", "佐证材料"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "allotments"
        icon = "transfer-out"
        title = "资金下达台账"
        noun = "资金下达"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (3,)
        sections = (
            ("下达文件", ("number", "document", "issued_on", "year", "tranche", "issuer", "evidence")),
            ("资金去向", ("county", "receiver", "project", "category", "purpose")),
            ("资金", ("source", "fund_kind", "amount", "due_on", "remark")),
        )
        checks = (order("due_on", "issued_on", "要求到账日期", "下达日期"),)
        cross_checks = (allotments_in_open_year, allotted_below_arrived, allotted_elsewhere, allotments_covered)


class Arrival(Ledger):
    """One receipt: money of an allotment that reached the county's treasury. A negative amount was sent back."""

    voucher = KeyColumn(
        "到账凭证号", also=["凭证号", "收款凭证号", "入账凭证号", "国库凭证号", "到账凭证编号"], required=True
    )
    allotment = ReferenceColumn(
        "下达编号", to="allotments", model="projects.Allotment", scope=True, required=True,
        also=["资金下达编号", "指标编号", "对应下达编号"],
    )  # fmt: skip
    arrived_on = DateColumn(
        "到账日期", also=["到账时间", "入账日期", "到县日期", "资金到账时间", "收款日期"], help="请填到日"
    )
    amount = MoneyColumn(
        "到账金额", unit=YUAN, low=-10_000_000_000, high=10_000_000_000, also=["金额", "到县金额", "实际到账金额", "入账金额"],
        help="退回资金填负数",
    )  # fmt: skip
    payer = OrganisationColumn("付款单位", also=["拨款单位", "汇款单位", "付款方"])
    receiver = OrganisationColumn("收款单位", also=["收款方", "入账单位", "接收单位"])
    evidence = AttachmentColumn("到账凭证", also=["附件", "佐证材料", "银行回单"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "arrivals"
        icon = "transfer-in"
        title = "资金到账台账"
        noun = "到账凭证"
        key = ("voucher",)
        name = "voucher"
        measures = (3,)
        sections = (
            ("凭证", ("voucher", "allotment", "arrived_on", "amount")),
            ("收付单位", ("payer", "receiver")),
            ("备注", ("evidence", "remark")),
        )
        cross_checks = (
            arrivals_in_open_year, arrivals_after_opening, arrived_over_allotted, arrived_before_allotted, arrivals_covered,
        )  # fmt: skip
