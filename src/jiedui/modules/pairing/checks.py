"""Cross-checks of the pairing ledgers."""

import datetime as dt
from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck, earlier
from jiedui.core.words.findings import Level, declare_finding

_TWICE = "双方和类型与已登记的另一条结对相同，统计时只算一对。请核对是否重复登记。"
declare_finding("partner_pairs.twice", Level.WARNING, "同一对重复登记", _TWICE)
declare_finding(
    "pair_activities.outside_term",
    Level.WARNING,
    "活动不在结对期内",
    "活动日期“{value}”不在结对协议的期限内，请核对日期或结对编号。",
)
declare_finding(
    "handovers.other_district", Level.WARNING, "接收区与结对关系不符",
    "按现在的结对关系，这个县由“{value}”结对，与“接收区”不同，请核对。",
)  # fmt: skip
NOTHING = {"_index": pl.UInt32, "value": pl.String, "message": pl.String}


def _paired_twice(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Pairs whose partners and kind another number has already: a warning, they count once."""
    from jiedui.core.ledger.matching import matched

    columns = ("east_partner_id", "west_partner_id", "kind")
    found = matched(frame, "partner_pairs", dict(zip(columns, columns, strict=True)), among=frame)
    return found.with_columns(pl.lit(None, pl.String).alias("value"), pl.lit(_TWICE).alias("message"))


def _activity_outside_term(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Activities before the agreement was signed or after the pair came to an end."""
    from jiedui.core.ledger.queries import facts_of

    rows = frame.filter(pl.col("pair_id").is_not_null() & pl.col("held_on").is_not_null())
    if rows.is_empty():
        return pl.DataFrame(schema=NOTHING)
    ids = rows["pair_id"].unique().to_list()
    pairs = facts_of("partner_pairs", ids, ["signed_on", "ends_on", "ended_on"]).rename({"id": "pair_id"})
    held, signed = pl.col("held_on"), pl.col("signed_on")
    over = pl.coalesce("ended_on", "ends_on")
    rows = rows.select("_index", "pair_id", "held_on").join(pairs, on="pair_id")
    outside = earlier(held, signed).fill_null(False) | earlier(over, held).fill_null(False)
    message = pl.format("活动日期“{}”不在结对协议的期限内，请核对日期或结对编号。", held)
    return rows.filter(outside).select("_index", held.alias("value"), message.alias("message"))


def _handed_to_another(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Handovers to a district that is not the one paired with the county today."""
    from jiedui.core.places.queries import name_of, pairings_at

    paired: dict[str, set[str]] = {}
    for pairing in pairings_at(dt.date.today()):
        paired.setdefault(pairing.county, set()).add(pairing.district)
    found = []
    for index, county, district in frame.select("_index", "county", "to_district").drop_nulls().iter_rows():
        now = paired.get(county)
        if now and district not in now:
            found.append((index, "、".join(name_of(one) for one in sorted(now))))
    rows = pl.DataFrame(found, schema={"_index": pl.UInt32, "value": pl.String}, orient="row")
    message = pl.format("按现在的结对关系，这个县由“{}”结对，与“接收区”不同，请核对。", "value")
    return rows.with_columns(message.alias("message"))


paired_twice = CrossCheck("partner_pairs.twice", Level.WARNING, "east_partner", _paired_twice)
activity_outside_term = CrossCheck("pair_activities.outside_term", Level.WARNING, "held_on", _activity_outside_term)
handed_to_another = CrossCheck("handovers.other_district", Level.WARNING, "to_district", _handed_to_another)
