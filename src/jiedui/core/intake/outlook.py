"""What undoing an import would do, and what stands in its way, before anybody does it."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from jiedui.core import store
from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.ledger.undoing import users_of
from jiedui.core.trail.models import Event
from jiedui.core.trail.queries import span

FEW = 5


@dataclass(frozen=True)
class Later:
    """Somebody's later work on rows of the import."""

    at: datetime
    actor_id: int | None
    actor: str
    kind: str
    rows: int


@dataclass(frozen=True)
class Outlook:
    """new rows go, changed rows get their old values back, removed rows return. later: who worked on the rows since
    (`touched` rows in all); used_by: titles of ledgers that refer to the new rows. With either the undo is refused, unless
    the later work was itself undone.
    """

    new: int
    changed: int
    removed: int
    touched: int
    later: list[Later]
    used_by: list[str]


def of(record: Import) -> Outlook | None:
    """The outlook of an import that went in; None for any other."""
    if record.event is None:
        return None
    ledger = registry.ledger(record.ledger)
    first, last = span(record.event)
    counts = store.fetch_frame(
        "SELECT action, COUNT(*) FROM trail_entry WHERE seq BETWEEN %s AND %s AND ledger = %s GROUP BY action",
        [first, last, record.ledger], {"action": pl.String(), "rows": pl.Int64()},
    )  # fmt: skip
    by_action = dict(counts.iter_rows())
    later = store.fetch_frame(
        f"SELECT l.event, COUNT(*) FROM {store.quote(ledger._meta.db_table)} l JOIN trail_entry e ON e.row_id = l.id "
        "WHERE e.seq BETWEEN %s AND %s AND e.ledger = %s AND e.action IN ('n', 'c') AND l.event <> %s GROUP BY l.event",
        [first, last, record.ledger, record.event], {"event": pl.Int64(), "rows": pl.Int64()},
    ).sort("event", descending=True)  # fmt: skip
    still = store.fetch_frame(
        f"SELECT COUNT(*) FROM {store.quote(ledger._meta.db_table)} l JOIN trail_entry e ON e.row_id = l.id "
        "WHERE e.seq BETWEEN %s AND %s AND e.ledger = %s AND e.action IN ('n', 'c')",
        [first, last, record.ledger], {"rows": pl.Int64()},
    )  # fmt: skip
    gone = by_action.get("n", 0) + by_action.get("c", 0) - int(still["rows"][0])
    ids = store.fetch_frame(
        "SELECT row_id FROM trail_entry WHERE seq BETWEEN %s AND %s AND ledger = %s AND action = 'n'",
        [first, last, record.ledger], {"id": pl.Int64()},
    )  # fmt: skip
    events = Event.objects.in_bulk(later["event"].head(FEW).to_list())
    told = [
        Later(events[event].at, events[event].actor_id, events[event].actor_name, events[event].kind, rows)
        for event, rows in later.head(FEW).iter_rows()
        if event in events
    ]
    return Outlook(
        by_action.get("n", 0), by_action.get("c", 0), by_action.get("r", 0), int(later["rows"].sum()) + gone, told,
        users_of(ledger, ids["id"].to_list()),
    )  # fmt: skip
