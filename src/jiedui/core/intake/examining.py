"""The checks of one row, typed into a form or sent to the API: those of a file, and nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils import timezone

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import against
from jiedui.core.intake.attachments import check_attachments
from jiedui.core.intake.checking import own_county
from jiedui.core.intake.findings import STOPS, Findings
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.report import Report
from jiedui.core.intake.rows import check_declared, check_rows
from jiedui.core.intake.values import Context, parse_column
from jiedui.core.ledger import queries
from jiedui.core.ledger.comparing import Comparison, compare
from jiedui.core.ledger.single import compare_one, normal_schema
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import Refused
from jiedui.core.words.findings import TYPES, Level


@dataclass(frozen=True)
class Examined:
    """What checking a row without saving it said. `values`: normal forms by storage name, for what could be read;
    `exists`: the row within reach that has this key already."""

    findings: list[dict[str, Any]]
    values: dict[str, Any]
    exists: int | None = None


def examine_record(
    ledger_id: str, raw: Mapping[str, str | None], *, scope: Scope, actor: Actor, row_id: int | None = None,
    revision: int | None = None, answers: Mapping[str, str] | None = None,
) -> Examined:  # fmt: skip
    """The checks of `save_record`, while somebody is still typing: nothing is written.

    What the ledger says to the row is asked as soon as its key can be read, even while other columns are still wrong.
    Raises Conflict when the row has moved on, NotFound out of scope.
    """
    ledger = registry.ledger(ledger_id)
    known = {name: text for name, text in raw.items() if name in ledger.columns}
    try:
        found, normal, _comparison = examine(ledger, known, scope, actor, row_id, revision, answers or {}, eager=True)
    except Refused as refusal:
        if refusal.id != "row.exists":
            raise
        findings, normal = _check(ledger, known, scope, answers or {}, creating=True)
        key = ledger.columns[ledger.info.key[-1 if not ledger.info.period else 0]]
        same = compare(ledger, normal, scope=scope).rows["_id"][0]
        exists = same if queries.rows(ledger, scope).filter(pk=same).exists() else None
        message = str(refusal) if exists else str(TYPES["row.key_elsewhere"].message).format(value=key.label)
        told = {"column": key.label, "field": key.name, "id": refusal.id, "level": Level.ERROR.value, "value": None}
        found = [*_dicts(ledger, findings), {**told, "message": message}]
        return Examined(found, values_of(normal), exists)
    return Examined(found, values_of(normal))


def values_of(normal: pl.DataFrame) -> dict[str, Any]:
    return {name: normal[name][0] for name in normal.columns if not name.startswith("_")}


def examine(
    ledger: type[Ledger], raw: Mapping[str, str | None], scope: Scope, actor: Actor, row_id: int | None,
    revision: int | None, answers: Mapping[str, str], *, eager: bool = False,
) -> tuple[list[dict[str, Any]], pl.DataFrame, Comparison | None]:  # fmt: skip
    """Findings, the row in normal form and what writing it would do; None where it was stopped before that.

    eager: compare although something is wrong already, as long as the key can be read.
    """
    findings, normal = _check(ledger, raw, scope, answers, creating=row_id is None)
    found = _dicts(ledger, findings)
    if any(one["level"] in STOPS for one in found) and not (eager and _comparable(ledger, normal, found, row_id)):
        return found, normal, None
    comparison = compare_one(ledger, normal, row_id=row_id, revision=revision, scope=scope)
    _check_with_stored(comparison, normal, findings)
    against.check_against(comparison, scope, findings, answers, None, by_key=row_id is None)
    check_attachments(comparison, actor, findings)
    if row_id is not None:
        against.check_key_free(comparison, findings)
    return _dicts(ledger, findings), normal, comparison


def _comparable(ledger: type[Ledger], normal: pl.DataFrame, found: list[dict[str, Any]], row_id: int | None) -> bool:
    """Whether a row that is not yet good can be compared with the ledger: it exists, or its key and county can be read."""
    wrong = {one["field"] for one in found if one["level"] in STOPS}
    if any(one["id"] == "row.out_of_scope" for one in found):
        return False
    reference = ledger.scope_reference()
    place = reference.name if reference is not None else ledger.scope_column()
    names = {*ledger.info.key, place}
    if row_id is not None:
        return not wrong & names
    return all(name in normal.columns and normal[name][0] is not None for name in names) and not wrong & names


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
