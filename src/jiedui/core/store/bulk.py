"""Bulk inserts and reads: COPY on PostgreSQL, executemany on SQLite."""

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from django.db import connection, models

CHUNK = 20_000


def vendor() -> str:
    """ "sqlite" or "postgresql"."""
    return connection.vendor


def quote(name: str) -> str:
    """`name` as an SQL identifier."""
    return connection.ops.quote_name(name)


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows` (tuples in the order of `columns`) and return how many; bytes, str, int, bool, None, datetime."""
    names = ", ".join(quote(column) for column in columns)
    count = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
                    count += 1
            return count
        marks = ", ".join("?" for _ in columns)
        sql = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"
        # Django's wrapper rewrites the placeholders of every call; the driver's own executemany does not.
        raw = cursor.cursor
        iterator = iter(rows)
        while chunk := list(itertools.islice(iterator, CHUNK)):
            super(type(raw), raw).executemany(sql, chunk)
            count += len(chunk)
    return count


def copy_frame(table: str, frame: pl.DataFrame) -> int:
    """Insert the records of a frame whose columns are named like the table's columns."""
    return insert_rows(table, frame.columns, records(frame))


def records(frame: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The records of a frame as tuples, a slice at a time, so that the whole never stands twice in memory."""
    for start in range(0, len(frame), CHUNK):
        yield from frame[start : start + CHUNK].rows()


def next_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Allocate `count` primary keys for `model`, never handed out twice on PostgreSQL.

    SQLite: the one writer takes what follows the highest key ever used (sqlite_sequence of AUTOINCREMENT).
    """
    table = model._meta.db_table
    pk = model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [quote(table), pk, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        if row:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last + count])
        return range(last + 1, last + count + 1)


@contextlib.contextmanager
def temporary_table(name: str, columns: dict[str, str]) -> Iterator[str]:
    """A temporary table that is gone after the block; `columns` maps names to SQL types known to both databases."""
    body = ", ".join(f"{quote(column)} {kind}" for column, kind in columns.items())
    # Outside a transaction every insert would be one of its own. On SQLite a savepoint opens a reading transaction,
    # where atomic() would take the write lock, which a mere preview must not hold.
    alone = connection.vendor == "sqlite" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        if alone:
            cursor.execute("SAVEPOINT temporary_work")
        cursor.execute(f"CREATE TEMPORARY TABLE {quote(name)} ({body})")
    try:
        yield name
    finally:
        # After a failed statement PostgreSQL accepts nothing until the rollback, which drops the table as well.
        with connection.cursor() as cursor, contextlib.suppress(Exception):
            cursor.execute(f"DROP TABLE {quote(name)}")
            if alone:
                cursor.execute("RELEASE temporary_work")


def fetch_frame(
    sql: str, parameters: Sequence[Any], schema: Mapping[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    """The result of `sql` as a frame with the given column names and types (one per selected expression, in order)."""
    pieces: list[pl.DataFrame] = []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while chunk := cursor.fetchmany(CHUNK):
            pieces.append(pl.DataFrame(chunk, schema=schema, orient="row", infer_schema_length=None))
    return pl.concat(pieces, rechunk=True) if pieces else pl.DataFrame(schema=schema)
