"""Standing checks of gifts (measure 22)."""

from typing import Any

from jiedui.core.declare.rules import FEN, URGENT, rule
from jiedui.core.indicators.moment import Moment


@rule(
    "society.same_gift",
    "同一笔捐赠登记两次",
    message="票据 {receipt} 登记了 {rows} 笔捐赠，合计 {value} 元。",
    closes="保留一笔，或确属同票分项的逐笔填“是”",
    ledgers=["donations"],
    measures=(22,),
    tone=URGENT,
    kinds={"value": FEN},
)
def same_gift(donations: Any, at: Moment) -> Any:
    known = donations.filter(donations.receipt.notnull() & ~donations.part.fill_null(False))
    found = known.group_by("receipt").aggregate(
        county=known.county.min(), row=known.id.min(), rows=known.count(), value=known.value.sum()
    )
    found = found.filter(found.rows > 1)
    return found.mutate(cause=found.receipt)


@rule(
    "society.gift_sold",
    "捐赠物资记成销售",
    message="票据 {receipt} 的捐赠同时以发票登记在销售台账中，捐赠不能计入销售额。",
    closes="在销售台账中删除这一行，或把购销类别改为捐赠",
    ledgers=["donations", "sales"],
    measures=(17, 22),
    tone=URGENT,
)
def gift_sold(donations: Any, sales: Any, at: Moment) -> Any:
    sold = sales.filter(sales.invoice.notnull() & (sales.sale_class.fill_null("direct") != "gift"))
    sold = sold.group_by("invoice").aggregate(sales=sold.count())
    known = donations.filter(donations.receipt.notnull())
    both = known.inner_join(sold, known.receipt == sold.invoice)
    found = both.group_by("receipt").aggregate(county=both.county.min(), row=both.id.min())
    return found.mutate(cause=found.receipt)
