"""Append-only in the database itself: triggers that refuse UPDATE, DELETE and TRUNCATE, whoever asks.

SQLite needs a third trigger: INSERT OR REPLACE removes the old row without calling the others, so inserting under a
number that is taken is refused as well.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection

TABLES = {"trail_event": "id", "trail_entry": "seq", "trail_head": "id"}
_TEXT = "存证记录只能追加，不能修改或删除"
MANY = 5_000


def create_statements(vendor: str) -> list[str]:
    """The SQL that arms the tables, in order."""
    if vendor == "postgresql":
        body = f"BEGIN RAISE EXCEPTION '{_TEXT}' USING ERRCODE = 'integrity_constraint_violation'; END"
        return [
            f"CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
            *(
                f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
                for table in TABLES
            ),
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_TEXT}'); END"
    return [
        statement
        for table in TABLES
        for statement in (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            _no_replace(table),
        )
    ]


def _no_replace(table: str) -> str:
    key = TABLES[table]
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN SELECT RAISE(ABORT, '{_TEXT}'); END"
    )


@contextlib.contextmanager
def aside_for(count: int) -> Iterator[None]:
    """Within the transaction that appends `count` entries: a load of many does without the look at each new number.

    Only SQLite has that guard. It is gone and comes back within one transaction, so nobody else meets the table
    without it, and a failure brings it back.
    """
    if connection.vendor != "sqlite" or count < MANY:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER trail_entry_no_replace")
        yield
        cursor.cursor.execute(_no_replace("trail_entry"))


def keep_statements(vendor: str, table: str) -> list[str]:
    """The SQL that refuses to delete rows of a table whose rows may change but never go."""
    if vendor == "postgresql":
        return [
            f"CREATE TRIGGER {table}_guard BEFORE DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_TEXT}'); END"
    return [f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"]


def append_only_statements(vendor: str, table: str) -> list[str]:
    """The SQL that refuses to change or delete rows of a table to which rows are only added."""
    if vendor == "postgresql":
        return [
            f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_TEXT}'); END"
    return [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{_TEXT}'); END",
    ]


def let_go_statements(vendor: str, table: str) -> list[str]:
    """The SQL that takes this back: for reversing the migration and for tests that empty their database."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_guard ON {table}"]
    return [f"DROP TRIGGER IF EXISTS {table}_{what}" for what in ("no_delete", "no_update", "no_replace")]


def drop_statements(vendor: str) -> list[str]:
    """The SQL that disarms the tables: for reversing the migration and for tests that empty their database."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name} ON {name.removesuffix('_guard')}" for name in names(vendor)]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in names(vendor)]


def names(vendor: str) -> list[str]:
    """The names of the triggers that must be there."""
    if vendor == "postgresql":
        return [f"{table}_guard" for table in TABLES]
    return [f"{table}_{what}" for table in TABLES for what in ("no_update", "no_delete", "no_replace")]


def missing(connection: Any) -> list[str]:
    """The triggers that somebody removed or switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in names(connection.vendor) if name not in there]
