"""Locks that last until the end of the transaction."""

import zlib

from django.db import connection, transaction


def lock(name: str, *, shared: bool = False) -> None:
    """Let only one transaction at a time hold `name`; others wait. Those that only share it wait for none of their kind.

    SQLite transactions are IMMEDIATE, so one writer runs at a time already; PostgreSQL takes an advisory lock.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock() needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
            cursor.execute(f"SELECT {function}(%s)", [zlib.crc32(name.encode())])
