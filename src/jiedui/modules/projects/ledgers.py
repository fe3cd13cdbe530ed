"""Projects: the assistance projects of measures 3, 4 and 10, and the payments made for them.

The money before it reaches a project stands in funds.py, what a project leaves behind in assets.py.
"""

from jiedui.core.declare.checks import Check, order
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
    OrganisationColumn,
    PercentColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.projects.checks import (
    arrived_under_paid,
    paid_over_arrived,
    payments_after_opening,
    payments_covered,
    payments_in_open_year,
)
from jiedui.modules.projects.contracting import contract_elsewhere, paid_over_contract, payee_not_party, payee_unseen
from jiedui.modules.projects.invoices import invoice_once, invoice_seen
from jiedui.modules.projects.lists import FUND_KIND, PROJECT_CATEGORY


class Project(Ledger):
    """One project: it exists once in the programme and carries one kind of money."""

    number = KeyColumn("项目编号", also=["项目编码", "项目代码", "编号", "项目号"], required=True)
    name = TextColumn("项目名称", also=["名称", "项目"], required=True)
    county = RegionColumn(
        "县",
        also=[
            "所在县",
            "县（市、区）",
            "县(市、区)",
            "县区",
            "县市区",
            "项目所在县",
            "受助县",
            "受援县",
            "结对县",
            "协作县",
        ],
        level=COUNTY,
        scope=True,
        required=True,
    )
    town = RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "项目所在乡镇", "镇"], level=TOWN, within="county")
    village = RegionColumn(
        "村", also=["行政村", "村（社区）", "所在村", "项目所在村", "实施地点村"], level=VILLAGE, within="town"
    )
    category = CodeColumn("项目类别", PROJECT_CATEGORY, also=["项目类型", "类别", "领域", "协作领域"])
    implementer = OrganisationColumn("实施单位", also=["项目实施单位", "承建单位", "建设单位", "责任单位", "项目单位"])
    fund_kind = CodeColumn("资金类别", FUND_KIND, also=["资金来源", "资金性质", "资金类型"])
    planned_total = MoneyColumn(
        "计划总投资", unit=WAN, low=0, high=1_000_000, also=["总投资", "项目总投资", "计划投资", "计划投入", "投资额"]
    )
    planned_fund = MoneyColumn(
        "协作资金",
        unit=WAN,
        low=0,
        high=1_000_000,
        also=["东西部协作资金", "计划协作资金", "帮扶资金", "援助资金", "其中：协作资金"],
    )
    arrived = MoneyColumn(
        "已到县资金",
        unit=WAN,
        low=0,
        high=1_000_000,
        cumulative=True,
        also=["到县资金", "已到位资金", "到位资金", "资金到位"],
    )
    planned_start = DateColumn("计划开工日期", future=True, also=["计划开工时间", "计划开工"])
    planned_end = DateColumn(
        "计划完工日期", future=True, also=["计划完工时间", "计划完工", "计划竣工日期", "计划竣工时间"]
    )
    actual_start = DateColumn("实际开工日期", also=["实际开工时间", "开工日期", "开工时间", "实际开工"])
    actual_end = DateColumn(
        "实际完工日期", also=["实际完工时间", "完工日期", "完工时间", "竣工日期", "竣工时间", "实际完工"]
    )
    progress = PercentColumn("形象进度", low=0, high=100, also=["工程进度", "进度", "项目进度", "完成进度", "完成比例"])
    status = TextColumn(
        "项目状态",
        also=["建设状态", "实施状态", "状态", "项目进展"],
        suggest=["储备", "已立项", "未开工", "在建", "已完工", "已验收", "已移交", "停工"],
        tones={"未开工": "warn", "在建": "fine", "已完工": "good", "已验收": "good", "已移交": "good", "停工": "bad"},
    )
    key_county = YesNoColumn("是否重点帮扶县", also=["重点帮扶县", "是否国家重点帮扶县", "是否乡村振兴重点帮扶县"])
    remark = LongTextColumn("备注", also=["说明"])
    evidence = AttachmentColumn(
        "佐证材料", also=["附件", "证明材料"], help="批复、合同、验收单、现场照片等", later=True
    )
    opening_on = DateColumn(
        "期初日期", also=["期初截止日期", "期初时间"], help="系统启用前已在实施的项目填写：以下两个数截至哪一天，请填到日", later=True
    )
    opening_arrived = MoneyColumn(
        "期初到账资金", unit=WAN, low=0, high=1_000_000, also=["期初已到账", "期初到县资金"], help="截至期初日期累计到账，经双方签署“期初登记”后入账", later=True
    )
    opening_paid = MoneyColumn(
        "期初已付资金", unit=WAN, low=0, high=1_000_000, also=["期初已支付", "期初支出"], help="截至期初日期累计支付，此后的支付才在支付台账登记", later=True
    )

    class About:
        id = "projects"
        icon = "clipboard-list"
        title = "帮扶项目台账"
        noun = "项目"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (3, 4, 10)
        sections = (
            ("项目", ("number", "name", "category", "implementer", "status", "key_county")),
            ("实施地点", ("county", "town", "village")),
            ("资金", ("fund_kind", "planned_total", "planned_fund", "arrived")),
            ("进度", ("planned_start", "planned_end", "actual_start", "actual_end", "progress")),
            ("期初", ("opening_on", "opening_arrived", "opening_paid")),
            ("备注", ("remark", "evidence")),
        )
        cross_checks = (arrived_under_paid,)
        checks = (
            order("planned_end", "planned_start", "计划完工日期", "计划开工日期"),
            order("actual_end", "actual_start", "实际完工日期", "实际开工日期"),
            Check(
                "evidence.missing",
                Level.WARNING,
                ("progress", "actual_end"),
                "“形象进度”为 100%，但没有填写“实际完工日期”，请补填。",
                lambda c: (c["progress"] >= 10_000) & c["actual_end"].is_null(),
            ),
            Check(
                "projects.opening_incomplete",
                Level.ERROR,
                ("opening_on", "opening_arrived", "opening_paid"),
                "“期初日期”“期初到账资金”“期初已付资金”要填就三项都填；没有支付过的，“期初已付资金”填 0。",
                lambda c: (c["opening_on"].is_null() != c["opening_arrived"].is_null())
                | (c["opening_on"].is_null() != c["opening_paid"].is_null()),
            ),
            Check(
                "projects.opening_overpaid",
                Level.ERROR,
                ("opening_paid", "opening_arrived"),
                "“期初已付资金”大于“期初到账资金”，请核对两个数和单位。",
                lambda c: c["opening_paid"] > c["opening_arrived"],
            ),
            Check(
                "projects.fund_over_total",
                Level.WARNING,
                ("planned_fund", "planned_total"),
                "“协作资金”大于“计划总投资”，请核对。",
                lambda c: c["planned_fund"] > c["planned_total"],
            ),
        )


