"""What the ledger says to the rows of a file: references, taken keys, conflicts, totals, cross-checks between ledgers."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import FEN_PER, MoneyColumn, NumberColumn, OrganisationColumn, ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import conflicts, keys
from jiedui.core.intake.findings import Findings
from jiedui.core.ledger.comparing import CHANGED, DIFFERS, NEW, OLD, SAME, Comparison
from jiedui.core.ledger.queries import rows as ledger_rows
from jiedui.core.ledger.schema import key_storage, storage_schema
from jiedui.core.ledger.storing import UNKNOWN, reference_ids
from jiedui.core.places.names import match_name
from jiedui.core.places.queries import organisation_names, organisations_by_name
from jiedui.core.words.findings import TYPES, Level

AGREE = "照此导入"
LEAVE_OUT = "不导入这一行"
STOP = "不导入"
MATCHED = 5
FACTOR = 2


def check_references(ledger: type[Ledger], rows: pl.DataFrame, scope: Scope, findings: Findings) -> None:
    """Rows that name a row of another ledger which does not exist, or not within reach.

    What a row in reach names already may be named again: the county's resolution of a meeting in the city's books.
    """
    for column in ledger.declared:
        if not isinstance(column, ReferenceColumn) or column.name not in rows.columns:
            continue
        keys = rows[column.name].drop_nulls().unique().to_list()
        known = reference_ids(column.to, keys, scope)
        if scope.counties is not None and not column.scope and len(known) < len(keys):
            known |= _named_already(ledger, column, [key for key in keys if key not in known], scope)
        lost = rows.filter(pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(list(known)))
        title = registry.ledger(column.to).info.title
        for index, sheet, row, value in lost.select("_index", "_sheet", "_row", column.name).iter_rows():
            findings.say(
                "reference.unknown", index=index, row=row, sheet=sheet, heading=column.label, field=column.name,
                value=value, ledger=title,
            )  # fmt: skip


def _named_already(ledger: type[Ledger], column: ReferenceColumn, keys: list[str], scope: Scope) -> dict[str, int]:
    """Those of the keys that name a row out of reach which rows of the ledger within reach name."""
    elsewhere = reference_ids(column.to, keys)
    field = f"{column.name}_id"
    found = ledger_rows(ledger, scope).filter(**{f"{field}__in": list(elsewhere.values())}).order_by()
    named = set(found.values_list(field, flat=True).distinct())
    return {key: id for key, id in elsewhere.items() if id in named}


def check_against(
    comparison: Comparison, scope: Scope, findings: Findings, answers: Mapping[str, str], basis: int | None,
    *, by_key: bool = True, mine: int | None = None,
) -> None:  # fmt: skip
    """All that depends on the rows' counterparts in the ledger. `basis`: the newest event when the file was first checked;
    `mine`: whose file it is.

    by_key: the counterparts were found by key; a row that a person opened and renames or moves to another county is no mistake.
    """
    if by_key:
        foreign = _foreign(comparison, scope)
        _taken_keys(comparison, scope, foreign, findings)
        if foreign:  # nothing that is known of these rows may be told, not even that it differs
            comparison = replace(comparison, rows=comparison.rows.filter(~pl.col("_index").is_in(list(foreign))))
    conflicts.check(comparison, basis, mine, findings, answers)
    if by_key:
        _other_names(comparison, findings)
    _other_organisations(comparison, findings)
    # What shrinks may be asked about once more below, so that both questions come at once.
    stopped = findings.stopped()
    _shrinking(comparison, findings, answers)
    _changed_totals(comparison, findings, answers)
    stopped |= findings.rejected
    rows = completed(comparison)
    rows = rows.filter(~pl.col("_index").is_in(list(stopped))) if stopped else rows
    for check in comparison.ledger.info.cross_checks:
        # What changes nothing need not be decided again, but what is to be known of it is still to be known.
        states = [NEW, CHANGED] if check.level is Level.QUESTION else [NEW, CHANGED, SAME]
        moving = rows.filter(pl.col("_state").is_in(states))
        _cross(check.id, check.level, check.column, comparison, check.run(moving, scope), findings, answers)


def completed(comparison: Comparison) -> pl.DataFrame:
    """The rows in storage form as they will stand: a column that the file or form did not bring keeps its stored value."""
    rows = comparison.rows
    kept = [
        name for name in storage_schema(comparison.ledger) if name not in rows.columns and OLD + name in rows.columns
    ]
    return rows.with_columns(pl.col(OLD + name).alias(name) for name in kept)


def _places(comparison: Comparison, found: pl.DataFrame) -> pl.DataFrame:
    return found.join(
        comparison.normal.select("_index", "_sheet", "_row"), on="_index", how="left", maintain_order="left"
    )


def _cross(
    id: str, level: Level, name: str, comparison: Comparison, found: pl.DataFrame, findings: Findings,
    answers: Mapping[str, str],
) -> None:  # fmt: skip
    if found.is_empty():
        return
    column = comparison.ledger.columns[name]
    for record in _places(comparison, found).iter_rows(named=True):
        place = {"index": record["_index"], "row": record["_row"], "sheet": record["_sheet"]}
        common = {"heading": column.label, "field": name, "value": record.get("value"), "message": record["message"]}
        if level is not Level.QUESTION:
            findings.say(id, **place, **common)
            continue
        key = keys.key(id, record.get("subject"))
        answer = answers.get(key)
        if answer == LEAVE_OUT:
            findings.rejected.add(record["_index"])
            findings.say("row.rejected", **place, heading=column.label, field=name)
        elif answer != AGREE:
            findings.say(id, **place, **common, key=key, choices=[AGREE, LEAVE_OUT])


def _outside(rows: pl.DataFrame, scope: Scope, names: list[str]) -> set[int]:
    """`_index` of the rows that stand, by the columns `names` (county, town), out of reach."""
    places = rows.select(names).unique()
    far = places.filter(pl.Series([not scope.covers(*place) for place in places.rows()], dtype=pl.Boolean))
    return set(rows.join(far, on=names, how="semi", nulls_equal=True)["_index"].to_list()) if len(far) else set()


def _foreign(comparison: Comparison, scope: Scope) -> set[int]:
    """Rows whose counterpart in the ledger stands out of reach: in another county, or another town of the same one."""
    county, town = comparison.ledger.scope_column(), comparison.ledger.town_column()
    matched = comparison.rows.filter(pl.col("_id").is_not_null())
    return _outside(matched, scope, [OLD + name for name in (county, town) if name])


def _taken_keys(comparison: Comparison, scope: Scope, foreign: set[int], findings: Findings) -> None:
    """A key that is unique everywhere and stands in another county: no silent move, and no word about where.

    Of a row that places itself out of reach nothing is said: it would tell whether the key is known there.
    """
    ledger = comparison.ledger
    county, town = ledger.scope_column(), ledger.town_column()
    rows = comparison.rows
    taken = foreign - findings.stopped()
    if ledger.info.unique == "everywhere" and county in rows.columns:
        moved = rows.filter(pl.col("_id").is_not_null() & (pl.col(county) != pl.col(OLD + county)))
        taken |= set(moved["_index"].to_list()) - _outside(rows, scope, [n for n in (county, town) if n in rows.columns])
    key = ledger.columns[ledger.info.key[0]]
    shown = pl.col(key.name) if key.name in rows.columns else pl.lit(None, pl.String)  # a person's number is not repeated
    told = rows.filter(pl.col("_index").is_in(list(taken)))
    for index, sheet, row, value in told.select("_index", "_sheet", "_row", shown.alias("value")).iter_rows():
        message = str(TYPES["row.key_elsewhere"].message).format(value=value or key.label)
        findings.say(
            "row.key_elsewhere", index=index, row=row, sheet=sheet, heading=key.label, field=key.name, value=value,
            message=message,
        )  # fmt: skip


def check_key_free(comparison: Comparison, findings: Findings) -> None:
    """The key that a row of a form will have must not be another row's; where that one stands is not told."""
    ledger, row = comparison.ledger, completed(comparison).row(0, named=True)
    wanted = {name: row[name] for name in key_storage(ledger)}
    if UNKNOWN in wanted.values() or not ledger._default_manager.filter(**wanted).exclude(pk=row["_id"]).exists():
        return
    key = next(ledger.columns[name] for name in reversed(ledger.info.key) if name != ledger.info.period)
    value = row.get(key.name)
    message = str(TYPES["row.key_elsewhere"].message).format(value=value or key.label)
    findings.say(
        "row.key_elsewhere", index=row["_index"], heading=key.label, field=key.name, value=value, message=message
    )


