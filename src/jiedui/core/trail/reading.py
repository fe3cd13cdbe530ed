"""Reading the whole trail as of one moment, without holding up writers and without holding it in memory."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

CHUNK = 20_000


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """One unchanging view of the database for everything read inside; others go on writing.

    Django would begin an IMMEDIATE transaction on SQLite, which keeps writers out; reading needs only a deferred one.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def chunks(sql: str, parameters: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query in lists of 20,000."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, list(parameters))
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def rows(sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query one by one."""
    for chunk in chunks(sql, parameters):
        yield from chunk
