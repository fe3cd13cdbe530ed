"""Rows of a write that say what another row says already: the same order in the same ledger, a gift among the sales."""

from collections.abc import Mapping, Sequence

import polars as pl

from jiedui.core import store
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.ledger.storing import UNKNOWN
from jiedui.core.words.errors import NotFound

PART = 500


def matched(
    frame: pl.DataFrame,
    ledger_id: str,
    on: Mapping[str, str],
    *,
    among: pl.DataFrame | None = None,
    lacking: Sequence[str] = (),
) -> pl.DataFrame:
    """`_index` of the rows of `frame` (storage form) that have a row of the ledger with equal values.

    on: column of the frame -> column of the ledger, in storage; the first should have an index. An empty value, and an
    organisation that nobody knows yet, equal nothing. among: the rows being written, where the ledger is their own: what
    it holds of them is out of date, and they are looked at instead; of equal rows in `frame` all but the first match.
    lacking: columns of the ledger that must be empty in the other row.
    """
    nothing = pl.DataFrame(schema={"_index": frame.schema.get("_index", pl.UInt32())})
    ledger = _ledger(ledger_id)
    if ledger is None or frame.is_empty():
        return nothing
    asked = _asked(frame, on)
    if asked.is_empty():
        return nothing
    moving = among["_id"].drop_nulls().to_list() if among is not None else []
    held = _held(ledger, dict(on), lacking, asked[next(iter(on))].unique().to_list())
    held = held.filter(~pl.col("_other").is_in(moving))
    found = [asked.join(held, on=list(on), how="semi").select("_index")]
    if among is not None:
        others = _asked(_all(among, [pl.col(name).is_null() for name in lacking]), on).rename({"_index": "_other"})
        pairs = asked.join(others, on=list(on)).filter(pl.col("_other") != pl.col("_index"))
        first = ~pl.col("_other").is_in(asked["_index"].to_list()) | (pl.col("_other") < pl.col("_index"))
        found.append(pairs.filter(first).select("_index"))
    return pl.concat(found).unique().sort("_index")


def _asked(frame: pl.DataFrame, on: Mapping[str, str]) -> pl.DataFrame:
    """`_index` and the columns to compare, of the rows that have all of them."""
    rows = frame.select("_index", *on).drop_nulls()
    return _all(rows, [pl.col(name) != UNKNOWN for name in on if name.endswith("_id")])


def _all(frame: pl.DataFrame, conditions: Sequence[pl.Expr]) -> pl.DataFrame:
    """The rows for which all conditions hold; without any, all rows."""
    return frame.filter(pl.all_horizontal(conditions)) if conditions else frame


def _ledger(id: str) -> type[Ledger] | None:
    """The ledger, or None in an installation without its module."""
    try:
        return registry.ledger(id)
    except NotFound:
        return None


def _held(
    ledger: type[Ledger], on: Mapping[str, str], lacking: Sequence[str], values: Sequence[object]
) -> pl.DataFrame:
    """The ledger's rows whose first column has one of the values: its columns under the frame's names, and `_other`."""
    types = storage_schema(ledger)
    wanted = {"_other": pl.Int64(), **{mine: types[theirs] for mine, theirs in on.items()}}
    columns = ", ".join(store.quote(theirs) for theirs in on.values())
    table, probe = store.quote(ledger._meta.db_table), store.quote(next(iter(on.values())))
    empty = "".join(f" AND {store.quote(name)} IS NULL" for name in lacking)
    pieces = [pl.DataFrame(schema=wanted)]
    for start in range(0, len(values), PART):
        part = list(values[start : start + PART])
        marks = ", ".join(["%s"] * len(part))
        sql = f"SELECT id, {columns} FROM {table} WHERE {probe} IN ({marks}){empty}"
        pieces.append(store.fetch_frame(sql, part, wanted))
    return pl.concat(pieces)
