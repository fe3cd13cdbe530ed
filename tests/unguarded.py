"""Lifting the trail's append-only triggers: to empty a test database, and to tamper as an intruder with its file would."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from jiedui.core.flows import guards as flows
from jiedui.core.trail import guards
from jiedui.modules.projects.review import guards as review

KEPT = ("alerts_alert", "alerts_reply", "plan_comment", "accounts_account", "accounts_closedyear", *flows.KEPT)
EMPTYING = ("DELETE", "TRUNCATE")
ADDED_TO = (
    "submissions_submission", "submissions_withdrawal", "plan_change", "plan_evidence", "accounts_entry", "accounts_proof",
    "projects_allotmentproposal",
    *flows.ADDED_TO,
)  # fmt: skip


@contextmanager
def unguarded() -> Iterator[None]:
    """The trail's tables, and those whose rows never go, without their triggers, inside the block only."""
    tables = connection.introspection.table_names()
    there = "trail_head" in tables and not guards.missing(connection)
    kept, added_to = ([table for table in some if table in tables] for some in (KEPT, ADDED_TO))
    _run(guards.drop_statements(connection.vendor) if there else [])
    reviewed = review.ROUND in tables
    _run(review.let_go_statements(connection.vendor) if reviewed else [])
    _run([one for table in (*kept, *added_to) for one in guards.let_go_statements(connection.vendor, table)])
    try:
        yield
    finally:
        _run(guards.create_statements(connection.vendor) if there else [])
        _run(review.statements(connection.vendor) if reviewed else [])
        _run([one for table in kept for one in guards.keep_statements(connection.vendor, table)])
        _run([one for table in added_to for one in guards.append_only_statements(connection.vendor, table)])


def flushing(original: Any) -> Any:
    """Django's flush for a test database (transactional tests): it empties the guarded tables and their numbering.

    Only tables that hold rows are emptied: there are some hundred and fifty, of which a test fills a few, and emptying an
    empty one costs as much.
    """

    def execute_sql_flush(self: Any, sql_list: list[str]) -> None:
        names = dict.fromkeys(re.findall(r'"(\w+)"', " ".join(one for one in sql_list if one.startswith(EMPTYING))))
        asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
        with connection.cursor() as cursor:
            cursor.execute(asked)
            filled = [row[0] for row in cursor.fetchall()]
        with unguarded(), transaction.atomic():
            if connection.vendor == "postgresql":  # references are not looked at: all that could hold one goes
                _run(["SET LOCAL session_replication_role = replica"])
            original(self, [f'DELETE FROM "{name}"' for name in filled])
            if connection.vendor == "sqlite":
                _run(["DELETE FROM sqlite_sequence WHERE name = 'trail_event'"])

    return execute_sql_flush


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
