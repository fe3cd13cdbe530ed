"""Checks of village building: parts and wholes, and what must agree with the site, the work or the project named."""

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from jiedui.core.declare.checks import Check, CrossCheck, earlier
from jiedui.core.words.findings import Level, declare_finding

for _id, _level, _title, _message in (
    ("villages.part_over_whole", Level.WARNING, "部分大于整体", "“{value}”大于它所属的总数，请核对两个数。"),
    ("villages.other_village", Level.WARNING, "村代码与县不符", "“村代码”的前 6 位不是所属县的代码，请核对。"),
    ("site_results.no_baseline", Level.WARNING, "没有建设前数值", "填了“建设后”，没有填“建设前”，无法对比，请补填。"),
    ("site_results.no_unit", Level.WARNING, "没有计量单位", "填了数值，没有填“计量单位”，请补填。"),
    ("site_results.before_decision", Level.WARNING, "评估早于确定", "评估日期早于该点位的确定日期，请核对。"),
    ("upkeep.nothing_kept", Level.ERROR, "没有管护对象", "“管护工程”和“管护点位”至少填一个。"),
    ("upkeep.before_acceptance", Level.WARNING, "验收前的管护", "管护日期早于该工程验收日期，请核对。"),
    ("villages.site_county", Level.ERROR, "点位在别的县", "所填点位不在这一行的县，请核对点位编号和县。"),
    ("villages.work_county", Level.ERROR, "工程在别的县", "所填工程不在这一行的县，请核对工程编号和县。"),
    ("villages.project_county", Level.ERROR, "项目在别的县", "所填项目不在这一行的县，请核对项目编号和县。"),
    ("village_works.over_project_fund", Level.WARNING, "财政投入超过项目资金", "各工程财政投入合计超过项目协作资金，请核对。"),
):  # fmt: skip
    declare_finding(_id, _level, _title, _message)


def parts(whole: str, whole_label: str, **labels: str) -> tuple[Check, ...]:
    """None of the parts, named by column, may exceed the whole: a warning, for counts of different days may differ."""

    def over(part: str) -> Check:
        return Check(
            "villages.part_over_whole",
            Level.WARNING,
            (part, whole),
            f"“{labels[part]}”（{{{part}}}）大于“{whole_label}”（{{{whole}}}），请核对两个数。",
            lambda c: c[part] > c[whole],
        )

    return tuple(over(part) for part in labels)


no_baseline = Check(
    "site_results.no_baseline",
    Level.WARNING,
    ("before", "after"),
    "填了“建设后”（{after}），没有填“建设前”，无法对比，请补填。",
    lambda c: c["after"].is_not_null() & c["before"].is_null(),
)
no_unit = Check(
    "site_results.no_unit",
    Level.WARNING,
    ("unit", "after"),
    "填了“建设后”（{after}），没有填“计量单位”，请补填。",
    lambda c: c["after"].is_not_null() & c["unit"].is_null(),
)
nothing_kept = Check(
    "upkeep.nothing_kept",
    Level.ERROR,
    ("work", "site"),
    "“管护工程”和“管护点位”至少填一个。",
    lambda c: c["work"].is_null() & c["site"].is_null(),
)
village_of_county = Check(
    "villages.other_village",
    Level.WARNING,
    ("village_code", "county"),
    "“村代码”（{village_code}）的前 6 位不是“{county}”的代码，请核对。",
    lambda c: c["village_code"].str.slice(0, 6) != c["county"],
)


def _with(frame: pl.DataFrame, column: str, ledger: str, facts: Sequence[str]) -> pl.DataFrame:
    """The rows that name a row of `ledger` in `column`, with facts of it as `ledger:fact`."""
    from jiedui.core.ledger.queries import facts_of

    if column not in frame.columns:
        frame = frame.with_columns(pl.lit(None, pl.Int64).alias(column))
    rows = frame.filter(pl.col(column).is_not_null() & (pl.col(column) > 0))
    found = facts_of(ledger, rows[column].unique().to_list(), facts)
    return rows.join(found.rename({"id": column, **{fact: f"{ledger}:{fact}" for fact in facts}}), on=column)


def _found(rows: pl.DataFrame, message: str) -> pl.DataFrame:
    return rows.select("_index", pl.lit(None, pl.String).alias("value"), pl.lit(message).alias("message"))


def _elsewhere(column: str, ledger: str, noun: str) -> Callable[[pl.DataFrame, Any], pl.DataFrame]:
    """Rows of another county than the row that they name."""

    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        rows = _with(frame, column, ledger, ["county"]).filter(pl.col("county") != pl.col(f"{ledger}:county"))
        return _found(rows, f"所填{noun}不在这一行的县，请核对{noun}编号和县。")

    return run


def _before_decision(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Results measured before the site was chosen: they tell of something else."""
    if "measured_on" not in frame.columns:
        return _found(frame.head(0), "")
    rows = _with(frame, "site_id", "sites", ["decided_on"])
    return _found(
        rows.filter(earlier(pl.col("measured_on"), pl.col("sites:decided_on"))),
        "评估日期早于该点位的确定日期，请核对。",
    )


def _before_acceptance(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """Upkeep of a work before it was accepted: until then the builder answers for it."""
    if "kept_on" not in frame.columns:
        return _found(frame.head(0), "")
    rows = _with(frame, "work_id", "village_works", ["accepted_on"])
    return _found(
        rows.filter(earlier(pl.col("kept_on"), pl.col("village_works:accepted_on"))),
        "管护日期早于该工程验收日期；验收前的维修由施工单位负责，请核对。",
    )


def _over_project_fund(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    """The rows with which the fiscal money of a project's works first passes the project's own."""
    from jiedui.core.ledger.queries import sum_by

    if "fiscal" not in frame.columns:
        return _found(frame.head(0), "")
    rows = _with(frame, "project_id", "projects", ["planned_fund"]).filter(pl.col("fiscal").is_not_null())
    if rows.is_empty():
        return _found(rows, "")
    held = sum_by(
        "village_works", "project_id", "fiscal", rows["project_id"].unique().to_list(),
        without=rows["_id"].drop_nulls().to_list(),
    )  # fmt: skip
    total = pl.col("sum").fill_null(0) + pl.col("fiscal").cum_sum().over("project_id")
    rows = rows.sort("_index").join(held, on="project_id", how="left", maintain_order="left")
    return _found(
        rows.filter(total > pl.col("projects:planned_fund")), "各工程财政投入合计超过所属项目的协作资金，请核对。"
    )


site_county = CrossCheck("villages.site_county", Level.ERROR, "site", _elsewhere("site_id", "sites", "点位"))
work_county = CrossCheck("villages.work_county", Level.ERROR, "work", _elsewhere("work_id", "village_works", "工程"))
project_county = CrossCheck(
    "villages.project_county", Level.ERROR, "project", _elsewhere("project_id", "projects", "项目")
)
before_decision = CrossCheck("site_results.before_decision", Level.WARNING, "site", _before_decision)
before_acceptance = CrossCheck("upkeep.before_acceptance", Level.WARNING, "kept_on", _before_acceptance)
over_project_fund = CrossCheck("village_works.over_project_fund", Level.WARNING, "fiscal", _over_project_fund)
