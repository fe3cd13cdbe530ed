"""Bulk work on the two databases: fast inserts, temporary tables, allocated ids, transaction locks.

The ORM stays the way for single rows; these functions exist because an import of 200,000 rows must take seconds.
All of them run on Django's default connection inside the caller's transaction.
"""

from jiedui.core.store.asking import ask, moment
from jiedui.core.store.bulk import (
    fetch_frame,
    insert_frame,
    insert_rows,
    next_ids,
    quote,
    temporary_table,
    vendor,
)
from jiedui.core.store.cache import roomy
from jiedui.core.store.locks import lock

__all__ = [
    "ask",
    "fetch_frame",
    "insert_frame",
    "insert_rows",
    "lock",
    "moment",
    "next_ids",
    "quote",
    "roomy",
    "temporary_table",
    "vendor",
]
