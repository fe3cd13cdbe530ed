"""Cross-checks of the workers' ledger."""

from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck
from jiedui.core.words.findings import Level


def _registered_elsewhere(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Rows whose person another county has registered: a warning, the person counts once."""
    from jiedui.core.ledger.queries import registered_in_other_counties

    found = registered_in_other_counties("workers", "resident_id", frame)
    return found.with_columns(
        pl.lit("此人已由其他县登记，统计时只算一人。请与对方核实归属。").alias("message"), pl.lit(None, pl.String).alias("value")
    )


registered_elsewhere = CrossCheck("workers.two_counties", Level.WARNING, "resident_id", _registered_elsewhere)
