"""Checks of the governance ledgers: what both sides enter is told, a resolution has the day of its meeting."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from jiedui.core.declare.checks import Check, CrossCheck
from jiedui.core.words.findings import Level, declare_finding

_RESOLVED = "议定日期与会议的召开日期（{}）不同，请核对日期或会议编号。"
declare_finding(
    "resolutions.other_day", Level.WARNING, "议定日期与会议日期不同", _RESOLVED.format("{value}")
)  # fmt: skip


def _twice(ledger: str, noun: str, same: str, columns: Sequence[str], mark: str) -> CrossCheck:
    """A warning on rows that say the same as another row: entered by both sides, they count once."""
    text = f"与已登记的另一条{noun}的{same}都相同，统计时只算一次。双方（或各县）分别登记的不必处理；自己登记了两次的，请删去一条。"
    declare_finding(f"{ledger}.twice", Level.WARNING, f"{noun}可能重复登记", text)

    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        from jiedui.core.ledger.matching import matched

        found = matched(frame, ledger, dict(zip(columns, columns, strict=True)), among=frame)
        return found.with_columns(pl.lit(None, pl.String).alias("value"), pl.lit(text).alias("message"))

    return CrossCheck(f"{ledger}.twice", Level.WARNING, mark, run)


same_visit = _twice(
    "visits", "互访记录", "开始日期、方向和带队单位", ["started_on", "direction", "unit_id"], "started_on"
)
same_meeting = _twice("meetings", "会议记录", "召开日期、类型和召集单位", ["held_on", "kind", "host_id"], "held_on")
same_agreement = _twice(
    "agreements", "协议", "签订日期、类型和双方", ["signed_on", "kind", "party_a_id", "party_b_id"], "signed_on"
)  # fmt: skip
same_media = _twice("media", "报道", "链接", ["link"], "link")


def _resolved_on_another_day(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Resolutions dated otherwise than the meeting they name."""
    from jiedui.core.ledger.queries import facts_of

    rows = frame.filter(pl.col("meeting_id").is_not_null() & pl.col("decided_on").is_not_null())
    meetings = facts_of("meetings", rows["meeting_id"].unique().to_list(), ["held_on"]).rename({"id": "meeting_id"})
    rows = rows.select("_index", "meeting_id", "decided_on").join(meetings, on="meeting_id")
    held, decided = pl.col("held_on"), pl.col("decided_on")
    # One of the two may be known more exactly than the other.
    differs = ~(held.str.starts_with(decided) | decided.str.starts_with(held))
    return rows.filter(differs).select(
        "_index", held.alias("value"), pl.format(_RESOLVED, held).alias("message")
    )  # fmt: skip


resolved_on_another_day = CrossCheck("resolutions.other_day", Level.WARNING, "decided_on", _resolved_on_another_day)
closed_without_date = Check(
    "governance.closed_undated",
    Level.WARNING,
    ("closed_on", "state"),
    "状态为已办结，但没有填写办结（整改完成）日期，统计以前的日期时按未办结计，请补填。",
    lambda c: (c["state"] == "closed") & c["closed_on"].is_null(),
)
dropped_but_closed = Check(
    "governance.closed_state",
    Level.WARNING,
    ("state", "closed_on"),
    "填有办结（整改完成）日期，但状态不是“已办结”，请核对。",
    lambda c: c["closed_on"].is_not_null() & (c["state"] != "closed"),
)