def _other_names(comparison: Comparison, findings: Findings) -> None:
    """The ID is known with another name: perhaps another person's ID."""
    ledger = comparison.ledger
    for column in ledger.declared:
        name = getattr(column, "name_of", "")
        if not name or DIFFERS + name not in comparison.rows.columns or column.name not in ledger.info.key:
            continue
        strip = r"[\s·•・.]"
        other = comparison.rows.filter(
            (pl.col("_state") == CHANGED)
            & pl.col(DIFFERS + name)
            & (pl.col(name).str.replace_all(strip, "") != pl.col(OLD + name).str.replace_all(strip, ""))
        )
        label = ledger.columns[name].label
        for index, sheet, row in other.select("_index", "_sheet", "_row").iter_rows():
            findings.say("resident_id.name_differs", index=index, row=row, sheet=sheet, heading=label, field=name)


def _other_organisations(comparison: Comparison, findings: Findings) -> None:
    """A credit code decides which organisation is meant; a name that does not fit it is shown."""
    for column in comparison.ledger.declared:
        if not isinstance(column, OrganisationColumn) or column.name not in comparison.normal.columns:
            continue
        named = comparison.normal.select("_index", "_sheet", "_row", column.name).join(
            comparison.rows.select("_index", column.storage[0]), on="_index"
        )
        pairs = named.filter(pl.col(column.storage[0]) > 0).select(column.name, column.storage[0]).unique()
        known = organisation_names(pairs[column.storage[0]].to_list())
        odd = [
            (name, id, known[id]) for name, id in pairs.rows() if match_name(known.get(id, name)) != match_name(name)
        ]
        if not odd:
            continue
        # An alias is a name that somebody confirmed.
        aliased = {
            id
            for name, id, _ in odd
            if any(o.id == id for o in organisations_by_name([name]).get(match_name(name), []))
        }
        frame = pl.DataFrame(
            [one for one in odd if one[1] not in aliased],
            schema={column.name: pl.String, column.storage[0]: pl.Int64, "known": pl.String}, orient="row",
        )  # fmt: skip
        found = named.join(frame, on=[column.name, column.storage[0]]).sort("_index")
        for index, sheet, row, name, told in found.select("_index", "_sheet", "_row", column.name, "known").iter_rows():
            findings.say(
                "organisation.other_name", index=index, row=row, sheet=sheet, heading=column.label, field=column.name,
                value=name, known=told,
            )  # fmt: skip


