"""Append-only in the database itself: triggers that refuse UPDATE, DELETE and TRUNCATE, whoever asks.

SQLite needs a third trigger: INSERT OR REPLACE removes the old row without calling the others, so inserting under a
number that is taken is refused as well.
"""

from typing import Any

TABLES = {"trail_event": "id", "trail_entry": "seq", "trail_head": "id"}
_TEXT = "存证记录只能追加，不能修改或删除"


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
        for table, key in TABLES.items()
        for statement in (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refuse}",
        )
    ]


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
