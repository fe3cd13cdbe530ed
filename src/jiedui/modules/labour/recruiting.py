"""Who hires and for which posts: firms that take part, vacancies, job fairs (measures 5, 6 and 7 of the plan)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    ANY,
    WAN,
    YUAN,
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
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.education import EDUCATION
from jiedui.core.words.lists.trades import TRADES
from jiedui.modules.labour import parts
from jiedui.modules.labour.codes import (
    BOARD,
    FAIR_KIND,
    FAIR_THEME,
    FIRM_POLICY,
    PARTICIPATION,
    VACANCY_STATUS,
)

WORKING_AGE = 16
"""Labour Law, article 15: nobody under 16 may be hired."""
DISCRIMINATION = (
    r"限男|限女|男性优先|女性优先|只招男|只招女|仅限男|仅限女|已婚|未婚|已育|未育|限汉族|本地户籍|乙肝|属相|星座"
)


class HiringFirm(Ledger):
    """One firm that takes part in labour collaboration: what it offers, and who called on it to keep its jobs steady."""

    firm = OrganisationColumn(
        "企业名称", uscc="uscc", required=True, also=["单位名称", "用工企业", "用人单位", "用工单位", "公司名称"]
    )
    uscc = UsccColumn(of="firm", required=True, also=["信用代码", "社会信用代码", "企业统一社会信用代码"])
    office = parts.office("深圳企业填所在区，协作地区企业填所在县。")
    trade = CodeColumn("行业", TRADES, also=["所属行业", "行业类别"])
    participation = CodeColumn("参与方式", PARTICIPATION, several=True, also=["合作方式", "参与类型"])
    headcount = NumberColumn(
        "职工人数", unit="人", low=0, high=500_000, also=["员工人数", "用工人数", "在职职工人数", "用工规模"]
    )
    contact = NameColumn("联系人", also=["企业联系人", "招聘联系人", "人事负责人"])
    phone = parts.phone("联系电话", "联系人电话")
    joined_on = DateColumn("加入日期", also=["加入时间", "纳入日期", "登记日期"])
    left_on = DateColumn("退出日期", open_end=True, after="joined_on", also=["退出时间"])
    visited_on = DateColumn(
        "最近走访日期", also=["走访日期", "走访时间", "最近走访时间"], help="部门上门送政策、送资金、送服务的日期。"
    )
    visitor = OrganisationColumn("走访单位", also=["走访部门", "服务单位"])
    visits = NumberColumn("本年走访次数", unit="次", low=0, high=100, also=["走访次数"])
    policies = CodeColumn("已享受政策", FIRM_POLICY, several=True, also=["享受政策", "落实政策", "政策落实情况"])
    relief = MoneyColumn("减免和补贴金额", unit=WAN, low=0, high=10_000, also=["减免金额", "补贴金额", "政策兑现金额"])
    asks = LongTextColumn("企业诉求", also=["存在问题", "困难和诉求", "用工困难"])
    settled = YesNoColumn("诉求是否办结", also=["是否解决", "是否办结"])
    remark = parts.remark()
    evidence = parts.evidence("走访记录、合作协议等")

    class About:
        id = "firms_hiring"
        icon = "briefcase"
        title = "用工企业和稳岗走访台账"
        noun = "用工企业"
        key = ("uscc",)
        name = "firm"
        measures = (5, 6, 7, 11)
        sections = (
            ("企业", ("firm", "uscc", "office", "trade", "headcount", "participation", "joined_on", "left_on")),
            ("联系人", ("contact", "phone")),
            ("稳岗走访", ("visited_on", "visitor", "visits", "policies", "relief", "asks", "settled")),
            ("备注", ("remark", "evidence")),
        )
        checks = (
            order("left_on", "joined_on", "退出日期", "加入日期"),
            Check(
                "firms_hiring.visit_uncounted", Level.WARNING, ("visits", "visited_on"),
                "填了“最近走访日期”（{visited_on}），但“本年走访次数”为 0，请核对。",
                lambda c: c["visited_on"].is_not_null() & (c["visits"] == 0),
            ),
        )  # fmt: skip


class JobFair(Ledger):
    """One fair, on the spot or online."""

    number = KeyColumn("招聘会编号", also=["编号", "场次编号", "活动编号"], required=True)
    title = TextColumn("招聘会名称", also=["活动名称", "名称", "专场名称"], required=True)
    office = parts.office("在协作地区举办的填举办县，在深圳举办的填举办区。")
    kind = CodeColumn("举办形式", FAIR_KIND, also=["形式", "线上线下", "招聘形式", "方式"])
    theme = CodeColumn("专场类别", FAIR_THEME, also=["专场", "招聘会类别", "类别", "类型"])
    held_on = DateColumn(
        "举办日期", also=["举办时间", "时间", "日期", "开始日期", "开始时间", "活动时间"], required=True
    )
    ended_on = DateColumn(
        "结束日期", also=["结束时间", "截止日期"], after="held_on", future=True, help="只办一天的可不填。"
    )
    venue = TextColumn("举办地点", also=["地点", "活动地点", "招聘平台", "平台"], help="线上招聘填平台名称。")
    organiser = OrganisationColumn("主办单位", also=["举办单位", "组织单位", "主办方"])
    partner = OrganisationColumn("协办单位", also=["承办单位", "协办方"])
    firms = NumberColumn(
        "参会企业", unit="家", low=0, high=5_000, also=["参会企业数", "企业数", "招聘企业数", "参加企业"]
    )
    east_firms = NumberColumn(
        "其中广东企业",
        unit="家",
        low=0,
        high=5_000,
        also=["其中：广东企业", "广东企业数", "东部企业数", "其中深圳企业"],
    )
    posts = NumberColumn(
        "提供岗位", unit="个", low=0, high=200_000, also=["提供岗位数", "岗位数", "岗位数量", "发布岗位数"]
    )
    visitors = NumberColumn(
        "进场求职", unit="人次", low=0, high=500_000, also=["进场人次", "参加人次", "求职人次", "参会人次", "浏览人次"]
    )
    intended = NumberColumn(
        "达成意向", unit="人", low=0, high=50_000, also=["达成意向人数", "意向人数", "达成就业意向人数", "签订意向人数"]
    )
    hired = NumberColumn("实际录用", unit="人", low=0, high=50_000, also=["录用人数", "实际录用人数", "成功就业人数"])
    hired_relieved = NumberColumn(
        "其中脱贫人口", unit="人", low=0, high=50_000, also=["其中：脱贫人口", "录用脱贫人口数", "脱贫人口录用人数"]
    )
    remark = parts.remark()
    evidence = parts.evidence("通知、现场照片、意向登记表等")

    class About:
        id = "job_fairs"
        icon = "speakerphone"
        title = "招聘会台账"
        noun = "招聘会"
        key = ("number",)
        name = "title"
        unique = "everywhere"
        measures = (7,)
        sections = (
            (
                "招聘会",
                ("number", "title", "office", "kind", "theme", "held_on", "ended_on", "venue", "organiser", "partner"),
            ),
            ("规模", ("firms", "east_firms", "posts", "visitors")),
            ("成效", ("intended", "hired", "hired_relieved", "remark", "evidence")),
        )
        checks = (
            order("ended_on", "held_on", "结束日期", "举办日期"),
            Check(
                "job_fairs.firms_over_all", Level.ERROR, ("east_firms", "firms"),
                "“其中广东企业”（{east_firms}）多于“参会企业”（{firms}），请核对。", lambda c: c["east_firms"] > c["firms"],
            ),
            Check(
                "job_fairs.hired_over_intended", Level.WARNING, ("hired", "intended"),
                "“实际录用”（{hired}）多于“达成意向”（{intended}），请核对。", lambda c: c["hired"] > c["intended"],
            ),
            Check(
                "job_fairs.relieved_over_hired", Level.ERROR, ("hired_relieved", "hired"),
                "“其中脱贫人口”（{hired_relieved}）多于“实际录用”（{hired}），请核对。", lambda c: c["hired_relieved"] > c["hired"],
            ),
        )  # fmt: skip


class Vacancy(Ledger):
    """One post that a firm offers, for a number of people. What may be asked of them are lawful grounds only."""

    number = KeyColumn("岗位编号", also=["编号", "岗位序号", "职位编号"], required=True)
    firm = OrganisationColumn(
        "招聘单位", uscc="uscc", required=True,
        also=["企业名称", "用工企业", "用人单位", "招聘企业", "单位名称", "用工单位", "公司名称"],
    )  # fmt: skip
    uscc = UsccColumn(of="firm", also=["信用代码", "社会信用代码", "单位统一社会信用代码"])
    office = parts.office("发布岗位的区或县。")
    post = TextColumn(
        "岗位名称", also=["招聘岗位", "岗位", "工种", "职位", "招聘工种"], required=True,
        suggest=["普工", "装配工", "缝纫工", "质检员", "保安", "保洁", "家政服务员", "护工", "厨工", "服务员", "建筑工", "司机", "仓管员"],
    )  # fmt: skip
    trade = CodeColumn("行业", TRADES, also=["所属行业", "行业类别"])
    people = NumberColumn(
        "招聘人数", unit="人", low=1, high=20_000, also=["需求人数", "招工人数", "岗位数", "用工需求", "招聘数量"]
    )
    directed = YesNoColumn(
        "是否定向岗位",
        also=["定向岗位", "是否面向脱贫人口", "是否定向招聘脱贫人口"],
        help="专门面向脱贫人口、监测对象开发的岗位填“是”。",
    )
    workplace = RegionColumn("工作地点", also=["工作地", "就业地", "上班地点", "用工地点"], level=ANY)
    wage_low = MoneyColumn(
        "月工资下限", unit=YUAN, low=0, high=100_000, sums=False, also=["最低月薪", "工资下限", "最低工资", "月薪下限"]
    )
    wage_high = MoneyColumn(
        "月工资上限", unit=YUAN, low=0, high=100_000, sums=False, also=["最高月薪", "工资上限", "最高工资", "月薪上限"]
    )
    board = CodeColumn("食宿条件", BOARD, also=["食宿", "食宿情况", "是否包食宿", "吃住条件"])
    age_low = NumberColumn(
        "年龄下限",
        unit="岁",
        low=WORKING_AGE,
        high=65,
        sums=False,
        also=["最低年龄"],
        help="不得招用未满 16 周岁的人。",
    )
    age_high = NumberColumn("年龄上限", unit="岁", low=WORKING_AGE, high=70, sums=False, also=["最高年龄"])
    education = CodeColumn("学历要求", EDUCATION, also=["文化程度", "学历", "文化程度要求"], help="没有要求的不填。")
    terms = LongTextColumn(
        "其他要求",
        also=["招聘要求", "任职要求", "技能要求", "岗位要求"],
        help="只写技能、资格等要求，不得限制性别、民族、户籍、婚育。",
    )
    contact = NameColumn("联系人", also=["招聘联系人", "企业联系人"])
    phone = parts.phone("联系电话", "招聘电话", "联系人电话")
    fair = ReferenceColumn("招聘会编号", to="job_fairs", model="labour.JobFair", also=["所属招聘会"])
    published_on = DateColumn("发布日期", also=["发布时间", "登记日期"])
    expires_on = DateColumn(
        "有效期至", also=["截止日期", "有效期", "招聘截止日期", "截止时间"], future=True, after="published_on"
    )
    filled = NumberColumn("已招人数", unit="人", low=0, high=20_000, also=["已录用人数", "到岗人数", "实招人数"])
    filled_relieved = NumberColumn(
        "其中脱贫人口", unit="人", low=0, high=20_000, also=["其中：脱贫人口", "已招脱贫人口数"]
    )
    status = CodeColumn("岗位状态", VACANCY_STATUS, also=["状态", "招聘状态"])
    remark = parts.remark()

    class About:
        id = "vacancies"
        icon = "list-details"
        title = "招聘岗位台账"
        noun = "招聘岗位"
        key = ("number",)
        name = "post"
        unique = "everywhere"
        measures = (6, 7)
        sections = (
            ("岗位", ("number", "post", "people", "directed", "trade", "workplace", "fair")),
            ("单位", ("firm", "uscc", "office", "contact", "phone")),
            ("待遇和要求", ("wage_low", "wage_high", "board", "age_low", "age_high", "education", "terms")),
            ("发布和录用", ("published_on", "expires_on", "status", "filled", "filled_relieved", "remark")),
        )
        checks = (
            order("expires_on", "published_on", "有效期至", "发布日期"),
            Check(
                "vacancies.wages_reversed", Level.ERROR, ("wage_high", "wage_low"),
                "“月工资上限”（{wage_high}）低于“月工资下限”（{wage_low}），请核对。", lambda c: c["wage_high"] < c["wage_low"],
            ),
            Check(
                "vacancies.under_age", Level.ERROR, ("age_low",),
                "“年龄下限”为 {age_low}，不得招用未满 16 周岁的人，请改正。", lambda c: c["age_low"] < WORKING_AGE,
            ),
            Check(
                "vacancies.ages_reversed", Level.ERROR, ("age_high", "age_low"),
                "“年龄上限”（{age_high}）小于“年龄下限”（{age_low}），请核对。", lambda c: c["age_high"] < c["age_low"],
            ),
            Check(
                "vacancies.unlawful_terms", Level.WARNING, ("terms",),
                "“其他要求”里有限制性别、婚育、民族、户籍或健康的内容，招聘时不得作此限制，请改写。",
                lambda c: c["terms"].str.contains(DISCRIMINATION),
            ),
            Check(
                "vacancies.filled_over_wanted", Level.WARNING, ("filled", "people"),
                "“已招人数”（{filled}）多于“招聘人数”（{people}），请核对。", lambda c: c["filled"] > c["people"],
            ),
            Check(
                "vacancies.relieved_over_filled", Level.ERROR, ("filled_relieved", "filled"),
                "“其中脱贫人口”（{filled_relieved}）多于“已招人数”（{filled}），请核对。",
                lambda c: c["filled_relieved"] > c["filled"],
            ),
        )  # fmt: skip
