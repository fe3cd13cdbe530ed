"""Bulk inserts and reads: COPY on PostgreSQL, executemany on SQLite."""

import contextlib
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from django.db import connection, models

CHUNK = 20_000
ROWS, NARROW = 20, 5


def vendor() -> str:
    """ "sqlite" or "postgresql"."""
    return connection.vendor


def quote(name: str) -> str:
    """`name` as an SQL identifier."""
    return connection.ops.quote_name(name)


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows` (tuples in the order of `columns`) and return how many; bytes, str, int, bool, None, datetime.

    Columns without any value are left to the table's own default, NULL.
    """
    count = 0
    iterator = iter(rows)
    while chunk := list(itertools.islice(iterator, CHUNK)):
        given = {name: values for name, *values in zip(columns, *chunk, strict=True)}
        if connection.vendor == "postgresql":
            _copy(table, pl.DataFrame([pl.Series(name, _plain(values)) for name, values in given.items()]))
        else:
            _execute_many(table, given)
        count += len(chunk)
    return count


def insert_frame(table: str, frame: pl.DataFrame, constants: Mapping[str, Any] | None = None) -> int:
    """Insert the records of a frame whose columns are named like the table's; `constants` hold for each of them.

    A slice at a time, so that the whole never stands twice in memory. Columns without any value are left to the
    table's own default, NULL.
    """
    constants = constants or {}
    if frame.is_empty():
        return 0
    if connection.vendor == "postgresql":
        _copy(table, frame.with_columns(pl.lit(value).alias(name) for name, value in constants.items()))
        return len(frame)
    for start in range(0, len(frame), CHUNK):
        part = frame[start : start + CHUNK].with_columns(pl.col(pl.Boolean).cast(pl.Int8))
        same = {name: [value] * len(part) for name, value in constants.items()}
        _execute_many(table, {series.name: series.to_list() for series in part} | same)
    return len(frame)


def _copy(table: str, frame: pl.DataFrame) -> None:
    """COPY as CSV text, which polars writes many times faster than the driver can write values."""
    frame = frame.select(series.name for series in frame if series.null_count() < len(series))
    blobs = [series.name for series in frame if series.dtype == pl.Binary]
    names = ", ".join(quote(name) for name in frame.columns)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        sql = f"COPY {quote(table)} ({names}) FROM STDIN (FORMAT csv, NULL '\\N')"
        with cursor.cursor.copy(sql) as copy:
            for start in range(0, len(frame), CHUNK):
                part = frame[start : start + CHUNK]
                part = part.with_columns(
                    pl.format("\\x{}", pl.col(name).bin.encode("hex")).alias(name) for name in blobs
                )
                text = io.BytesIO()
                # Text is always quoted, NULL never is: nothing that a clerk writes can be taken for NULL or for the end.
                part.write_csv(text, include_header=False, null_value="\\N", quote_style="non_numeric")
                copy.write(text.getbuffer())


def _execute_many(table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    names: list[str] = []
    marks: list[str] = []
    given: list[Sequence[Any]] = []
    for name, values in columns.items():
        first = values[0]
        # The first column is always bound, so that there is something to bind.
        if names and (first is None or type(first) is int) and values.count(first) == len(values):
            if first is not None:  # what is the same everywhere is told once
                names.append(name)
                marks.append(str(first))
        else:
            names.append(name)
            marks.append("?")
            given.append(_plain(values))
    count = len(next(iter(columns.values())))
    # A statement costs as much as a narrow row: several rows share one. Wide rows would only be copied once more.
    together = ROWS if len(given) <= NARROW else 1
    whole = count - count % together
    into = f"INSERT INTO {quote(table)} ({', '.join(map(quote, names))}) VALUES "
    row = f"({', '.join(marks)})"
    with connection.cursor() as cursor, connection.wrap_database_errors:
        # Django's wrapper rewrites the placeholders of every call; the driver's own executemany does not.
        raw = cursor.cursor
        execute = super(type(raw), raw).executemany
        if whole:
            columnwise = [values[at:whole:together] for at in range(together) for values in given]
            execute(into + ", ".join([row] * together), zip(*columnwise, strict=True))
        if whole < count:
            execute(into + row, zip(*(values[whole:] for values in given), strict=True))


def _plain(values: Sequence[Any]) -> Sequence[Any]:
    """Values as the way to the database takes them with the least ado."""
    kind = type(next((value for value in values if value is not None), None))
    if connection.vendor == "postgresql":
        return [value if value is None else bytes(value) for value in values] if kind is memoryview else values
    # SQLite's driver looks for an adapter of every bytes object; a bytearray goes straight in.
    return [value if value is None else bytearray(value) for value in values] if kind in (bytes, memoryview) else values


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