class Payment(Ledger):
    """One voucher: money paid to a payee for a project."""

    voucher = KeyColumn("凭证号", also=["凭证编号", "支付凭证号", "凭证号码", "记账凭证号"], required=True)
    project = ReferenceColumn(
        "项目编号", to="projects", model="projects.Project", scope=True, required=True,
        also=["项目编码", "项目代码", "所属项目编号", "项目号"],
    )  # fmt: skip
    paid_on = DateColumn("支付日期", also=["支付时间", "付款日期", "拨付日期", "付款时间", "拨付时间"])
    payee = OrganisationColumn("收款单位", uscc="uscc", also=["收款方", "收款人", "收款单位名称", "收款单位（人）"])
    uscc = UsccColumn(of="payee", also=["收款单位统一社会信用代码", "信用代码"])
    amount = MoneyColumn(
        "金额", unit=YUAN, low=-1_000_000_000, high=1_000_000_000, also=["支付金额", "付款金额", "拨付金额", "金额合计"]
    )
    purpose = TextColumn(
        "用途", also=["资金用途", "款项用途", "支付用途", "摘要"],
        suggest=["工程款", "设备采购", "材料款", "种苗款", "培训费", "设计费", "监理费", "劳务费"],
    )  # fmt: skip
    invoice = KeyColumn("发票号码", also=["发票号", "发票编号"])
    contract = ReferenceColumn(
        "合同编号", to="contracts", model="projects.Contract", also=["合同号", "对应合同编号"], help="按合同付款的填写"
    )

    class About:
        id = "payments"
        icon = "cash"
        title = "资金支付台账"
        noun = "支付凭证"
        key = ("voucher",)
        name = "voucher"
        measures = (3, 4)
        sections = (
            ("凭证", ("voucher", "project", "contract", "paid_on", "invoice")),
            ("付款", ("payee", "uscc", "amount", "purpose")),
        )
        cross_checks = (
            payments_in_open_year, payments_after_opening, invoice_once, invoice_seen, contract_elsewhere, payee_not_party,
            payee_unseen, paid_over_contract, paid_over_arrived, payments_covered,
        )  # fmt: skip


# After the projects, which they belong to, so that lists of ledgers follow the money.
from jiedui.modules.projects.assets import Asset  # noqa: E402
from jiedui.modules.projects.contracts import Contract  # noqa: E402
from jiedui.modules.projects.funds import Allotment, Arrival, FundPlan  # noqa: E402

__all__ = ["Allotment", "Arrival", "Asset", "Contract", "FundPlan", "Payment", "Project"]
