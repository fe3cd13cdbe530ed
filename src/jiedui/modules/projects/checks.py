"""Cross-checks of payments against their projects."""

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
        return pl.DataFrame(schema={"_index": pl.UInt32, "value": pl.String, "message": pl.String, "subject": pl.String})
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
    yuan = lambda name: (pl.col(name) // 100).cast(pl.String) + "." + (pl.col(name) % 100).cast(pl.String).str.zfill(2)  # noqa: E731
    return rows.select(
        "_index",
        yuan("total").alias("value"),
        pl.format(
            "项目“{}”支付合计 {} 元，超过已到县资金 {} 元。是否照此导入？", "number", yuan("total"), yuan("arrived")
        ).alias("message"),
        pl.col("number").alias("subject"),
    )


paid_over_arrived = CrossCheck("payments.over_arrived", Level.QUESTION, "amount", _paid_over_arrived)
