"""Reading one county of a ledger from the database, in one statement and at full speed."""

import contextlib
from collections.abc import Iterator
from typing import Any

import polars as pl
from django.db import connection, transaction

from jiedui.core.declare.ledger import Ledger
from jiedui.core.lake.layout import Schema, layout, schema

quote = connection.ops.quote_name
DIGITS = r"[0-9０-９]{7,}[0-9０-９XxＸｘ]*"
"""A phone or document number that someone typed into a text."""


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """One consistent view of the database for all reads of the block, without waiting for writers.

    Within a transaction of the caller that transaction's view is used.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # atomic() would be IMMEDIATE and wait for a running import; a savepoint opens a reading transaction instead.
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT lake_snapshot")
            try:
                yield
            finally:
                cursor.execute("RELEASE lake_snapshot")


def statement(ledger: type[Ledger]) -> str:
    """SELECT of the ledger's lake columns, under their names, for one county (one %s)."""
    fields, joins = [], []
    for number, column in enumerate(layout(ledger)):
        source = f"t.{quote(column.source)}"
        if column.person is not None:
            alias = f"p{number}"
            joins.append(f"LEFT JOIN {quote(column.person._meta.db_table)} {alias} ON {alias}.id = {source}")
            source = f"{alias}.{quote('token')}"
        fields.append(f"{source} AS {quote(column.name)}")
    table, county = quote(ledger._meta.db_table), quote(ledger.scope_column())
    return f"SELECT {', '.join(fields)} FROM {table} t {' '.join(joins)} WHERE t.{county} = %s"


def read_county(ledger: type[Ledger], county: str) -> pl.DataFrame:
    """The rows of one county as the lake shows them, by id."""
    read = _copy if connection.vendor == "postgresql" else _columns
    frame = read(statement(ledger), county, schema(ledger)).sort("id")
    scrub = [column.name for column in layout(ledger) if column.scrub]
    return frame.with_columns(pl.col(scrub).str.replace_all(DIGITS, "＊")) if scrub else frame


def _copy(sql: str, county: str, types: Schema) -> pl.DataFrame:
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", [county]) as copy:
        text = b"".join(copy)
    if not text:
        return pl.DataFrame(schema=types)
    read: dict[str, Any] = {name: pl.String() if kind == pl.Boolean else kind for name, kind in types.items()}
    frame = pl.read_csv(text, has_header=False, schema=read)
    return frame.with_columns(pl.col(name) == "t" for name, kind in types.items() if kind == pl.Boolean)


def _columns(sql: str, county: str, types: Schema) -> pl.DataFrame:
    """SQLite gathers every column into one JSON array: half the time of carrying each cell through Python."""
    arrays = ", ".join(f"json_group_array({quote(name)})" for name in types)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {arrays} FROM ({sql})", [county])
        texts = cursor.fetchone()
    if texts[0] == "[]":
        return pl.DataFrame(schema=types)
    return pl.DataFrame([_decoded(name, kind, text) for (name, kind), text in zip(types.items(), texts, strict=True)])


def _decoded(name: str, kind: pl.DataType, text: str) -> pl.Series:
    stored = pl.Int64() if kind == pl.Boolean else kind
    return pl.Series(name, [text]).str.json_decode(pl.List(stored)).explode().cast(kind)
