"""The only writer of ledgers: intake, forms, the API and undo all end here.

A write takes the permission, the scope, the guards, the change and the trail in one transaction. Callers open it with
`writing(ledger)`, compare inside it and apply what they compared, so nothing can slip between the two.
"""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import connection, transaction
from django.utils import timezone

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger import digests, hooks
from jiedui.core.ledger.comparing import CHANGED, DIFFERS, NEW, OLD, Comparison, compare, sql_type
from jiedui.core.ledger.schema import key_storage, storage_schema
from jiedui.core.ledger.storing import UNKNOWN, make_unknown, seal_into
from jiedui.core.trail import operations as trail
from jiedui.core.trail.canonical import REMOVED
from jiedui.core.words.errors import NotAllowed, Refused

IDENTITIES = "identities"
"""The lock that writers share and that who removes people or organisations holds alone."""


@dataclass(frozen=True)
class Source:
    """Where a change comes from: kind of event (import, form, api, undo …), the file's digest and remarks for the trail."""

    kind: str
    file_digest: str = ""
    scope: str = ""
    note: Mapping[str, Any] | None = None


@contextlib.contextmanager
def writing(ledger: type[Ledger], *, undoing: bool = False) -> Iterator[None]:
    """A transaction in which nobody else writes this ledger; others wait.

    `undoing`: people and organisations that nothing names afterwards will be removed, so nobody else may write any
    ledger meanwhile: a row just written might name one of them.
    """
    with transaction.atomic():
        store.lock(f"ledger:{ledger.info.id}")
        store.lock(IDENTITIES, shared=not undoing)
        yield


def apply(
    comparison: Comparison,
    *,
    actor: trail.Actor,
    scope: Scope,
    source: Source,
    remove_missing: bool = False,
) -> int | None:
    """Write the new and the changed rows (and remove the missing ones); the number of the event, None if nothing changed.

    Must run inside `writing(...)` together with the comparison. Raises Refused or NotAllowed; then nothing is written.
    """
    ledger = comparison.ledger
    fresh, changed = comparison.of(NEW), comparison.of(CHANGED)
    removed = comparison.missing if remove_missing else comparison.missing.clear()
    if fresh.is_empty() and changed.is_empty() and removed.is_empty():
        return None
    _check_scope(comparison, scope)
    hooks.check(ledger, comparison)
    event = trail.open_event(
        source.kind,
        actor=actor,
        ledger=ledger.info.id,
        scope=source.scope or _one_county(comparison, removed),
        file_digest=source.file_digest,
        note=source.note,
    )
    counties: set[str] = set()
    entries: list[tuple[Any, ...]] = []
    if not fresh.is_empty():
        entries += _insert(comparison, fresh, event.pk, counties)
    if not changed.is_empty():
        entries += _update(comparison, changed, event.pk, counties)
    if not removed.is_empty():
        entries += remove_rows(ledger, removed["id"].to_list(), counties)
    _propagate_county(ledger, comparison)
    hooks.written(ledger, counties)
    hooks.follow(ledger, event.pk, actor, entries)
    trail.close_event(event, entries)
    return event.pk


def save(
    ledger: type[Ledger],
    values: Mapping[str, Any],
    *,
    actor: trail.Actor,
    scope: Scope,
    source: Source,
    row_id: int | None = None,
    revision: int | None = None,
) -> int:
    """Create one row (`row_id` None) or change one, given normal forms by column name; the row's id.

    `revision`: the revision the person saw; Conflict when the row has moved on. An empty value erases.
    """
    from jiedui.core.ledger.single import save_one

    return save_one(ledger, values, actor=actor, scope=scope, source=source, row_id=row_id, revision=revision)


def _one_county(comparison: Comparison, removed: pl.DataFrame) -> str:
    """The county of all rows concerned, where there is just one: who sees the event among others'. Else empty."""
    name = comparison.ledger.scope_column()
    if not removed.is_empty():
        return ""
    rows = comparison.rows.filter(pl.col("_state").is_in([NEW, CHANGED]))
    codes = [rows[column].drop_nulls().unique().to_list() for column in (name, OLD + name) if column in rows.columns]
    found = {code for part in codes for code in part}
    return found.pop() if len(found) == 1 else ""


