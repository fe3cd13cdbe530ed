"""Checks of household monitoring: the steps in their order, and ledgers that must agree with each other."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from jiedui.core.declare.checks import Check, CrossCheck, earlier, order
from jiedui.core.words.findings import Level, declare_finding
from jiedui.modules.households.limits import marking_days, notice_days, watch_months

NOTHING = pl.DataFrame(schema={"_index": pl.UInt32, "value": pl.String, "message": pl.String})
PART = 500

for _id, _level, _title, _message in (
    ("households.part_over_whole", Level.ERROR, "部分大于整体", "“{value}”大于它所属的总数，请核对两个数。"),
    ("households.not_dated", Level.WARNING, "监测对象没有识别日期", "已填监测对象类型，但没有“识别日期”，请补填。"),
    ("households.removed_early", Level.WARNING, "观察期不足", "“风险消除日期”（{value}）距识别不足规定的观察月数，请核对。"),
    ("households.removed_without_labour", Level.WARNING, "无劳动力户消除风险", "没有劳动力的户一般不宜作收入稳定消除，请核对。"),
    ("households.months_differ", Level.WARNING, "与月度台账不一致", "与监测户月度台账登记的不一致，请核对以哪个为准。"),
    ("households.same_head", Level.WARNING, "户主另有户编号", "同一户主登记在另一个户编号下，请核对是否重复建户。"),
    ("households.other_county", Level.ERROR, "与户的所属县不同", "“{value}”与该户登记的县不同，请核对户编号和县。"),
    ("households.other_town", Level.WARNING, "与户的乡镇不同", "与该户登记的乡镇不同，请核对户编号和乡镇。"),
    ("household_members.two_counties", Level.WARNING, "两县重复登记", "此人已由其他县登记为家庭成员，请与对方核实归属。"),
    ("household_members.other_head", Level.WARNING, "户主与户登记的不同", "登记为户主的人与该户的户主不同，请核对。"),
    ("clues.notice_short", Level.WARNING, "公示天数不足", "村级公示不足规定天数，请核对公示起止日期。"),
    ("clues.slow", Level.WARNING, "超过标识时限", "从发现线索到系统标识超过规定天数，请在备注里说明原因。"),
    ("clues.no_household", Level.WARNING, "纳入监测没有户编号", "办理结果为“纳入监测”，但没有填写“户编号”，请先登记监测户再补填。"),
    ("clues.not_included", Level.WARNING, "线索与监测户不一致", "线索已纳入监测，但监测户台账没有识别日期或登记为非监测对象，请核对。"),
    ("help_measures.after_removal", Level.WARNING, "风险消除后开始的措施", "措施开始时间晚于该户风险消除日期，请核对。"),
):  # fmt: skip
    declare_finding(_id, _level, _title, _message)


def steps(*named: tuple[str, str]) -> tuple[Check, ...]:
    """Each step, named by column and label, must not lie before the one that stands before it, nor before the first."""
    pairs = dict.fromkeys((at, before) for at in range(1, len(named)) for before in (at - 1, 0))
    return tuple(order(named[at][0], named[before][0], named[at][1], named[before][1]) for at, before in pairs)


def part(column: str, whole: str, part_label: str, whole_label: str) -> Check:
    """The count in `column` must not exceed the one in `whole`."""
    return Check(
        "households.part_over_whole",
        Level.ERROR,
        (column, whole),
        f"“{part_label}”（{{{column}}}）大于“{whole_label}”（{{{whole}}}），请核对两个数。",
        lambda c: c[column] > c[whole],
    )


def days(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Days from one date to another where both are known to the day, else null."""
    one, other = (date.str.to_date("%Y-%m-%d", strict=False) for date in (first, last))
    return (other - one).dt.total_days()


