"""Taking an event back as a whole, while nothing later depends on it."""

import json
from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import digests, hooks
from jiedui.core.ledger.operations import insert_complete, write_rows, writing
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.people import operations as people_operations
from jiedui.core.people import queries as people
from jiedui.core.places import operations as place_operations
from jiedui.core.places.queries import organisation_names
from jiedui.core.trail import operations as trail
from jiedui.core.trail.canonical import REMOVED
from jiedui.core.trail.models import Event
from jiedui.core.trail.queries import entries_of_event, span
from jiedui.core.words.errors import NotAllowed, Refused

PART = 500


def stored_rows(ledger: type[Ledger], ids: Sequence[int]) -> pl.DataFrame:
    """Complete rows in storage form with id, revision and event, in the order of ids."""
    schema = {"id": pl.Int64(), "revision": pl.Int64(), "event": pl.Int64(), **storage_schema(ledger)}
    names = ", ".join(store.quote(name) for name in schema)
    table = store.quote(ledger._meta.db_table)
    pieces = [pl.DataFrame(schema=schema)]
    for start in range(0, len(ids), PART):
        part = list(ids[start : start + PART])
        marks = ", ".join(["%s"] * len(part))
        pieces.append(store.fetch_frame(f"SELECT {names} FROM {table} WHERE id IN ({marks}) ORDER BY id", part, schema))
    return pl.concat(pieces)


def users_of(ledger: type[Ledger], ids: Sequence[int], *, scope_only: bool = False) -> list[str]:
    """Titles of the ledgers with rows that point at any of `ids`; scope_only: only those that take their county from it."""
    titles: list[str] = []
    for other in registry.ledgers():
        for column in other.declared:
            if not isinstance(column, ReferenceColumn) or column.to != ledger.info.id:
                continue
            if scope_only and not column.scope:
                continue
            for start in range(0, len(ids), PART):
                part = ids[start : start + PART]
                if other._default_manager.filter(**{f"{column.name}_id__in": part}).exists():
                    titles.append(other.info.title)
                    break
    return titles


def check_not_used(ledger: type[Ledger], ids: Sequence[int]) -> None:
    used = users_of(ledger, ids)
    if used:
        raise Refused(
            "row.in_use", f"{'、'.join(used)}中已有记录引用这些{ledger.info.noun}，不能删除。请先处理引用它们的记录。"
        )


def undo_event(
    ledger: type[Ledger], event_id: int, *, actor: trail.Actor, scope: Scope, note: dict[str, Any] | None = None
) -> int:
    """Take back every row change of an event; the number of the new event.

    Raises Refused when a row was changed later or is used by another ledger; then nothing is written.
    """
    with writing(ledger, undoing=True):
        entries = list(
            entries_of_event(event_id).filter(ledger=ledger.info.id).values_list("row_id", "action", "changes")
        )
        by_action: dict[str, dict[int, str | None]] = {"n": {}, "c": {}, "r": {}}
        for row_id, action, changes in entries:
            by_action[action][row_id] = changes
        _check_latest(ledger, event_id, [*by_action["n"], *by_action["c"]])
        check_not_used(ledger, list(by_action["n"]))
        event = trail.open_event("undo", actor=actor, ledger=ledger.info.id, note={"undoes": event_id, **(note or {})})
        counties: set[str] = set()
        written = _delete_new(ledger, event_id, list(by_action["n"]), scope, counties)
        written += _restore_changed(ledger, by_action["c"], event.pk, scope, counties)
        written += _bring_back(ledger, by_action["r"], event.pk, scope, counties)
        hooks.written(ledger, counties)
        hooks.follow(ledger, event.pk, actor, written)
        trail.close_event(event, written)
        return event.pk


def _check_latest(ledger: type[Ledger], event_id: int, ids: list[int]) -> None:
    """No row was changed later, but for changes that were themselves taken back as a whole."""
    table = store.quote(ledger._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM {table} l JOIN trail_entry e ON e.row_id = l.id AND e.ledger = %s "
            "WHERE e.seq BETWEEN %s AND %s AND l.event = %s",
            [ledger.info.id, *span(event_id), event_id],
        )
        untouched = cursor.fetchone()[0]
        later: set[tuple[int, int]] = set()
        if untouched != len(ids):
            cursor.execute(
                "SELECT f.row_id, f.event_id FROM trail_entry e JOIN trail_entry f ON f.ledger = e.ledger "
                "AND f.row_id = e.row_id AND f.event_id > e.event_id "
                "WHERE e.seq BETWEEN %s AND %s AND e.ledger = %s",
                [*span(event_id), ledger.info.id],
            )
            later = set(cursor.fetchall())
    undone = _taken_back({event for _row, event in later})
    changed = {row for row, event in later if event not in undone}
    if changed:
        raise Refused(
            "undo.later_changes",
            f"这次导入的 {len(ids)} 行中，有 {len(changed)} 行后来又被修改或删除，不能整批撤销。请先撤销后来的导入，或在记录页逐条更正。",
        )


def _taken_back(events: set[int]) -> set[int]:
    """Those of the events that cancel each other: an undo and what it undid."""
    pairs: set[int] = set()
    for event in Event.objects.filter(pk__in=events, kind="undo"):
        undid = json.loads(event.note).get("undoes")
        if undid in events:
            pairs |= {event.pk, undid}
    return pairs


