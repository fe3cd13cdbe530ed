"""Leading: visits, meetings and what they resolve, agreements, and what supervision found."""

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
    ReferenceColumn,
    RegionColumn,
    TextColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.governance import columns
from jiedui.modules.governance.checks import (
    closed_without_date,
    dropped_but_closed,
    resolved_on_another_day,
    same_agreement,
    same_meeting,
    same_visit,
)
from jiedui.modules.governance.lists import (
    AGREEMENT_KIND,
    LEADER_RANK,
    MEETING_KIND,
    OFFICE_LEVEL,
    RESOLUTION_STATE,
    SUPERVISION_SOURCE,
    VISIT_DIRECTION,
    WORK_FIELD,
)


class Visit(Ledger):
    """One journey of a leader of one side to the other."""

    number = KeyColumn("互访编号", also=["编号", "考察编号"], required=True)
    place = columns.office("登记这次互访的县、区或市；到几个县的，各县都可以登记，统计时只算一次")
    direction = CodeColumn("互访方向", VISIT_DIRECTION, also=["方向", "类型", "互访类型"])
    level = CodeColumn("互访层级", OFFICE_LEVEL, also=["层级", "级别", "互访级别"])
    rank = CodeColumn("带队领导类别", LEADER_RANK, also=["领导类别", "领导级别", "是否主要领导", "领导层次"])
    leader = NameColumn("带队领导", also=["带队人", "领导姓名", "带队领导姓名", "姓名"])
    post = TextColumn("带队领导职务", also=["职务", "领导职务", "现任职务"])
    unit = OrganisationColumn(
        "带队单位",
        also=["来访单位", "出访单位", "组织单位", "派出单位", "单位"],
        help="写全称，例如“中共深圳市福田区委员会”",
    )
    started_on = DateColumn(
        "开始日期",
        also=["互访日期", "日期", "时间", "互访时间", "开始时间", "考察时间", "出访日期"],
        help="填整个行程的第一天",
    )
    ended_on = DateColumn("结束日期", also=["结束时间", "返回日期"])
    destination = RegionColumn("到访地", also=["到访地点", "考察地点", "目的地", "访问地", "地点"], level=ANY)
    people = NumberColumn("随行人数", unit="人", low=0, high=300, also=["人数", "参加人数", "代表团人数"])
    purpose = LongTextColumn("主要活动", also=["主要内容", "活动内容", "互访内容", "行程", "考察内容"])
    outcome = LongTextColumn("议定事项", also=["互访成果", "达成共识", "成果", "解决问题"])
    report = AttachmentColumn("佐证材料", also=["附件", "报道", "照片", "考察报告"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "visits"
        icon = "arrows-left-right"
        title = "领导互访台账"
        noun = "互访"
        key = ("number",)
        name = "number"
        sections = (
            ("互访", ("number", "place", "direction", "level", "started_on", "ended_on", "destination")),
            ("带队", ("rank", "leader", "post", "unit", "people")),
            ("内容", ("purpose", "outcome", "report", "remark")),
        )
        checks = (order("ended_on", "started_on", "结束日期", "开始日期"),)
        cross_checks = (same_visit,)


class Meeting(Ledger):
    """One meeting about the collaboration."""

    number = KeyColumn("会议编号", also=["编号"], required=True)
    title = TextColumn("会议名称", also=["名称", "会议主题", "会议", "会议标题"], required=True)
    place = columns.office("登记这次会议的县、区或市；双方都登记的，统计时只算一次")
    kind = CodeColumn("会议类型", MEETING_KIND, also=["类型", "类别", "会议类别"])
    level = CodeColumn("会议层级", OFFICE_LEVEL, also=["层级", "级别", "会议级别"])
    held_on = DateColumn("召开日期", also=["会议日期", "日期", "时间", "会议时间", "召开时间"])
    host = OrganisationColumn("召集（主办）单位", also=["主办单位", "召集单位", "组织单位", "承办单位"])
    partner = OrganisationColumn("对方单位", also=["参会对方单位", "协作方单位", "结对方单位"])
    chair = NameColumn("主持人", also=["会议主持人", "主持领导", "主持"])
    chair_post = TextColumn("主持人职务", also=["主持领导职务", "职务"])
    chair_rank = CodeColumn("主持人类别", LEADER_RANK, also=["主持领导类别", "领导类别"])
    venue = TextColumn("会议地点", also=["地点", "召开地点"])
    people = NumberColumn("参会人数", unit="人", low=0, high=2000, also=["人数", "参加人数"])
    topics = LongTextColumn("会议议题", also=["议题", "主要内容", "会议内容"])
    minutes_number = TextColumn("纪要文号", also=["会议纪要文号", "文号", "纪要编号"])
    minutes = AttachmentColumn("会议纪要", also=["纪要", "附件", "佐证材料"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "meetings"
        icon = "users-group"
        title = "协作会议台账"
        noun = "会议"
        key = ("number",)
        name = "title"
        unique = "everywhere"
        sections = (
            ("会议", ("number", "title", "place", "kind", "level", "held_on", "venue")),
            ("组织", ("host", "partner", "chair", "chair_post", "chair_rank", "people")),
            ("内容", ("topics", "minutes_number", "minutes", "remark")),
        )
        cross_checks = (same_meeting,)


class Resolution(Ledger):
    """One thing that a meeting resolved, and who does it by when."""

    number = KeyColumn("事项编号", also=["编号", "议定事项编号", "序号编码"], required=True)
    content = TextColumn(
        "议定事项", also=["事项", "决议事项", "事项内容", "工作事项", "任务", "议定内容"], required=True, longest=500
    )
    place = columns.office("负责落实的县、区或市", also=("责任区县", "落实区县"))
    meeting = ReferenceColumn(
        "会议编号", to="meetings", model="governance.Meeting", also=["所属会议", "来源会议", "会议", "联席会议编号"]
    )
    decided_on = DateColumn("议定日期", also=["提出日期", "会议日期", "议定时间", "交办日期"])
    owner = OrganisationColumn("责任单位", also=["牵头单位", "主办单位", "承办单位", "落实单位", "责任部门"])
    helper = OrganisationColumn("配合单位", also=["协办单位", "参与单位"])
    person = NameColumn("责任人", also=["负责人", "联系人"])
    due_on = DateColumn("完成时限", also=["办理时限", "时限", "截止日期", "计划完成时间", "完成期限"], future=True)
    state = CodeColumn("办理状态", RESOLUTION_STATE, also=["状态", "落实情况状态", "进度", "是否办结", "完成情况"])
    progress = LongTextColumn("落实情况", also=["办理情况", "进展情况", "工作进展", "办理进展"])
    closed_on = DateColumn("办结日期", also=["办结时间", "完成日期", "完成时间", "销号日期"])
    papers = AttachmentColumn("佐证材料", also=["附件", "办结材料"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "resolutions"
        icon = "checks"
        title = "议定事项台账"
        noun = "议定事项"
        key = ("number",)
        name = "content"
        sections = (
            ("事项", ("number", "content", "place", "meeting", "decided_on")),
            ("责任", ("owner", "helper", "person", "due_on")),
            ("落实", ("state", "progress", "closed_on", "papers", "remark")),
        )
        checks = (
            order("due_on", "decided_on", "完成时限", "议定日期"),
            order("closed_on", "decided_on", "办结日期", "议定日期"),
            closed_without_date,
            dropped_but_closed,
        )
        cross_checks = (resolved_on_another_day,)


class Agreement(Ledger):
    """One agreement between governments or departments of the two sides. Agreements of single pairs stand with the pairs."""

    number = KeyColumn("协议编号", also=["编号", "协议文号", "合同编号"], required=True)
    title = TextColumn("协议名称", also=["名称", "协议标题", "协议", "合作协议名称"], required=True)
    place = columns.office("登记协议的县、区或市；双方都登记的，统计时只算一份")
    kind = CodeColumn("协议类型", AGREEMENT_KIND, also=["类型", "类别", "协议类别"])
    level = CodeColumn("签约层级", OFFICE_LEVEL, also=["层级", "级别", "协议级别"])
    party_a = OrganisationColumn("甲方", also=["东部签约单位", "深圳方", "甲方单位", "签约方一", "东部单位"])
    party_b = OrganisationColumn("乙方", also=["西部签约单位", "广西方", "乙方单位", "签约方二", "西部单位"])
    signer_a = NameColumn("甲方签字人", also=["甲方代表", "东部签字人"])
    signer_b = NameColumn("乙方签字人", also=["乙方代表", "西部签字人"])
    signed_on = DateColumn("签订日期", also=["签订时间", "签约日期", "签署日期", "签约时间", "日期"])
    begins_on = DateColumn("生效日期", also=["协议开始日期", "开始日期"], future=True)
    ends_on = DateColumn(
        "到期日期",
        also=["协议截止日期", "截止日期", "有效期至", "到期时间"],
        future=True,
        open_end=True,
        after="begins_on",
    )
    amount = MoneyColumn("协议金额", unit=WAN, low=0, high=1_000_000, also=["金额", "涉及金额", "协议资金"])
    content = LongTextColumn("主要内容", also=["协议内容", "内容", "合作内容"])
    progress = LongTextColumn("履行情况", also=["落实情况", "执行情况", "进展情况"])
    text = AttachmentColumn("协议文本", also=["附件", "协议扫描件"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "agreements"
        icon = "writing-sign"
        title = "协作协议台账"
        noun = "协议"
        key = ("number",)
        name = "title"
        sections = (
            ("协议", ("number", "title", "place", "kind", "level")),
            ("双方", ("party_a", "signer_a", "party_b", "signer_b", "signed_on", "begins_on", "ends_on")),
            ("内容", ("amount", "content", "progress", "text", "remark")),
        )
        checks = (
            order("ends_on", "begins_on", "到期日期", "生效日期"),
            order("ends_on", "signed_on", "到期日期", "签订日期"),
            Check(
                "agreements.one_party",
                Level.WARNING,
                ("party_b", "party_a"),
                "“甲方”和“乙方”是同一个单位，请核对。",
                lambda c: c["party_a"] == c["party_b"],
            ),
        )
        cross_checks = (same_agreement,)


class SupervisionItem(Ledger):
    """One problem that supervision, audit or assessment found, until it is put right."""

    number = KeyColumn("督办编号", also=["编号", "问题编号", "督查编号"], required=True)
    title = TextColumn(
        "问题（督办事项）",
        also=["问题", "督办事项", "存在问题", "问题描述", "反馈问题", "事项"],
        required=True,
        longest=500,
    )
    place = columns.office("负责整改的县、区或市", also=("责任区县", "整改区县"))
    source = CodeColumn("问题来源", SUPERVISION_SOURCE, also=["来源", "督查类型", "发现方式"])
    field = CodeColumn("工作领域", WORK_FIELD, also=["领域", "问题类别", "问题领域", "类别"])
    project = ReferenceColumn("涉及项目编号", to="projects", model="projects.Project", also=["项目编号", "涉及项目"])
    found_by = OrganisationColumn("督办单位", also=["检查单位", "督查单位", "反馈单位", "审计单位", "东部督导单位"])
    found_on = DateColumn("发现日期", also=["反馈日期", "督查日期", "检查日期", "发现时间", "反馈时间"])
    owner = OrganisationColumn("整改责任单位", also=["责任单位", "整改单位", "牵头单位", "责任部门"])
    person = NameColumn("整改责任人", also=["责任人", "负责人"])
    due_on = DateColumn("整改时限", also=["整改期限", "完成时限", "时限", "截止日期"], future=True)
    measures = LongTextColumn("整改措施", also=["措施", "整改方案"])
    state = CodeColumn("整改状态", RESOLUTION_STATE, also=["状态", "整改进度", "整改情况状态", "是否整改"])
    closed_on = DateColumn("整改完成日期", also=["完成日期", "整改完成时间", "销号日期", "办结日期"])
    verified_by = OrganisationColumn("复核单位", also=["验收单位", "核查单位", "销号单位"])
    verified_on = DateColumn("复核日期", also=["验收日期", "核查日期", "复核时间"])
    papers = AttachmentColumn("佐证材料", also=["附件", "整改报告", "整改材料"])
    remark = LongTextColumn("备注", also=["说明", "整改情况"])

    class About:
        id = "supervision_items"
        icon = "zoom-check"
        title = "督查督办台账"
        noun = "督办事项"
        key = ("number",)
        name = "title"
        sections = (
            ("问题", ("number", "title", "place", "source", "field", "project", "found_by", "found_on")),
            ("整改", ("owner", "person", "due_on", "measures", "state", "closed_on")),
            ("复核", ("verified_by", "verified_on", "papers", "remark")),
        )
        checks = (
            order("due_on", "found_on", "整改时限", "发现日期"),
            order("closed_on", "found_on", "整改完成日期", "发现日期"),
            order("verified_on", "closed_on", "复核日期", "整改完成日期"),
            closed_without_date,
            dropped_but_closed,
        )
