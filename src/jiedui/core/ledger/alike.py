"""Rows that say the same as another row: one meeting entered by both sides, one pair under two numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import PART
from jiedui.core.ledger.schema import storage_schema


def alike(ledger_id: str, columns: Sequence[str], frame: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """The rows of `frame` (storage form, as a cross-check gets it) whose `columns` (storage names) all equal those of
    another row, in the ledger or in the frame itself: `_index`, and `key`, the other row's last key column where it
    lies in reach (null where it does not, or where it stands in the same file).

    A row with an empty cell in one of the columns is like no other; so is one that names an organisation or person that
    nobody knows yet.
    """
    ledger = registry.ledger(ledger_id)
    key, place, town = ledger.columns[ledger.info.key[-1]].storage[0], ledger.scope_column(), ledger.town_column()
    asked = frame.select("_index", "_id", *columns).drop_nulls(list(columns))
    numbers = [name for name, kind in asked.schema.items() if name in columns and kind == pl.Int64]
    asked = asked.filter(pl.all_horizontal(pl.lit(True), *(pl.col(name) > 0 for name in numbers)))
    first, *_others = columns
    where = [place, *([town] if town else [])]
    known = facts_about(ledger_id, first, asked[first].unique().to_list(), dict.fromkeys([key, *where, *columns]))
    reach = pl.Series([scope.covers(*row) for row in known.select(where).iter_rows()], dtype=pl.Boolean)
    known = known.with_columns(pl.when(reach).then(pl.col(key)).alias("key"))
    # A row that the file brings anew stands for itself, not for what the ledger still says of it.
    moving = asked["_id"].drop_nulls().to_list()
    known = known.filter(~pl.col("id").is_in(moving)).select(*columns, "key")
    outside = asked.join(known, on=list(columns)).select("_index", "key")
    inside = asked.filter(pl.len().over(list(columns)) > 1).select("_index", pl.lit(None, pl.String).alias("key"))
    return pl.concat([outside, inside]).unique("_index", keep="first").sort("_index")


def facts_about(ledger_id: str, by: str, values: Sequence[Any], columns: Iterable[str]) -> pl.DataFrame:
    """`id` and storage columns of the rows whose column `by` holds one of `values`, for cross-checks within a write."""
    ledger = registry.ledger(ledger_id)
    columns, schema = list(columns), storage_schema(ledger)
    held: list[tuple[Any, ...]] = []
    for start in range(0, len(values), PART):
        query = ledger._default_manager.filter(**{f"{by}__in": list(values[start : start + PART])})
        held += query.values_list("id", *columns)
    return pl.DataFrame(held, schema={"id": pl.Int64(), **{name: schema[name] for name in columns}}, orient="row")