def _check_scope(ledger: type[Ledger], rows: pl.DataFrame, scope: Scope) -> None:
    names = [name for name in (ledger.scope_column(), ledger.town_column()) if name]
    for places in rows.select(names).unique().rows():
        if not scope.covers(*places):
            raise NotAllowed("row.out_of_scope", f"“{places[0]}”不在您可以处理的范围内，没有撤销任何内容。")


def _delete_new(
    ledger: type[Ledger], event_id: int, ids: list[int], scope: Scope, counties: set[str]
) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    table = store.quote(ledger._meta.db_table)
    persons = [c.storage[0] for c in ledger.declared if c.kind == "resident_id"]
    organisations = [c.storage[0] for c in ledger.declared if c.kind == "organisation"]
    places = [name for name in (ledger.scope_column(), ledger.town_column()) if name]
    names = list(dict.fromkeys([*places, *persons, *organisations]))
    schema = storage_schema(ledger)
    which = "id IN (SELECT row_id FROM trail_entry WHERE seq BETWEEN %s AND %s AND ledger = %s AND action = 'n')"
    values: list[int | str] = [*span(event_id), ledger.info.id]
    rows = store.fetch_frame(
        f"SELECT {', '.join(map(store.quote, names))} FROM {table} WHERE {which}", values, {n: schema[n] for n in names}
    )
    _check_scope(ledger, rows, scope)
    counties |= set(rows[ledger.scope_column()].unique().to_list())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {which}", values)
    people_operations.remove_unused(_distinct(rows, persons))
    place_operations.remove_unused(_distinct(rows, organisations))
    return [(ledger.info.id, row_id, "r", None, None, REMOVED, None) for row_id in ids]


def _distinct(rows: pl.DataFrame, names: list[str]) -> list[int]:
    return sorted({value for name in names for value in rows[name].drop_nulls().unique().to_list()})


def _restore_changed(
    ledger: type[Ledger], changes: dict[int, str | None], event: int, scope: Scope, counties: set[str]
) -> list[tuple[Any, ...]]:
    if not changes:
        return []
    rows = stored_rows(ledger, list(changes))
    _check_scope(ledger, rows, scope)
    counties |= set(rows[ledger.scope_column()].to_list())
    schema = storage_schema(ledger)
    records, texts = rows.select("id", "revision", *schema).to_dicts(), []
    for record in records:
        pairs = json.loads(changes[record["id"]] or "{}")
        for name, (old, _new) in pairs.items():
            record[name] = raw(old, schema[name])
        record["revision"] += 1
        texts.append(json.dumps({n: [b, a] for n, (a, b) in pairs.items()}, ensure_ascii=False, sort_keys=True,
                                separators=(",", ":")))  # fmt: skip
    result = pl.DataFrame(records, schema={"id": pl.Int64(), "revision": pl.Int64(), **schema})
    result = result.with_columns(pl.Series("salt", digests.salts(len(result)), dtype=pl.Binary))
    _check_scope(ledger, result, scope)
    counties |= set(result[ledger.scope_column()].to_list())
    write_rows(ledger, result, event)
    return [
        (ledger.info.id, row_id, "c", None, None, digest, text)
        for row_id, digest, text in zip(result["id"].to_list(), digests.commit(ledger, result), texts, strict=True)
    ]


def _bring_back(
    ledger: type[Ledger], facts: dict[int, str | None], event: int, scope: Scope, counties: set[str]
) -> list[tuple[Any, ...]]:
    if not facts:
        return []
    schema = storage_schema(ledger)
    records: list[dict[str, Any]] = []
    for row_id, text in sorted(facts.items()):
        if text is None:
            raise Refused("undo.of_undo", "撤销操作本身不能再撤销，请重新导入原文件。")
        pairs = json.loads(text)
        record: dict[str, Any] = {
            name: raw(pairs[name][0], dtype) if name in pairs else None for name, dtype in schema.items()
        }
        records.append({"id": row_id, "revision": pairs["revision"][0] + 1, **record})
    rows = pl.DataFrame(records, schema={"id": pl.Int64(), "revision": pl.Int64(), **schema})
    _check_scope(ledger, rows, scope)
    _check_whole(ledger, rows)
    rows = rows.with_columns(pl.Series("salt", digests.salts(len(rows)), dtype=pl.Binary))
    digest = digests.commit(ledger, rows)
    insert_complete(ledger, rows.with_columns(pl.Series("digest", digest, dtype=pl.Binary)), event)
    counties |= set(rows[ledger.scope_column()].to_list())
    return [(ledger.info.id, i, "n", None, None, d, None) for i, d in zip(rows["id"].to_list(), digest, strict=True)]


def raw(value: Any, dtype: pl.DataType) -> Any:
    """A storage value back from its JSON form."""
    return bytes.fromhex(value) if dtype == pl.Binary and value is not None else value


def _check_whole(ledger: type[Ledger], rows: pl.DataFrame) -> None:
    """A row that returns must not name a person or organisation that was removed meanwhile: no constraint would tell."""
    for column in ledger.declared:
        if column.kind not in ("resident_id", "organisation"):
            continue
        named = rows[column.storage[0]].drop_nulls().unique().to_list()
        known = people.blinds(named) if column.kind == "resident_id" else organisation_names(named)
        if set(named) - set(known):
            raise Refused("undo.gone", _("记录里的人员或单位后来已删除，不能恢复。请重新登记这条记录。"))
