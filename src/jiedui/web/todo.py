"""What waits for a user: every package that has something to do for somebody says so here, once.

def mine(user):  # only what this user may see and do; a fixed, small number of queries
    return [Item(_("3 个问题待回答"), reverse("web:import", args=[7]), note="务工.xlsx", at=..., badge="web:imports")]

todo.register(mine)

Every page asks. What is only changed together with an event of the trail is registered with `kept=True`: it is asked
again when the trail has grown, or when settings.TODO_SECONDS have passed (a day that comes, a plan loaded by command).
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language

from jiedui.core.access.queries import grants_of
from jiedui.core.store.once import once
from jiedui.core.trail.queries import position
from jiedui.core.words import veil

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
_kept: list[Source] = []
_known: dict[tuple[Any, ...], tuple[float, tuple[int, bytes], list[Item]]] = {}
"""Whose items, in which language, under which grants, covered or not -> until when (monotonic) and at which position of the trail they hold."""
MOST_KNOWN = 2000


def register(source: Source, *, kept: bool = False) -> None:
    """Let `source(user)` tell what waits for a user (once, while Django starts)."""
    if source not in _sources + _kept:
        (_kept if kept else _sources).append(source)


def items_for(user: Any) -> list[Item]:
    """Everything that waits for this user, the newest first. A source that fails is left out and logged: a page must
    not fail because of its bell. Read once in a request: the workbench and the bell show the same."""
    if not getattr(user, "is_authenticated", False):
        return []
    return once(f"todo.{user.pk}", lambda: _newest_first(_asked(_sources, user) + _known_for(user)))


def _newest_first(items: list[Item]) -> list[Item]:
    oldest = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(items, key=lambda item: item.at or oldest, reverse=True)


def _known_for(user: Any) -> list[Item]:
    if not settings.TODO_SECONDS:
        return _asked(_kept, user)
    grants = tuple((grant.role, grant.region) for grant in grants_of(user))
    # Who looks through another's eyes is shown nothing that was read for that person, and leaves nothing covered behind.
    whose, now, stands = (user.pk, get_language(), grants, veil.drawn()), time.monotonic(), position()
    known = _known.get(whose)
    if known is None or known[0] < now or known[1] != stands:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        known = _known[whose] = (now + settings.TODO_SECONDS, stands, _asked(_kept, user))
    return known[2]


def _asked(sources: Iterable[Source], user: Any) -> list[Item]:
    found: list[Item] = []
    for source in sources:
        try:
            found += source(user)
        except Exception:
            _log.exception("what waits could not be read: %s", source)
    return found


def badges(items: Iterable[Item]) -> dict[str, int]:
    """URL name of a menu entry -> how many things wait behind it."""
    counts: dict[str, int] = {}
    for item in items:
        if item.badge:
            counts[item.badge] = counts.get(item.badge, 0) + item.count
    return counts
