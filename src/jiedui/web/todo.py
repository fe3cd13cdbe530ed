"""What waits for a user: every package that has something to do for somebody says so here, once.

def mine(user):  # only what this user may see and do; a fixed, small number of queries
    return [Item(_("3 个问题待回答"), reverse("web:import", args=[7]), note="务工.xlsx", at=..., badge="web:imports")]

todo.register(mine)
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Text = str | Promise
Source = Callable[[Any], Iterable["Item"]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Item:
    """One thing that waits. `href`: where it is done. `note`: whose or which, never a personal datum.
    `badge`: the URL name of the menu entry that counts it ("" counts in the bell only); `count` is how many it stands for."""

    text: Text
    href: str
    note: Text = ""
    at: dt.datetime | None = None
    icon: str = "bell"
    badge: str = ""
    count: int = 1


_sources: list[Source] = []


def register(source: Source) -> None:
    """Let `source(user)` tell what waits for a user (once, while Django starts)."""
    if source not in _sources:
        _sources.append(source)


def items_for(user: Any) -> list[Item]:
    """Everything that waits for this user, the newest first. A source that fails is left out and logged: a page must
    not fail because of its bell."""
    if not getattr(user, "is_authenticated", False):
        return []
    found: list[Item] = []
    for source in _sources:
        try:
            found += source(user)
        except Exception:
            _log.exception("what waits could not be read: %s", source)
    oldest = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda item: item.at or oldest, reverse=True)


def badges(items: Iterable[Item]) -> dict[str, int]:
    """URL name of a menu entry -> how many things wait behind it."""
    counts: dict[str, int] = {}
    for item in items:
        if item.badge:
            counts[item.badge] = counts.get(item.badge, 0) + item.count
    return counts
