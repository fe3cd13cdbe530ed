"""Cross-checks of the talent ledgers: a person serves one term at a time, and who is reviewed or paid has been sent."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck, earlier
from jiedui.core.words.findings import Level, declare_finding

SHORT_DAYS = 31
_TERMS = "同一人还登记有期限重叠的另一段任期（服务期），统计人数时只算一人。请核对日期，或与另一地核实归属。"
_STRANGER = "干部台账和人才台账里都没有登记此人，请先登记，或核对身份证号。"
for _ledger in ("officials", "professionals"):
    declare_finding(f"{_ledger}.two_terms", Level.WARNING, "任期重叠", _TERMS)
for _ledger in ("yearly_reviews", "allowances"):
    declare_finding(f"{_ledger}.stranger", Level.WARNING, "干部人才台账里没有此人", _STRANGER)


def days_between(c: Mapping[str, pl.Expr]) -> pl.Expr:
    """Days from the first to the last of a term, both included, where both are known to the day."""
    first, last = (one.str.to_date("%Y-%m-%d", strict=False) for one in (c["started_on"], c["ended_on"]))
    return (last - first).dt.total_days() + 1


def _two_terms(ledger: str) -> Callable[[pl.DataFrame, Any], pl.DataFrame]:
    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        """The rows whose person has another term that overlaps, anywhere in the ledger or in the file."""
        from jiedui.core.ledger.digests import BLIND
        from jiedui.core.ledger.queries import facts_where

        person, facts = "resident_id_id", ["resident_id_id", "started_on", "term_ends_on", "ended_on"]
        # People not known yet have no id within the file, but their blind index tells them apart.
        same = BLIND + "resident_id" if BLIND + "resident_id" in frame.columns else person
        rows = frame.select("_index", "_id", *dict.fromkeys([same, *facts])).filter(pl.col(same).is_not_null())
        held = facts_where(ledger, person, rows[person].unique().to_list(), facts)
        held = held.filter(~pl.col("id").is_in(rows["_id"].drop_nulls().to_list()))
        outside = rows.join(held, on=person, suffix="_2").filter(_overlap())
        inside = rows.join(rows, on=same, suffix="_2").filter(_overlap() & (pl.col("_index") != pl.col("_index_2")))
        found = pl.concat([outside.select("_index"), inside.select("_index")])
        value = pl.lit(None, pl.String).alias("value")
        return found.unique().sort("_index").with_columns(value, pl.lit(_TERMS).alias("message"))

    return run


def _overlap() -> pl.Expr:
    """Whether a term and another (columns ending in _2) have a day in common; an end that is not known lies open."""
    over, over_2 = (pl.coalesce(f"ended_on{other}", f"term_ends_on{other}") for other in ("", "_2"))
    before = earlier(over, pl.col("started_on_2")) | earlier(over_2, pl.col("started_on"))
    return ~before.fill_null(False)


def _stranger(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """The rows whose person neither ledger of those sent knows."""
    from jiedui.core.ledger.queries import facts_where

    people = frame["resident_id_id"].drop_nulls().unique().to_list()
    sent = {
        one
        for ledger in ("officials", "professionals")
        for one in facts_where(ledger, "resident_id_id", people, ["resident_id_id"])["resident_id_id"].to_list()
    }
    unknown = frame.filter(pl.col("resident_id_id").is_not_null() & ~pl.col("resident_id_id").is_in(sorted(sent)))
    return unknown.select("_index", pl.lit(None, pl.String).alias("value"), pl.lit(_STRANGER).alias("message"))


two_terms = CrossCheck("officials.two_terms", Level.WARNING, "started_on", _two_terms("officials"))
two_terms_of_professionals = CrossCheck(
    "professionals.two_terms", Level.WARNING, "started_on", _two_terms("professionals")
)  # fmt: skip
review_of_a_stranger = CrossCheck("yearly_reviews.stranger", Level.WARNING, "resident_id", _stranger)
allowance_of_a_stranger = CrossCheck("allowances.stranger", Level.WARNING, "resident_id", _stranger)
