"""Locks that last until the end of the transaction."""

import zlib

from django.db import connection, transaction


def lock(name: str) -> None:
    """Let only one transaction at a time hold `name`; others wait.

    SQLite transactions are IMMEDIATE, so one writer runs at a time already; PostgreSQL takes an advisory lock.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock() needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
