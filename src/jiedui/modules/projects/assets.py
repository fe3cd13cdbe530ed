"""Assets that projects leave behind: whose they are, who runs and keeps them, what they earn (safeguard 2)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
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
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.years import YEARS
from jiedui.modules.projects.checks import assets_elsewhere, assets_over_fund
from jiedui.modules.projects.lists import ASSET_KIND, FUND_KIND


class Asset(Ledger):
    """One asset; of assets given to households one row a project and village, for the households have lists of their own."""

    number = KeyColumn("资产编号", also=["资产编码", "资产代码", "资产序号"], required=True)
    name = TextColumn("资产名称", also=["名称", "资产项目名称"], required=True)
    county = RegionColumn(
        "县",
        also=["所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "资产所在县"],
        level=COUNTY,
        scope=True,
        required=True,
    )
    town = RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "镇"], level=TOWN, within="county")
    village = RegionColumn("村", also=["行政村", "村（社区）", "所在村"], level=VILLAGE, within="town")
    kind = CodeColumn("资产类别", ASSET_KIND, also=["资产属性", "资产性质", "类别"])
    type = TextColumn(
        "资产形态", also=["资产类型", "资产种类"],
        suggest=["厂房", "冷库", "种植基地", "养殖基地", "道路", "饮水工程", "校舍", "卫生用房", "设备", "股权", "种苗畜禽"],
    )  # fmt: skip
    scale = TextColumn("规模", also=["建设规模", "数量及规模", "规格"], example="厂房 2 栋 3600 平方米")
    project = ReferenceColumn(
        "来源项目编号", to="projects", model="projects.Project", also=["项目编号", "项目编码", "形成项目编号", "来源项目"],
        help="移交前形成、没有项目台账的资产可以不填",
        fills={
            "name": "name", "county": "county", "town": "town", "village": "village", "fund_kind": "fund_kind",
            "original_value": "planned_total", "fund_value": "planned_fund", "formed_on": "actual_end",
        },
    )  # fmt: skip
    fund_kind = CodeColumn("资金类别", FUND_KIND, also=["资金性质", "资金来源"])
    formed_on = DateColumn("形成日期", also=["资产形成日期", "形成时间", "购建日期", "入账日期"])
    original_value = MoneyColumn("资产原值", unit=WAN, low=0, high=1_000_000, also=["原值", "账面原值", "资产价值"])
    fund_value = MoneyColumn(
        "其中协作资金形成", unit=WAN, low=0, high=1_000_000, also=["协作资金形成资产", "其中：协作资金", "协作资金"]
    )
    owner = OrganisationColumn(
        "产权归属单位", also=["产权单位", "所有权人", "产权归属", "所有者"], help="到户类资产可以不填"
    )
    owner_level = TextColumn(
        "产权层级", also=["产权归属层级", "所有权性质"], suggest=["县级国有", "乡镇所有", "村集体", "合作社", "农户"]
    )
    confirmed_on = DateColumn("确权日期", also=["确权时间", "产权确认日期", "确权登记日期"])
    certificate = TextColumn("确权文号", also=["确权文件号", "产权证号", "确权登记号"])
    handed_over_on = DateColumn("移交日期", also=["移交时间", "资产移交日期"])
    receiver = OrganisationColumn("接收单位", also=["移交接收单位"])
    operator = OrganisationColumn("经营单位", uscc="uscc", also=["经营主体", "运营单位", "承租单位", "经营方"])
    uscc = UsccColumn(of="operator", also=["信用代码", "经营单位统一社会信用代码"])
    operation = TextColumn("经营方式", also=["运营方式"], suggest=["出租", "承包", "自主经营", "委托经营", "入股分红"])
    contract_end = DateColumn("经营合同到期日", future=True, also=["合同到期日期", "租期到期日", "承包到期日"])
    keeper = OrganisationColumn("管护单位", also=["管护责任单位", "管护主体"])
    keeper_person = NameColumn("管护责任人", also=["管护人", "管护人员"])
    income_year = CodeColumn("收益年度", YEARS, also=["统计年度"])
    agreed_income = MoneyColumn(
        "约定年收益", unit=WAN, low=0, high=100_000, also=["合同年收益", "应收收益", "约定收益"]
    )
    income = MoneyColumn(
        "当年收益", unit=WAN, low=0, high=100_000, also=["本年收益", "实际收益", "当年实际收益", "年收益"]
    )
    distributed = MoneyColumn(
        "当年已分配收益", unit=WAN, low=0, high=100_000, also=["已分配收益", "分配金额", "当年分红"]
    )
    households = NumberColumn("受益户数", unit="户", low=0, high=100_000, also=["受益农户", "覆盖户数", "带动户数"])
    relieved_households = NumberColumn(
        "其中脱贫户和监测户", unit="户", low=0, high=100_000, also=["其中脱贫户", "受益脱贫户数"]
    )
    idle = YesNoColumn("是否闲置", also=["闲置", "闲置情况"])
    idle_since = DateColumn("闲置开始日期", also=["闲置时间", "闲置起始日期"])
    condition = TextColumn(
        "资产状况", also=["使用状况", "资产现状"], suggest=["完好", "一般", "损坏待修", "低效", "报废"]
    )
    inspected_on = DateColumn("最近检查日期", also=["检查日期", "巡查日期", "最近巡查日期", "盘点日期"])
    disposal = TextColumn("处置方式", also=["资产处置", "处置情况"], suggest=["转让", "报废", "划转", "毁损核销"])
    disposed_on = DateColumn("处置日期", also=["处置时间"])
    disposal_income = MoneyColumn("处置收入", unit=WAN, low=0, high=1_000_000, also=["处置价款"])
    evidence = AttachmentColumn(
        "佐证材料", also=["附件", "确权文件", "资产照片"], help="确权文件、移交清单、合同、照片等"
    )
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "assets"
        icon = "building-warehouse"
        title = "帮扶项目资产台账"
        noun = "资产"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (4, 10)
        sections = (
            ("资产", ("number", "name", "kind", "type", "scale")),
            ("所在地", ("county", "town", "village")),
            ("来源和价值", ("project", "fund_kind", "formed_on", "original_value", "fund_value")),
            ("确权和移交", ("owner", "owner_level", "confirmed_on", "certificate", "handed_over_on", "receiver")),
            ("经营和管护", ("operator", "uscc", "operation", "contract_end", "keeper", "keeper_person")),
            ("收益", ("income_year", "agreed_income", "income", "distributed", "households", "relieved_households")),
            (
                "检查和处置",
                ("idle", "idle_since", "condition", "inspected_on", "disposal", "disposed_on", "disposal_income"),
            ),
            ("备注", ("evidence", "remark")),
        )
        checks = (
            order("confirmed_on", "formed_on", "确权日期", "形成日期"),
            order("handed_over_on", "formed_on", "移交日期", "形成日期"),
            order("disposed_on", "formed_on", "处置日期", "形成日期"),
            Check(
                "assets.fund_over_value", Level.WARNING, ("fund_value", "original_value"),
                "“其中协作资金形成”大于“资产原值”，请核对。",
                lambda c: c["fund_value"] > c["original_value"],
            ),
            Check(
                "assets.distributed_over_income", Level.WARNING, ("distributed", "income"),
                "“当年已分配收益”大于“当年收益”，请核对。",
                lambda c: c["distributed"] > c["income"],
            ),
            Check(
                "assets.relieved_over_households", Level.WARNING, ("relieved_households", "households"),
                "“其中脱贫户和监测户”大于“受益户数”，请核对。",
                lambda c: c["relieved_households"] > c["households"],
            ),
            Check(
                "assets.confirmed_without_owner", Level.WARNING, ("confirmed_on", "owner", "kind"),
                "已填“确权日期”，但没有填写“产权归属单位”，不计入已确权资产，请补填。",
                lambda c: c["confirmed_on"].is_not_null() & c["owner"].is_null() & (c["kind"].fill_null("") != "household"),
            ),
        )  # fmt: skip
        cross_checks = (assets_over_fund, assets_elsewhere)
