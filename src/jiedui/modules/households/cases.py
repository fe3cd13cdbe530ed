"""Clues of a risk with the dates of their handling, and what is done for a household."""

from jiedui.core.declare.checks import missing, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
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
    ResidentIdColumn,
    TextColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.modules.households import checks as rules
from jiedui.modules.households.codes import CLUE_RESULT, CLUE_SOURCE, EFFECT, MEASURE_KIND, RISK
from jiedui.modules.households.register import (
    COUNTY_HEADINGS,
    ID_HEADINGS,
    NUMBER_HEADINGS,
    TOWN_HEADINGS,
    VILLAGE_HEADINGS,
)


class Clue(Ledger):
    """One clue that a household may fall (back) into poverty, from the day it was found to the day it was closed."""

    number = KeyColumn("线索编号", also=["编号", "线索号", "预警编号"], required=True)
    head_name = NameColumn("户主姓名", also=["户主", "姓名", "农户姓名"], required=True)
    head = ResidentIdColumn("户主身份证号", also=["户主身份证号码", "户主证件号码", *ID_HEADINGS], name_of="head_name")
    phone = PhoneColumn("联系电话", also=["户主电话", "手机号", "电话"])
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    village = RegionColumn("村", also=VILLAGE_HEADINGS, level=VILLAGE, within="town")
    household = ReferenceColumn(
        "户编号",
        to="households",
        model="households.Household",
        also=NUMBER_HEADINGS,
        help="已登记的监测户填写；新线索可先空着。",
    )
    source = CodeColumn("线索来源", CLUE_SOURCE, also=["来源", "发现方式", "发现渠道", "识别途径"])
    department = TextColumn(
        "预警部门", also=["推送部门", "预警单位", "来源部门"],
        suggest=["医保部门", "教育部门", "住建部门", "水利部门", "民政部门", "人社部门", "残联", "应急部门", "公安部门", "乡村振兴部门"],
    )  # fmt: skip
    risks = CodeColumn("风险类型", RISK, several=True, also=["线索类型", "返贫风险类型", "预警类型", "主要风险"])
    situation = LongTextColumn("情况说明", also=["线索内容", "基本情况", "反映情况"])
    disaster = YesNoColumn(
        "是否灾情急难", also=["灾情急难", "是否先行救助", "急难型"], help="灾情急难的可先救助、后走程序。"
    )
    found_on = DateColumn("发现日期", also=["发现时间", "申报日期", "预警日期", "线索日期", "接收日期"])
    due_on = DateColumn("办结期限", also=["要求办结日期", "办理期限", "截止日期"], future=True)
    visited_on = DateColumn("入户核实日期", also=["入户日期", "核实日期", "入户核查日期", "走访日期"])
    consented_on = DateColumn("书面授权日期", also=["授权日期", "承诺授权日期", "签订授权书日期"])
    compared_on = DateColumn("数据比对日期", also=["信息比对日期", "比对日期"])
    voted_on = DateColumn("村级评议日期", also=["民主评议日期", "评议日期", "村民代表会议日期"])
    noticed_from = DateColumn("公示开始日期", also=["村级公示日期", "公示日期", "公示开始"])
    noticed_until = DateColumn("公示结束日期", also=["公示结束", "公示截止日期"], after="noticed_from")
    town_checked_on = DateColumn("乡镇初审日期", also=["乡镇审核日期", "乡级审核日期"])
    decided_on = DateColumn("县级审定日期", also=["县级审核日期", "审定日期", "县级批准日期"])
    marked_on = DateColumn("系统标识日期", also=["标识日期", "录入系统日期", "系统标注日期"])
    closed_on = DateColumn("办结日期", also=["办结时间", "完成日期", "处置完成日期"])
    result = CodeColumn("办理结果", CLUE_RESULT, also=["核查结果", "处置结果", "办结结果", "处理结果"])
    handler = NameColumn("经办人", also=["核查人", "责任人", "办理人"])
    handler_unit = OrganisationColumn("经办单位", also=["责任单位", "办理单位"])
    remark = LongTextColumn("备注", also=["说明"])
    evidence = AttachmentColumn(
        "佐证材料",
        also=["附件", "证明材料"],
        help="授权书、评议记录、公示照片等；公示照片不得露出证件号码、电话、账号和病情。",
    )

    class About:
        id = "clues"
        icon = "alert-triangle"
        title = "返贫风险线索台账"
        noun = "风险线索"
        key = ("number",)
        name = "number"
        measures = (25,)
        sections = (
            ("农户", ("number", "head_name", "head", "phone", "household")),
            ("所在地", ("county", "town", "village")),
            ("线索", ("source", "department", "risks", "situation", "disaster", "found_on", "due_on")),
            ("办理过程", ("visited_on", "consented_on", "compared_on", "voted_on", "noticed_from", "noticed_until",
                      "town_checked_on", "decided_on", "marked_on")),
            ("办结", ("closed_on", "result", "handler", "handler_unit", "remark", "evidence")),
        )  # fmt: skip
        checks = (
            order("due_on", "found_on", "办结期限", "发现日期"),
            *rules.steps(
                ("found_on", "发现日期"),
                ("visited_on", "入户核实日期"),
                ("consented_on", "书面授权日期"),
                ("compared_on", "数据比对日期"),
                ("voted_on", "村级评议日期"),
                ("noticed_from", "公示开始日期"),
                ("noticed_until", "公示结束日期"),
                ("town_checked_on", "乡镇初审日期"),
                ("decided_on", "县级审定日期"),
                ("marked_on", "系统标识日期"),
            ),
            order("closed_on", "found_on", "办结日期", "发现日期"),
            order("closed_on", "visited_on", "办结日期", "入户核实日期"),
            missing("closed_on", "result", "办结日期", "办理结果"),
            missing("result", "closed_on", "办理结果", "办结日期"),
            missing("due_on", "found_on", "办结期限", "发现日期"),
            rules.notice_short,
            rules.slow,
            rules.no_household,
        )
        cross_checks = (rules.other_county, rules.other_town, rules.not_included)


