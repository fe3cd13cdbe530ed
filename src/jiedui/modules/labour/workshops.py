"""Workshops near home (帮扶车间) and what they pay month by month (measures 6 and 11 of the plan)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    YUAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    MoneyColumn,
    MonthColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    ReferenceColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.labour import parts
from jiedui.modules.labour.checks import outside_its_life
from jiedui.modules.labour.codes import WORKSHOP_KIND, WORKSHOP_STATUS

FEWEST_RELIEVED = 5
"""So many people out of poverty make a workshop one of assistance, as the field counts it."""


class Workshop(Ledger):
    """One workshop that gives work near home to people out of poverty."""

    number = KeyColumn("车间编号", also=["编号", "车间代码", "帮扶车间编号"], required=True)
    title = TextColumn("车间名称", also=["帮扶车间名称", "就业帮扶车间名称", "扶贫车间名称", "名称"], required=True)
    county = parts.county("县", "车间所在县")
    town = parts.town()
    village = parts.village()
    address = TextColumn("详细地址", also=["地址", "车间地址", "具体地址", "生产地址"])
    kind = CodeColumn("车间类型", WORKSHOP_KIND, also=["类型", "车间类别", "类别", "经营类型"])
    firm = OrganisationColumn(
        "经营主体", uscc="uscc", also=["企业名称", "所属企业", "经营单位", "经营企业", "运营企业"]
    )
    uscc = UsccColumn(of="firm", also=["信用代码", "社会信用代码"])
    product = TextColumn(
        "主要产品",
        also=["经营内容", "生产内容", "产品", "主营业务"],
        suggest=["服装", "电子元件", "玩具", "鞋帽", "竹编", "农产品分拣", "茧丝"],
    )
    resettlement = YesNoColumn("是否在搬迁安置点", also=["是否安置点车间", "安置点", "是否位于易地搬迁安置点"])
    introduced = YesNoColumn(
        "是否东部企业援建",
        also=["是否广东企业", "是否东部引进", "是否协作引进"],
        help="由广东企业开办，或用协作资金建设的填“是”。",
    )
    started_on = DateColumn("投产日期", also=["投产时间", "开办日期", "开办时间", "认定时间", "认定日期", "成立时间"])
    ended_on = DateColumn("关闭日期", also=["关闭时间", "停办日期", "撤销时间"], open_end=True, after="started_on")
    status = CodeColumn("运行状态", WORKSHOP_STATUS, also=["状态", "运营状态", "生产状态", "是否正常运行"])
    employees = NumberColumn(
        "吸纳就业", unit="人", low=0, high=5_000, also=["吸纳就业人数", "就业人数", "用工人数", "务工人数", "总人数"]
    )
    relieved = NumberColumn(
        "其中脱贫人口", unit="人", low=0, high=5_000,
        also=["其中：脱贫人口", "吸纳脱贫人口", "脱贫人口数", "脱贫劳动力人数", "其中脱贫劳动力"], help="含监测对象。",
    )  # fmt: skip
    wage = MoneyColumn(
        "人均月工资", unit=YUAN, low=0, high=20_000, sums=False, also=["月人均工资", "平均工资", "月均工资"]
    )
    head = NameColumn("负责人", also=["车间负责人", "联系人"])
    phone = parts.phone("联系电话", "负责人电话")
    remark = parts.remark()
    evidence = parts.evidence("认定文件、现场照片、花名册等")

    class About:
        id = "workshops"
        icon = "building-factory-2"
        title = "就业帮扶车间台账"
        noun = "帮扶车间"
        key = ("number",)
        name = "title"
        unique = "everywhere"
        measures = (6, 11)
        sections = (
            ("车间", ("number", "title", "kind", "firm", "uscc", "product", "introduced", "head", "phone")),
            ("地点", ("county", "town", "village", "address", "resettlement")),
            ("运行", ("started_on", "ended_on", "status", "employees", "relieved", "wage", "remark", "evidence")),
        )
        checks = (
            order("ended_on", "started_on", "关闭日期", "投产日期"),
            Check(
                "workshops.relieved_over_all", Level.ERROR, ("relieved", "employees"),
                "“其中脱贫人口”（{relieved}）多于“吸纳就业”（{employees}），请核对。", lambda c: c["relieved"] > c["employees"],
            ),
            Check(
                "workshops.few_relieved", Level.WARNING, ("relieved", "status"),
                "车间正常运行，但吸纳脱贫人口只有 {relieved}，一般至少 5 人才认定为帮扶车间，请核对。",
                lambda c: (c["status"] == "active") & (c["relieved"] < FEWEST_RELIEVED),
            ),
            Check(
                "workshops.closed_without_date", Level.WARNING, ("status", "ended_on"),
                "“运行状态”为“{status}”，但没有填写“关闭日期”，请补填。",
                lambda c: (c["status"] == "closed") & c["ended_on"].is_null(),
            ),
            Check(
                "workshops.dated_not_closed", Level.WARNING, ("ended_on", "status"),
                "填了“关闭日期”（{ended_on}），但“运行状态”为“{status}”，请核对。",
                lambda c: (c["status"] != "closed") & c["ended_on"].is_not_null(),
            ),
        )  # fmt: skip


class WorkshopMonth(Ledger):
    """One month of one workshop: who worked there and what they were paid. Empty is unknown, never zero."""

    workshop = ReferenceColumn(
        "车间编号",
        to="workshops",
        model="labour.Workshop",
        scope=True,
        required=True,
        also=["帮扶车间编号", "车间代码", "编号"],
    )
    month = MonthColumn("月份", also=["年月", "所属月份", "统计月份", "工资月份"], required=True)
    employees = NumberColumn(
        "本月务工",
        unit="人",
        low=0,
        high=5_000,
        also=["本月务工人数", "务工人数", "就业人数", "本月用工人数", "在岗人数"],
    )
    relieved = NumberColumn(
        "其中脱贫人口", unit="人", low=0, high=5_000, also=["其中：脱贫人口", "脱贫人口数", "脱贫劳动力人数"]
    )
    wages = MoneyColumn(
        "发放工资", unit=YUAN, low=0, high=50_000_000, also=["工资总额", "本月发放工资", "工资发放总额", "发放工资总额"]
    )
    wages_relieved = MoneyColumn(
        "其中脱贫人口工资", unit=YUAN, low=0, high=50_000_000, also=["其中：脱贫人口工资", "脱贫人口工资"]
    )
    days = NumberColumn("开工天数", unit="天", low=0, high=31, sums=False, also=["生产天数", "本月开工天数"])
    remark = parts.remark()
    evidence = parts.evidence("工资发放表、银行流水等")

    class About:
        id = "workshop_months"
        icon = "calendar-month"
        title = "帮扶车间月度用工台账"
        noun = "车间月度记录"
        key = ("workshop", "month")
        name = "workshop"
        period = "month"
        measures = (6, 11)
        sections = (
            ("车间和月份", ("workshop", "month")),
            ("用工和工资", ("employees", "relieved", "wages", "wages_relieved", "days", "remark", "evidence")),
        )
        checks = (
            Check(
                "workshop_months.relieved_over_all", Level.ERROR, ("relieved", "employees"),
                "“其中脱贫人口”（{relieved}）多于“本月务工”（{employees}），请核对。", lambda c: c["relieved"] > c["employees"],
            ),
            Check(
                "workshop_months.part_over_wages", Level.ERROR, ("wages_relieved", "wages"),
                "“其中脱贫人口工资”（{wages_relieved}）多于“发放工资”（{wages}），请核对。",
                lambda c: c["wages_relieved"] > c["wages"],
            ),
            Check(
                "workshop_months.unpaid", Level.WARNING, ("wages", "employees"),
                "本月有 {employees} 务工，但发放工资为 0，请核对是否欠薪。", lambda c: (c["employees"] > 0) & (c["wages"] == 0),
            ),
        )  # fmt: skip
        cross_checks = (outside_its_life,)
