"""Training (measure 8 of the plan): who needs which, classes and their trainees, young people enrolled in schools of skill."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    YUAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    ReferenceColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.education import EDUCATION
from jiedui.modules.labour import parts
from jiedui.modules.labour.checks import enrolled_elsewhere, needs_elsewhere, two_classes_at_once
from jiedui.modules.labour.codes import (
    ENROLMENT_KIND,
    STUDY_STATUS,
    TRAINING,
    TRAINING_NEED,
    TRAINING_RESULT,
)

SKILLS = (
    "粤菜烹饪",
    "中式面点",
    "电工",
    "焊工",
    "缝纫",
    "挖掘机操作",
    "母婴护理",
    "养老护理",
    "家政服务",
    "电子商务",
    "养殖技术",
    "种植技术",
)


class TrainingClass(Ledger):
    """One class of a training programme. Its trainees are a ledger of their own."""

    number = KeyColumn("班次编号", also=["编号", "培训班编号", "班级编号", "期次编号"], required=True)
    title = TextColumn("培训班名称", also=["班级名称", "培训名称", "名称", "培训班", "项目名称"], required=True)
    office = parts.office("学员来自一个县的填该县；深圳举办、学员来自多县的填举办区。")
    programme = CodeColumn("培训工程", TRAINING, also=["培训类别", "培训类型", "三项工程类别", "类别"])
    skill = TextColumn("培训工种", also=["工种", "培训专业", "培训内容", "专业", "培训课程"], suggest=SKILLS)
    school = OrganisationColumn("培训机构", also=["承办单位", "培训学校", "培训单位", "承训机构", "办班单位"])
    sponsor = OrganisationColumn("主办单位", also=["举办单位", "组织单位"])
    ordered_by = OrganisationColumn("订单企业", also=["订单单位", "合作企业"], help="订单式培训填接收学员的企业。")
    venue = TextColumn("培训地点", also=["地点", "办班地点", "上课地点"])
    opened_on = DateColumn("开班日期", also=["开班时间", "开始时间", "开始日期", "培训开始时间"])
    ended_on = DateColumn(
        "结业日期", also=["结业时间", "结束时间", "结束日期", "培训结束时间"], after="opened_on", future=True
    )
    hours = NumberColumn("课时", unit="小时", low=1, high=2_000, sums=False, also=["学时", "培训课时", "总课时"])
    planned = NumberColumn("计划培训", unit="人", low=1, high=2_000, also=["计划培训人数", "计划人数", "计划招生人数"])
    cost = MoneyColumn("培训经费", unit=YUAN, low=0, high=5_000_000, also=["经费", "培训费用", "投入资金", "费用"])
    remark = parts.remark()
    evidence = parts.evidence("开班通知、签到表、课程表、照片等")

    class About:
        id = "training_classes"
        icon = "chef-hat"
        title = "劳务培训班台账"
        noun = "培训班"
        key = ("number",)
        name = "title"
        unique = "everywhere"
        measures = (8,)
        sections = (
            ("培训班", ("number", "title", "office", "programme", "skill", "hours", "planned", "cost")),
            ("组织", ("school", "sponsor", "ordered_by", "venue")),
            ("起止", ("opened_on", "ended_on", "remark", "evidence")),
        )
        checks = (order("ended_on", "opened_on", "结业日期", "开班日期"),)


class Trainee(Ledger):
    """One person in one class: the certificate, and whether work followed."""

    training_class = ReferenceColumn(
        "班次编号", to="training_classes", model="labour.TrainingClass", scope=True, required=True,
        also=["培训班编号", "班级编号", "期次编号", "所属班次"],
    )  # fmt: skip
    name = parts.name("学员姓名", "学员")
    resident_id = parts.resident_id()
    sex = parts.sex()
    phone = parts.phone()
    tags = parts.tags()
    education = CodeColumn("文化程度", EDUCATION, also=["学历"])
    result = CodeColumn("培训结果", TRAINING_RESULT, also=["结业情况", "培训状态", "考核结果", "学员状态"])
    certificate = TextColumn(
        "证书名称",
        also=["获得证书", "证书类别", "证书", "取得证书"],
        suggest=["培训合格证书", "专项职业能力证书", "职业技能等级证书", "特种作业操作证"],
    )
    certificate_number = TextColumn("证书编号", also=["证书号", "证书号码"])
    certified_on = DateColumn("发证日期", also=["发证时间", "取证日期", "取证时间"])
    employed = YesNoColumn("是否就业", also=["培训后是否就业", "就业情况", "是否实现就业", "是否已就业"])
    employed_on = DateColumn("就业日期", also=["就业时间", "上岗时间", "上岗日期"])
    employer = OrganisationColumn("就业单位", uscc="uscc", also=["务工单位", "工作单位", "用工企业"])
    uscc = UsccColumn(of="employer", also=["信用代码", "单位统一社会信用代码"])
    remark = parts.remark()

    class About:
        id = "trainees"
        icon = "certificate"
        title = "劳务培训学员台账"
        noun = "培训学员"
        key = ("training_class", "resident_id")
        name = "name"
        measures = (8,)
        sections = (
            ("学员", ("training_class", "name", "resident_id", "sex", "phone", "tags", "education")),
            ("结业", ("result", "certificate", "certificate_number", "certified_on")),
            ("就业", ("employed", "employed_on", "employer", "uscc", "remark")),
        )
        checks = (
            Check(
                "trainees.certified_withdrawn", Level.WARNING, ("certificate", "result"),
                "“培训结果”为“{result}”，却填了证书“{certificate}”，请核对。",
                lambda c: c["result"].is_in(["withdrawn", "failed"]) & c["certificate"].is_not_null(),
            ),
            Check(
                "trainees.dated_unemployed", Level.WARNING, ("employed", "employed_on"),
                "“是否就业”为“否”，却填了“就业日期”（{employed_on}），请核对。",
                lambda c: ~c["employed"] & c["employed_on"].is_not_null(),
            ),
        )  # fmt: skip
        cross_checks = (two_classes_at_once,)


class TrainingNeed(Ledger):
    """What one person wants to learn: the list from which classes are filled."""

    name = parts.name()
    resident_id = parts.resident_id()
    sex = parts.sex()
    county = parts.county()
    town = parts.town()
    village = parts.village()
    phone = parts.phone()
    tags = parts.tags()
    education = CodeColumn("文化程度", EDUCATION, also=["学历"])
    programme = CodeColumn("培训工程", TRAINING, required=True, also=["培训意向", "培训类别", "培训类型", "意向类别"])
    skill = TextColumn("意向工种", also=["培训工种", "工种", "培训专业", "意向专业", "培训内容"], suggest=SKILLS)
    away = YesNoColumn("是否愿意赴粤培训", also=["是否愿意到广东培训", "是否愿意外出培训", "愿意外出培训"])
    asked_on = DateColumn("登记日期", also=["登记时间", "摸底时间", "摸底日期", "填报日期"])
    status = CodeColumn("需求状态", TRAINING_NEED, also=["状态", "安排情况", "是否安排"])
    training_class = ReferenceColumn(
        "安排班次编号", to="training_classes", model="labour.TrainingClass", also=["班次编号", "培训班编号"]
    )
    remark = parts.remark()

    class About:
        id = "training_needs"
        icon = "notebook"
        title = "培训需求清单台账"
        noun = "培训需求"
        key = ("resident_id", "programme")
        name = "name"
        measures = (8,)
        sections = (
            ("本人信息", ("name", "resident_id", "sex", "phone", "tags", "education")),
            ("户籍地", ("county", "town", "village")),
            ("培训需求", ("programme", "skill", "away", "asked_on", "status", "training_class", "remark")),
        )
        cross_checks = (needs_elsewhere,)


class Enrolment(Ledger):
    """One young person enrolled in a school of skill: of those who left school early (两后生), or in vocational education."""

    name = parts.name("学生姓名", "学生")
    resident_id = parts.resident_id()
    sex = parts.sex()
    county = parts.county()
    town = parts.town()
    village = parts.village()
    phone = parts.phone("联系电话", "家长电话", "监护人电话")
    tags = parts.tags()
    kind = CodeColumn("招生类别", ENROLMENT_KIND, required=True, also=["类别", "学生类别", "就读类别", "教育类别"])
    school = OrganisationColumn("就读学校", also=["学校", "院校", "学校名称", "招生院校", "技工院校"])
    east = YesNoColumn("是否广东院校", also=["是否在粤就读", "是否东部院校", "是否深圳院校"])
    major = TextColumn(
        "专业",
        also=["就读专业", "所学专业"],
        suggest=["烹饪", "数控加工", "汽车维修", "电子商务", "幼儿教育", "护理", "电梯工程"],
    )
    enrolled_on = DateColumn("入学日期", also=["入学时间", "录取时间", "注册时间", "入学年月"], required=True)
    years = NumberColumn("学制", unit="年", low=1, high=6, sums=False, also=["学习年限"])
    aid = MoneyColumn(
        "资助金额", unit=YUAN, low=0, high=50_000, also=["补助金额", "雨露计划补助", "助学金", "资助标准"]
    )
    status = CodeColumn("在读状态", STUDY_STATUS, also=["状态", "学籍状态", "就读状态"])
    left_on = DateColumn(
        "毕业或离校日期", also=["毕业时间", "毕业日期", "离校日期", "退学时间"], after="enrolled_on", future=True
    )
    employed = YesNoColumn("毕业后是否就业", also=["是否就业", "是否推荐就业"])
    employer = OrganisationColumn("就业单位", also=["实习就业单位", "工作单位"])
    remark = parts.remark()
    evidence = parts.evidence("录取通知书、学籍证明等")

    class About:
        id = "enrolments"
        icon = "school"
        title = "两后生和职业教育招生台账"
        noun = "招收学生"
        key = ("resident_id", "kind")
        name = "name"
        measures = (8,)
        sections = (
            ("学生", ("name", "resident_id", "sex", "phone", "tags")),
            ("户籍地", ("county", "town", "village")),
            ("就读", ("kind", "school", "east", "major", "enrolled_on", "years", "aid", "status")),
            ("毕业和就业", ("left_on", "employed", "employer", "remark", "evidence")),
        )
        checks = (
            order("left_on", "enrolled_on", "毕业或离校日期", "入学日期"),
            Check(
                "enrolments.left_without_date", Level.WARNING, ("status", "left_on"),
                "“在读状态”为“{status}”，但没有填写“毕业或离校日期”，请补填。",
                lambda c: c["status"].is_in(["withdrawn", "graduated"]) & c["left_on"].is_null(),
            ),
        )  # fmt: skip
        cross_checks = (enrolled_elsewhere,)
