"""Comparing rows in normal form with the ledger: new, changed (old and new value), same, missing."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl
from django.db import connection

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.schema import key_storage, storage_schema
from jiedui.core.ledger.storing import UNKNOWN, to_storage

NEW, CHANGED, SAME = "new", "changed", "same"
SQL_TYPES = {pl.Int64(): "bigint", pl.String(): "text", pl.Boolean(): "boolean"}
OLD, DIFFERS = "old:", "new:"


def sql_type(dtype: pl.DataType) -> str:
    if dtype == pl.Binary:
        return "bytea" if connection.vendor == "postgresql" else "blob"
    return SQL_TYPES[dtype]


@dataclass
class Comparison:
    """What writing `normal` would do.

    normal: rows in normal form with `_index` (position in the file), `_sheet`, `_row`. rows: the same rows in storage form
    with `_state`, `_id` (the ledger's row), `_revision`, `_event` and, for matched rows, the stored values as `old:x`.
    present: storage columns that the rows bring; missing: rows of the scope that are not among them (replace).
    """

    ledger: type[Ledger]
    normal: pl.DataFrame
    rows: pl.DataFrame
    present: tuple[str, ...]
    missing: pl.DataFrame = field(default_factory=pl.DataFrame)

    def count(self, state: str) -> int:
        return int((self.rows["_state"] == state).sum())

    def of(self, state: str) -> pl.DataFrame:
        here = self.rows["_state"] == state
        return self.rows if here.all() else self.rows.filter(here)

    def flags(self) -> list[str]:
        """Storage columns for which the rows say whether they take another value, in the column `new:x`."""
        return [name.removeprefix(DIFFERS) for name in self.rows.columns if name.startswith(DIFFERS)]


def compare(
    ledger: type[Ledger], normal: pl.DataFrame, *, scope: Scope, replace: bool = False, erase: bool | None = None
) -> Comparison:
    """Look up every row by key and tell what is new and what differs.

    A column that the rows do not bring is left alone. An empty cell erases a known fact only where `erase` holds (default: in
    replace mode), because a blank in a partial list means "not reported", not "gone".
    """
    erase = replace if erase is None else erase
    rows = to_storage(ledger, normal)
    schema = storage_schema(ledger)
    present = tuple(name for name in schema if name in rows.columns)
    keys = key_storage(ledger)
    for key in keys:
        if key not in rows.columns:  # a whole column without an answer yet: no row can be matched
            rows = rows.with_columns(pl.lit(None, schema[key]).alias(key))
    # A row whose person or project nobody knows cannot have a counterpart.
    known = [pl.col(key) != UNKNOWN if schema[key] == pl.Int64 else pl.col(key).is_not_null() for key in keys]
    ready = rows.filter(pl.all_horizontal(known))
    with store.temporary_table(f"keys_{uuid.uuid4().hex[:12]}", _key_types(ledger, keys)) as table:
        store.insert_frame(table, ready.select("_index", *keys))
        matched = _matched(ledger, table, keys)
        missing = _missing(ledger, table, keys, normal, scope) if replace else pl.DataFrame(schema={"id": pl.Int64})
    rows = rows.join(matched, on="_index", how="left", maintain_order="left")
    return Comparison(ledger, normal, states(ledger, rows, present, keys, erase), present, missing)


def _key_types(ledger: type[Ledger], keys: Sequence[str]) -> dict[str, str]:
    schema = storage_schema(ledger)
    return {"_index": "bigint", **{key: sql_type(schema[key]) for key in keys}}


def _matched(ledger: type[Ledger], table: str, keys: Sequence[str]) -> pl.DataFrame:
    """The ledger's rows with the keys in the temporary table, every stored column as `old:x`."""
    schema = storage_schema(ledger)
    book: dict[str, pl.DataType] = {"_id": pl.Int64(), "_revision": pl.Int64(), "_event": pl.Int64()}
    columns = [f"l.{store.quote(name)}" for name in ("id", "revision", "event", *schema)]
    on = " AND ".join(f"l.{store.quote(key)} = k.{store.quote(key)}" for key in keys)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {store.quote(table)}")
    # CROSS JOIN keeps SQLite's planner from scanning the ledger for a handful of keys.
    join = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    where = f"WHERE {on}" if connection.vendor == "sqlite" else ""
    condition = "" if connection.vendor == "sqlite" else f"ON {on}"
    return store.fetch_frame(
        f"SELECT k._index, {', '.join(columns)} FROM {store.quote(table)} k {join} "
        f"{store.quote(ledger._meta.db_table)} l {condition} {where}",
        [],
        {"_index": pl.UInt32(), **book, **{OLD + name: dtype for name, dtype in schema.items()}},
    )


def _missing(ledger: type[Ledger], table: str, keys: Sequence[str], normal: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Rows of the scope, and for a monthly ledger of the months in the file, that the file does not hold."""
    where, values = scope.sql("l." + ledger.scope_column(), _prefixed(ledger.town_column()))
    if ledger.info.period:
        months = normal[ledger.info.period].drop_nulls().unique().to_list()
        where += f" AND l.{ledger.info.period} IN ({', '.join(['%s'] * len(months)) or 'NULL'})"
        values = [*values, *months]
    on = " AND ".join(f"l.{store.quote(key)} = k.{store.quote(key)}" for key in keys)
    with connection.cursor() as cursor:
        names = ", ".join(store.quote(key) for key in keys)
        cursor.execute(f"CREATE INDEX {store.quote(table + '_i')} ON {store.quote(table)} ({names})")
    name = ledger.columns[ledger.info.name].storage[0]
    name = name if storage_schema(ledger)[name] == pl.String else "id"
    return store.fetch_frame(
        f"SELECT l.id, CAST(l.{name} AS text) FROM {store.quote(ledger._meta.db_table)} l "
        f"WHERE {where} AND NOT EXISTS (SELECT 1 FROM {store.quote(table)} k WHERE {on}) ORDER BY l.id",
        values,
        {"id": pl.Int64(), "name": pl.String()},
    )


def _prefixed(name: str | None) -> str | None:
    return f"l.{name}" if name else None


def states(
    ledger: type[Ledger], rows: pl.DataFrame, present: Sequence[str], keys: Sequence[str], erase: bool
) -> pl.DataFrame:
    """Add `new:x` for every storage column and `_state`; `keys` are the columns by which rows were matched."""
    flags: list[pl.Expr] = []
    for column in ledger.declared:
        names = [name for name in column.storage if name in present]
        # A column's storage fields change together: a town found in the register drops the name once kept as written.
        given = pl.any_horizontal([pl.col(name).is_not_null() for name in names]) if names else pl.lit(False)
        for name in names:
            differs = pl.col(name).ne_missing(pl.col(OLD + name)) & (given | pl.lit(erase))
            ignored = name in keys
            flags.append((differs & pl.col("_id").is_not_null() & pl.lit(not ignored)).alias(DIFFERS + name))
    scope = ledger.scope_column()
    if scope in present and scope not in keys and ledger.scope_reference() is not None:
        flags.append(
            (pl.col(scope).ne_missing(pl.col(OLD + scope)) & pl.col("_id").is_not_null()).alias(DIFFERS + scope)
        )
    rows = rows.with_columns(flags)
    changed = pl.any_horizontal([flag.meta.output_name() for flag in flags]) if flags else pl.lit(False)
    return rows.with_columns(
        pl.when(pl.col("_id").is_null()).then(pl.lit(NEW)).when(changed).then(pl.lit(CHANGED)).otherwise(pl.lit(SAME))
        .alias("_state")
    )  # fmt: skip
