"""Rows that somebody else changed meanwhile: who, when and what, and whose word is to hold. Nothing is overwritten silently.

Meanwhile is since the file was first checked, and since its person last wrote the row, where the file would undo what
another person did to it then.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from jiedui.core import store
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import keys
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.values import describe
from jiedui.core.ledger.comparing import CHANGED, DIFFERS, OLD, Comparison
from jiedui.core.places.queries import organisation_names
from jiedui.core.trail.models import Entry, Event

ID = "row.conflict"
TAKE, KEEP = "以这份表为准", "保留台账里的内容"
TOLD = 200
"""Of so many rows the values are told beside each other; of all of them who changed them and when."""
PART = 500
NUMBER, OTHER_NUMBER = "（已登记的号码）", "（新的号码）"
Changes = dict[int, dict[str, Any]]
"""Row -> storage column -> what stood there before others changed it."""


def check(
    comparison: Comparison, basis: int | None, mine: int | None, findings: Findings, answers: Mapping[str, str]
) -> None:
    """Ask about every row that others changed after event `basis`, or after person `mine` last wrote it."""
    rows = comparison.rows.filter(pl.col("_state") == CHANGED)
    if rows.is_empty() or (basis is None and mine is None):
        return
    late = rows.filter(pl.col("_event") > basis)["_id"].to_list() if basis is not None else []
    since = dict.fromkeys(late, basis or 0)
    if mine is not None:
        since |= _since_mine(comparison.ledger, rows.filter(~pl.col("_id").is_in(late)), mine)
    if not since:
        return
    changed = _changes(comparison.ledger, since)
    flags = comparison.flags()
    asked = rows.filter(pl.col("_id").is_in(list(since)))
    events = Event.objects.in_bulk(asked["_event"].unique().to_list())
    known = set(late)
    for row in asked.iter_rows(named=True):
        before = changed.get(row["_id"], {})
        if row["_id"] not in known and not any(row[DIFFERS + name] for name in before if name in flags):
            continue  # what the others changed, the file leaves alone
        key = keys.key(ID, row["_id"], row["_event"])
        place = {"index": row["_index"], "row": row["_row"], "sheet": row["_sheet"]}
        if answers.get(key) == KEEP:
            findings.rejected.add(row["_index"])
            findings.say("row.rejected", **place)
        elif answers.get(key) != TAKE:
            event = events.get(row["_event"])
            at = event.at.astimezone().strftime("%Y-%m-%d %H:%M") if event else ""
            actor = event.actor_name if event else "他人"
            findings.say(ID, **place, key=key, choices=[TAKE, KEEP], actor=actor, at=at)
            if len(findings.conflicts) < TOLD:
                findings.conflicts[key] = {
                    "id": row["_id"], "actor": actor, "at": at, "kind": event.kind if event else "",
                    "values": _values(comparison, row, before),
                }  # fmt: skip


def _since_mine(ledger: type[Ledger], rows: pl.DataFrame, mine: int) -> dict[int, int]:
    """Rows last written by others that the person had written before: row -> the person's last event on it."""
    wrote = dict(Event.objects.filter(pk__in=rows["_event"].unique().to_list()).values_list("pk", "actor_id"))
    others = rows.filter(pl.col("_event").is_in([event for event, actor in wrote.items() if actor != mine]))
    if others.is_empty() or not Event.objects.filter(ledger=ledger.info.id, actor_id=mine).exists():
        return {}
    with store.temporary_table("changed_by_others", {"id": "bigint"}) as table:
        store.insert_rows(table, ["id"], [(one,) for one in others["_id"].to_list()])
        join = "CROSS JOIN" if store.vendor() == "sqlite" else "JOIN"
        on = "WHERE" if store.vendor() == "sqlite" else "ON"
        known = store.fetch_frame(
            f"SELECT e.row_id, MAX(e.event_id) FROM {store.quote(table)} t {join} trail_entry e {on} "
            "e.ledger = %s AND e.row_id = t.id AND e.event_id IN "
            "(SELECT id FROM trail_event WHERE ledger = %s AND actor_id = %s) GROUP BY e.row_id",
            [ledger.info.id, ledger.info.id, mine],
            {"id": pl.Int64(), "event": pl.Int64()},
        )
    return dict(known.iter_rows())


def _changes(ledger: type[Ledger], since: Mapping[int, int]) -> Changes:
    """What the rows held, column by column, before they were changed after their event of `since`."""
    found: Changes = {}
    ids = sorted(since)
    for start in range(0, len(ids), PART):
        entries = Entry.objects.filter(ledger=ledger.info.id, row_id__in=ids[start : start + PART]).order_by("seq")
        for row_id, event, changes in entries.values_list("row_id", "event_id", "changes"):
            if event > since[row_id] and changes:
                for name, (old, _new) in json.loads(changes).items():
                    found.setdefault(row_id, {}).setdefault(name, old)
    return found


def _values(comparison: Comparison, row: Mapping[str, Any], before: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the file would change: column, what stood before the others' change, what stands now, what the file says."""
    told = []
    flags = set(comparison.flags())
    for column in comparison.ledger.declared:
        names = [name for name in column.storage if name in flags and not name.endswith("_sealed")]
        if not any(row[DIFFERS + name] for name in names):
            continue
        written = comparison.normal.filter(pl.col("_index") == row["_index"])
        mine = written[column.name][0] if column.name in written.columns else None
        theirs = {name: row[OLD + name] for name in names}
        earlier = {name: before[name] for name in names if name in before}
        told.append({
            "field": column.name, "column": column.label, "theirs": _text(column, theirs),
            "before": _text(column, theirs | earlier) if earlier else None,
            "mine": OTHER_NUMBER if column.kind in SEALED and mine else _own(column, mine, row),
        })  # fmt: skip
    return told


SEALED = ("phone", "bank_card", "resident_id", "reference")


def _own(column: Column, mine: Any, row: Mapping[str, Any]) -> str:
    if column.kind == "organisation":
        return str(mine or "")
    return _text(column, {name: row[name] for name in column.storage if name in row})


def _text(column: Column, held: Mapping[str, Any]) -> str:
    """Storage values as people read them; nothing personal."""
    values: Iterable[Any] = [value for value in held.values() if value is not None]
    first = next(iter(values), None)
    if first is None:
        return ""
    if column.kind in SEALED:
        return NUMBER
    if column.kind == "organisation":
        return organisation_names([first]).get(first, "") if isinstance(first, int) else str(first)
    return describe(column, first)
