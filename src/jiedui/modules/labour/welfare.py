"""Public-welfare posts (公益性岗位): who holds one and what it pays (measure 6 of the plan)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    YUAN,
    BankCardColumn,
    CodeColumn,
    DateColumn,
    MoneyColumn,
    MonthColumn,
    NumberColumn,
    OrganisationColumn,
    TextColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.labour import parts
from jiedui.modules.labour.checks import holds_two_posts
from jiedui.modules.labour.codes import WELFARE_POST


class WelfarePost(Ledger):
    """One person in one public-welfare post from a day on. Nobody holds two at a time."""

    name = parts.name("上岗人员姓名")
    resident_id = parts.resident_id()
    sex = parts.sex()
    county = parts.county()
    town = parts.town()
    village = parts.village()
    phone = parts.phone()
    tags = parts.tags()
    kind = CodeColumn("岗位类型", WELFARE_POST, also=["岗位类别", "公益性岗位类型", "公岗类型", "岗位种类"])
    post = TextColumn(
        "岗位名称",
        also=["岗位", "公益性岗位名称"],
        suggest=["乡村保洁员", "护林员", "护路员", "河道巡查员", "治安巡逻员"],
    )
    employer = OrganisationColumn("用人单位", also=["用工单位", "开发单位", "岗位开发单位", "单位名称", "聘用单位"])
    fund = TextColumn(
        "资金来源",
        also=["补贴资金来源"],
        suggest=["东西部协作资金", "衔接推进乡村振兴补助资金", "就业补助资金", "村集体收入"],
    )
    since = DateColumn(
        "上岗日期", also=["上岗时间", "聘用时间", "起始时间", "开始时间", "合同开始日期", "聘用日期"], required=True
    )
    until = DateColumn(
        "到期日期", also=["到期时间", "截止时间", "结束时间", "合同到期日期", "离岗时间", "离岗日期"], open_end=True, future=True,
        after="since", help="合同到期日；提前离岗的填实际离岗日期。",
    )  # fmt: skip
    pay = MoneyColumn(
        "月补贴标准",
        unit=YUAN,
        low=0,
        high=5_000,
        sums=False,
        also=["月补贴", "岗位补贴", "月工资", "补贴标准", "月报酬"],
    )
    month = MonthColumn("最近考勤月份", also=["考勤月份"])
    days = NumberColumn("当月出勤天数", unit="天", low=0, high=31, sums=False, also=["出勤天数", "当月出勤"])
    paid_month = MonthColumn("补贴发放至", also=["补贴发放月份", "最近发放月份", "已发放至"])
    card = BankCardColumn("补贴账号", also=["银行卡号", "银行账号", "一卡通账号", "社保卡账号"])
    remark = parts.remark()
    evidence = parts.evidence("协议、考勤表、公示等")

    class About:
        id = "welfare_posts"
        icon = "trees"
        title = "公益性岗位台账"
        noun = "公益性岗位上岗人员"
        key = ("resident_id", "since")
        name = "name"
        measures = (6,)
        sections = (
            ("本人信息", ("name", "resident_id", "sex", "phone", "tags")),
            ("户籍地", ("county", "town", "village")),
            ("岗位", ("kind", "post", "employer", "since", "until")),
            ("补贴和考勤", ("pay", "fund", "paid_month", "card", "month", "days", "remark", "evidence")),
        )
        checks = (
            order("until", "since", "到期日期", "上岗日期"),
            Check(
                "welfare_posts.paid_absent", Level.WARNING, ("days", "month", "paid_month"),
                "{month} 出勤 0 天，补贴已发放至 {paid_month}，请核对是否虚报冒领。",
                lambda c: (c["days"] == 0) & (c["paid_month"] >= c["month"]),
            ),
        )  # fmt: skip
        cross_checks = (holds_two_posts,)
