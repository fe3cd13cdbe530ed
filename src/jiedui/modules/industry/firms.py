"""Firms that settle, what they invest, what is done for them, and private capital (measures 11, 13 and 26)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    ANY,
    OFFICE,
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
    PhoneColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.trades import TRADES
from jiedui.modules.industry import parts
from jiedui.modules.industry.checks import (
    invested_before_signed,
    invested_over_agreed,
    park_elsewhere,
    project_elsewhere,
    proof_twice,
)
from jiedui.modules.industry.lists import CAPITAL_FORM, FIRM_STAGE, FOLLOW_UP, PROOF, PROVED

FIRM_ALSO = ("招商项目编号", "落地企业编号", "企业编号")


class SettledFirm(Ledger):
    """One investment project of a firm that the collaboration brought to a county, from the first lead to production."""

    number = KeyColumn("招商项目编号", also=["项目编号", "招商编号", "企业编号", "编号"], required=True)
    name = TextColumn("招商项目名称", also=["项目名称", "投资项目名称", "名称"], required=True)
    firm = OrganisationColumn("企业名称", uscc="uscc", also=["落地企业", "投资企业", "企业", "单位名称"], required=True)
    uscc = UsccColumn(of="firm", also=["信用代码", "社会信用代码"])
    county = parts.county()
    town = parts.town()
    park = ReferenceColumn(
        "所在园区",
        to="parks",
        model="industry.Park",
        also=["园区名称", "入驻园区", "落户园区"],
        help="先在产业园区台账登记园区",
    )
    origin = RegionColumn("来源地", also=["企业来源地", "总部所在地", "投资方所在地", "来源地区"], level=ANY)
    investor = OrganisationColumn("投资方", also=["母公司", "投资方名称", "出资企业"])
    district = RegionColumn("引进市区", also=["引荐市区", "牵头市区", "引进区", "帮扶区"], level=OFFICE)
    trade = CodeColumn("行业", TRADES, also=["所属行业", "行业类别", "产业类别"])
    business = TextColumn(
        "主营业务", also=["主要产品", "经营范围", "建设内容"],
        suggest=["农产品加工", "电子元器件组装", "服装加工", "鞋帽箱包", "特色种植", "特色养殖", "冷链物流", "旅游开发"],
    )  # fmt: skip
    stage = CodeColumn("落地阶段", FIRM_STAGE, also=["项目阶段", "当前阶段", "项目进展", "状态", "项目状态"])
    lead_on = DateColumn("线索日期", also=["对接日期", "洽谈日期", "首次对接日期"])
    signed_on = DateColumn("签约日期", also=["签约时间", "协议签订日期"])
    land_on = DateColumn("用地落实日期", also=["供地日期", "拿地日期", "厂房落实日期"])
    building_on = DateColumn("开工日期", also=["开工时间", "动工日期"])
    operating_on = DateColumn("投产日期", also=["投产时间", "运营日期", "投产运营日期", "开业日期"])
    ended_on = DateColumn("停产或退出日期", also=["停产日期", "退出日期", "终止日期"])
    agreed = MoneyColumn(
        "协议投资额", unit=WAN, low=0, high=10_000_000, also=["协议投资", "计划投资额", "签约金额", "拟投资额"]
    )
    jobs = parts.jobs()
    relieved_jobs = parts.relieved_jobs()
    households = NumberColumn("带动农户数", unit="户", low=0, high=100_000, also=["带动户数", "联农带农户数"])
    contact = NameColumn("企业联系人", also=["联系人", "负责人"])
    phone = PhoneColumn("联系电话", also=["电话", "联系方式", "手机号"])
    followed_on = DateColumn("最近跟踪日期", also=["跟踪日期", "最近走访日期", "更新日期"])
    difficulty = LongTextColumn("存在困难", also=["存在问题", "需协调事项", "困难问题"])
    evidence = parts.evidence("投资协议、营业执照、投产照片等")
    remark = parts.remark()

    class About:
        id = "settled_firms"
        icon = "building-factory-2"
        title = "落地企业台账"
        noun = "落地企业"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (11, 13)
        sections = (
            ("企业", ("number", "name", "firm", "uscc", "trade", "business", "origin", "investor", "district")),
            ("落户地", ("county", "town", "park")),
            ("进展", ("stage", "lead_on", "signed_on", "land_on", "building_on", "operating_on", "ended_on")),
            ("投资和就业", ("agreed", "jobs", "relieved_jobs", "households")),
            ("联系和跟踪", ("contact", "phone", "followed_on", "difficulty", "evidence", "remark")),
        )
        checks = (
            order("signed_on", "lead_on", "签约日期", "线索日期"),
            order("operating_on", "signed_on", "投产日期", "签约日期"),
            order("operating_on", "building_on", "投产日期", "开工日期"),
            order("ended_on", "operating_on", "停产或退出日期", "投产日期"),
            parts.relieved("settled_firms"),
            Check(
                "settled_firms.operating_undated", Level.WARNING, ("stage", "operating_on"),
                "“落地阶段”为已投产，但没有填写“投产日期”，只计入今天的数字，请补填。",
                lambda c: (c["stage"] == "operating") & c["operating_on"].is_null(),
            ),
            Check(
                "settled_firms.operating_too_early", Level.WARNING, ("operating_on", "stage"),
                "已填“投产日期”，但“落地阶段”还在投产之前，请核对。",
                lambda c: c["operating_on"].is_not_null() & c["stage"].is_in(["lead", "signed", "land", "building"]),
            ),
        )  # fmt: skip
        cross_checks = (park_elsewhere,)


class Investment(Ledger):
    """Money that a settled firm really put in. Only with a bank's or an auditor's paper does it count as arrived."""

    number = KeyColumn("到位编号", also=["投资到位编号", "到位凭证编号", "编号"], required=True)
    firm = ReferenceColumn(
        "招商项目编号", to="settled_firms", model="industry.SettledFirm", scope=True, required=True, also=FIRM_ALSO
    )
    arrived_on = DateColumn("到位日期", also=["到位时间", "投资日期", "资金到位日期", "投入日期"])
    amount = MoneyColumn(
        "到位金额", unit=WAN, low=-1_000_000, high=10_000_000, also=["到位投资额", "到位资金", "实际投资额", "投资金额", "金额"],
        help="只填本次到位数，不填累计数；撤回投资填负数",
    )  # fmt: skip
    use = TextColumn(
        "投资内容", also=["投资类别", "资金用途"], suggest=["厂房建设", "设备购置", "土地流转", "流动资金", "装修改造"]
    )
    proof = CodeColumn(
        "到位证明", PROOF, also=["证明类型", "佐证类型", "证明材料类型"], help="没有银行凭证或审计报告的不计入到位投资"
    )
    proof_number = TextColumn("证明文号", also=["凭证号", "报告文号", "证明编号", "流水号"])
    prover = OrganisationColumn("出具单位", also=["开户银行", "出具机构", "会计师事务所", "证明单位"])
    evidence = AttachmentColumn("证明材料", also=["附件", "佐证材料"], help="银行进账单、审计或验资报告")
    remark = parts.remark()

    class About:
        id = "investments"
        icon = "coins"
        title = "到位投资台账"
        noun = "到位投资"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (11,)
        sections = (
            ("投资", ("number", "firm", "arrived_on", "amount", "use")),
            ("证明", ("proof", "proof_number", "prover", "evidence", "remark")),
        )
        checks = (
            Check(
                "investments.proof_unnamed", Level.WARNING, ("proof", "proof_number"),
                "“到位证明”为“{proof}”，但没有填写“证明文号”，请补填，便于核查。",
                lambda c: c["proof"].is_in(list(PROVED)) & c["proof_number"].is_null(),
            ),
            Check(
                "investments.unproved", Level.WARNING, ("amount", "proof"),
                "这笔投资没有银行凭证或审计报告，暂不计入到位投资额。",
                lambda c: c["amount"].is_not_null() & ~c["proof"].fill_null("none").is_in(list(PROVED)),
            ),
        )  # fmt: skip
        cross_checks = (invested_over_agreed, invested_before_signed, proof_twice)


class ParkFollowUp(Ledger):
    """One service to a firm or park: a visit, a problem solved, a policy told or paid, tax relief, a permit."""

    number = KeyColumn("服务编号", also=["编号", "服务记录编号"], required=True)
    title = TextColumn("服务事项", also=["事项", "服务内容", "事项名称"], required=True)
    kind = CodeColumn("服务类别", FOLLOW_UP, also=["类别", "服务类型", "事项类别"])
    county = parts.county()
    firm = ReferenceColumn("招商项目编号", to="settled_firms", model="industry.SettledFirm", also=FIRM_ALSO)
    park = ReferenceColumn("产业园区", to="parks", model="industry.Park", also=["园区名称", "所在园区"])
    served = OrganisationColumn("服务企业", also=["企业名称", "服务对象", "受惠企业"])
    handler = OrganisationColumn("办理单位", also=["责任单位", "服务单位", "牵头单位"])
    district = RegionColumn("参与市区", also=["帮扶区", "牵头市区"], level=OFFICE)
    served_on = DateColumn("服务日期", also=["走访日期", "日期", "办理日期", "时间"])
    policy = TextColumn("政策依据", also=["政策名称", "政策文号", "适用政策"])
    benefit = MoneyColumn(
        "减免或兑现金额",
        unit=YUAN,
        low=0,
        high=10_000_000_000,
        also=["减免金额", "兑现金额", "奖补金额", "减税金额", "金额"],
    )
    firms = NumberColumn("惠及企业数", unit="家", low=0, high=10_000, also=["受益企业数", "覆盖企业数"])
    due_on = DateColumn("办结期限", future=True, also=["要求办结日期", "办理时限"])
    solved_on = DateColumn("办结日期", also=["解决日期", "完成日期"])
    result = LongTextColumn("办理结果", also=["结果", "办理情况", "解决情况"])
    evidence = parts.evidence()
    remark = parts.remark()

    class About:
        id = "park_followups"
        icon = "briefcase"
        title = "园区和企业跟踪服务台账"
        noun = "服务记录"
        key = ("number",)
        name = "title"
        unique = "everywhere"
        measures = (5, 11)
        sections = (
            ("事项", ("number", "title", "kind", "served_on", "policy")),
            ("对象", ("county", "firm", "park", "served", "firms", "benefit")),
            ("办理", ("handler", "district", "due_on", "solved_on", "result", "evidence", "remark")),
        )
        checks = (order("solved_on", "served_on", "办结日期", "服务日期"),)


class PrivateCapital(Ledger):
    """Private money that fiscal money drew in. A settled firm's own investment stands in the ledger of investments."""

    number = KeyColumn("社会资本编号", also=["编号", "资本项目编号"], required=True)
    name = TextColumn("投入项目名称", also=["项目名称", "合作项目", "名称"], required=True)
    county = parts.county()
    town = parts.town()
    investor = OrganisationColumn("投资主体", uscc="uscc", also=["社会资本方", "投资企业", "投资方", "出资方"])
    uscc = UsccColumn(of="investor", also=["信用代码"])
    form = CodeColumn("投入方式", CAPITAL_FORM, also=["投资方式", "合作方式"])
    field = TextColumn(
        "投向领域", also=["领域", "投资领域"],
        suggest=["特色种养", "农产品加工", "乡村旅游", "基础设施", "公共服务", "数字乡村", "新能源"],
    )  # fmt: skip
    project = parts.project("由财政援助资金引导的，填帮扶项目台账的编号")
    guided = MoneyColumn("引导财政资金", unit=WAN, low=0, high=1_000_000, also=["财政引导资金", "引导资金", "财政投入"])
    agreed = MoneyColumn(
        "约定社会投入", unit=WAN, low=0, high=10_000_000, also=["协议金额", "计划社会投入", "计划投入"]
    )
    arrived = MoneyColumn(
        "实际社会投入", unit=WAN, low=0, high=10_000_000, also=["到位社会资本", "实际投入", "到位金额", "撬动金额"]
    )
    agreed_on = DateColumn("约定日期", also=["签约日期", "协议日期"])
    arrived_on = DateColumn("投入日期", also=["到位日期", "到位时间"])
    proof = CodeColumn("到位证明", PROOF, also=["证明类型", "佐证类型"])
    counted = YesNoColumn(
        "已列入到位投资台账", also=["是否已计入到位投资"], help="同一笔资金只计一次；填“是”的不再计入社会资本"
    )
    evidence = parts.evidence()
    remark = parts.remark()

    class About:
        id = "private_capital"
        icon = "pig-money"
        title = "社会资本投入台账"
        noun = "社会资本"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (11, 26)
        sections = (
            ("项目", ("number", "name", "county", "town", "field", "project")),
            ("投资主体", ("investor", "uscc", "form")),
            ("资金", ("guided", "agreed", "agreed_on", "arrived", "arrived_on", "proof", "counted")),
            ("备注", ("evidence", "remark")),
        )
        checks = (
            order("arrived_on", "agreed_on", "投入日期", "约定日期"),
            parts.part("private_capital.over_agreed", "arrived", "agreed", "实际社会投入", "约定社会投入"),
        )
        cross_checks = (project_elsewhere("private_capital"),)
