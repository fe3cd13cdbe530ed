"""One row from a form or the API: the same comparison, guards and trail as an import of many."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.comparing import OLD, Comparison, compare, states
from jiedui.core.ledger.operations import Source, apply, writing
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.ledger.storing import to_storage
from jiedui.core.ledger.undoing import stored_rows
from jiedui.core.trail.operations import Actor
from jiedui.core.trail.queries import entries_of_event
from jiedui.core.words.errors import Conflict, NotFound, Refused


def normal_schema(ledger: type[Ledger]) -> dict[str, pl.DataType]:
    """Types of the normal forms, by column name: text for everything that storage turns into ids or marks."""
    schema: dict[str, pl.DataType] = {}
    stored = storage_schema(ledger)
    for column in ledger.declared:
        if column.kind in ("resident_id", "organisation", "reference", "phone", "bank_card"):
            schema[column.name] = pl.String()
        else:
            schema |= {name: stored[name] for name in column.storage}
    return schema


def save_one(
    ledger: type[Ledger],
    values: Mapping[str, Any],
    *,
    actor: Actor,
    scope: Scope,
    source: Source,
    row_id: int | None,
    revision: int | None,
) -> int:
    schema = normal_schema(ledger)
    normal = pl.DataFrame(
        [{name: values.get(name) for name in schema if name in values}],
        schema={name: dtype for name, dtype in schema.items() if name in values},
    ).with_columns(pl.lit(0, pl.UInt32).alias("_index"))
    with writing(ledger):
        comparison = compare_one(ledger, normal, row_id=row_id, revision=revision, scope=scope)
        try:
            with transaction.atomic():
                event = apply(comparison, actor=actor, scope=scope, source=source)
        except IntegrityError:
            raise Refused("row.key_elsewhere", "同一编号已在别处登记，请核对编号。") from None
        if row_id is None:
            assert event is not None  # a new row is always written
            made = entries_of_event(event).filter(ledger=ledger.info.id, action="n")
            return int(made.values_list("row_id", flat=True)[0])
        return row_id


def compare_one(
    ledger: type[Ledger], normal: pl.DataFrame, *, row_id: int | None, revision: int | None, scope: Scope
) -> Comparison:
    """The comparison of one row in normal form: with the row `row_id`, or by its key where it is to be new.

    Raises NotFound out of scope, Conflict when the row has moved on, Refused when a new row exists already.
    """
    if row_id is not None:
        return _of_row(ledger, normal, row_id, revision, scope)
    comparison = compare(ledger, normal, scope=scope)
    if comparison.rows["_id"][0] is not None:
        raise Refused("row.exists", f"这条{ledger.info.noun}已经登记过，请直接修改原记录。")
    return comparison


def _of_row(ledger: type[Ledger], normal: pl.DataFrame, row_id: int, revision: int | None, scope: Scope) -> Comparison:
    old = stored_rows(ledger, [row_id])
    town = ledger.town_column()
    if old.is_empty() or not scope.covers(old[ledger.scope_column()][0], old[town][0] if town else None):
        raise NotFound("row.not_found", "没有找到这条记录。")
    if revision is not None and old["revision"][0] != revision:
        raise Conflict("row.conflict", "您打开之后，他人已修改了这条记录。请重新打开，看清差别后再保存。")
    rows = to_storage(ledger, normal)
    present = tuple(name for name in storage_schema(ledger) if name in rows.columns)
    renamed = old.rename({name: OLD + name for name in storage_schema(ledger)})
    rows = pl.concat(
        [rows, renamed.rename({"id": "_id", "revision": "_revision", "event": "_event"})], how="horizontal"
    )
    return Comparison(ledger, normal, states(ledger, rows, present, (), erase=True), present)
