"""Selling (measures 18 and 20): the ledger of sales, the platforms, and the subsidies for logistics and consumption."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    OFFICE,
    WAN,
    YUAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.consumption.checks import given_not_sold, sold_again, sold_and_purchased
from jiedui.modules.consumption.codes import (
    PLATFORM,
    PLATFORM_KIND,
    PRODUCE,
    REPORTER,
    SALE_CHANNEL,
    SALE_CLASS,
    SUBSIDY_KIND,
)
from jiedui.modules.consumption.columns import county, evidence, office, remark


class Sale(Ledger):
    """One sale of produce of a paired county. It counts once it is delivered and invoiced, net of refunds."""

    number = KeyColumn("销售编号", also=["销售流水号", "流水号", "编号", "登记编号", "台账编号"], required=True)
    county = county("产地县", "产地", "产品产地", "产地县（市、区）", "县", "来源县")
    seller = OrganisationColumn(
        "销售单位", uscc="uscc", also=["销售企业", "销售方", "供应商", "供货商", "供货单位", "卖方", "供应商名称", "销货单位"],
        help="农户个人的产品填代销的合作社或村集体，不填个人姓名",
    )  # fmt: skip
    uscc = UsccColumn(of="seller", also=["销售单位统一社会信用代码", "供应商信用代码", "信用代码"])
    buyer = OrganisationColumn(
        "采购单位", also=["采购方", "买方", "购买单位", "客户名称", "采购商", "购货单位"], help="个人消费者不填"
    )
    buyer_place = RegionColumn("采购单位所在地", also=["采购方所在区", "买方所在地", "采购区"], level=OFFICE)
    sale_class = CodeColumn("购销类别", SALE_CLASS, also=["类别", "采购类别", "销售类别", "直接采购/帮助销售", "类型"])
    channel = CodeColumn("销售渠道", SALE_CHANNEL, also=["渠道", "渠道类别", "销售途径"])
    platform = CodeColumn("销售平台", PLATFORM, also=["平台", "平台名称", "电商平台", "线上平台"])
    order_number = KeyColumn("订单号", also=["订单编号", "平台订单号", "合同号", "订单号码"])
    invoice = KeyColumn("发票号码", also=["发票号", "发票编号", "票据号码", "结算单号"])
    part = YesNoColumn(
        "同单分项", also=["是否同单分项"], help="同一订单或发票的不同货物、不同产地分几行登记的填“是”，不按重复计算"
    )
    produce = CodeColumn("产品类别", PRODUCE, several=True, also=["品类", "产品种类"])
    product = TextColumn("产品名称", also=["商品名称", "销售产品", "货物名称", "产品"])
    quantity = NumberColumn(
        "销售数量", unit="公斤", decimals=2, low=0, high=100_000_000, also=["数量", "重量", "销量", "销售重量"]
    )
    amount = MoneyColumn(
        "成交金额", unit=YUAN, low=0, high=1_000_000_000, also=["销售金额", "金额", "销售额", "采购金额", "订单金额", "交易金额"],
        help="含税成交价，用优惠券付的部分已在其中",
    )  # fmt: skip
    refund = MoneyColumn("退款金额", unit=YUAN, low=0, high=1_000_000_000, also=["退货金额", "退款", "退货退款"])
    coupon = MoneyColumn(
        "优惠券面值", unit=YUAN, low=0, high=10_000_000, also=["优惠券金额", "优惠券抵扣", "券抵扣金额", "消费券金额"],
        help="其中用优惠券付的部分，只作说明，不再加到销售额里",
    )  # fmt: skip
    ordered_on = DateColumn("下单日期", also=["订单日期", "签约日期", "合同日期", "下单时间"])
    delivered_on = DateColumn(
        "交货日期", also=["发货日期", "签收日期", "送达日期", "交付日期", "收货日期", "销售日期", "销售时间"]
    )
    invoiced_on = DateColumn(
        "开票日期", also=["发票日期", "结算日期", "开票时间", "结算时间"], help="个人零售没有发票的，填结算或收款日期"
    )
    households = NumberColumn(
        "带动农户数", unit="户", low=0, high=100_000, also=["带动户数", "带动脱贫户数", "惠及户数"]
    )
    people = NumberColumn(
        "带动脱贫人口数", unit="人", low=0, high=500_000, also=["带动人数", "惠及脱贫人口", "带动脱贫人数"]
    )
    reporter = CodeColumn("填报来源", REPORTER, also=["数据来源", "来源", "填报方"])
    remark = remark()
    evidence = evidence("发票、订单、签收单、结算单")

    class About:
        id = "sales"
        icon = "shopping-cart"
        title = "消费协作产品销售台账"
        noun = "销售记录"
        key = ("number",)
        name = "number"
        measures = (17, 18)
        sections = (
            ("销售", ("number", "county", "sale_class", "channel", "reporter")),
            ("双方", ("seller", "uscc", "buyer", "buyer_place")),
            ("凭据", ("platform", "order_number", "invoice", "part", "ordered_on", "delivered_on", "invoiced_on")),
            ("货物和金额", ("produce", "product", "quantity", "amount", "refund", "coupon")),
            ("带动和备注", ("households", "people", "remark", "evidence")),
        )
        checks = (
            order("delivered_on", "ordered_on", "交货日期", "下单日期"),
            Check(
                "sales.refund_over_amount", Level.ERROR, ("refund", "amount"),
                "“退款金额”（{refund}）大于“成交金额”（{amount}），请核对。", lambda c: c["refund"] > c["amount"],
            ),
            Check(
                "sales.coupon_over_amount", Level.WARNING, ("coupon", "amount"),
                "“优惠券面值”（{coupon}）大于“成交金额”（{amount}）。成交金额应已包含用券支付的部分，请核对。",
                lambda c: c["coupon"] > c["amount"],
            ),
            Check(
                "sales.gift_row", Level.WARNING, ("sale_class",),
                "捐赠不算销售，不计入“采购和帮助销售”指标。请在社会捐赠台账登记这笔捐赠。", lambda c: c["sale_class"] == "gift",
            ),
            Check(
                "sales.no_evidence", Level.WARNING, ("invoice", "order_number"),
                "订单号和发票号码都没有填，只能按双方、日期和金额核对重复，请尽量补填。",
                lambda c: c["invoice"].is_null() & c["order_number"].is_null(),
            ),
        )  # fmt: skip
        cross_checks = (sold_again, given_not_sold, sold_and_purchased)


class Platform(Ledger):
    """An online platform or market on which the produce is sold; the joint platform of 圳品 and 桂品 is one of them."""

    name = KeyColumn("平台名称", also=["平台", "名称"], required=True)
    office = office()
    kind = CodeColumn("平台类别", PLATFORM_KIND, also=["类别", "平台类型"])
    operator = OrganisationColumn("运营单位", uscc="uscc", also=["运营企业", "运营方", "建设单位", "承办单位"])
    uscc = UsccColumn(of="operator", also=["信用代码", "运营单位统一社会信用代码"])
    partner = OrganisationColumn("协作方单位", also=["共建单位", "合作单位"])
    planned_on = DateColumn("计划上线日期", future=True, also=["计划上线时间", "计划建成时间"])
    launched_on = DateColumn("上线日期", also=["上线时间", "开通日期", "投用日期"])
    closed_on = DateColumn("停用日期", also=["下线日期", "关闭日期"])
    products = NumberColumn(
        "上架协作地区产品数", unit="个", low=0, high=100_000, also=["上架产品数", "上线产品数", "产品数量"]
    )
    sellers = NumberColumn(
        "入驻商家数", unit="家", low=0, high=100_000, also=["入驻企业数", "供应商数量", "入驻供应商"]
    )
    investment = MoneyColumn("建设投入", unit=WAN, low=0, high=1_000_000, also=["投入资金", "建设资金", "投资额"])
    url = TextColumn("网址或入口", also=["网址", "入口", "访问地址", "小程序名称"])
    remark = remark()

    class About:
        id = "platforms"
        icon = "device-laptop"
        title = "消费协作线上平台台账"
        noun = "线上平台"
        key = ("name",)
        name = "name"
        measures = (18, 19)
        sections = (
            ("平台", ("name", "office", "kind", "url")),
            ("单位", ("operator", "uscc", "partner", "investment")),
            ("运行", ("planned_on", "launched_on", "closed_on", "products", "sellers", "remark")),
        )
        checks = (order("closed_on", "launched_on", "停用日期", "上线日期"),)


class ConsumptionSubsidy(Ledger):
    """One claim for a subsidy under a policy that was issued, and what was paid."""

    number = KeyColumn("申领编号", also=["申报编号", "编号", "申请编号", "补贴编号"], required=True)
    applicant = OrganisationColumn(
        "申领单位",
        uscc="uscc",
        also=["申报单位", "申报企业", "企业名称", "补贴对象", "申请单位", "单位名称"],
        required=True,
    )
    uscc = UsccColumn(of="applicant", also=["信用代码", "申领单位统一社会信用代码"])
    office = office()
    kind = CodeColumn("补贴类别", SUBSIDY_KIND, also=["类别", "补贴类型", "补贴项目"])
    policy = TextColumn("依据文件", also=["政策依据", "政策名称", "文件名称", "依据政策"])
    document = KeyColumn("文号", also=["文件号", "政策文号", "发文字号"])
    sales_base = MoneyColumn(
        "核定销售额", unit=WAN, low=0, high=1_000_000, also=["补贴基数", "核定采购额", "补贴计算基数"]
    )
    tonnage = NumberColumn("运输量", unit="吨", decimals=2, low=0, high=10_000_000, also=["运量", "运输重量"])
    claimed = MoneyColumn("申领金额", unit=YUAN, low=0, high=100_000_000, also=["申报金额", "申请金额", "申请补贴金额"])
    approved = MoneyColumn("核定金额", unit=YUAN, low=0, high=100_000_000, also=["审定金额", "批准金额", "核准金额"])
    paid = MoneyColumn(
        "兑付金额", unit=YUAN, low=0, high=100_000_000, also=["拨付金额", "发放金额", "实际补贴金额", "已兑付金额"]
    )
    claimed_on = DateColumn("申领日期", also=["申报日期", "申请日期", "申请时间"])
    approved_on = DateColumn("核定日期", also=["审定日期", "公示结束日期", "批准日期"])
    paid_on = DateColumn("兑付日期", also=["拨付日期", "发放日期", "兑付时间"])
    refusal = LongTextColumn("不予补贴原因", also=["不通过原因", "退回原因"], longest=500)
    remark = remark()
    evidence = evidence("申请表、运单、发票、拨付凭证")

    class About:
        id = "consumption_subsidies"
        icon = "discount"
        title = "消费协作补贴台账"
        noun = "补贴申领"
        key = ("number",)
        name = "number"
        measures = (20,)
        sections = (
            ("申领", ("number", "applicant", "uscc", "office", "kind", "claimed_on")),
            ("政策", ("policy", "document")),
            ("金额", ("sales_base", "tonnage", "claimed", "approved", "paid", "approved_on", "paid_on")),
            ("结果", ("refusal", "remark", "evidence")),
        )
        checks = (
            order("paid_on", "claimed_on", "兑付日期", "申领日期"),
            Check(
                "consumption_subsidies.paid_over_approved", Level.ERROR, ("paid", "approved"),
                "“兑付金额”（{paid}）大于“核定金额”（{approved}），请核对。", lambda c: c["paid"] > c["approved"],
            ),
            Check(
                "consumption_subsidies.approved_over_claimed", Level.WARNING, ("approved", "claimed"),
                "“核定金额”（{approved}）大于“申领金额”（{claimed}），请核对。", lambda c: c["approved"] > c["claimed"],
            ),
        )  # fmt: skip
