"""The real-name ledger of Guangxi workers (measures 5 and 6 of the plan: one person, with tags)."""

from jiedui.core.declare.checks import order
from jiedui.core.declare.columns import (
    ANY,
    COUNTY,
    TOWN,
    VILLAGE,
    YUAN,
    CodeColumn,
    DateColumn,
    LongTextColumn,
    MoneyColumn,
    NameColumn,
    OrganisationColumn,
    PhoneColumn,
    RegionColumn,
    ResidentIdColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.lists.ethnic import ETHNIC
from jiedui.core.words.lists.sex import SEX
from jiedui.core.words.lists.trades import TRADES
from jiedui.modules.labour.checks import registered_elsewhere
from jiedui.modules.labour.codes import EMPLOYMENT_STATUS, WORKER_TAGS


class Worker(Ledger):
    """One worker from a paired county who works, or wants to work, away from home."""

    name = NameColumn("姓名", also=["务工人员姓名", "人员姓名", "劳动者姓名"], required=True)
    resident_id = ResidentIdColumn(
        "身份证号",
        also=["身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "身份证", "证件号码", "公民身份证号码"],
        required=True,
        name_of="name",
        sex_of="sex",
    )
    sex = CodeColumn("性别", SEX)
    ethnic = CodeColumn("民族", ETHNIC)
    county = RegionColumn(
        "户籍县",
        also=["所在县", "县（市、区）", "县", "县区", "县(市、区)", "户籍所在县", "户籍县（市、区）", "县市区", "区县", "户籍地县"],
        level=COUNTY,
        scope=True,
        required=True,
    )
    town = RegionColumn(
        "乡镇", also=["乡（镇）", "乡镇（街道）", "所在乡镇", "户籍乡镇", "镇", "街道"], level=TOWN, within="county"
    )
    village = RegionColumn(
        "村", also=["行政村", "村（社区）", "村委", "所在村", "村屯", "村（居）", "户籍村"], level=VILLAGE, within="town"
    )
    phone = PhoneColumn("联系电话", also=["联系方式", "手机号", "手机号码", "电话", "电话号码", "本人电话", "手机"])
    tags = CodeColumn("人员类别", WORKER_TAGS, several=True, also=["人员类型", "人员属性", "身份类别", "劳动力类别"])
    status = CodeColumn("就业状态", EMPLOYMENT_STATUS, also=["状态", "务工状态", "当前就业状态", "就业情况"])
    employer = OrganisationColumn(
        "就业单位", uscc="uscc", also=["务工单位", "工作单位", "用工单位", "就业企业", "务工企业", "单位名称", "用人单位"]
    )
    uscc = UsccColumn(of="employer", also=["信用代码", "单位统一社会信用代码", "社会信用代码"])
    trade = CodeColumn("行业", TRADES, also=["所属行业", "行业类别", "就业行业", "从事行业"])
    post = TextColumn(
        "岗位",
        also=["工种", "职位", "工作岗位", "就业岗位", "从事岗位"],
        suggest=["普工", "装配工", "缝纫工", "保安", "保洁", "家政服务员", "厨师", "服务员", "建筑工", "司机", "仓管员"],
    )
    workplace = RegionColumn(
        "就业地", also=["务工地点", "就业地点", "务工地", "工作地点", "就业所在地", "外出务工地点"], level=ANY
    )
    since = DateColumn(
        "就业起始时间", also=["外出务工时间", "就业时间", "开始时间", "上岗时间", "务工时间", "起始时间", "就业开始时间"]
    )
    until = DateColumn(
        "就业截止时间", also=["截止时间", "结束时间", "离岗时间", "返乡时间", "就业结束时间"], open_end=True, future=True,
        after="since",
    )  # fmt: skip
    wage = MoneyColumn(
        "月工资", unit=YUAN, low=0, high=100_000, sums=False, also=["月收入", "月薪", "工资", "月均工资", "月工资收入", "工资收入"]
    )
    contract = YesNoColumn("是否签订劳动合同", also=["劳动合同", "签订劳动合同", "是否签合同", "签订合同"])
    insured = YesNoColumn("是否参加社保", also=["社保", "参加社保", "是否参保", "是否缴纳社保", "社会保险"])
    channel = TextColumn(
        "输转渠道",
        also=["就业渠道", "输出渠道", "外出渠道", "转移渠道"],
        suggest=["政府组织", "点对点输送", "招聘会", "劳务公司", "亲友介绍", "自主外出", "企业直招"],
    )
    checked_on = DateColumn("最近核查日期", also=["核查日期", "核查时间", "最近核查时间", "更新时间"])
    remark = LongTextColumn("备注", also=["说明", "附注"])

    class About:
        id = "workers"
        icon = "users"
        title = "务工人员实名制台账"
        noun = "务工人员"
        key = ("resident_id",)
        name = "name"
        measures = (5, 6)
        sections = (
            ("本人信息", ("name", "resident_id", "sex", "ethnic", "phone", "tags")),
            ("户籍地", ("county", "town", "village")),
            ("就业情况", ("status", "employer", "uscc", "trade", "post", "workplace", "since", "until", "wage", "contract", "insured")),
            ("来源和核查", ("channel", "checked_on", "remark")),
        )
        checks = (order("until", "since", "就业截止时间", "就业起始时间"),)
        cross_checks = (registered_elsewhere,)
