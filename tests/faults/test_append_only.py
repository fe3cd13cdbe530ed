"""The database itself refuses to change or remove what the trail recorded, whatever SQL is tried."""

import pytest
from django.db import DatabaseError, connection, transaction

from jiedui.core.trail import guards
from jiedui.core.trail.models import Entry, Event, Head
from jiedui.core.trail.operations import SYSTEM, close_event, open_event, record_event
from jiedui.core.trail.verification import verify
from tests.unguarded import unguarded

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HEAD = "1, 1, 1, {blob}, '2021-01-01 00:00:00+00', {blob}"
ENTRY = "1, 1, 'toy', 1, 'n', 0, 1, {blob}, NULL"
EVENT = "1, '2021-01-01 00:00:00+00', 'x', NULL, 'x', '', '', '', '', '{{}}', {blob}"
ATTACKS = {
    "update an entry": "UPDATE trail_entry SET row_id = 2 WHERE seq = 1",
    "update without a change": "UPDATE trail_entry SET seq = seq",
    "delete an entry": "DELETE FROM trail_entry WHERE seq = 2",
    "delete everything": "DELETE FROM trail_entry",
    "update an event": "UPDATE trail_event SET actor_name = 'x'",
    "delete an event": "DELETE FROM trail_event",
    "update a head": "UPDATE trail_head SET size = 0",
    "delete a head": "DELETE FROM trail_head WHERE id = 1",
    "move an entry": "UPDATE trail_entry SET seq = 99 WHERE seq = 1",
    "upsert an entry": f"INSERT INTO trail_entry VALUES ({ENTRY}) ON CONFLICT (seq) DO UPDATE SET row_id = 2",
    "upsert an event": f"INSERT INTO trail_event VALUES ({EVENT}) ON CONFLICT (id) DO UPDATE SET kind = 'x'",
    "insert a taken number": f"INSERT INTO trail_head VALUES ({HEAD})",
}
SQLITE = {
    "replace an entry": f"INSERT OR REPLACE INTO trail_entry VALUES ({ENTRY})",
    "replace an event": f"REPLACE INTO trail_event VALUES ({EVENT})",
    "replace a head": f"INSERT OR REPLACE INTO trail_head VALUES ({HEAD})",
    "replace by row id": "INSERT OR REPLACE INTO trail_entry (rowid, event_id, ledger, row_id, action, digest) "
    "VALUES (1, 1, 'toy', 9, 'n', {blob})",
    "update or replace": "UPDATE OR REPLACE trail_entry SET seq = 2 WHERE seq = 1",
    "replace with recursive triggers off": "PRAGMA recursive_triggers = OFF; "
    f"INSERT OR REPLACE INTO trail_entry VALUES ({ENTRY})",
}
POSTGRESQL = {
    "truncate entries": "TRUNCATE trail_entry",
    "truncate all": "TRUNCATE trail_event, trail_entry, trail_head CASCADE",
    "merge": "MERGE INTO trail_entry t USING (SELECT 1) s ON t.seq = 1 WHEN MATCHED THEN UPDATE SET row_id = 2",
    "delete through a query": "WITH gone AS (DELETE FROM trail_head RETURNING 1) SELECT count(*) FROM gone",
}


def everything() -> list[list[tuple]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Event, Entry, Head)]


@pytest.fixture(autouse=True)
def some_trail() -> None:
    event = open_event("import", actor=SYSTEM)
    close_event(event, [("toy", 1, "n", 0, 1, bytes(32), None), ("toy", 2, "n", 0, 2, bytes(32), None)])
    record_event("reveal", actor=SYSTEM)


def attack(sql: str) -> None:
    filled = sql.format(blob="x'00'" if connection.vendor == "sqlite" else "'\\x00'::bytea")
    with connection.cursor() as cursor:
        for statement in filled.split("; "):
            cursor.execute(statement)


def attacks() -> list:
    both = [pytest.param(sql, id=name) for name, sql in ATTACKS.items()]
    special = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    return both + [pytest.param(sql, id=name) for name, sql in special.items()]


@pytest.mark.parametrize("sql", attacks())
def test_the_attack_is_blocked(sql: str) -> None:
    before = everything()
    with pytest.raises(DatabaseError), transaction.atomic():
        attack(sql)
    assert everything() == before


@pytest.mark.parametrize("sql", attacks())
def test_without_the_guards_the_attack_would_not_be_blocked_by_them(sql: str) -> None:
    """The test above has teeth: its statements are valid and only the guards (or a taken number) stop them."""
    with unguarded():
        try:
            with transaction.atomic():
                attack(sql)
        except DatabaseError as error:
            assert "存证" not in str(error)
            assert "unique" in str(error).lower()


def test_a_dropped_guard_is_reported() -> None:
    name = guards.names(connection.vendor)[1]
    with connection.cursor() as cursor:
        table = f" ON {name.removesuffix('_guard')}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{table}")
    assert [problem.id for problem in verify().problems if name in problem.message] == ["trail.guard"]


def test_a_large_load_leaves_the_guards_armed() -> None:
    """Many entries at once do without the look at each number; afterwards, and after a failure, it is there again."""
    many = [("toy", id, "n", 0, id, bytes(32), None) for id in range(1, guards.MANY + 2)]
    close_event(open_event("import", actor=SYSTEM), many)
    assert guards.missing(connection) == []
    broken = [*many, ("toy", 1, "n", 0, 1, b"short", None)]
    with pytest.raises(ValueError), transaction.atomic():
        close_event(open_event("import", actor=SYSTEM), broken)
    assert guards.missing(connection) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        attack(f"INSERT INTO trail_entry VALUES ({ENTRY})")
