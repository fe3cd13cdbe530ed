"""Organising: the bodies that lead the work with their history, the policies in force, and firms called on."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    ANY,
    WAN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.trades import TRADES
from jiedui.modules.governance import columns
from jiedui.modules.governance.lists import BODY_KIND, DEMAND_STATE, OFFICE_LEVEL, POLICY_FIELD


class Policy(Ledger):
    """One document with which an authority laid down a rule, a subsidy or a plan."""

    document_number = KeyColumn(
        "文号",
        also=["发文文号", "文件文号", "文件编号", "政策文号"],
        required=True,
        help="没有文号的，填“发文单位简称-年份-顺序号”",
    )
    title = TextColumn("文件名称", also=["政策名称", "文件标题", "标题", "名称", "政策文件"], required=True)
    place = columns.office("发文的县、区或市")
    field = CodeColumn("政策类别", POLICY_FIELD, several=True, also=["类别", "政策领域", "领域", "政策类型"])
    level = CodeColumn("发文层级", OFFICE_LEVEL, also=["层级", "级别", "政策层级"])
    issuer = OrganisationColumn("发文单位", also=["印发单位", "制发单位", "发文机关", "出台单位", "牵头部门"])
    issued_on = DateColumn("发文日期", also=["印发日期", "印发时间", "出台时间", "发文时间", "成文日期"])
    begins_on = DateColumn("实施日期", also=["生效日期", "执行日期", "开始执行时间"], future=True)
    ends_on = DateColumn(
        "有效期至", also=["失效日期", "截止日期", "有效期", "到期日期"], future=True, open_end=True, after="begins_on"
    )
    repealed_on = DateColumn("废止日期", also=["废止时间", "停止执行日期"])
    benefits = TextColumn("支持对象", also=["适用对象", "惠及对象", "受益对象"])
    content = LongTextColumn("主要内容", also=["内容", "政策要点", "主要措施", "支持措施"])
    budget = MoneyColumn(
        "年度预算安排", unit=WAN, low=0, high=1_000_000, also=["预算", "资金安排", "预算金额", "安排资金"]
    )
    kept = YesNoColumn(
        "是否为延续脱贫攻坚期政策",
        also=["是否延续政策", "四不摘政策", "延续政策"],
        help="“四不摘”要求保持稳定的政策填“是”",
    )
    text = AttachmentColumn("文件正文", also=["附件", "政策文本", "文件扫描件"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "policies"
        icon = "license"
        title = "政策文件台账"
        noun = "政策文件"
        key = ("document_number",)
        name = "title"
        unique = "everywhere"
        measures = (5, 16, 17, 20)
        sections = (
            ("文件", ("document_number", "title", "place", "field", "level", "issuer")),
            ("时效", ("issued_on", "begins_on", "ends_on", "repealed_on", "kept")),
            ("内容", ("benefits", "content", "budget", "text", "remark")),
        )
        checks = (
            order("ends_on", "begins_on", "有效期至", "实施日期"),
            order("repealed_on", "issued_on", "废止日期", "发文日期"),
        )


class FirmVisit(Ledger):
    """One call on a firm: policies explained, workers counted, what the firm asks for and what came of it."""

    number = KeyColumn("走访编号", also=["编号"], required=True)
    firm = OrganisationColumn("企业名称", uscc="uscc", required=True, also=["企业", "走访企业", "单位名称", "公司名称"])
    uscc = UsccColumn(of="firm", also=["信用代码", "社会信用代码", "企业统一社会信用代码"])
    place = columns.office("走访单位所属的县、区或市", also=("走访区县",))
    trade = CodeColumn("行业", TRADES, also=["所属行业", "行业类别"])
    location = RegionColumn("企业所在地", also=["所在地", "企业地址", "地点"], level=ANY)
    visited_on = DateColumn("走访日期", also=["走访时间", "日期", "时间", "到访日期"])
    visitor = OrganisationColumn("走访单位", also=["走访部门", "组织单位", "牵头单位"])
    leader = NameColumn("带队人", also=["带队领导", "走访人", "走访人员"])
    contact = NameColumn("企业联系人", also=["联系人", "企业负责人", "接待人"])
    workers = NumberColumn(
        "企业桂籍务工人数",
        unit="人",
        low=0,
        high=50_000,
        also=["桂籍员工数", "广西籍务工人数", "广西籍员工数", "桂籍人数"],
    )
    relieved = NumberColumn(
        "其中脱贫人口数", unit="人", low=0, high=50_000, also=["脱贫人口", "脱贫劳动力人数", "其中：脱贫人口"]
    )
    vacancies = NumberColumn(
        "拟招用人数", unit="人", low=0, high=20_000, also=["用工需求", "缺工人数", "岗位数", "招工人数"]
    )
    explained = CodeColumn("宣传的政策", POLICY_FIELD, several=True, also=["宣讲政策", "送政策", "政策宣传"])
    demands = LongTextColumn("企业诉求", also=["诉求", "困难和诉求", "存在困难", "企业需求", "问题"])
    state = CodeColumn("诉求办理情况", DEMAND_STATE, also=["办理情况", "解决情况", "办理状态"])
    due_on = DateColumn("办理时限", also=["时限", "计划解决时间", "完成时限"], future=True)
    solved_on = DateColumn("解决日期", also=["办结日期", "解决时间", "办结时间"])
    answer = LongTextColumn("办理结果", also=["结果", "解决措施", "答复情况"])
    photos = AttachmentColumn("佐证材料", also=["附件", "照片", "走访记录"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "firm_visits"
        icon = "building-factory-2"
        title = "走访企业台账"
        noun = "走访"
        key = ("number",)
        name = "firm"
        measures = (5, 11)
        sections = (
            ("企业", ("number", "firm", "uscc", "place", "trade", "location", "contact")),
            ("走访", ("visited_on", "visitor", "leader", "workers", "relieved", "vacancies", "explained")),
            ("诉求", ("demands", "state", "due_on", "solved_on", "answer", "photos", "remark")),
        )
        checks = (
            order("due_on", "visited_on", "办理时限", "走访日期"),
            order("solved_on", "visited_on", "解决日期", "走访日期"),
            Check(
                "firm_visits.part",
                Level.ERROR,
                ("relieved", "workers"),
                "“其中脱贫人口数”大于“企业桂籍务工人数”，请核对。",
                lambda c: c["relieved"] > c["workers"],
            ),
            Check(
                "firm_visits.undated",
                Level.WARNING,
                ("solved_on", "state"),
                "诉求已解决，但没有填写“解决日期”，请补填。",
                lambda c: (c["state"] == "solved") & c["solved_on"].is_null(),
            ),
        )


class Body(Ledger):
    """One stretch in the history of a body: from a change (founding, another superior, another leader) to the next."""

    number = KeyColumn(
        "机构编号", also=["编号", "组织编号"], required=True, help="同一机构各个阶段用同一编号，每次变动另起一行"
    )
    body = OrganisationColumn("机构名称", also=["名称", "组织名称", "党组织名称", "机构"], required=True)
    kind = CodeColumn("机构类型", BODY_KIND, also=["类型", "类别", "组织类型"])
    place = columns.office("机构派驻或所在的县、区或市", also=("驻地", "派驻地"))
    began_on = DateColumn("起始日期", also=["成立日期", "成立时间", "变动日期", "设立时间", "起始时间"], required=True)
    ended_on = DateColumn(
        "终止日期", also=["撤销日期", "撤销时间", "结束日期", "终止时间"], open_end=True, after="began_on"
    )
    change = TextColumn(
        "变动事由", also=["变动类型", "事由"], suggest=["成立", "更名", "调整隶属", "负责人变动", "换届", "撤销"]
    )
    superior = OrganisationColumn("上级机构", also=["上级组织", "隶属关系", "上级党组织", "主管单位"])
    head = NameColumn("负责人", also=["主要负责人", "组长", "书记", "指挥长", "党支部书记"])
    head_post = TextColumn("负责人职务", also=["职务", "原单位职务"])
    members = NumberColumn("成员人数", unit="人", low=0, high=1000, also=["人数", "成员数", "工作人员数"])
    party_members = NumberColumn("党员人数", unit="人", low=0, high=1000, also=["党员数", "正式党员数", "其中党员"])
    document = TextColumn("设立文号", also=["批准文号", "文号", "成立文件", "批复文号"])
    duties = LongTextColumn("主要职责", also=["职责", "工作职责"])
    papers = AttachmentColumn("设立文件", also=["附件", "批复"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "organisations_history"
        icon = "hierarchy-2"
        title = "工作机构沿革台账"
        noun = "机构沿革"
        key = ("number", "began_on")
        name = "body"
        sections = (
            ("机构", ("number", "body", "kind", "place", "superior", "document")),
            ("时间", ("began_on", "ended_on", "change")),
            ("人员", ("head", "head_post", "members", "party_members", "duties", "papers", "remark")),
        )
        checks = (
            order("ended_on", "began_on", "终止日期", "起始日期"),
            Check(
                "organisations_history.part",
                Level.ERROR,
                ("party_members", "members"),
                "“党员人数”大于“成员人数”，请核对。",
                lambda c: c["party_members"] > c["members"],
            ),
            Check(
                "organisations_history.itself",
                Level.WARNING,
                ("superior", "body"),
                "“上级机构”和“机构名称”相同，请核对。",
                lambda c: c["superior"] == c["body"],
            ),
        )