class HelpMeasure(Ledger):
    """One measure for one household: what, from when to when, how much, and what came of it."""

    number = KeyColumn("措施编号", also=["编号", "帮扶措施编号", "序列号"], required=True)
    household = ReferenceColumn(
        "户编号", to="households", model="households.Household", also=NUMBER_HEADINGS, required=True
    )
    county = RegionColumn("县", also=COUNTY_HEADINGS, level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", also=TOWN_HEADINGS, level=TOWN, within="county")
    kind = CodeColumn("措施类型", MEASURE_KIND, also=["帮扶类型", "帮扶措施", "措施类别"])
    content = TextColumn("措施内容", also=["帮扶内容", "具体措施", "帮扶措施内容"])
    risk = CodeColumn("针对风险", RISK, also=["对应风险", "风险类型"])
    started_on = DateColumn("开始时间", also=["开始日期", "落实日期", "落实时间", "帮扶时间", "实施时间"])
    ended_on = DateColumn(
        "结束时间", also=["结束日期", "终止时间", "完成时间"], open_end=True, future=True, after="started_on"
    )
    amount = MoneyColumn("投入金额", unit=YUAN, low=0, high=500_000, also=["帮扶金额", "金额", "补助金额", "资金"])
    gain = MoneyColumn("户增收金额", unit=YUAN, low=0, high=500_000, also=["增收金额", "带动增收", "增收"])
    people = NumberColumn("受益人数", unit="人", low=0, high=30, also=["受益人口", "惠及人数"])
    effect = CodeColumn("帮扶成效", EFFECT, also=["成效", "效果", "落实成效"])
    unit = OrganisationColumn("实施单位", also=["落实单位", "责任单位", "帮扶单位"])
    helper = NameColumn("责任人", also=["帮扶责任人", "帮扶联系人", "落实责任人"])
    project = ReferenceColumn("所属项目", to="projects", model="projects.Project", also=["项目编号", "关联项目编号"])
    checked_on = DateColumn("最近核实日期", also=["核实日期", "回访日期", "最近回访日期"])
    remark = LongTextColumn("备注", also=["说明"])
    evidence = AttachmentColumn("佐证材料", also=["附件", "证明材料"], help="到户凭证、现场照片等")

    class About:
        id = "help_measures"
        icon = "lifebuoy"
        title = "监测户帮扶措施台账"
        noun = "帮扶措施"
        key = ("number",)
        name = "number"
        measures = (25,)
        sections = (
            ("措施", ("number", "household", "kind", "content", "risk", "project")),
            ("所在地", ("county", "town")),
            ("落实", ("started_on", "ended_on", "amount", "people", "unit", "helper")),
            ("成效", ("gain", "effect", "checked_on", "remark", "evidence")),
        )
        checks = (
            order("ended_on", "started_on", "结束时间", "开始时间"),
            order("checked_on", "started_on", "最近核实日期", "开始时间"),
        )
        cross_checks = (rules.other_county, rules.other_town, rules.after_removal)
