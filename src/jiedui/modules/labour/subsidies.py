"""Labour subsidies paid to persons (measures 5 to 7 of the plan): one claim a person, kind and year."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    ANY,
    YUAN,
    BankCardColumn,
    CodeColumn,
    DateColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.years import YEARS
from jiedui.modules.labour import parts
from jiedui.modules.labour.checks import claimed_elsewhere
from jiedui.modules.labour.codes import CLAIM_STATUS, LABOUR_SUBSIDY


class Subsidy(Ledger):
    """One claim of a person for a kind of subsidy in a year, from the claim to the payment."""

    name = parts.name("申领人", "申请人", "申领人姓名", "申请人姓名")
    resident_id = parts.resident_id()
    sex = parts.sex()
    office = parts.office("受理并发放补贴的县或区。")
    phone = parts.phone()
    tags = parts.tags()
    kind = CodeColumn(
        "补贴种类", LABOUR_SUBSIDY, required=True, also=["补贴类型", "补贴项目", "补贴名称", "补助类型", "补助项目"]
    )
    year = CodeColumn("申领年度", YEARS, required=True, also=["年度", "补贴年度", "所属年度"])
    employer = OrganisationColumn("就业单位", uscc="uscc", also=["务工单位", "工作单位", "用工企业"])
    uscc = UsccColumn(of="employer", also=["信用代码", "单位统一社会信用代码"])
    workplace = RegionColumn("就业地", also=["务工地点", "务工地", "就业地点"], level=ANY)
    months = NumberColumn(
        "务工月数", unit="月", low=0, high=12, sums=False, also=["稳定就业月数", "就业月数", "累计务工月数"]
    )
    amount = MoneyColumn("补贴金额", unit=YUAN, low=0, high=20_000, also=["金额", "发放金额", "补助金额", "申领金额"])
    claimed_on = DateColumn("申请日期", also=["申请时间", "申领日期", "申领时间", "受理日期"])
    paid_on = DateColumn("发放日期", also=["发放时间", "拨付日期", "到账日期"], after="claimed_on")
    fund = TextColumn(
        "资金来源", suggest=["东西部协作资金", "衔接推进乡村振兴补助资金", "就业补助资金", "深圳市区财政资金"]
    )
    card = BankCardColumn("收款账号", also=["银行卡号", "银行账号", "一卡通账号", "社保卡账号"])
    status = CodeColumn("办理状态", CLAIM_STATUS, also=["状态", "审核状态", "发放状态"])
    remark = parts.remark()
    evidence = parts.evidence("务工证明、车票、公示等")

    class About:
        id = "subsidies"
        icon = "coin"
        title = "劳务补贴申领台账"
        noun = "补贴申领"
        key = ("resident_id", "kind", "year")
        name = "name"
        measures = (5, 6, 7)
        sections = (
            ("申领人", ("name", "resident_id", "sex", "phone", "tags", "office")),
            ("就业", ("employer", "uscc", "workplace", "months")),
            (
                "补贴",
                ("kind", "year", "amount", "claimed_on", "status", "paid_on", "fund", "card", "remark", "evidence"),
            ),
        )
        checks = (
            order("paid_on", "claimed_on", "发放日期", "申请日期"),
            Check(
                "subsidies.paid_without_date", Level.WARNING, ("status", "paid_on"),
                "“办理状态”为“{status}”，但没有填写“发放日期”，请补填。",
                lambda c: (c["status"] == "paid") & c["paid_on"].is_null(),
            ),
        )  # fmt: skip
        cross_checks = (claimed_elsewhere,)
