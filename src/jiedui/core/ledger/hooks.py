"""Where floors above and modules take part in a write, without the ledger knowing them.

All of them run inside the transaction of the change; whatever they raise undoes the whole.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiedui.core.declare.ledger import Ledger
from jiedui.core.trail.operations import Actor

Guard = Callable[[Any], None]
"""Gets the Comparison about to be applied and raises Refused to stop it. Undoing has none: see Follower."""


@dataclass(frozen=True)
class Written:
    """What one event wrote to a ledger: the ids of the rows that are new, changed and removed. changes: of a changed row,
    JSON {storage column: [old, new]}, as the trail has it."""

    ledger: type[Ledger]
    event: int
    actor: Actor
    new: list[int]
    changed: list[int]
    removed: list[int]
    changes: Mapping[int, str]

    def touches(self, row: int, columns: Collection[str]) -> bool:
        """Whether any of these storage columns of a changed row took another value."""
        text = self.changes.get(row)
        return text is None or any(f'"{name}":' in text for name in columns)


Follower = Callable[[Written], None]
"""Sees what was written, by intake, form, API and undo alike, looks at the rows as they now stand, adds what follows
from them in the same transaction, or raises Refused, which takes the whole back."""

EVERY = "*"
guards: dict[str, list[Guard]] = {}
followers: dict[str, list[Follower]] = {}
after_write: list[Callable[[type[Ledger], set[str]], None]] = []
"""Called with the ledger and the counties whose rows changed."""


def add_guard(ledger_id: str, guard: Guard) -> None:
    """Let `guard` look at every write to the ledger before it happens, from intake, form and API alike."""
    guards.setdefault(ledger_id, []).append(guard)


def add_follower(ledger_id: str, follower: Follower) -> None:
    """Let `follower` look at every write to the ledger (EVERY: to any) after it happened, within its transaction; undoing
    too."""
    followers.setdefault(ledger_id, []).append(follower)


def check(ledger: type[Ledger], comparison: Any) -> None:
    for guard in guards.get(ledger.info.id, ()):
        guard(comparison)


def written(ledger: type[Ledger], counties: set[str]) -> None:
    for listener in after_write:
        listener(ledger, counties)


def follow(ledger: type[Ledger], event: int, actor: Actor, entries: Sequence[tuple[Any, ...]]) -> None:
    """Tell the followers. entries: as they go into the trail (ledger, row, action n, c or r, …)."""
    asked = [*followers.get(EVERY, ()), *followers.get(ledger.info.id, ())]
    if not asked:
        return
    rows: dict[str, list[int]] = {"n": [], "c": [], "r": []}
    changes: dict[int, str] = {}
    for entry in entries:
        rows[entry[2]].append(entry[1])
        if entry[2] == "c":
            changes[entry[1]] = entry[6]
    for follower in asked:
        follower(Written(ledger, event, actor, rows["n"], rows["c"], rows["r"], changes))
