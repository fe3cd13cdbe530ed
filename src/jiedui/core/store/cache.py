"""More room for SQLite while one transaction writes a lot."""

import contextlib
from collections.abc import Iterator

from django.db import connection

ROOMY = -262_144
"""KiB, as the pragma has it: a quarter of a gigabyte, taken page by page as the transaction fills them."""


@contextlib.contextmanager
def roomy() -> Iterator[None]:
    """Keep the pages of a large change in memory until its commit.

    Pages that do not fit are written to the log early and read back from there: an import of 200,000 rows then takes a
    seventh longer. Other connections keep their small cache. On PostgreSQL nothing happens.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    (before,) = raw.execute("PRAGMA cache_size").fetchone()
    raw.execute(f"PRAGMA cache_size={ROOMY}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA cache_size={before}")
