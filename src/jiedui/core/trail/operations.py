"""Writing the trail: inside the caller's transaction, so a change and its trail stand or fall together.

event = open_event("import", actor=actor, ledger="workers", file_digest=digest)
…change rows…
close_event(event, [EntryRow("workers", 17, "n", 0, 5, digest, None), …])
"""

import itertools
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from jiedui.core import store
from jiedui.core.trail import canonical, guards, merkle
from jiedui.core.trail.models import Entry, Event, Head, State, Tile
from jiedui.core.vault import keys
from jiedui.core.vault.masking import scrub

NEW, CHANGED, REMOVED, EVENT = "n", "c", "r", "e"
CHUNK = 20_000
COLUMNS = ("seq", "event_id", "ledger", "row_id", "action", "sheet", "row", "digest", "changes")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user's id (None for the system and the command line), the name as shown, the network address."""

    user_id: int | None
    name: str
    address: str = ""


SYSTEM = Actor(None, "系统")


class EntryRow(NamedTuple):
    """One changed row for `close_event`; a plain tuple of the same order does as well.

    `action` is n (new), c (changed) or r (removed); `sheet` is the index of the sheet in the source file and `row`
    Excel's row number; `digest` is the row's 32-byte commitment (canonical.REMOVED for a removed row); `changes` is
    JSON text with old and new storage values.
    """

    ledger: str
    row_id: int
    action: str
    sheet: int | None
    row: int | None
    digest: bytes
    changes: str | None


def open_event(
    kind: str,
    *,
    actor: Actor,
    ledger: str = "",
    scope: str = "",
    file_digest: str = "",
    note: Mapping[str, Any] | None = None,
) -> Event:
    """Begin an event and get its number. It must be closed in the same transaction; no personal data in `note`."""
    _check_transaction()
    return Event.objects.create(
        at=timezone.now(),
        kind=kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        address=actor.address,
        ledger=ledger,
        scope=scope,
        file_digest=file_digest,
        note=json.dumps(_scrubbed(dict(note or {})), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        salt=os.urandom(16),
    )


def _scrubbed(value: Any) -> Any:
    """The trail is kept for good and in plain: no personal number typed into a reason or a file's name gets in."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {scrub(key): _scrubbed(one) for key, one in value.items()}
    return [_scrubbed(one) for one in value] if isinstance(value, (list, tuple)) else value


def close_event(event: Event, entries: Collection[canonical.EntryFacts] = ()) -> Head:
    """Append the event and its entries to the tree and sign the new head. The last thing a transaction does.

    On PostgreSQL other transactions that close wait for the end of this one, so that entries are numbered densely.
    """
    _check_transaction()
    state = _locked_state()
    tree = merkle.Frontier.unpack(state.size, bytes(state.frontier))
    salt, number = bytes(event.salt), event.pk
    first = ("", number, EVENT, None, None, event_digest(event), None)
    rest = itertools.chain([first], entries)
    complete, made = tree.size >> merkle.TILE, list[bytes]()
    with guards.aside_for(len(entries)):
        while chunk := list(itertools.islice(rest, CHUNK)):
            start = tree.size + 1
            tree.extend(canonical.leaves(start, number, salt, chunk), made)
            rows = [(seq, number, *one) for seq, one in enumerate(chunk, start)]
            store.insert_rows(Entry._meta.db_table, COLUMNS, rows)
    if made:
        Tile.objects.filter(pk__gte=complete).delete()  # left by somebody who has cut the trail
        store.insert_rows(Tile._meta.db_table, ("id", "root"), list(enumerate(made, complete)))
    return _sign(state, event, tree)


def record_event(
    kind: str,
    *,
    actor: Actor,
    ledger: str = "",
    scope: str = "",
    file_digest: str = "",
    note: Mapping[str, Any] | None = None,
) -> Event:
    """An event that changes no row: a sign-in, a revealed value, an export."""
    event = open_event(kind, actor=actor, ledger=ledger, scope=scope, file_digest=file_digest, note=note)
    close_event(event)
    return event


def event_digest(event: Event) -> bytes:
    """The commitment of an event's facts as stored."""
    return canonical.event_digest(
        bytes(event.salt),
        event.pk,
        event.at,
        event.kind,
        event.actor_id,
        event.actor_name,
        event.address,
        event.ledger,
        event.scope,
        event.file_digest,
        event.note,
    )


def _sign(state: State, event: Event, tree: merkle.Frontier) -> Head:
    id, at, root = state.heads + 1, _not_before(state.heads), tree.root()
    head = Head.objects.create(
        id=id,
        event_id=event.pk,
        size=tree.size,
        root=root,
        at=at,
        signature=keys.load().signing.sign(canonical.head_message(id, tree.size, root, at)),
    )
    State.objects.filter(pk=state.pk).update(heads=id, size=tree.size, frontier=tree.pack())
    return head


def _not_before(last: int) -> datetime:
    """Now, but never before the previous head, whatever the clock of the machine does."""
    now = timezone.now()
    before = Head.objects.filter(pk=last).values_list("at", flat=True).first()
    return max(now, before) if before else now


def _locked_state() -> State:
    query = State.objects.select_for_update()
    state = query.filter(pk=1).first()
    if state is None:
        State.objects.bulk_create([State(pk=1)], ignore_conflicts=True)
        state = query.get(pk=1)
    return state


def _check_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the trail is written inside the transaction of the change")
