"""Checks of whole rows: scope, declared checks, the same key twice in a file."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.checks import Check
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.values import describe
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
        column = ledger.columns[check.columns[0]]
        template = check.message if check.message else str(TYPES[check.id].message)
        for index, sheet, row, *values in broken.select("_index", "_sheet", "_row", *check.columns).iter_rows():
            held = {name: _told(ledger, name, value) for name, value in zip(check.columns, values, strict=True)}
            value = held[check.columns[0]]
            findings.say(
                check.id, index=index, row=row, sheet=sheet, heading=column.label, field=column.name, value=value or None,
                message=template.format_map({**held, "value": value}),
            )  # fmt: skip


def _told(ledger: type[Ledger], name: str, value: Any) -> str:
    """A value as messages tell it; nothing personal."""
    column = ledger.columns.get(name)
    return "" if column is None or column.personal else describe(column, value)


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
    marked = doubled.with_columns(
        pl.col("_index").first().over(keys).alias("_first"),
        pl.col("_row").first().over(keys).alias("_first_row"),
        pl.struct(facts).hash().n_unique().over(keys).alias("_kinds"),
    )
    field = ledger.info.key[0]
    place = {"column": ledger.columns[field].label, "field": field}
    repeated = marked.filter((pl.col("_kinds") == 1) & (pl.col("_index") != pl.col("_first")))
    findings.repeated |= set(repeated["_index"].to_list())
    before, after = str(TYPES["row.repeated"].message).split("{other}")
    findings.add_rows(
        "row.repeated",
        repeated.select(
            pl.col("_index").alias("index"), pl.col("_sheet").alias("sheet"), pl.col("_row").alias("row"),
            pl.format(before + "{}" + after, "_first_row").alias("message"),
        ),
        **place,
    )  # fmt: skip
    _ask_which(ledger, marked.filter(pl.col("_kinds") > 1), place, findings, answers)


def _ask_which(
    ledger: type[Ledger], rivals: pl.DataFrame, place: dict[str, str], findings: Findings, answers: Mapping[str, str]
) -> None:
    """Rows of one key with different facts: a question on each but the first; all of them wait for its answer."""
    groups: dict[int, list[tuple[int, int, int]]] = {}
    for first, index, sheet, row in rivals.select("_first", "_index", "_sheet", "_row").iter_rows():
        groups.setdefault(first, []).append((index, sheet, row))
    for members in groups.values():
        several = len({sheet for _, sheet, _ in members}) > 1
        choices = [
            f"以第 {sheet + 1} 张表第 {row} 行为准" if several else f"以第 {row} 行为准" for _, sheet, row in members
        ]
        first_index, first_sheet, first_row = members[0]
        key = f"row.duplicate:{first_sheet}:{first_row}"
        answer = answers.get(key)
        for (index, sheet, row), choice in zip(members, choices, strict=True):
            where: dict[str, Any] = {
                "index": index,
                "row": row,
                "sheet": sheet,
                "heading": place["column"],
                "field": place["field"],
            }
            if answer in choices:
                if choice != answer:
                    findings.rejected.add(index)
                    findings.say("row.rejected", **where)
            elif index == first_index:
                findings.waiting.add(index)
            else:
                findings.say("row.duplicate", **where, key=key, choices=choices, other=first_row, noun=ledger.info.noun)