def _check_scope(comparison: Comparison, scope: Scope) -> None:
    """Both where a row stands and where it is to stand must be within reach."""
    county, town = comparison.ledger.scope_column(), comparison.ledger.town_column()
    rows = comparison.rows.filter(pl.col("_state").is_in([NEW, CHANGED]))
    nothing = pl.lit(None, pl.String)

    def stored(name: str | None) -> pl.Expr:
        return pl.col(OLD + name) if name and OLD + name in rows.columns else nothing

    def intended(name: str | None) -> pl.Expr:
        if not name or name not in rows.columns:
            return stored(name)
        if DIFFERS + name not in rows.columns:
            return pl.col(name)
        return pl.when(pl.col("_id").is_null() | pl.col(DIFFERS + name)).then(pl.col(name)).otherwise(stored(name))

    after = rows.select(intended(county).alias("county"), intended(town).alias("town"))
    before = rows.filter(pl.col("_id").is_not_null()).select(stored(county).alias("county"), stored(town).alias("town"))
    for place in pl.concat([before, after]).unique().rows():
        if not scope.covers(*place):
            raise NotAllowed("row.out_of_scope", f"“{place[0] or '空'}”不在您可以填报的范围内，没有写入任何内容。")


def _insert(comparison: Comparison, fresh: pl.DataFrame, event: int, counties: set[str]) -> list[tuple[Any, ...]]:
    ledger = comparison.ledger
    schema = storage_schema(ledger)
    # People and organisations that are not known yet are made only for rows that are really written.
    rows = make_unknown(ledger, fresh, comparison.normal)
    if lacking := [name for name in key_storage(ledger) if name not in rows.columns]:
        raise Refused("value.required", f"缺少编号或所属县（{'、'.join(lacking)}），没有写入任何内容。")
    _check_resolved(ledger, rows)
    counties |= set(rows[ledger.scope_column()].unique().to_list())
    rows = rows.with_columns(
        pl.Series("id", list(store.next_ids(ledger, len(rows))), dtype=pl.Int64),
        pl.lit(1, pl.Int64).alias("revision"),
        pl.Series("salt", digests.salts(len(rows)), dtype=pl.Binary),
    )
    rows = seal_into(ledger, rows)
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in rows.columns]
    rows = rows.with_columns(absent)
    rows = rows.with_columns(pl.Series("digest", digests.commit(ledger, rows), dtype=pl.Binary))
    insert_complete(ledger, rows, event)
    sheet, row = _places(rows)
    return list(
        zip(
            [ledger.info.id] * len(rows), rows["id"].to_list(), ["n"] * len(rows), sheet, row,
            rows["digest"].to_list(), [None] * len(rows), strict=True,
        )
    )  # fmt: skip


def insert_complete(ledger: type[Ledger], rows: pl.DataFrame, event: int) -> None:
    """Insert complete rows in storage form with id, revision, salt and digest."""
    names = ["id", "revision", "salt", "digest", *storage_schema(ledger)]
    store.insert_frame(ledger._meta.db_table, rows.select(names), {"event": event, "changed_at": _now()})


def _places(rows: pl.DataFrame) -> tuple[list[int | None], list[int | None]]:
    nothing: list[int | None] = [None] * len(rows)
    sheet = rows["_sheet"].to_list() if "_sheet" in rows.columns else nothing
    row = rows["_row"].to_list() if "_row" in rows.columns else nothing
    return sheet, row


