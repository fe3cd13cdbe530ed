"""Cross-checks of industry: an investment fits its firm, what a project pays for stands in the project's county."""

from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck
from jiedui.core.ledger.agreement import FOUND, not_before, same_county, sum_within
from jiedui.core.words.findings import Level, declare_finding

invested_over_agreed = sum_within(
    "investments.over_agreed", "到位超过协议投资",
    "招商项目“{key}”到位投资合计 {sum} 万元，超过协议投资额 {limit} 万元。是否照此导入？",
    ledger="investments", reference="firm", amount="amount", to="settled_firms", limit="agreed",
)  # fmt: skip
invested_before_signed = not_before(
    "investments.before_signed", "到位早于签约",
    "到位日期 {date} 早于招商项目“{key}”的签约日期 {first}，请核对。",
    ledger="investments", date="arrived_on", reference="firm", to="settled_firms", first="signed_on",
)  # fmt: skip
park_elsewhere = same_county(
    "settled_firms.other_county", "园区不在本县",
    "园区“{key}”属于另一个县，请核对企业所在县或园区名称。",
    ledger="settled_firms", reference="park", to="parks",
)  # fmt: skip
deal_before_fair = not_before(
    "deals.before_fair", "签约早于活动",
    "签约日期 {date} 早于活动“{key}”的举办日期 {first}，请核对。",
    ledger="deals", date="signed_on", reference="fair", to="fairs", first="held_on",
)  # fmt: skip


def project_elsewhere(ledger: str) -> CrossCheck:
    """The project that paid lies in another county: an error, for its money would be shown twice."""
    return same_county(
        f"{ledger}.project_elsewhere", "帮扶项目不在本县", "帮扶项目“{key}”属于另一个县，请核对所在县或项目编号。",
        ledger=ledger, reference="project", to="projects", level=Level.ERROR,
    )  # fmt: skip


def _proof_twice(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Rows whose proof another investment names already: one paper proves one sum. Where the other stands is not told."""
    from jiedui.core.ledger.queries import facts_where

    if "proof_number" not in frame.columns:
        return pl.DataFrame(schema=FOUND)
    rows = frame.filter(pl.col("proof_number").is_not_null())
    held = facts_where("investments", "proof_number", rows["proof_number"].unique().to_list(), [])
    # What the rows themselves said before is out of date.
    held = held.filter(~pl.col("id").is_in(rows["_id"].drop_nulls().to_list()))
    again = (pl.len().over("proof_number") > 1) | pl.col("proof_number").is_in(held["proof_number"].to_list())
    return rows.filter(again).select(
        "_index",
        pl.col("proof_number").alias("value"),
        pl.format("证明文号“{}”已用于另一笔到位投资，同一份证明只能证明一次，请核对。", "proof_number").alias(
            "message"
        ),
        pl.col("proof_number").alias("subject"),
    )


declare_finding(
    "investments.proof_twice",
    Level.WARNING,
    "同一证明用了两次",
    "证明文号“{value}”已用于另一笔到位投资，同一份证明只能证明一次，请核对。",
)
proof_twice = CrossCheck("investments.proof_twice", Level.WARNING, "proof_number", _proof_twice)
