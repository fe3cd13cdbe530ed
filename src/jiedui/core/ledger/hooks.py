"""Where floors above and modules take part in a write, without the ledger knowing them.

All of them run inside the transaction of the change; whatever they raise undoes the whole.
"""

from collections.abc import Callable
from typing import Any

from jiedui.core.declare.ledger import Ledger

Guard = Callable[[Any], None]
"""Gets the Comparison about to be applied and raises Refused to stop it."""

guards: dict[str, list[Guard]] = {}
after_write: list[Callable[[type[Ledger], set[str]], None]] = []
"""Called with the ledger and the counties whose rows changed."""


def add_guard(ledger_id: str, guard: Guard) -> None:
    """Let `guard` look at every write to the ledger, from intake, form, API and undo alike."""
    guards.setdefault(ledger_id, []).append(guard)


def check(ledger: type[Ledger], comparison: Any) -> None:
    for guard in guards.get(ledger.info.id, ()):
        guard(comparison)


def written(ledger: type[Ledger], counties: set[str]) -> None:
    for listener in after_write:
        listener(ledger, counties)
