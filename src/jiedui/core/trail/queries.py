"""Reading the trail for history pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from jiedui.core.store import ask
from jiedui.core.trail.models import Entry, Event, Head, State

PART = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in the history of a row, with the event it belongs to."""

    entry: Entry
    event: Event


def entries_of(ledger: str, row_id: int, *, limit: int | None = None) -> list[Step]:
    """The history of one row, newest first. Whether the reader may see the row is the caller's to check."""
    entries = list(Entry.objects.filter(ledger=ledger, row_id=row_id).order_by("-seq")[:limit])
    events = Event.objects.in_bulk({entry.event_id for entry in entries})
    return [Step(entry, events[entry.event_id]) for entry in entries]


def span(event_id: int) -> tuple[int, int]:
    """Numbers of the first and the last entry of an event; (1, 0) while it is not closed."""
    head = Head.objects.filter(event_id=event_id).first()
    if head is None:
        return 1, 0
    before = Head.objects.filter(pk=head.pk - 1).values_list("size", flat=True).first()
    return (before or 0) + 1, head.size


def authors_of(ledger: str, rows: Sequence[int]) -> set[int]:
    """The ids of the users who ever wrote any of these rows."""
    found: set[int] = set()
    for start in range(0, len(rows), PART):
        entries = Entry.objects.filter(ledger=ledger, row_id__in=list(rows[start : start + PART]))
        events = Event.objects.filter(pk__in=entries.values("event_id")).exclude(actor_id=None)
        found |= {one for one in events.values_list("actor_id", flat=True).distinct() if one is not None}
    return found


def position() -> tuple[int, bytes]:
    """Where the trail stands: another value after every event, also after one that was undone and another in its place. A key
    for what is made of facts that change only together with an event; read it before them. One small query."""
    found = ask(_POSITION)
    return (int(found[0][0]), bytes(found[0][1])) if found else (0, b"")


_POSITION = f"SELECT heads, frontier FROM {State._meta.db_table} ORDER BY id LIMIT 1"


def first_at() -> datetime | None:
    """When the first event of the installation happened; None before there is one. One small query."""
    return Event.objects.order_by("id").values_list("at", flat=True).first()


def entries_of_event(event_id: int) -> QuerySet[Entry]:
    """The row entries of one event in order, without the event's own."""
    return Entry.objects.filter(seq__range=span(event_id)).exclude(action="e").order_by("seq")


def event(event_id: int) -> Event | None:
    return Event.objects.filter(pk=event_id).first()


def events(
    *,
    counties: Collection[str] | None,
    own: int | None = None,
    kinds: Sequence[str] = (),
    ledger: str = "",
    actor_id: int | None = None,
    actors: Collection[int] = (),
    actor_name: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Event]:
    """Events, newest first, page by page (`before`: the last id of the page before).

    `counties`: the six-digit codes within the reader's reach, None for everything; an event that names no region is
    shown only to those who reach everything, and to user `own` when it is their own. `actors`: by one of these users;
    `actor_name`: by somebody whose name holds this.
    """
    found = Event.objects.order_by("-id")
    if counties is not None:
        found = found.annotate(county=Substr("scope", 1, 6)).filter(
            Q(county__in=sorted(counties)) | (Q(actor_id=own) if own is not None else Q(pk__in=()))
        )
    wanted: dict[str, Any] = {
        "kind__in": list(kinds) or None,
        "ledger": ledger or None,
        "actor_id": actor_id,
        "actor_id__in": list(actors) or None,
        "actor_name__icontains": actor_name or None,
        "at__gte": since,
        "at__lt": until,
        "id__lt": before,
    }
    return list(found.filter(**{name: value for name, value in wanted.items() if value is not None})[:limit])
