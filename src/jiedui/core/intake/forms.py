"""One row typed into a form or sent to the API: the same checks as a file, then the same writer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import against
from jiedui.core.intake.attachments import check_attachments
from jiedui.core.intake.checking import own_county
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.report import Report
from jiedui.core.intake.rows import check_declared, check_rows
from jiedui.core.intake.values import Context, parse_column
from jiedui.core.ledger.comparing import DIFFERS, Comparison
from jiedui.core.ledger.operations import Source, save
from jiedui.core.ledger.single import compare_one, normal_schema
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import Refused
from jiedui.core.words.findings import Level

STOPS = (Level.ERROR.value, Level.QUESTION.value)


@dataclass(frozen=True)
class Saved:
    """row_id is None when something stopped it; `findings` are as in the report of an import, `field` naming the column."""

    row_id: int | None
    findings: list[dict[str, Any]] = field(default_factory=list)


def save_record(
    ledger_id: str,
    raw: Mapping[str, str | None],
    *,
    scope: Scope,
    actor: Actor,
    kind: str = "form",
    row_id: int | None = None,
    revision: int | None = None,
    answers: Mapping[str, str] | None = None,
    reason: str = "",
) -> Saved:
    """Check and save one row given as texts by column name; columns left out stay as they are.

    With `row_id` the row is changed (Conflict when `revision` is no longer its latest). Errors and unanswered questions
    save nothing and come back as findings; warnings come back beside the saved row. Another key (the row stays the same
    row, with its history) takes a `reason`, which the trail keeps.
    """
    ledger = registry.ledger(ledger_id)
    unknown = [name for name in raw if name not in ledger.columns]
    if unknown:
        raise Refused("column.unknown", f"“{ledger.info.title}”没有这些字段：{'、'.join(unknown)}。")
    findings, normal = _check(ledger, raw, scope, answers or {}, creating=row_id is None)
    found = _dicts(ledger, findings)
    if any(one["level"] in STOPS for one in found):
        return Saved(None, found)
    comparison = compare_one(ledger, normal, row_id=row_id, revision=revision, scope=scope)
    _check_with_stored(comparison, normal, findings)
    against.check_against(comparison, scope, findings, answers or {}, None, by_key=row_id is None)
    check_attachments(comparison, actor, findings)
    if row_id is not None:
        against.check_key_free(comparison, findings)
    found = _dicts(ledger, findings)
    if any(one["level"] in STOPS for one in found):
        return Saved(None, found)
    note = {"reason": check_reason(reason)} if reason or (row_id is not None and _other_key(comparison)) else None
    values = {name: normal[name][0] for name in normal.columns if not name.startswith("_")}
    saved = save(ledger, values, actor=actor, scope=scope, source=Source(kind, note=note), row_id=row_id, revision=revision)
    return Saved(saved, found)


def check_reason(reason: str) -> str:
    """The reason without blanks around it. Refused when none is given."""
    reason = reason.strip()
    if len(reason) < 2:
        raise Refused("record.reason", _("请填写事由，例如“录错，已对照证件核对”。事由将记入操作留痕。"))
    return reason[:200]


def _other_key(comparison: Comparison) -> bool:
    """Whether a row takes another key than it has."""
    names = [name for column in comparison.ledger.info.key for name in comparison.ledger.columns[column].storage]
    return any(comparison.rows[DIFFERS + name][0] for name in names if DIFFERS + name in comparison.rows.columns)


def _check_with_stored(comparison: Comparison, normal: pl.DataFrame, findings: Findings) -> None:
    """The declared checks of which only a part of the columns was given: the rest is what the row holds."""
    given, rows = set(normal.columns), against.completed(comparison)
    partly = [
        check
        for check in comparison.ledger.info.checks
        if given & set(check.columns) and not set(check.columns) <= given and set(check.columns) <= set(rows.columns)
    ]
    rows = rows.with_columns(pl.lit(None, pl.Int32).alias("_sheet"), pl.lit(None, pl.Int64).alias("_row"))
    check_declared(comparison.ledger, rows, partly, findings)


def _dicts(ledger: type[Ledger], findings: Findings) -> list[dict[str, Any]]:
    report = Report(ledger, "", "")
    report.findings = findings.frame()
    return [{k: v for k, v in one.items() if k not in ("sheet", "row")} for one in report.finding_dicts()]


def _check(
    ledger: type[Ledger], raw: Mapping[str, str | None], scope: Scope, answers: Mapping[str, str], *, creating: bool
) -> tuple[Findings, pl.DataFrame]:
    findings = Findings()
    rows = pl.Series([0], dtype=pl.UInt32)
    result = pl.DataFrame({"_index": pl.Series([0], dtype=pl.UInt32)}).with_columns(
        pl.lit(None, pl.Int32).alias("_sheet"), pl.lit(None, pl.Int64).alias("_row")
    )
    context = Context(today=timezone.localdate(), resolver=places.resolver(), answers=answers)
    for column in ledger.declared:
        if column.name not in raw:
            if creating and column.required:
                findings.say("value.required", index=0, heading=column.label, field=column.name, label=column.label)
            continue
        text = (raw[column.name] or "").strip()
        cells = pl.DataFrame(
            {"t": [text or None], "k": [kinds.STRING if text else kinds.EMPTY], "s": [0]},
            schema={"t": pl.String, "k": pl.UInt8, "s": pl.UInt16},
        )
        within = None
        if isinstance(column, RegionColumn) and column.within in result.columns:
            outer = ledger.columns[column.within]
            names = [outer.name, *([outer.within] if isinstance(outer, RegionColumn) and outer.within else [])]
            within = result.select(pl.coalesce([n for n in names if n in result.columns]).alias("w")).to_series()
        if isinstance(column, RegionColumn) and not column.within:
            within = own_county(ledger, column, cells, result)
        parsed = parse_column(column, cells, ["General"], context, within=within)
        findings.add_column(column, column.label, parsed.findings, 0, rows)
        result = result.with_columns(parsed.values.get_columns())
    result = result.cast({k: v for k, v in normal_schema(ledger).items() if k in result.columns})
    against.check_references(ledger, result, scope, findings)
    check_rows(ledger, result, scope, findings)
    return findings, result
