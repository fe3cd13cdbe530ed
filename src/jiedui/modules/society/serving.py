"""Serving and studying together (measures 23 and 24): volunteer teams and hours, joint research, vocational schools."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    WAN,
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
from jiedui.modules.society.codes import COOPERATION_WAY, RESEARCH_KIND, RESEARCH_STAGE, SERVICE_KIND, TEAM_KIND
from jiedui.modules.society.columns import evidence, office, remark


class VolunteerTeam(Ledger):
    """A team of volunteers for the collaboration. Its members are counted, not named."""

    number = KeyColumn("队伍编号", also=["编号", "团队编号", "志愿队编号"], required=True)
    name = TextColumn("队伍名称", also=["名称", "团队名称", "志愿服务队名称", "志愿者团队"], required=True)
    office = office()
    kind = CodeColumn("队伍类别", TEAM_KIND, also=["类别", "团队类别", "队伍类型"])
    host = OrganisationColumn("组建单位", uscc="uscc", also=["依托单位", "主管单位", "所属单位", "成立单位"])
    uscc = UsccColumn(of="host", also=["信用代码", "组建单位统一社会信用代码"])
    members = NumberColumn("志愿者人数", unit="人", low=0, high=100_000, also=["队员人数", "成员人数", "人数"])
    science = NumberColumn(
        "科技志愿者人数", unit="人", low=0, high=100_000, also=["其中科技志愿者", "专业技术人员人数"]
    )
    founded_on = DateColumn("成立日期", also=["成立时间", "组建日期"])
    dissolved_on = DateColumn("撤销日期", also=["解散日期"])
    registered = YesNoColumn("是否在志愿服务平台注册", also=["是否注册", "平台注册", "i志愿注册"])
    plan = LongTextColumn("年度服务计划", also=["服务计划", "工作计划"], longest=2000)
    leader = NameColumn("队长", also=["负责人", "联系人", "队长姓名"])
    phone = PhoneColumn("联系电话", also=["联系方式", "电话"])
    remark = remark()
    evidence = evidence("成立文件、队旗和活动照片")

    class About:
        id = "volunteer_teams"
        icon = "users-group"
        title = "志愿者队伍台账"
        noun = "志愿者队伍"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (24,)
        sections = (
            ("队伍", ("number", "name", "office", "kind", "host", "uscc", "registered")),
            ("人员和计划", ("members", "science", "founded_on", "dissolved_on", "plan")),
            ("联系", ("leader", "phone", "remark", "evidence")),
        )
        checks = (
            order("dissolved_on", "founded_on", "撤销日期", "成立日期"),
            Check(
                "volunteer_teams.science_over_members", Level.ERROR, ("science", "members"),
                "“科技志愿者人数”（{science}）多于“志愿者人数”（{members}），请核对。", lambda c: c["science"] > c["members"],
            ),
        )  # fmt: skip


class ServiceHours(Ledger):
    """What one team did at one place on one day: people, hours, and whom it served."""

    number = KeyColumn("服务编号", also=["编号", "活动编号", "服务记录编号"], required=True)
    team = ReferenceColumn(
        "队伍编号",
        to="volunteer_teams",
        model="society.VolunteerTeam",
        scope=True,
        required=True,
        also=["团队编号", "志愿队编号"],
    )
    served_on = DateColumn("服务日期", also=["活动日期", "服务时间", "日期", "活动时间"])
    destination = RegionColumn("服务县", also=["服务地", "活动地", "服务地点所在县", "县"], level=COUNTY)
    town = RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "镇"], level=TOWN, within="destination")
    place = TextColumn("服务地点", also=["活动地点", "具体地点", "地点"])
    kind = CodeColumn("服务内容", SERVICE_KIND, several=True, also=["服务类别", "活动内容", "服务类型", "服务项目"])
    people = NumberColumn(
        "参加志愿者人数", unit="人", low=0, high=10_000, also=["参与志愿者", "志愿者人数", "参加人数", "出动人数"]
    )
    hours = NumberColumn(
        "服务时长",
        unit="小时",
        decimals=1,
        low=0,
        high=1_000_000,
        also=["志愿服务时长", "总时长", "服务小时数"],
        help="参加者时长之和",
    )
    served = NumberColumn("服务群众人次", unit="人次", low=0, high=1_000_000, also=["受益人次", "服务人次", "惠及人次"])
    trained = NumberColumn("培训农户人次", unit="人次", low=0, high=1_000_000, also=["培训人次", "指导农户人次"])
    outcome = LongTextColumn("服务成效", also=["成效", "活动成效", "主要成效"], longest=1000)
    remark = remark()
    evidence = evidence("签到表、活动照片、平台时长记录")

    class About:
        id = "service_hours"
        icon = "clock"
        title = "志愿服务时长台账"
        noun = "志愿服务记录"
        key = ("number",)
        name = "number"
        measures = (24,)
        sections = (
            ("服务", ("number", "team", "served_on", "destination", "town", "place", "kind")),
            ("人员和时长", ("people", "hours", "served", "trained", "outcome", "remark", "evidence")),
        )
        checks = (
            Check(
                "service_hours.too_long", Level.WARNING, ("hours", "people"),
                "人均服务时长超过 24 小时。多天的服务请按天登记，或核对时长是否为总时长。",
                lambda c: (c["hours"] > c["people"] * 240) & (c["people"] > 0),
            ),
        )  # fmt: skip


class JointResearch(Ledger):
    """A study, a technical problem or a plan (such as one for modern farming) on which both sides work."""

    number = KeyColumn("课题编号", also=["编号", "项目编号", "立项编号"], required=True)
    name = TextColumn("课题名称", also=["名称", "研究题目", "规划名称", "项目名称"], required=True)
    office = office()
    kind = CodeColumn("课题类别", RESEARCH_KIND, also=["类别", "课题类型"])
    stage = CodeColumn("进展阶段", RESEARCH_STAGE, also=["阶段", "进展", "状态", "课题状态"])
    east = OrganisationColumn("东部牵头单位", also=["深圳单位", "牵头单位", "高校或科研机构", "承担单位", "东部单位"])
    west = OrganisationColumn("西部合作单位", also=["广西单位", "合作单位", "参与单位", "西部单位"])
    about = RegionColumn("研究对象县", also=["对象县", "研究县", "服务县"], level=COUNTY)
    lead = NameColumn("课题负责人", also=["负责人", "首席专家", "主持人"])
    fund = MoneyColumn("课题经费", unit=WAN, low=0, high=100_000, also=["经费", "研究经费", "投入经费"])
    started_on = DateColumn("立项日期", also=["开题日期", "启动日期", "立项时间"])
    due_on = DateColumn("计划结题日期", future=True, also=["计划完成日期", "计划结题时间", "计划完成时间"])
    finished_on = DateColumn("结题日期", also=["完成日期", "评审日期", "结题时间"])
    result = LongTextColumn("成果", also=["研究成果", "成果名称", "主要结论"], longest=2000)
    adopted = TextColumn(
        "成果应用", also=["转化应用", "采纳情况", "应用情况"], suggest=["已印发实施", "被采纳", "已推广", "未应用"]
    )
    remark = remark()
    evidence = evidence("合作协议、开题和结题材料")

    class About:
        id = "joint_research"
        icon = "microscope"
        title = "联合课题和规划台账"
        noun = "联合课题"
        key = ("number",)
        name = "name"
        measures = (23, 24)
        sections = (
            ("课题", ("number", "name", "office", "kind", "about", "lead", "fund")),
            ("双方", ("east", "west")),
            ("进展和成果", ("stage", "started_on", "due_on", "finished_on", "result", "adopted", "remark", "evidence")),
        )
        checks = (
            order("due_on", "started_on", "计划结题日期", "立项日期"),
            order("finished_on", "started_on", "结题日期", "立项日期"),
            Check(
                "joint_research.finished_undated", Level.WARNING, ("finished_on", "stage"),
                "进展阶段为“已结题”，没有填写结题日期，请补填。",
                lambda c: (c["stage"] == "finished") & c["finished_on"].is_null(),
            ),
        )  # fmt: skip


class VocationalCooperation(Ledger):
    """A firm that works with a vocational school of the paired side."""

    number = KeyColumn("合作编号", also=["编号", "协议编号"], required=True)
    school = OrganisationColumn(
        "职业院校", also=["学校", "学校名称", "职业技术院校", "合作院校", "职校名称"], required=True
    )
    firm = OrganisationColumn("合作企业", uscc="uscc", also=["企业", "企业名称", "深圳企业"], required=True)
    uscc = UsccColumn(of="firm", also=["企业统一社会信用代码", "信用代码"])
    office = office("学校所在地", "学校所在县")
    ways = CodeColumn("合作方式", COOPERATION_WAY, several=True, also=["合作内容", "合作形式", "合作类型"])
    major = TextColumn("合作专业", also=["专业", "专业名称"])
    signed_on = DateColumn("签约日期", also=["协议日期", "签订日期", "合作开始日期", "签订时间"])
    ends_on = DateColumn("协议到期日期", future=True, open_end=True, also=["到期日期", "合作期限", "结束日期"])
    students = NumberColumn("参加学生人数", unit="人", low=0, high=100_000, also=["培养人数", "订单班人数", "学生人数"])
    relieved = NumberColumn("其中脱贫家庭学生", unit="人", low=0, high=100_000, also=["脱贫家庭学生人数", "脱贫户学生"])
    interns = NumberColumn("实习人数", unit="人", low=0, high=100_000, also=["实习学生人数", "顶岗实习人数"])
    employed = NumberColumn("录用人数", unit="人", low=0, high=100_000, also=["就业人数", "毕业录用人数"])
    invested = MoneyColumn("企业投入", unit=WAN, low=0, high=100_000, also=["投入资金", "设备投入", "投入金额"])
    active_on = DateColumn("最近活动日期", also=["最近合作日期", "最近交流日期"])
    remark = remark()
    evidence = evidence("合作协议、开班和实习材料")

    class About:
        id = "vocational_cooperation"
        icon = "school"
        title = "企业和职业院校合作台账"
        noun = "校企合作"
        key = ("number",)
        name = "school"
        measures = (23,)
        sections = (
            ("合作", ("number", "school", "firm", "uscc", "office", "ways", "major", "signed_on", "ends_on")),
            ("成效", ("students", "relieved", "interns", "employed", "invested", "active_on", "remark", "evidence")),
        )
        checks = (
            order("ends_on", "signed_on", "协议到期日期", "签约日期"),
            Check(
                "vocational_cooperation.relieved_over", Level.ERROR, ("relieved", "students"),
                "“其中脱贫家庭学生”（{relieved}）多于“参加学生人数”（{students}），请核对。",
                lambda c: c["relieved"] > c["students"],
            ),
        )  # fmt: skip
