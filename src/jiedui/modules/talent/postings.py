"""Postings: officials and professionals of one side who serve on the other. One row a term."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    YUAN,
    AttachmentColumn,
    CodeColumn,
    LongTextColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    PhoneColumn,
    TextColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.education import EDUCATION
from jiedui.core.words.lists.sex import SEX
from jiedui.modules.talent import columns
from jiedui.modules.talent.checks import SHORT_DAYS, days_between, two_terms, two_terms_of_professionals
from jiedui.modules.talent.lists import DIRECTION, OFFICIAL_KIND, PROFESSION, STAY, TALENT_KIND

_PLACE = "到西部的填服务的县，到东部的填派出的县；省、市工作组干部填派驻的市或深圳市"
_ENDS = (
    order("term_ends_on", "started_on", "任期（服务期）截止", "开始日期"),
    order("ended_on", "started_on", "实际结束日期", "开始日期"),
)


def _sending() -> OrganisationColumn:
    return OrganisationColumn("派出单位", also=["选派单位", "原单位", "原工作单位", "所在单位", "工作单位"])


def _receiving() -> OrganisationColumn:
    return OrganisationColumn("接收单位", also=["挂职单位", "服务单位", "受援单位", "派往单位", "帮扶单位", "派驻单位"])


def _document() -> TextColumn:
    return TextColumn("任职（选派）文号", also=["任职文号", "选派文号", "选派文件", "文号", "派遣文号"])


class Official(Ledger):
    """One term of an official seconded to, or stationed on, the other side."""

    name = columns.name()
    resident_id = columns.resident_id()
    sex = CodeColumn("性别", SEX)
    education = CodeColumn("学历", EDUCATION, also=["文化程度", "学历层次"])
    party = TextColumn("政治面貌", also=["党派"], suggest=["中共党员", "中共预备党员", "民主党派", "群众"])
    phone = PhoneColumn("联系电话", also=["联系方式", "手机号", "手机号码", "电话"])
    place = columns.office(_PLACE)
    direction = CodeColumn("选派方向", DIRECTION, also=["方向", "派出方向", "流向"])
    kind = CodeColumn("选派类型", OFFICIAL_KIND, also=["类型", "干部类型", "挂职类型", "人员类型"])
    sending = _sending()
    home_post = TextColumn("原职务", also=["派出前职务", "原任职务", "原单位职务", "现任职务"])
    rank = TextColumn(
        "职级", also=["行政级别", "级别", "干部级别"],
        suggest=["厅局级正职", "厅局级副职", "县处级正职", "县处级副职", "乡科级正职", "乡科级副职", "科员"],
    )  # fmt: skip
    receiving = _receiving()
    post = TextColumn(
        "挂（任）职务", also=["挂职职务", "挂任职务", "任职职务", "拟任职务", "职务"],
        suggest=["县委常委、副县长", "县委办公室副主任", "县政府办公室副主任", "县乡村振兴局副局长", "工作组组长", "工作组副组长", "工作组成员"],
    )  # fmt: skip
    duty = TextColumn("分管（协管）工作", also=["分管工作", "协管工作", "分工", "工作分工"])
    document = _document()
    started_on = columns.started_on(
        "开始日期", "挂职开始时间", "任职时间", "任职日期", "到岗时间", "挂职起始时间", "开始时间", "起始时间"
    )
    term_ends_on = columns.term_end()
    ended_on = columns.ended_on()
    end_reason = TextColumn("结束原因", also=["离任原因"], suggest=["任期届满", "工作调整", "提前结束", "退休", "其他"])
    allowance = MoneyColumn(
        "月补贴标准", unit=YUAN, low=0, high=20_000, sums=False, also=["补贴标准", "每月补贴", "月补贴"]
    )
    insured = YesNoColumn("是否办理意外保险", also=["意外保险", "人身意外险", "是否购买保险"])
    papers = AttachmentColumn("任职文件", also=["附件", "佐证材料", "任职通知"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "officials"
        icon = "user-share"
        title = "挂职（驻县）干部台账"
        noun = "干部任期"
        key = ("resident_id", "started_on")
        name = "name"
        measures = (14, 16)
        sections = (
            ("本人", ("name", "resident_id", "sex", "education", "party", "phone")),
            ("选派", ("place", "direction", "kind", "sending", "home_post", "rank")),
            ("任职", ("receiving", "post", "duty", "document", "started_on", "term_ends_on", "ended_on", "end_reason")),
            ("保障", ("allowance", "insured", "papers", "remark")),
        )
        checks = (
            *_ENDS,
            Check(
                "officials.no_document",
                Level.WARNING,
                ("document",),
                "没有填写任职文号，考核时要有任职文件作依据，请补填。",
                lambda c: c["document"].is_null(),
            ),
        )
        cross_checks = (two_terms,)


class Professional(Ledger):
    """One stay of a teacher, doctor, agronomist or another expert. Short visits are marked as such and counted apart."""

    name = columns.name()
    resident_id = columns.resident_id()
    sex = CodeColumn("性别", SEX)
    phone = PhoneColumn("联系电话", also=["联系方式", "手机号", "手机号码", "电话"])
    place = columns.office(_PLACE)
    direction = CodeColumn("选派方向", DIRECTION, also=["方向", "派出方向", "流向"])
    profession = CodeColumn("专业类别", PROFESSION, also=["专业", "类别", "人才类别", "专业领域", "行业"])
    kind = CodeColumn("人才类型", TALENT_KIND, also=["类型", "选派类型", "人员类型"])
    stay = CodeColumn("服务时长类别", STAY, also=["服务时长", "时长", "服务期限", "服务期", "长短期", "帮扶时长"])
    title = TextColumn(
        "职称", also=["技术职称", "专业技术职务", "职称（技术等级）"],
        suggest=["正高级", "副高级", "中级", "初级", "高级教师", "一级教师", "主任医师", "副主任医师", "主治医师", "高级农艺师", "农艺师"],
    )  # fmt: skip
    sending = _sending()
    receiving = _receiving()
    post = TextColumn("服务岗位", also=["岗位", "挂任职务", "职务", "任教学科", "科室"])
    document = _document()
    started_on = columns.started_on(
        "开始日期", "服务开始时间", "到岗时间", "选派时间", "开始时间", "起始时间", "支教时间", "支医时间"
    )
    term_ends_on = columns.term_end()
    ended_on = columns.ended_on()
    trained = NumberColumn(
        "带教培训人次", unit="人次", low=0, high=10_000, also=["培训人次", "带教人次", "培训当地人员人次"]
    )
    served = NumberColumn(
        "服务群众人次", unit="人次", low=0, high=50_000, also=["服务人次", "诊疗人次", "授课人次", "受益人次"]
    )
    apprentices = NumberColumn("结对带徒人数", unit="人", low=0, high=50, also=["带徒人数", "师带徒人数", "传帮带人数"])
    techniques = NumberColumn(
        "引进新技术项数", unit="项", low=0, high=100, also=["新技术", "引进新技术", "推广新技术项数"]
    )
    output = LongTextColumn("服务成效", also=["成效", "工作成效", "主要成果", "服务内容"])
    allowance = MoneyColumn(
        "月补贴标准", unit=YUAN, low=0, high=20_000, sums=False, also=["补贴标准", "每月补贴", "月补贴"]
    )
    credited = YesNoColumn("协作经历计入职称评定", also=["职称倾斜", "职称评定倾斜", "是否计入职称评定"])
    papers = AttachmentColumn("选派材料", also=["附件", "佐证材料", "选派文件扫描件"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "professionals"
        icon = "stethoscope"
        title = "专业技术人才台账"
        noun = "人才服务"
        key = ("resident_id", "started_on")
        name = "name"
        measures = (15, 16)
        sections = (
            ("本人", ("name", "resident_id", "sex", "phone", "profession", "title")),
            ("选派", ("place", "direction", "kind", "stay", "sending", "receiving", "post", "document")),
            ("服务期", ("started_on", "term_ends_on", "ended_on")),
            (
                "成效和保障",
                (
                    "trained",
                    "served",
                    "apprentices",
                    "techniques",
                    "output",
                    "allowance",
                    "credited",
                    "papers",
                    "remark",
                ),
            ),
        )
        checks = (
            *_ENDS,
            Check(
                "professionals.not_short",
                Level.WARNING,
                ("stay", "started_on", "ended_on"),
                "“服务时长类别”为不满一个月，但起止日期超过 31 天，请核对。",
                lambda c: (c["stay"] == "short") & (days_between(c) > SHORT_DAYS),
            ),
            Check(
                "professionals.short",
                Level.WARNING,
                ("stay", "started_on", "ended_on"),
                "起止日期不满一个月，但“服务时长类别”不是“不满一个月”，请核对。",
                lambda c: (c["stay"] != "short") & (days_between(c) < SHORT_DAYS - 3),
            ),
        )
        cross_checks = (two_terms_of_professionals,)
