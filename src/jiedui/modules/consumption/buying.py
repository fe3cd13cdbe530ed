"""Buying (measure 17): the units that buy with public money, the base of each year, their purchases, the union's coupons."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    COUNTY,
    WAN,
    YUAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    PercentColumn,
    PhoneColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.core.words.lists.years import YEARS
from jiedui.modules.consumption.checks import purchased_again, purchased_and_sold
from jiedui.modules.consumption.codes import BUYER_KIND, CANTEEN, PLATFORM, PRODUCE
from jiedui.modules.consumption.columns import evidence, office, remark


def unit() -> ReferenceColumn:
    return ReferenceColumn(
        "单位编号", to="budget_units", model="consumption.BudgetUnit", scope=True, required=True,
        also=["预算单位编号", "预算单位编码", "采购单位编号", "单位编码", "单位代码"],
    )  # fmt: skip


class BudgetUnit(Ledger):
    """A budget unit, state firm or canteen that buys farm produce. Without a canteen it is exempt from the share."""

    number = KeyColumn(
        "单位编号", also=["预算单位编号", "预算单位编码", "单位编码", "单位代码", "采购单位编号"], required=True,
        help="全市不重复，例如区划代码加本区的预算编码",
    )  # fmt: skip
    name = OrganisationColumn(
        "单位名称", uscc="uscc", also=["预算单位", "预算单位名称", "采购单位", "采购单位名称", "单位"], required=True
    )
    uscc = UsccColumn(of="name", also=["信用代码", "单位统一社会信用代码", "社会信用代码"])
    office = office()
    kind = CodeColumn("单位类别", BUYER_KIND, also=["单位性质", "单位类型", "类别", "采购主体类别"])
    department = OrganisationColumn("主管部门", also=["上级部门", "主管单位", "一级预算单位"])
    canteen = CodeColumn("食堂情况", CANTEEN, also=["食堂", "有无食堂", "是否有食堂", "食堂类型", "食堂经营方式"])
    reporter = OrganisationColumn(
        "合用食堂填报单位",
        also=["代报单位", "合并填报单位", "由谁填报"],
        help="合用食堂只由一家单位填报采购，这里填那家单位",
    )
    diners = NumberColumn("就餐人数", unit="人", low=0, high=100_000, also=["用餐人数", "食堂就餐人数", "日均就餐人数"])
    exempt = YesNoColumn(
        "是否免于考核", also=["免于考核", "是否豁免", "豁免", "免报"], help="没有食堂的单位免于考核；填“是”请写明原因"
    )
    exempt_reason = TextColumn(
        "免于考核原因", also=["豁免原因", "免报原因"], suggest=["无食堂", "合用食堂由他单位填报", "新设单位", "已撤并"]
    )
    contact = NameColumn("联系人", also=["填报联系人", "采购联系人", "经办人"])
    phone = PhoneColumn("联系电话", also=["联系方式", "电话", "手机号码"])
    remark = remark()

    class About:
        id = "budget_units"
        icon = "building-bank"
        title = "消费协作采购单位台账"
        noun = "采购单位"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (17,)
        sections = (
            ("单位", ("number", "name", "uscc", "office", "kind", "department")),
            ("食堂和考核", ("canteen", "reporter", "diners", "exempt", "exempt_reason")),
            ("联系", ("contact", "phone", "remark")),
        )
        checks = (
            Check(
                "budget_units.exempt_reason", Level.WARNING, ("exempt_reason", "exempt"),
                "“是否免于考核”为“是”，没有填写原因，请补填。", lambda c: c["exempt"] & c["exempt_reason"].is_null(),
            ),
            Check(
                "budget_units.shared_reporter", Level.WARNING, ("reporter", "canteen"),
                "合用食堂没有填写由哪家单位填报，这家单位的采购会单独计算，请补填。",
                lambda c: (c["canteen"] == "shared") & c["reporter"].is_null(),
            ),
        )  # fmt: skip


class PurchaseBase(Ledger):
    """What a unit expects to buy in a year: the base of its share. Shares of other rules have other denominators."""

    number = KeyColumn("基数编号", also=["编号", "年度编号"], required=True, help="单位编号加年度，例如 440304001-2021")
    unit = unit()
    year = CodeColumn("年度", YEARS, also=["年份", "预算年度", "所属年度"], required=True)
    last_year = MoneyColumn(
        "上年农副产品采购总额",
        unit=WAN,
        low=0,
        high=1_000_000,
        also=["上年度采购总额", "上年采购额", "上年农副产品采购额"],
    )
    base = MoneyColumn(
        "年度农副产品采购总额", unit=WAN, low=0, high=1_000_000,
        also=["年度采购总额", "采购基数", "年度采购基数", "农副产品年度采购总额", "年度农副产品采购预算", "预计采购总额"],
    )  # fmt: skip
    reserved_share = PercentColumn(
        "预留份额", low=0, high=100, also=["预留比例", "采购预留份额", "预留采购比例", "计划份额"]
    )
    reserved = MoneyColumn(
        "计划采购帮扶产品金额",
        unit=WAN,
        low=0,
        high=1_000_000,
        also=["预留采购金额", "计划采购额", "预留金额", "消费帮扶采购计划"],
    )
    canteen_food = MoneyColumn(
        "食堂食材采购总额", unit=WAN, low=0, high=1_000_000, also=["食堂食材总额", "食堂采购总额"],
        help="国家口径（食堂食材的10%）用的基数，不用于本规划的30%",
    )  # fmt: skip
    settled_on = DateColumn("核定日期", also=["核定时间", "上报日期", "填报日期"])
    remark = remark()

    class About:
        id = "purchase_bases"
        icon = "scale"
        title = "年度采购基数台账"
        noun = "年度采购基数"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (17,)
        sections = (
            ("单位和年度", ("number", "unit", "year", "settled_on")),
            ("基数", ("last_year", "base", "reserved_share", "reserved", "canteen_food", "remark")),
        )
        checks = (
            Check(
                "purchase_bases.reserved_over_base", Level.WARNING, ("reserved", "base"),
                "“计划采购帮扶产品金额”大于“年度农副产品采购总额”，请核对。", lambda c: c["reserved"] > c["base"],
            ),
            Check(
                "purchase_bases.share_low", Level.WARNING, ("reserved_share",),
                "“预留份额”（{reserved_share}）没有高于 30%，达不到规划要求。", lambda c: c["reserved_share"] <= 3000,
            ),
        )  # fmt: skip


class Purchase(Ledger):
    """One purchase of farm produce, or those of one month, by one unit: what was bought in all and what of it assists."""

    number = KeyColumn("采购编号", also=["采购流水号", "流水号", "编号", "登记编号", "采购单号"], required=True)
    unit = unit()
    bought_on = DateColumn(
        "采购日期",
        also=["采购月份", "采购时间", "月份", "日期", "所属月份", "验收日期"],
        help="按月汇总的填月份，例如 2021-03",
    )
    assisted = MoneyColumn(
        "帮扶产品采购金额", unit=YUAN, low=0, high=100_000_000,
        also=["采购帮扶产品金额", "消费帮扶产品采购额", "脱贫地区农副产品采购额", "采购扶贫产品金额", "其中：帮扶产品", "其中：采购帮扶产品"],
    )  # fmt: skip
    total = MoneyColumn(
        "农副产品采购总额", unit=YUAN, low=0, high=100_000_000,
        also=["采购总额", "农副产品采购金额", "全部农副产品采购额", "采购总金额", "当月农副产品采购总额"],
        help="同一时段全部农副产品，含帮扶产品；没有买帮扶产品的采购也要登记",
    )  # fmt: skip
    coupon = MoneyColumn(
        "优惠券面值",
        unit=YUAN,
        low=0,
        high=10_000_000,
        also=["其中优惠券", "优惠券金额"],
        help="只作说明，不加到采购金额里",
    )
    produce = CodeColumn("产品类别", PRODUCE, several=True, also=["采购品类", "品类", "产品种类"])
    product = TextColumn("产品名称", also=["采购产品", "商品名称", "货物名称"])
    origin = RegionColumn("产地县", also=["产地", "产品产地", "产地县（市、区）", "来源县", "供货县"], level=COUNTY)
    supplier = OrganisationColumn("供货单位", also=["供应商", "供货商", "供应商名称", "销售方", "供货企业"])
    platform = CodeColumn("采购平台", PLATFORM, also=["平台", "采购渠道", "采购途径", "平台名称"])
    order_number = KeyColumn("订单号", also=["订单编号", "平台订单号", "订单号码"])
    invoice = KeyColumn("发票号码", also=["发票号", "发票编号", "票据号码"])
    part = YesNoColumn("同单分项", also=["是否同单分项"], help="同一订单或发票分几行登记的填“是”，不按重复提示")
    remark = remark()
    evidence = evidence("发票、平台订单截图、入库单")

    class About:
        id = "purchases"
        icon = "basket"
        title = "帮扶产品采购台账"
        noun = "采购记录"
        key = ("number",)
        name = "number"
        measures = (17,)
        sections = (
            ("采购", ("number", "unit", "bought_on", "assisted", "total", "coupon")),
            ("产品", ("produce", "product", "origin", "supplier")),
            ("凭据", ("platform", "order_number", "invoice", "part", "remark", "evidence")),
        )
        checks = (
            Check(
                "purchases.assisted_over_total", Level.ERROR, ("assisted", "total"),
                "“帮扶产品采购金额”（{assisted}）大于“农副产品采购总额”（{total}），请核对。",
                lambda c: c["assisted"] > c["total"],
            ),
            Check(
                "purchases.no_evidence", Level.WARNING, ("invoice", "order_number", "assisted"),
                "订单号和发票号码都没有填，请补一个，否则无法核对是否重复。",
                lambda c: (c["assisted"] > 0) & c["invoice"].is_null() & c["order_number"].is_null(),
            ),
        )  # fmt: skip
        cross_checks = (purchased_again, purchased_and_sold)


class Coupon(Ledger):
    """One batch of the union's coupons. The face value is money of its own and never part of a sale."""

    number = KeyColumn("批次号", also=["批次", "批次编号", "券批次", "发放批次", "编号"], required=True)
    name = TextColumn("活动名称", also=["优惠券名称", "券名称", "名称"], required=True)
    office = office()
    issuer = OrganisationColumn("发券单位", also=["发放单位", "主办单位", "出资单位", "工会"])
    platform = CodeColumn("使用平台", PLATFORM, also=["平台", "核销平台", "兑换平台"])
    face = MoneyColumn("单张面值", unit=YUAN, low=0, high=10_000, sums=False, also=["面值", "券面值", "优惠券面值"])
    threshold = MoneyColumn(
        "使用门槛", unit=YUAN, low=0, high=100_000, sums=False, also=["满减门槛", "最低消费", "满多少可用"]
    )
    issued = NumberColumn(
        "发放张数", unit="张", low=0, high=10_000_000, also=["发放数量", "发券张数", "发放数", "已发放"]
    )
    used = NumberColumn(
        "使用张数", unit="张", low=0, high=10_000_000, also=["核销张数", "核销数量", "使用数量", "已使用"]
    )
    fund = MoneyColumn(
        "投入资金", unit=WAN, low=0, high=1_000_000, also=["专项资金", "工会投入", "预算金额", "发券资金"]
    )
    paid = MoneyColumn("核销金额", unit=WAN, low=0, high=1_000_000, also=["兑付金额", "已核销金额", "使用金额"])
    driven = MoneyColumn(
        "带动消费金额",
        unit=WAN,
        low=0,
        high=1_000_000,
        also=["拉动消费", "带动销售额", "撬动消费"],
        help="只作说明，不进入任何合计指标",
    )
    people = NumberColumn("领券人数", unit="人", low=0, high=10_000_000, also=["惠及人数", "领取人数", "参与人数"])
    starts = DateColumn("开始日期", future=True, also=["发放日期", "生效日期", "开始时间", "发放时间"])
    expires = DateColumn("有效期至", future=True, also=["截止日期", "失效日期", "有效期", "结束日期", "到期日期"])
    remark = remark()

    class About:
        id = "coupons"
        icon = "ticket"
        title = "消费帮扶优惠券台账"
        noun = "优惠券批次"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (17,)
        sections = (
            ("批次", ("number", "name", "office", "issuer", "platform", "starts", "expires")),
            ("发放和使用", ("face", "threshold", "issued", "used", "people", "fund", "paid", "driven", "remark")),
        )
        checks = (
            order("expires", "starts", "有效期至", "开始日期"),
            Check(
                "coupons.used_over_issued", Level.ERROR, ("used", "issued"),
                "“使用张数”（{used}）多于“发放张数”（{issued}），请核对。", lambda c: c["used"] > c["issued"],
            ),
        )  # fmt: skip
