"""Lifting the trail's append-only triggers: to empty a test database, and to tamper as an intruder with its file would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from jiedui.core.trail import guards

KEPT = ("alerts_alert", "alerts_reply")
ADDED_TO = ("submissions_submission", "submissions_withdrawal")


@contextmanager
def unguarded() -> Iterator[None]:
    """The trail's tables, and those whose rows never go, without their triggers, inside the block only."""
    tables = connection.introspection.table_names()
    there = "trail_head" in tables and not guards.missing(connection)
    kept, added_to = ([table for table in some if table in tables] for some in (KEPT, ADDED_TO))
    _run(guards.drop_statements(connection.vendor) if there else [])
    _run([one for table in (*kept, *added_to) for one in guards.let_go_statements(connection.vendor, table)])
    try:
        yield
    finally:
        _run(guards.create_statements(connection.vendor) if there else [])
        _run([one for table in kept for one in guards.keep_statements(connection.vendor, table)])
        _run([one for table in added_to for one in guards.append_only_statements(connection.vendor, table)])


def flushing(original: Any) -> Any:
    """Django's flush for a test database (transactional tests): it empties the guarded tables and their numbering."""

    def execute_sql_flush(self: Any, sql_list: list[str]) -> None:
        with unguarded():
            original(self, sql_list)
            if connection.vendor == "sqlite":
                _run(["DELETE FROM sqlite_sequence WHERE name = 'trail_event'"])

    return execute_sql_flush


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
