"""Checks of whole rows: scope, declared checks, the same key twice in a file."""

from collections.abc import Iterable, Mapping

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.checks import Check
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.findings import Findings
from jiedui.core.places import queries as places
from jiedui.core.words.findings import TYPES


def check_rows(ledger: type[Ledger], rows: pl.DataFrame, scope: Scope, findings: Findings) -> None:
    """Rows out of scope, and the ledger's declared checks."""
    _check_scope(ledger, rows, scope, findings)
    check_declared(ledger, rows, [one for one in ledger.info.checks if set(one.columns) <= set(rows.columns)], findings)


def check_declared(ledger: type[Ledger], rows: pl.DataFrame, checks: Iterable[Check], findings: Findings) -> None:
    """The given checks over rows that have all of their columns, with `_index`, `_sheet` and `_row`."""
    for check in checks:
        broken = rows.filter(check.broken({name: pl.col(name) for name in rows.columns}).fill_null(False))
        for index, sheet, row in broken.select("_index", "_sheet", "_row").iter_rows():
            column = ledger.columns[check.columns[0]]
            template = check.message if check.message else str(TYPES[check.id].message)
            findings.say(
                check.id, index=index, row=row, sheet=sheet, heading=column.label, field=column.name, message=template
            )


def _check_scope(ledger: type[Ledger], rows: pl.DataFrame, scope: Scope, findings: Findings) -> None:
    county, town = ledger.scope_column(), ledger.town_column()
    if scope.counties is None or county not in rows.columns:
        return
    names = [name for name in (county, town) if name and name in rows.columns]
    distinct = rows.select(names).drop_nulls(county).unique()
    outside = distinct.filter(pl.Series([not scope.covers(*place) for place in distinct.rows()], dtype=pl.Boolean))
    if outside.is_empty():
        return
    label = ledger.columns[county].label
    found = rows.join(outside, on=names, how="semi", nulls_equal=True)
    shown = {code: places.name_of(code) or code for code in found[county].unique().to_list()}
    for index, sheet, row, code in found.select("_index", "_sheet", "_row", county).iter_rows():
        findings.say(
            "row.out_of_scope", index=index, row=row, sheet=sheet, heading=label, field=county, value=shown[code]
        )


def check_duplicates(ledger: type[Ledger], rows: pl.DataFrame, findings: Findings, answers: Mapping[str, str]) -> None:
    """The same key twice: equal facts count once (a warning); different facts are a question about which row holds."""
    keys = [name for name in ledger.info.key]
    scope = ledger.scope_column()
    if ledger.info.unique == "county" and scope in rows.columns and scope not in keys:
        keys.insert(0, scope)
    if any(key not in rows.columns for key in keys):
        return
    stopped = findings.stopped()
    known = rows.filter(
        pl.all_horizontal(pl.col(key).is_not_null() for key in keys) & ~pl.col("_index").is_in(list(stopped))
    )
    doubled = known.filter(pl.struct(keys).is_duplicated())
    if doubled.is_empty():
        return
    facts = [column.name for column in ledger.declared if column.name in rows.columns]
    field = ledger.info.key[0]
    label = ledger.columns[field].label
    for group in doubled.partition_by(keys, maintain_order=True):
        first = group.row(0, named=True)
        choices = [_choice(record["_sheet"], record["_row"], group) for record in group.iter_rows(named=True)]
        distinct = group.select(facts).unique()
        if len(distinct) == 1:
            for record in group.iter_rows(named=True):
                if record["_index"] != first["_index"]:
                    findings.repeated.add(record["_index"])
                    findings.say(
                        "row.repeated", index=record["_index"], row=record["_row"], sheet=record["_sheet"], heading=label,
                        field=field, other=first["_row"],
                    )  # fmt: skip
            continue
        key = f"row.duplicate:{first['_sheet']}:{first['_row']}"
        answer = answers.get(key)
        for record, choice in zip(group.iter_rows(named=True), choices, strict=True):
            place = {"index": record["_index"], "row": record["_row"], "sheet": record["_sheet"]}
            if answer in choices:
                if choice != answer:
                    findings.rejected.add(record["_index"])
                    findings.say("row.rejected", **place, heading=label, field=field)
            elif record["_index"] == first["_index"]:
                findings.waiting.add(record["_index"])
            else:
                findings.say(
                    "row.duplicate", **place, heading=label, field=field, key=key, choices=choices,
                    other=first["_row"], noun=ledger.info.noun,
                )  # fmt: skip


def _choice(sheet: int, row: int, group: pl.DataFrame) -> str:
    several = group["_sheet"].n_unique() > 1
    return f"以第 {sheet + 1} 张表第 {row} 行为准" if several else f"以第 {row} 行为准"
