"""Indicators 40, 46 and 47 of the assessment: sales, the budget units' share, certified produce and bases."""

from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment

FEN_PER_YI = 10_000_000_000
NOBODY = 1 << 62
RANK = 1 << 50
NOT_BUDGET_UNITS = ("state_firm", "community_canteen")
CERTIFIED = ("szp", "supply_gd", "supply_sz")


def counted(sales: Any, at: Moment) -> Any:
    """The ledger with `net` (fen, after refunds) and `counts`: delivered, invoiced, in the year, once for each sale.

    A sale is known by platform and order number, else by its invoice, else by seller, buyer, day of delivery and amount. Of
    rows that report one sale the best documented counts, then the one registered first.
    """
    ordered = sales.platform.notnull() & sales.order_number.notnull()
    # The later of the two dates; both must be there.
    done = (sales.delivered_on >= sales.invoiced_on).ifelse(sales.delivered_on, sales.invoiced_on)
    table = sales.mutate(
        net=sales.amount - sales.refund.fill_null(0),
        ordered=ordered,
        billed=sales.invoice.notnull(),
        dealt=sales.seller.notnull() & sales.buyer.notnull() & (sales.delivered_on.length() == 10).fill_null(False),
        done=(sales.delivered_on.notnull() & sales.invoiced_on.notnull()).ifelse(done, ""),
        rank=sales.id + ordered.ifelse(0, sales.invoice.notnull().ifelse(RANK, 2 * RANK)),
    )
    paired = table.county.isin(sorted(at.districts)) if at.districts else False
    sold = (
        table.net.notnull()
        & (table.sale_class.fill_null("direct") != "gift")
        & (table.done != "")
        & at.in_year(table.done)
        & paired
    )
    table = table.mutate(sold=sold)
    table = table.mutate(standing=table.sold.ifelse(table.rank, NOBODY))
    table = table.mutate(
        first_order=table.standing.min().over(group_by=[table.platform, table.order_number]),
        first_invoice=table.standing.min().over(group_by=[table.invoice]),
        first_deal=table.standing.min().over(group_by=[table.seller, table.buyer, table.delivered_on, table.amount]),
    )
    first = table.ordered.ifelse(
        table.first_order,
        table.billed.ifelse(table.first_invoice, table.dealt.ifelse(table.first_deal, table.standing)),
    )
    once = (table.standing == first) | table.part.fill_null(False)
    return table.mutate(counts=table.sold & once)


@indicator(
    "40", "采购和帮助销售", unit="亿元", ledgers=["sales"], measures=(17, 18), scale=FEN_PER_YI, paced=True,
    words="当年到所询日期的销售额之和：成交金额减退款金额，只算产地在结对县、已交货并已开票（结算）的，按两个日期中较晚的一个计入年度，"
    "只有年或年月的按首日；两个日期缺一个的不计。购销类别为捐赠的不计；未填类别的计入。优惠券面值不另加。"
    "同一笔由几方重复登记的只算一次：先按平台和订单号，没有的按发票号码，再没有的按销售单位、采购单位、交货日期和成交金额；"
    "凭据较全的一行为准，其次是先登记的一行。“同单分项”填“是”的各行分别计入。",
)  # fmt: skip
def bought_and_helped_to_sell(sales: Any, at: Moment) -> Figure:
    table = counted(sales, at)
    # Summed over all rows: a ledger of which no row counts says 0, an empty one nothing.
    return Figure(table, table.counts, table.counts.ifelse(table.net, 0).sum())


@indicator(
    "46", "预算单位采购帮扶产品份额", unit="%", ledgers=["purchases", "budget_units"], measures=(17,),
    unknown="应考核单位当年的采购记录中，两项金额没有填全而没有计算的行数",
    words="应考核预算单位当年到所询日期采购的帮扶产品金额 ÷ 同期采购的全部农副产品金额。按采购日期计，只有年或年月的按首日，没有日期的"
    "只计入今天的数字；两项金额没有填全的行不计入分子和分母。免于考核的、没有食堂的、合用食堂由他单位填报的单位，"
    "以及国有企业和社区食堂不计。规划要求高于 30%，恰好 30% 为未达到。优惠券面值不另加。",
)  # fmt: skip
def purchase_share(purchases: Any, budget_units: Any, at: Moment) -> Figure:
    units = budget_units.select(
        unit_id=budget_units.id,
        organisation=budget_units.name,
        unit_kind=budget_units.kind,
        canteen=budget_units.canteen,
        reporter=budget_units.reporter,
        exempt=budget_units.exempt,
    )
    table = purchases.inner_join(units, purchases.unit == units.unit_id)
    by_another = (table.canteen == "shared") & (table.reporter != table.organisation)
    exempt = table.exempt.fill_null(False) | (table.canteen == "none").fill_null(False) | by_another.fill_null(False)
    due = ~exempt & ~table.unit_kind.isin(NOT_BUDGET_UNITS).fill_null(False) & at.in_year(table.bought_on)
    known = table.assisted.notnull() & table.total.notnull()
    counts = due & known
    return Figure(
        table,
        counts,
        table.assisted.sum(where=counts),
        over=table.total.sum(where=counts),
        unknown=table.count(where=due & ~known),
    )


@indicator(
    "47", "有效“圳品”和供粤供深基地", unit="个", ledgers=["certificates"], measures=(19,),
    words="所询日期有效的圳品证书、供粤基地认定和供深基地认定的个数：已发证、未过有效期（到期当日仍有效）、未撤销。"
    "没有发证日期的只计入今天的数字；没有有效期的视为长期有效。桂品、绿色、有机、地理标志等认证不计。",
)  # fmt: skip
def certified(certificates: Any, at: Moment) -> Figure:
    revoked = (certificates.revoked_on <= at.text).fill_null(False)
    valid = at.reached(certificates.issued_on) & at.not_over(certificates.expires_on) & ~revoked
    counts = certificates.kind.isin(CERTIFIED) & valid
    return Figure(certificates, counts, certificates.count(where=counts))