def _now() -> Any:
    """The present moment as the database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(timezone.now())


def _check_resolved(ledger: type[Ledger], rows: pl.DataFrame) -> None:
    for name in key_storage(ledger):
        if name in rows.columns and rows[name].null_count():
            raise Refused("value.required", f"“{ledger.info.title}”的编号或所属县为空，没有写入任何内容。")
    for column in ledger.declared:
        if (
            column.kind == "reference"
            and column.storage[0] in rows.columns
            and (rows[column.storage[0]] == UNKNOWN).any()
        ):
            raise Refused("reference.unknown", f"“{column.label}”指向不存在的记录，没有写入任何内容。")


def _update(comparison: Comparison, changed: pl.DataFrame, event: int, counties: set[str]) -> list[tuple[Any, ...]]:
    ledger = comparison.ledger
    schema = storage_schema(ledger)
    rows = make_unknown(ledger, changed, comparison.normal)
    _check_resolved(ledger, rows)
    rows = seal_into(ledger, rows.with_columns(changed["_id"].alias("id")))
    flags = set(comparison.flags())
    # A fresh ciphertext belongs to a number that changed; otherwise the stored one stays.
    differs = {name: changed[DIFFERS + name] for name in schema if name in flags}
    for column in ledger.declared:
        if column.name + "_mark" in differs:
            differs[column.name + "_sealed"] = differs[column.name + "_mark"]
    merged: list[pl.Series] = []
    for name, dtype in schema.items():
        old = changed[OLD + name].alias(name)
        if name in differs and name in rows.columns:
            merged.append(
                pl.select(pl.when(differs[name]).then(rows[name].cast(dtype)).otherwise(old).alias(name)).to_series()
            )
        else:
            merged.append(old)
    result = pl.DataFrame(merged).with_columns(
        changed["_id"].alias("id"),
        (changed["_revision"] + 1).alias("revision"),
        pl.Series("salt", digests.salts(len(changed)), dtype=pl.Binary),
    )
    changes = change_texts(changed, result, {name: flag for name, flag in differs.items()})
    write_rows(ledger, result, event)
    counties |= set(changed[OLD + ledger.scope_column()].to_list()) | set(result[ledger.scope_column()].to_list())
    sheet, row = _places(changed)
    digest = digests.commit(ledger, result)
    return list(
        zip(
            [ledger.info.id] * len(result),
            result["id"].to_list(),
            ["c"] * len(result),
            sheet,
            row,
            digest,
            changes,
            strict=True,
        )
    )


def change_texts(old: pl.DataFrame, new: pl.DataFrame, differs: dict[str, pl.Series]) -> list[str]:
    """For each row JSON {column: [old, new]} of what changed, in storage form; bytes in hexadecimal."""
    changes: list[dict[str, list[Any]]] = [{} for _ in range(len(new))]
    for name, flag in differs.items():
        where = flag.arg_true()
        before, after = old[OLD + name].gather(where).to_list(), new[name].gather(where).to_list()
        for at, one, other in zip(where.to_list(), before, after, strict=True):
            changes[at][name] = [plain(one), plain(other)]
    return [json.dumps(change, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for change in changes]


def plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def write_rows(ledger: type[Ledger], rows: pl.DataFrame, event: int) -> None:
    """Overwrite existing rows with complete rows in storage form (id, revision, salt, every stored column)."""
    schema = storage_schema(ledger)
    types = {"id": "bigint", "revision": "bigint", "salt": sql_type(pl.Binary()), "digest": sql_type(pl.Binary())}
    types |= {name: sql_type(dtype) for name, dtype in schema.items()}
    rows = rows.with_columns(pl.Series("digest", digests.commit(ledger, rows), dtype=pl.Binary))
    names = list(types)
    table = store.quote(ledger._meta.db_table)
    with store.temporary_table(f"updates_{event}_{ledger.info.id}", types) as temporary:
        store.insert_frame(temporary, rows.select(names))
        sets = ", ".join(f"{store.quote(name)} = t.{store.quote(name)}" for name in names if name != "id")
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"ANALYZE {store.quote(temporary)}")
            cursor.execute(
                f"UPDATE {table} SET {sets}, event = %s, changed_at = %s FROM {store.quote(temporary)} t "
                f"WHERE {table}.id = t.id",
                [event, _now()],
            )


def remove_rows(ledger: type[Ledger], ids: Sequence[int], counties: set[str]) -> list[tuple[Any, ...]]:
    """Delete rows, keeping their last facts in the trail entry so that the removal can be undone. The trail entries."""
    from jiedui.core.ledger.undoing import check_not_used, stored_rows

    check_not_used(ledger, ids)
    rows = stored_rows(ledger, ids)
    counties |= set(rows[ledger.scope_column()].to_list())
    schema = storage_schema(ledger)
    entries: list[tuple[Any, ...]] = []
    for record in rows.select("id", "revision", *schema).to_dicts():
        facts = {name: [plain(record[name]), None] for name in schema if record[name] is not None}
        facts["revision"] = [record["revision"], None]
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        entries.append((ledger.info.id, record["id"], "r", None, None, REMOVED, text))
    with connection.cursor() as cursor:
        for start in range(0, len(ids), 500):
            part = list(ids[start : start + 500])
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f"DELETE FROM {store.quote(ledger._meta.db_table)} WHERE id IN ({marks})", part)
    return entries


def _propagate_county(ledger: type[Ledger], comparison: Comparison) -> None:
    """A project that moves to another county takes its payments along: refused until they are moved by their own rows."""
    flag = DIFFERS + ledger.scope_column()
    if flag not in comparison.rows.columns:
        return
    moved = comparison.rows.filter(pl.col(flag) & (pl.col("_state") == CHANGED))["_id"].to_list()
    if moved:
        from jiedui.core.ledger.undoing import users_of

        used = users_of(ledger, moved, scope_only=True)
        if used:
            raise Refused("row.moved", f"记录已有关联的{'、'.join(used)}，不能改到别的县。请先处理关联记录。")


__all__ = ["Comparison", "Source", "apply", "compare", "save", "writing"]