def _shown(column: MoneyColumn | NumberColumn, value: int) -> str:
    if isinstance(column, MoneyColumn):
        return f"{(Decimal(value) / FEN_PER[column.unit]).normalize():,f} {column.unit}"
    return f"{(Decimal(value) / 10**column.decimals).normalize():,f} {column.unit}".strip()


def _shrinking(comparison: Comparison, findings: Findings, answers: Mapping[str, str]) -> None:
    """Running totals only grow."""
    for column in comparison.ledger.declared:
        if not isinstance(column, MoneyColumn) or not column.cumulative or column.name not in comparison.present:
            continue
        less = comparison.rows.filter(pl.col("_id").is_not_null() & (pl.col(column.name) < pl.col(OLD + column.name)))
        fields = ["_index", "_sheet", "_row", "_id", column.name, OLD + column.name]
        for index, sheet, row, row_id, new, old in less.select(fields).iter_rows():
            key = f"cumulative.shrinks:{column.name}:{row_id}:{new}"
            place = {"index": index, "row": row, "sheet": sheet, "heading": column.label, "field": column.name}
            if answers.get(key) == LEAVE_OUT:
                findings.rejected.add(index)
                findings.say("row.rejected", **place)
            elif answers.get(key) != AGREE:
                findings.say(
                    "cumulative.shrinks", **place, key=key, choices=[AGREE, LEAVE_OUT], value=_shown(column, new),
                    old=_shown(column, old), label=column.label,
                )  # fmt: skip


def _changed_totals(comparison: Comparison, findings: Findings, answers: Mapping[str, str]) -> None:
    """A known set of rows whose total doubles or halves: the change is shown and the reason asked, once a column."""
    matched = comparison.rows.filter(pl.col("_state").is_in([CHANGED, SAME]))
    if len(matched) < MATCHED:
        return
    for column in comparison.ledger.declared:
        if not isinstance(column, (MoneyColumn, NumberColumn)) or column.name not in comparison.present:
            continue
        both = matched.filter(pl.col(column.name).is_not_null() & pl.col(OLD + column.name).is_not_null())
        if len(both) < MATCHED:
            continue
        old, new = int(both[OLD + column.name].sum()), int(both[column.name].sum())
        if old <= 0 or (old < new * FACTOR and new < old * FACTOR):
            continue
        key = f"totals.changed:{column.name}:{old}:{new}"
        if key not in answers:
            findings.ask(
                "totals.changed", key, ["按实际情况更新", "更正以前的错误", STOP], heading=column.label, field=column.name,
                value=_shown(column, new), old=_shown(column, old), label=column.label,
            )  # fmt: skip
        elif answers[key] == STOP:
            findings.say("totals.stopped", heading=column.label, field=column.name, label=column.label)


def reasons(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers worth keeping in the trail: why totals changed."""
    return {key: value for key, value in answers.items() if key.startswith("totals.changed:")}


def answers_text(answers: Mapping[str, str]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False, sort_keys=True)
