"""Cross-checks between payments and their projects."""

from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck
from jiedui.core.words.findings import Level


def _paid_over_arrived(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """The rows with which a project's payments first pass what has arrived in the county.

    Only rows that are new or changed count on top of what the ledger holds; a project whose arrived money is unknown
    is left alone, for unknown is not zero.
    """
    from jiedui.core.ledger.queries import facts_of, sum_by

    rows = frame.filter(pl.col("project_id").is_not_null() & pl.col("amount").is_not_null())
    if rows.is_empty():
        return _told(rows)
    ids = rows["project_id"].unique().to_list()
    projects = facts_of("projects", ids, ["number", "arrived"])
    paid = sum_by("payments", "project_id", "amount", ids, without=rows["_id"].drop_nulls().to_list())
    rows = (
        rows.sort("_index")
        .join(projects.rename({"id": "project_id"}), on="project_id")
        .join(paid, on="project_id", how="left")
        .with_columns(
            (pl.col("sum").fill_null(0) + pl.col("amount").cum_sum().over("project_id")).alias("total"),
        )
        .filter((pl.col("total") > pl.col("arrived")) & (pl.col("amount") > 0))
    )
    return _told(rows)


def _arrived_under_paid(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """The projects whose arrived money falls below what has been paid; what was below before is not asked again."""
    from jiedui.core.ledger.comparing import OLD
    from jiedui.core.ledger.queries import sum_by

    before = OLD + "arrived"
    if not {"arrived", before} <= set(frame.columns):
        return _told(frame.clear())
    rows = frame.filter(
        pl.col("_id").is_not_null()
        & pl.col("arrived").is_not_null()
        & (pl.col(before).is_null() | (pl.col("arrived") < pl.col(before)))
    )
    paid = sum_by("payments", "project_id", "amount", rows["_id"].to_list())
    rows = rows.join(paid, left_on="_id", right_on="project_id").rename({"sum": "total"})
    return _told(rows.filter(pl.col("total") > pl.col("arrived")))


def _yuan(name: str) -> pl.Expr:
    return (pl.col(name) // 100).cast(pl.String) + "." + (pl.col(name) % 100).cast(pl.String).str.zfill(2)


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    """What a cross-check answers, from rows with number, total and arrived."""
    if rows.is_empty():
        return pl.DataFrame(schema={"_index": pl.UInt32, "value": pl.String, "message": pl.String, "subject": pl.String})
    return rows.select(
        "_index",
        _yuan("total").alias("value"),
        pl.format(
            "项目“{}”支付合计 {} 元，超过已到县资金 {} 元。是否照此导入？", "number", _yuan("total"), _yuan("arrived")
        ).alias("message"),
        pl.col("number").alias("subject"),
    )


arrived_under_paid = CrossCheck("payments.over_arrived", Level.QUESTION, "arrived", _arrived_under_paid)
paid_over_arrived = CrossCheck("payments.over_arrived", Level.QUESTION, "amount", _paid_over_arrived)
