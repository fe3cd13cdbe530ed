"""A resident ID that lost its last digits is never repaired; but who it may be can be said, for a person to confirm."""

import json

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import ResidentIdColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.queries import people_named
from jiedui.core.people import queries as people

MOST = 500
LOST = "resident_id.lost_digits"


def with_hints(
    ledger: type[Ledger],
    column: ResidentIdColumn,
    found: pl.DataFrame,
    person: pl.DataFrame | None,
    rows: pl.DataFrame,
    scope: Scope,
) -> pl.DataFrame:
    """`found` with a hint in the parameters of every lost number whose name and first 15 digits are known in the ledger.

    Only rows within the scope are looked at. Beyond 500 lost numbers the column itself is the trouble: no hints.
    """
    lost = found.filter(pl.col("id") == LOST)
    if lost.is_empty() or person is None or column.name_of not in rows.columns or len(lost) > MOST:
        return found
    names, stems = rows[column.name_of].to_list(), person["stem"].to_list()
    known = people_named(ledger, column.name, column.name_of, {names[i] for i in lost["index"] if names[i]}, scope)
    starts = people.stems([id for ids in known.values() for id in ids])
    hints: dict[int, str] = {}
    for index in lost["index"].to_list():
        same = [id for id in known.get(names[index] or "", ()) if stems[index] and starts.get(id) == stems[index]]
        if len(same) == 1:
            shown = people.masked(same)[same[0]]
            hints[index] = f"台账中有姓名和前 15 位都相同的人（{shown}），请对照证件确认是否同一人后补全。"
    if not hints:
        return found
    params = [
        json.dumps({**json.loads(text or "{}"), "hint": hints.get(index, "")}, ensure_ascii=False) if id == LOST else text
        for id, index, text in found.select("id", "index", "params").rows()
    ]
    return found.with_columns(pl.Series("params", params, dtype=pl.String))
