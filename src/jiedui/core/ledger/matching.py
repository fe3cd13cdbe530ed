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


def matched(frame: pl.DataFrame, ledger_id: str, on: Mapping[str, str], *, own: bool = False) -> pl.DataFrame:
    """`_index` of the rows of `frame` (storage form) that have a row of the ledger with equal values.

    on: column of the frame -> column of the ledger, in storage; the first should have an index. An empty value, and an
    organisation that nobody knows yet, equal nothing. own: the frame is of this very ledger: a row is not its own match,
    what the ledger holds of the frame's rows is out of date, and of equal rows within the frame all but the first match.
    """
    nothing = pl.DataFrame(schema={"_index": frame.schema.get("_index", pl.UInt32())})
    ledger = _ledger(ledger_id)
    if ledger is None or frame.is_empty():
        return nothing
    asked = frame.select("_index", *on).drop_nulls()
    for name in (one for one in on if one.endswith("_id")):
        asked = asked.filter(pl.col(name) != UNKNOWN)
    if asked.is_empty():
        return nothing
    moving = frame["_id"].drop_nulls().to_list() if own else []
    held = _held(ledger, dict(on), asked[next(iter(on))].unique().to_list()).filter(~pl.col("_other").is_in(moving))
    found = asked.join(held.drop("_other"), on=list(on), how="semi").select("_index")
    if own:
        again = asked.sort("_index").filter(~pl.struct(list(on)).is_first_distinct())
        found = pl.concat([found, again.select("_index")])
    return found.unique().sort("_index")


def _ledger(id: str) -> type[Ledger] | None:
    """The ledger, or None in an installation without its module."""
    try:
        return registry.ledger(id)
    except NotFound:
        return None


def _held(ledger: type[Ledger], on: Mapping[str, str], values: Sequence[object]) -> pl.DataFrame:
    """The ledger's rows whose first column has one of the values: its columns under the frame's names, and `_other`."""
    types = storage_schema(ledger)
    wanted = {"_other": pl.Int64(), **{mine: types[theirs] for mine, theirs in on.items()}}
    columns = ", ".join(store.quote(theirs) for theirs in on.values())
    table, probe = store.quote(ledger._meta.db_table), store.quote(next(iter(on.values())))
    pieces = [pl.DataFrame(schema=wanted)]
    for start in range(0, len(values), PART):
        part = list(values[start : start + PART])
        marks = ", ".join(["%s"] * len(part))
        sql = f"SELECT id, {columns} FROM {table} WHERE {probe} IN ({marks})"
        pieces.append(store.fetch_frame(sql, part, wanted))
    return pl.concat(pieces)