def months(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Full months from one date to another where both are known to the month, else null."""
    count = lambda date: (  # noqa: E731
        date.str.slice(0, 4).cast(pl.Int64, strict=False) * 12 + date.str.slice(5, 2).cast(pl.Int64, strict=False)
    )
    to_the_day = (first.str.len_chars() == 10) & (last.str.len_chars() == 10)
    not_full = to_the_day & (last.str.slice(8, 2) < first.str.slice(8, 2))
    return count(last) - count(first) - not_full.cast(pl.Int64)


removed_early = Check(
    "households.removed_early",
    Level.WARNING,
    ("removed_on", "identified_on"),
    "“风险消除日期”（{removed_on}）距“识别日期”（{identified_on}）不足规定的观察月数，请核对。",
    lambda c: months(c["identified_on"], c["removed_on"]) < watch_months(),
)
removed_without_labour = Check(
    "households.removed_without_labour",
    Level.WARNING,
    ("removal", "labour"),
    "“劳动力人数”为 0 的户一般不宜按“{removal}”消除风险，应先落实综合保障，请核对。",
    lambda c: (c["removal"] == "stable") & (c["labour"] == 0),
)
not_dated = Check(
    "households.not_dated",
    Level.WARNING,
    ("monitoring", "identified_on"),
    "“监测对象类型”为“{monitoring}”，但没有填写“识别日期”，统计时只计入今天，请补填。",
    lambda c: (c["monitoring"] != "none") & c["identified_on"].is_null(),
)
notice_short = Check(
    "clues.notice_short",
    Level.WARNING,
    ("noticed_until", "noticed_from"),
    "村级公示从 {noticed_from} 到 {noticed_until}，不足规定天数，请核对。",
    # Both the first and the last day count.
    lambda c: days(c["noticed_from"], c["noticed_until"]) + 1 < notice_days(),
)
slow = Check(
    "clues.slow",
    Level.WARNING,
    ("marked_on", "found_on"),
    "从发现（{found_on}）到系统标识（{marked_on}）超过规定天数，请在备注里说明原因。",
    lambda c: days(c["found_on"], c["marked_on"]) > marking_days(),
)
no_household = Check(
    "clues.no_household",
    Level.WARNING,
    ("result", "household"),
    "“办理结果”为“{result}”，但没有填写“户编号”，请先登记监测户再补填。",
    lambda c: c["result"].is_in(["included", "added_help"]) & c["household"].is_null(),
)


def _of_household(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows that name a household, with facts of it as `household:column`."""
    from jiedui.core.ledger.queries import facts_of

    rows = frame.filter(pl.col("household_id").is_not_null() & (pl.col("household_id") > 0))
    facts = facts_of("households", rows["household_id"].unique().to_list(), columns)
    return rows.join(facts.rename({"id": "household_id", **{c: f"household:{c}" for c in columns}}), on="household_id")


def _found(rows: pl.DataFrame, message: str) -> pl.DataFrame:
    return rows.select("_index", pl.lit(None, pl.String).alias("value"), pl.lit(message).alias("message"))


def _other_county(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Rows of another county than their household's."""
    rows = _of_household(frame, ["county"]).filter(pl.col("county") != pl.col("household:county"))
    return _found(rows, "这一行的县与该户登记的县不同，请核对户编号和县。")


def _other_town(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Rows of another township than their household's, in the same county."""
    if "town" not in frame.columns:
        return NOTHING
    rows = _of_household(frame, ["county", "town"]).filter(
        (pl.col("county") == pl.col("household:county")) & (pl.col("town") != pl.col("household:town"))
    )
    return _found(rows, "这一行的乡镇与该户登记的乡镇不同，请核对户编号和乡镇。")


def _months_differ(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Households whose newest month in the ledger of months tells another head or another kind of monitoring.

    Only months within the same county are looked at; a household without any month is left alone, and so is a removed one,
    whose months go on.
    """
    from jiedui.core.declare.registry import registry

    numbers = frame["number"].drop_nulls().unique().to_list()
    ledger = registry.ledger("household_months")
    newest: dict[tuple[str, str], tuple[str, int | None, str | None]] = {}
    for start in range(0, len(numbers), PART):
        rows = ledger._default_manager.filter(household__in=numbers[start : start + PART])
        for county, number, month, head, kind in rows.values_list(
            "county", "household", "month", "head_id", "monitoring"
        ):
            if month >= newest.get((county, number), ("",))[0]:
                newest[county, number] = (month, head, kind)
    if not newest:
        return NOTHING
    known = pl.DataFrame(
        [(*place, *facts) for place, facts in newest.items()],
        schema={"county": pl.String, "number": pl.String, "_month": pl.String, "_head": pl.Int64, "_kind": pl.String},
        orient="row",
    )
    for name, kind in (("head_id", pl.Int64), ("monitoring", pl.String), ("removed_on", pl.String)):
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, kind).alias(name))
    rows = frame.join(known, on=["county", "number"])
    # A head nobody knows yet has no id of a person: certainly another one than the known one.
    other_head = (pl.col("head_id") != pl.col("_head")).fill_null(False)
    other_kind = ((pl.col("monitoring") != pl.col("_kind")) & pl.col("removed_on").is_null()).fill_null(False)
    said = pl.when(other_head).then(pl.lit("户主")).otherwise(pl.lit("监测对象类型"))
    return rows.filter(other_head | other_kind).select(
        "_index",
        pl.lit(None, pl.String).alias("value"),
        pl.format("{}与监测户月度台账 {} 登记的不一致，请核对以哪个为准。", said, "_month").alias("message"),
    )


def _same_head(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Households whose head the file or the ledger has under another number of the same county. Of other counties nothing is told."""
    from jiedui.core.declare.registry import registry
    from jiedui.core.ledger.digests import BLIND

    if "head_id" not in frame.columns:
        return NOTHING
    # Heads not known yet have no id of a person, but their blind index tells them apart.
    same = BLIND + "head" if BLIND + "head" in frame.columns else "head_id"
    rows = frame.filter(pl.col("head_id").is_not_null() & pl.col(same).is_not_null())
    inside = rows.select(same, "county", pl.col("number").alias("_other"))
    pairs = [rows.join(inside, on=[same, "county"]).select("_index", "number", "_other")]
    people = rows.filter(pl.col("head_id") > 0)["head_id"].unique().to_list()
    ledger = registry.ledger("households")
    for start in range(0, len(people), PART):
        found = ledger._default_manager.filter(head_id__in=people[start : start + PART])
        schema = {"head_id": pl.Int64, "county": pl.String, "_other": pl.String}
        held = pl.DataFrame(list(found.values_list("head_id", "county", "number")), schema=schema, orient="row")
        pairs.append(rows.join(held, on=["head_id", "county"]).select("_index", "number", "_other"))
    others = pl.concat(pairs).filter(pl.col("_other") != pl.col("number"))
    return others.group_by("_index").agg(pl.col("_other").min()).select(
        "_index",
        pl.lit(None, pl.String).alias("value"),
        pl.format("户主另登记在户编号“{}”下，请核对是否重复建户。", "_other").alias("message"),
    )  # fmt: skip


def _two_counties(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Members whom another county has registered as well."""
    from jiedui.core.ledger.queries import registered_in_other_counties

    found = registered_in_other_counties("household_members", "resident_id", frame)
    return _found(found, "此人已由其他县登记为家庭成员，请与对方核实归属。")


def _other_head(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Members registered as head who are not the head that the household names."""
    if "relation" not in frame.columns or "resident_id_id" not in frame.columns:
        return NOTHING
    rows = _of_household(frame.filter(pl.col("relation") == "02"), ["head_id"])
    return _found(
        rows.filter(pl.col("resident_id_id") != pl.col("household:head_id")),
        "登记为户主的人与监测户台账里该户的户主不同，请核对。",
    )


def _not_included(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Clues closed as included whose household the register does not watch."""
    if "result" not in frame.columns:
        return NOTHING
    rows = _of_household(frame.filter(pl.col("result") == "included"), ["identified_on", "monitoring"])
    unwatched = pl.col("household:identified_on").is_null() | (pl.col("household:monitoring") == "none").fill_null(True)
    return _found(rows.filter(unwatched), "线索已纳入监测，但监测户台账没有识别日期或登记为非监测对象，请核对。")


def _after_removal(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Measures that start after the household's risk was removed."""
    if "started_on" not in frame.columns:
        return NOTHING
    rows = _of_household(frame, ["removed_on"])
    return _found(
        rows.filter(earlier(pl.col("household:removed_on"), pl.col("started_on"))),
        "措施开始时间晚于该户风险消除日期，请核对；风险重新出现的，请先更新监测户台账。",
    )


other_county = CrossCheck("households.other_county", Level.ERROR, "county", _other_county)
other_town = CrossCheck("households.other_town", Level.WARNING, "town", _other_town)
months_differ = CrossCheck("households.months_differ", Level.WARNING, "number", _months_differ)
same_head = CrossCheck("households.same_head", Level.WARNING, "head", _same_head)
two_counties = CrossCheck("household_members.two_counties", Level.WARNING, "resident_id", _two_counties)
other_head = CrossCheck("household_members.other_head", Level.WARNING, "relation", _other_head)
not_included = CrossCheck("clues.not_included", Level.WARNING, "result", _not_included)
after_removal = CrossCheck("help_measures.after_removal", Level.WARNING, "started_on", _after_removal)
