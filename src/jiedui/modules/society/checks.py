"""Cross-checks of donations: a receipt counts once, a sale is no gift, no more is used than was given."""

from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck
from jiedui.core.words.findings import Level, declare_finding

AGAIN = declare_finding(
    "donations.again", Level.QUESTION, "同一笔捐赠已登记",
    "票据号，或捐赠方、捐赠形式、日期和金额，与另一行捐赠相同，可能由捐受双方或两县重复登记。导入后“社会捐赠”指标仍只算一次；"
    "如是同一票据分给几个县或几项用途，请在“同票分项”填“是”。是否照此导入？",
)  # fmt: skip
SOLD = declare_finding(
    "donations.sold", Level.QUESTION, "这笔捐赠已登记为销售",
    "这笔与消费协作产品销售台账里的一笔相同（票据号相同，或单位、县、日期和金额都相同）。同一笔不能既算捐赠又算销售，是否照此导入？",
)  # fmt: skip
declare_finding(
    "donation_uses.over_given", Level.QUESTION, "使用超过捐赠",
    "捐赠“{number}”使用合计 {value} 元，超过捐赠金额 {given} 元。是否照此导入？",
)  # fmt: skip


PAIRED = declare_finding(
    "firm_village_pairs.signed_too", Level.WARNING, "协议已登记在结对帮扶台账",
    "这家企业与这个村的结对协议已登记在结对帮扶台账。协议日期只在那里登记一次，这里请留空，只登记企业的投入和成效。",
)  # fmt: skip


def _told(rows: pl.DataFrame, found: pl.DataFrame, finding: Any) -> pl.DataFrame:
    return rows.join(found.unique(), on="_index", how="semi").select(
        "_index",
        pl.col("receipt").alias("value"),
        pl.lit(str(finding.message)).alias("message"),
        pl.col("number").alias("subject"),
    )


def _again(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    from jiedui.core.ledger.matching import matched

    rows = frame.filter(~pl.col("part").fill_null(False))
    same = {name: name for name in ("donor_id", "received_on", "value", "form")}
    dated = rows.filter(pl.col("received_on").str.len_chars() == 10)
    bare, receipted = dated.filter(pl.col("receipt").is_null()), dated.filter(pl.col("receipt").is_not_null())
    found = [
        matched(rows, "donations", {"receipt": "receipt"}, among=rows),
        matched(bare, "donations", same, among=rows),
        matched(receipted, "donations", same, among=receipted, lacking=["receipt"]),
    ]
    return _told(rows, pl.concat(found), AGAIN)


def _sold(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    from jiedui.core.ledger.matching import matched

    found = [matched(frame, "sales", {"receipt": "invoice"})]
    dated = frame.filter(pl.col("received_on").str.len_chars() == 10)
    for side in ("seller_id", "buyer_id"):
        for day in ("delivered_on", "invoiced_on"):
            same = {"donor_id": side, "county": "county", "received_on": day, "value": "amount"}
            found.append(matched(dated, "sales", same))
    return _told(frame, pl.concat(found), SOLD)


def _over_given(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """The rows with which what is used of a donation first passes its value; an unknown value is no zero."""
    from jiedui.core.ledger.queries import facts_of, sum_by

    rows = frame.filter(pl.col("donation_id").is_not_null() & pl.col("amount").is_not_null())
    if rows.is_empty():
        return pl.DataFrame(
            schema={"_index": pl.UInt32, "value": pl.String, "message": pl.String, "subject": pl.String}
        )
    ids = rows["donation_id"].unique().to_list()
    given = facts_of("donations", ids, ["number", "value"]).rename(
        {"id": "donation_id", "value": "given", "number": "gift"}
    )
    used = sum_by("donation_uses", "donation_id", "amount", ids, without=rows["_id"].drop_nulls().to_list())
    over = (
        rows.sort("_index")
        .join(given, on="donation_id", maintain_order="left")
        .join(used, on="donation_id", how="left", maintain_order="left")
        .with_columns((pl.col("sum").fill_null(0) + pl.col("amount").cum_sum().over("donation_id")).alias("total"))
        .filter((pl.col("total") > pl.col("given")) & (pl.col("amount") > 0))
    )
    return over.select(
        "_index",
        _yuan("total").alias("value"),
        pl.format(
            "捐赠“{}”使用合计 {} 元，超过捐赠金额 {} 元。是否照此导入？", "gift", _yuan("total"), _yuan("given")
        ).alias("message"),
        pl.col("number").alias("subject"),
    )


def _yuan(name: str) -> pl.Expr:
    return (pl.col(name) // 100).cast(pl.String) + "." + (pl.col(name) % 100).cast(pl.String).str.zfill(2)


donated_again = CrossCheck("donations.again", Level.QUESTION, "receipt", _again)
sold_not_given = CrossCheck("donations.sold", Level.QUESTION, "receipt", _sold)
used_over_given = CrossCheck("donation_uses.over_given", Level.QUESTION, "amount", _over_given)


def _signed_too(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Rows with dates of an agreement that stands in the ledger of pairs already: a fact is entered once (ADR 0015)."""
    from jiedui.core.ledger.matching import matched

    rows = frame.filter(pl.col("signed_on").is_not_null() | pl.col("ends_on").is_not_null())
    found = matched(rows, "partner_pairs", {"firm_id": "east_partner_id", "county": "county", "village": "village"})
    return rows.join(found.unique(), on="_index", how="semi").select(
        "_index", pl.col("signed_on").alias("value"), pl.lit(str(PAIRED.message)).alias("message"), pl.col("number").alias("subject")
    )


signed_too = CrossCheck("firm_village_pairs.signed_too", Level.WARNING, "signed_on", _signed_too)
