"""Contracts of projects. What they say to payments stands in contracting.py."""

from jiedui.core.declare.columns import (
    YUAN,
    AttachmentColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    OrganisationColumn,
    ReferenceColumn,
    TextColumn,
    UsccColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.modules.projects.contracting import contract_under_paid


class Contract(Ledger):
    """One contract of a project with the unit that builds, supplies or serves."""

    number = KeyColumn("合同编号", also=["合同号", "合同编码", "协议编号"], required=True, help="各县之间也不能重复，可在前面加项目编号")
    name = TextColumn("合同名称", also=["合同", "协议名称", "标的名称"], required=True)
    project = ReferenceColumn(
        "项目编号", to="projects", model="projects.Project", scope=True, required=True,
        also=["项目编码", "项目代码", "所属项目编号", "项目号"],
    )  # fmt: skip
    kind = TextColumn(
        "合同类别", also=["类别", "合同类型"], suggest=["施工", "设备采购", "种苗采购", "设计", "监理", "培训服务", "其他服务"]
    )
    party = OrganisationColumn(
        "承包（供货）单位", uscc="uscc",
        also=["承包单位", "供货单位", "中标单位", "施工单位", "乙方", "承包方", "供应商"],
    )  # fmt: skip
    uscc = UsccColumn(of="party", also=["信用代码", "乙方统一社会信用代码"])
    buyer = OrganisationColumn("发包（采购）单位", also=["发包单位", "采购单位", "建设单位", "甲方", "采购人"])
    method = TextColumn(
        "采购方式", also=["招标方式", "采购形式"],
        suggest=["公开招标", "邀请招标", "竞争性谈判", "竞争性磋商", "询价", "单一来源", "以工代赈", "直接委托"],
    )  # fmt: skip
    amount = MoneyColumn(
        "合同金额", unit=YUAN, low=0, high=1_000_000_000, also=["合同价", "签约金额", "中标金额", "合同总价", "合同价款"],
        help="有补充协议的，填增减后的金额",
    )  # fmt: skip
    signed_on = DateColumn("签订日期", also=["签订时间", "合同签订日期", "签约日期"])
    due_on = DateColumn("约定完成日期", future=True, also=["合同工期止", "约定完工日期", "交货日期", "合同截止日期"])
    evidence = AttachmentColumn("合同文本", also=["附件", "佐证材料", "合同扫描件"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "contracts"
        icon = "file-text"
        title = "项目合同台账"
        noun = "合同"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (3, 4)
        sections = (
            ("合同", ("number", "name", "project", "kind", "method", "signed_on", "due_on")),
            ("双方和金额", ("buyer", "party", "uscc", "amount")),
            ("附件", ("evidence", "remark")),
        )
        cross_checks = (contract_under_paid,)
