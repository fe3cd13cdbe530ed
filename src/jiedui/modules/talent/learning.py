"""Learning and entitlement: who was trained or job-shadowed, the yearly review of those sent, and the allowances paid to them."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    ANY,
    YUAN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    LongTextColumn,
    MoneyColumn,
    MonthColumn,
    NumberColumn,
    OrganisationColumn,
    RegionColumn,
    TextColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.sex import SEX
from jiedui.core.words.lists.years import YEARS
from jiedui.modules.talent import columns
from jiedui.modules.talent.checks import allowance_of_a_stranger, review_of_a_stranger
from jiedui.modules.talent.lists import ALLOWANCE, GRADE, TRAINEE_KIND, TRAINING_KIND


class Trainee(Ledger):
    """One official or professional of the west in one training or job-shadowing: one 人次."""

    name = columns.name()
    resident_id = columns.resident_id()
    sex = CodeColumn("性别", SEX)
    place = columns.office("学员所在的县")
    category = CodeColumn("人员类别", TRAINEE_KIND, also=["类别", "学员类别", "培训对象", "人员类型", "身份"])
    unit = OrganisationColumn("工作单位", also=["单位", "所在单位", "学员单位", "派出单位"])
    post = TextColumn("职务（职称）", also=["职务", "职称", "岗位", "职务职称"])
    kind = CodeColumn("培训方式", TRAINING_KIND, also=["方式", "培训类型", "培训形式", "学习方式", "学习形式"])
    course = TextColumn(
        "班次（项目）名称", also=["班次", "培训班名称", "培训名称", "班级名称", "项目名称", "培训内容", "跟岗内容"]
    )
    host = OrganisationColumn(
        "承办（接收）单位", also=["承办单位", "接收单位", "跟岗单位", "主办单位", "培训机构", "培训单位"]
    )
    venue = RegionColumn("培训地点", also=["地点", "培训地", "跟岗地点"], level=ANY)
    started_on = columns.started_on("开始日期", "培训开始时间", "培训时间", "开始时间", "跟岗开始时间", "开班时间")
    ended_on = DateColumn(
        "结束日期",
        also=["结束时间", "培训结束时间", "跟岗结束时间", "结业时间"],
        future=True,
        open_end=True,
        after="started_on",
    )
    days = NumberColumn("学时天数", unit="天", low=0, high=366, also=["天数", "培训天数", "培训时长", "跟岗天数"])
    attended = NumberColumn("出勤天数", unit="天", low=0, high=366, also=["实到天数", "到课天数"])
    finished = YesNoColumn("是否结业", also=["结业", "是否合格", "考核合格", "是否完成"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "trainees_shadowing"
        icon = "school"
        title = "干部人才培训跟岗台账"
        noun = "培训人次"
        key = ("resident_id", "started_on")
        name = "name"
        measures = (16,)
        sections = (
            ("学员", ("name", "resident_id", "sex", "place", "category", "unit", "post")),
            ("培训", ("kind", "course", "host", "venue", "started_on", "ended_on")),
            ("结果", ("days", "attended", "finished", "remark")),
        )
        checks = (
            order("ended_on", "started_on", "结束日期", "开始日期"),
            Check(
                "trainees_shadowing.attendance",
                Level.WARNING,
                ("attended", "days"),
                "“出勤天数”大于“学时天数”，请核对。",
                lambda c: c["attended"] > c["days"],
            ),
        )


class YearlyReview(Ledger):
    """The review of one person sent to the other side, for one year."""

    name = columns.name()
    resident_id = columns.resident_id()
    sex = CodeColumn("性别", SEX)
    place = columns.office("与干部、人才台账里的所属区县一致")
    year = CodeColumn("考核年度", YEARS, also=["年度", "考核年份", "年份"], required=True)
    grade = CodeColumn("考核等次", GRADE, also=["等次", "考核结果", "年度考核结果", "考核结论"])
    reviewer = OrganisationColumn("考核单位", also=["考核部门", "组织考核单位", "评定单位"])
    reviewed_on = DateColumn("考核日期", also=["考核时间", "评定日期"])
    document = TextColumn("考核文号", also=["文号", "考核文件"])
    honour = TextColumn("表彰情况", also=["表彰奖励", "获奖情况", "奖励"])
    promoted = YesNoColumn("是否提拔（晋升）", also=["是否提拔", "提拔使用", "晋升", "是否晋升职级", "职称晋升"])
    new_post = TextColumn("提拔（晋升）后职务", also=["提拔后职务", "晋升后职务", "新任职务"])
    opinion = LongTextColumn("考核意见", also=["评语", "考核评语", "鉴定意见"])

    class About:
        id = "yearly_reviews"
        icon = "star"
        title = "干部人才年度考核台账"
        noun = "年度考核"
        key = ("resident_id", "year")
        name = "name"
        measures = (14, 15, 16)
        sections = (
            ("本人", ("name", "resident_id", "sex", "place")),
            ("考核", ("year", "grade", "reviewer", "reviewed_on", "document", "opinion")),
            ("使用", ("honour", "promoted", "new_post")),
        )
        cross_checks = (review_of_a_stranger,)


class Allowance(Ledger):
    """One allowance paid to one person for one month."""

    name = columns.name()
    resident_id = columns.resident_id()
    sex = CodeColumn("性别", SEX)
    place = columns.office("与干部、人才台账里的所属区县一致")
    month = MonthColumn("所属月份", also=["月份", "补贴月份", "发放月份", "年月"], required=True)
    kind = CodeColumn("补贴类型", ALLOWANCE, also=["类型", "补贴项目", "补助类型", "项目"], required=True)
    amount = MoneyColumn("发放金额", unit=YUAN, low=0, high=30_000, also=["金额", "补贴金额", "发放标准", "实发金额"])
    payer = OrganisationColumn("发放单位", also=["支付单位", "经费渠道", "发放部门"])
    paid_on = DateColumn("发放日期", also=["发放时间", "支付日期", "到账日期"])
    basis = TextColumn("发放依据", also=["依据", "依据文件", "政策依据"])
    voucher = AttachmentColumn("发放凭证", also=["附件", "凭证"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "allowances"
        icon = "coin"
        title = "干部人才补贴台账"
        noun = "补贴"
        key = ("resident_id", "month", "kind")
        name = "name"
        measures = (16,)
        sections = (
            ("本人", ("name", "resident_id", "sex", "place")),
            ("补贴", ("month", "kind", "amount", "payer", "paid_on", "basis", "voucher", "remark")),
        )
        cross_checks = (allowance_of_a_stranger,)
