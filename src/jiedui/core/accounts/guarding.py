"""The triggers with which the database itself keeps the books: entries are only added, accounts never go."""

from django.db import connection

from jiedui.core.trail import guards

ADDED_TO = ("accounts_entry", "accounts_proof")
KEPT = ("accounts_account", "accounts_closedyear")


def statements(vendor: str) -> list[str]:
    made = [one for table in ADDED_TO for one in guards.append_only_statements(vendor, table)]
    return made + [one for table in KEPT for one in guards.keep_statements(vendor, table)]


def let_go(vendor: str) -> list[str]:
    return [one for table in (*ADDED_TO, *KEPT) for one in guards.let_go_statements(vendor, table)]


def missing() -> list[str]:
    """The triggers that somebody removed or switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal")
            wanted = [f"{table}_guard" for table in (*ADDED_TO, *KEPT)]
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = [f"{table}_no_delete" for table in (*ADDED_TO, *KEPT)]
            wanted += [f"{table}_{what}" for table in ADDED_TO for what in ("no_update", "no_replace")]
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in there]
