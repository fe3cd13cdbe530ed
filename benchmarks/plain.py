"""The plain table of the peer and of the floor: the same 15 columns, key and indexes as the ledger, nothing sealed."""

import os
import sqlite3
from typing import Any
from urllib.parse import urlsplit

COLUMNS = (
    "name", "resident_id", "sex", "ethnic", "county", "phone", "tags", "status", "employer", "trade", "post", "workplace",
    "since", "wage", "contract",
)  # fmt: skip
TABLE = "plain_worker"
INDEXED = ("resident_id", "phone", "employer")


def statements(vendor: str) -> list[str]:
    key = "bigserial PRIMARY KEY" if vendor == "postgresql" else "integer PRIMARY KEY AUTOINCREMENT"
    body = ", ".join(f"{name} {'bigint' if name == 'wage' else 'text'} NULL" for name in COLUMNS)
    return [
        f"CREATE TABLE {TABLE} (id {key}, {body}, UNIQUE (county, resident_id))",
        *(f"CREATE INDEX {TABLE}_{name} ON {TABLE} ({name})" for name in INDEXED),
    ]


def connect() -> Any:
    """A connection to the database of DATABASE_URL, else to SQLite in JIEDUI_DATA, with the product's own settings."""
    url = os.environ.get("DATABASE_URL", "")
    if urlsplit(url).scheme.startswith("postgres"):
        import psycopg

        return psycopg.connect(url)
    own = sqlite3.connect(os.path.join(os.environ["JIEDUI_DATA"], "plain.sqlite3"), isolation_level=None)
    own.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536")
    return own
