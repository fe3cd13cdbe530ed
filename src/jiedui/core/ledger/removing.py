"""Removing one row, while nothing refers to it. Its last facts stay in the trail, so that the removal can be taken back."""

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.comparing import OLD, Comparison
from jiedui.core.ledger.operations import Source, apply, writing
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.ledger.single import normal_schema
from jiedui.core.ledger.undoing import stored_rows
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import Conflict, NotFound


def remove_one(
    ledger: type[Ledger], row_id: int, *, revision: int | None, actor: Actor, scope: Scope, source: Source
) -> int:
    """Remove a row; the number of the event. `revision`: the one the person saw.

    Raises NotFound out of scope, Conflict when the row has moved on, Refused when another ledger refers to it.
    """
    with writing(ledger):
        row = stored_rows(ledger, [row_id])
        county, town = ledger.scope_column(), ledger.town_column()
        if row.is_empty() or not scope.covers(row[county][0], row[town][0] if town else None):
            raise NotFound("row.not_found", "没有找到这条记录。")
        if revision is not None and row["revision"][0] != revision:
            raise Conflict("row.conflict", "您打开之后，他人已修改了这条记录。请重新打开，看清差别后再删除。")
        missing = pl.DataFrame({"id": [row_id], "name": [""]}, schema={"id": pl.Int64, "name": pl.String})
        comparison = Comparison(ledger, pl.DataFrame(schema=normal_schema(ledger)), _no_rows(ledger), (), missing)
        placed = Source(source.kind, source.file_digest, source.scope or row[county][0], source.note)
        event = apply(comparison, actor=actor, scope=scope, source=placed, remove_missing=True)
        assert event is not None  # there is a row to remove
        return event


def _no_rows(ledger: type[Ledger]) -> pl.DataFrame:
    """The rows of a comparison in which nothing is written."""
    schema = storage_schema(ledger)
    own = {"_index": pl.UInt32(), "_id": pl.Int64(), "_state": pl.String()}
    return pl.DataFrame(schema={**own, **schema, **{OLD + name: dtype for name, dtype in schema.items()}})
