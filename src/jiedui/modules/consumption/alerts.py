"""Standing checks of purchases, sales and certificates (measures 17 to 19)."""

from typing import Any

from jiedui.core.declare.rules import DISTRICT, FEN, ORGANISATION, RATE, URGENT, rule
from jiedui.core.indicators.moment import Moment
from jiedui.modules.consumption.indicators import NOT_BUDGET_UNITS

AHEAD = 90
"""Days before a certificate expires in which it has to be renewed."""
SHARE = 30
QUARTER_3 = 7


@rule(
    "consumption.certificate_expires",
    "产品认证将到期",
    message="{holder}的证书 {number} 有效期至 {until}。",
    closes="登记续期后的有效期，或登记撤销日期",
    ledgers=["certificates"],
    measures=(19,),
    kinds={"holder": ORGANISATION},
)
def certificate_expires(certificates: Any, at: Moment) -> Any:
    ending = certificates.revoked_on.isnull() & certificates.expires_on.notnull()
    ending &= certificates.expires_on <= at.after(AHEAD)
    # One that has been out of date for a year is no longer a matter of renewing it in time.
    ending &= (certificates.expires_on + "~") >= at.after(-365)
    found = certificates.filter(ending)
    return found.select(
        "county", "holder", "number", until=found.expires_on, cause=found.id.cast("string"), row=found.id
    )


@rule(
    "consumption.share_low",
    "预算单位采购份额不足",
    message="{unit}今年采购帮扶产品 {assisted} 元，占农副产品采购的 {share}，规划要求高于 30%。",
    closes="增加帮扶产品采购，使全年份额高于 30%，或按规定登记为免于考核",
    ledgers=["budget_units", "purchases"],
    measures=(17,),
    owner=DISTRICT,
    kinds={"unit": ORGANISATION, "assisted": FEN, "share": RATE},
)
def share_low(units: Any, purchases: Any, at: Moment) -> Any:
    """From the third quarter on, when a share that is too low can still be mended within the year."""
    bought = purchases.filter(
        at.in_year(purchases.bought_on) & purchases.assisted.notnull() & purchases.total.notnull()
    )
    sums = bought.group_by("unit").aggregate(assisted=bought.assisted.sum(), total=bought.total.sum())
    by_another = (units.canteen == "shared") & (units.reporter != units.name)
    exempt = units.exempt.fill_null(False) | (units.canteen == "none").fill_null(False) | by_another.fill_null(False)
    due = units.filter(~exempt & ~units.kind.isin(NOT_BUDGET_UNITS).fill_null(False))
    joined = due.inner_join(sums, due.id == sums.unit).select(
        "id", "county", "name", assisted=sums.assisted, total=sums.total
    )
    low = (joined.total > 0) & (joined.assisted * 100 <= joined.total * SHARE) & (at.day.month >= QUARTER_3)
    found = joined.filter(low)
    share = (found.assisted * 10_000) // found.total.nullif(0)
    return found.select(
        "county", "assisted", unit=found.name, share=share.cast("int64"), cause=found.id.cast("string"), row=found.id
    )


@rule(
    "consumption.same_sale",
    "同一笔交易登记两次",
    message="订单 {order_number} 在销售台账中登记了 {rows} 行，统计时只算一笔。",
    closes="保留一行，或确属同单分项的逐行填“是”",
    ledgers=["sales"],
    measures=(17, 18),
    tone=URGENT,
)
def same_sale(sales: Any, at: Moment) -> Any:
    known = sales.filter(sales.platform.notnull() & sales.order_number.notnull() & ~sales.part.fill_null(False))
    found = known.group_by(["platform", "order_number"]).aggregate(
        county=known.county.min(), row=known.id.min(), rows=known.count()
    )
    found = found.filter(found.rows > 1)
    return found.mutate(cause=found.platform + "|" + found.order_number).drop("platform")


@rule(
    "consumption.bought_and_sold",
    "同一笔交易两本台账都有",
    message="订单 {order_number} 在采购台账和销售台账中都有登记，请确认没有重复计入。",
    closes="核对后删除重复登记的一行，或更正订单号",
    ledgers=["sales", "purchases"],
    measures=(17, 18),
)
def bought_and_sold(sales: Any, purchases: Any, at: Moment) -> Any:
    keyed = sales.filter(sales.platform.notnull() & sales.order_number.notnull())
    other = purchases.filter(purchases.platform.notnull() & purchases.order_number.notnull())
    other = other.group_by(["platform", "order_number"]).aggregate(purchases=other.count())
    both = keyed.inner_join(other, ["platform", "order_number"])
    found = both.group_by(["platform", "order_number"]).aggregate(county=both.county.min(), row=both.id.min())
    return found.mutate(cause=found.platform + "|" + found.order_number).drop("platform")
