"""Cross-checks of sales and purchases: one order or invoice counts once, a gift is no sale, both sides agree."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck
from jiedui.core.words.findings import Level, declare_finding

ORDER = {"platform": "platform", "order_number": "order_number"}
INVOICE = {"invoice": "invoice"}
Run = Callable[[pl.DataFrame, Any], pl.DataFrame]

SOLD_AGAIN = declare_finding(
    "sales.again", Level.QUESTION, "同一笔销售已登记",
    "订单号、发票号码，或双方、交货日期和金额，与另一行销售记录相同，可能是同一笔由几方重复上报。导入后“采购和帮助销售”"
    "指标仍只算一次；如是同一订单的另一项货物，请在“同单分项”填“是”。是否照此导入？",
)  # fmt: skip
GIVEN = declare_finding(
    "sales.given", Level.QUESTION, "捐赠登记成了销售",
    "这笔与社会捐赠台账里的一笔相同（票据号相同，或捐赠方、县、日期和金额都相同）。捐赠不算销售，是否仍按销售导入？",
)  # fmt: skip
SALE_BOUGHT = declare_finding(
    "sales.bought_too", Level.WARNING, "采购台账也有这笔",
    "采购单位已在帮扶产品采购台账登记了同一订单或发票。两本台账各自使用：销售额只算这里，采购份额只算那里，请勿再相加。",
)  # fmt: skip
BOUGHT_AGAIN = declare_finding(
    "purchases.again", Level.QUESTION, "同一笔采购已登记",
    "订单号或发票号码与另一行采购记录相同，可能重复。如是同一订单的另一项货物，请在“同单分项”填“是”。是否照此导入？",
)  # fmt: skip
PURCHASE_SOLD = declare_finding(
    "purchases.sold_too", Level.WARNING, "销售台账也有这笔",
    "销售台账已登记了同一订单或发票。两本台账各自使用：采购份额只算这里，销售额只算那里，请勿再相加。",
)  # fmt: skip


def _told(rows: pl.DataFrame, found: pl.DataFrame, finding: Any, shown: str, subject: str = "number") -> pl.DataFrame:
    """The findings of the rows named in `found`."""
    return rows.join(found.unique(), on="_index", how="semi").select(
        "_index",
        pl.col(shown).cast(pl.String).alias("value"),
        pl.lit(str(finding.message)).alias("message"),
        pl.col(subject).alias("subject"),
    )


def _whole(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that are not said to be one part of an order among others."""
    return frame.filter(~pl.col("part").fill_null(False))


def _reported_again(rows: pl.DataFrame, ledger: str) -> list[pl.DataFrame]:
    """Rows whose order, or invoice, another row has.

    One invoice may belong to several orders, so it speaks only where one of the two rows has no order number.
    """
    from jiedui.core.ledger.matching import matched

    ordered = pl.col("order_number").is_not_null() & pl.col("platform").is_not_null()
    numbered, billed = rows.filter(ordered), rows.filter(~ordered)
    return [
        matched(numbered, ledger, ORDER, among=rows),
        matched(billed, ledger, INVOICE, among=rows),
        matched(numbered, ledger, INVOICE, among=numbered, lacking=["order_number"]),
    ]


def _sold_again(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    from jiedui.core.ledger.matching import matched

    rows = _whole(frame).filter(pl.col("sale_class").fill_null("") != "gift")
    deal = {name: name for name in ("seller_id", "buyer_id", "delivered_on", "amount")}
    dated = rows.filter(pl.col("delivered_on").str.len_chars() == 10)
    bare = pl.col("invoice").is_null() & pl.col("order_number").is_null()
    found = [
        *_reported_again(rows, "sales"),
        matched(dated.filter(bare), "sales", deal, among=rows),
        matched(dated.filter(~bare), "sales", deal, among=dated.filter(~bare), lacking=["order_number", "invoice"]),
    ]
    return _told(rows, pl.concat(found), SOLD_AGAIN, "order_number")


def _given(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    from jiedui.core.ledger.matching import matched

    rows = frame.filter(pl.col("sale_class").fill_null("") != "gift")
    found = [matched(rows, "donations", {"invoice": "receipt"})]
    for side in ("seller_id", "buyer_id"):
        for day in ("delivered_on", "invoiced_on"):
            same = {side: "donor_id", "county": "county", day: "received_on", "amount": "value"}
            found.append(matched(rows.filter(pl.col(day).str.len_chars() == 10), "donations", same))
    return _told(rows, pl.concat(found), GIVEN, "amount")


def _other_side(other: str, finding: Any) -> Run:
    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        from jiedui.core.ledger.matching import matched

        keys: tuple[Mapping[str, str], ...] = (ORDER, INVOICE)
        return _told(frame, pl.concat(matched(frame, other, key) for key in keys), finding, "order_number")

    return run


def _bought_again(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    rows = _whole(frame)
    return _told(rows, pl.concat(_reported_again(rows, "purchases")), BOUGHT_AGAIN, "order_number")


sold_again = CrossCheck("sales.again", Level.QUESTION, "order_number", _sold_again)
given_not_sold = CrossCheck("sales.given", Level.QUESTION, "sale_class", _given)
sold_and_purchased = CrossCheck(
    "sales.bought_too", Level.WARNING, "order_number", _other_side("purchases", SALE_BOUGHT)
)
purchased_again = CrossCheck("purchases.again", Level.QUESTION, "order_number", _bought_again)
purchased_and_sold = CrossCheck(
    "purchases.sold_too", Level.WARNING, "order_number", _other_side("sales", PURCHASE_SOLD)
)
