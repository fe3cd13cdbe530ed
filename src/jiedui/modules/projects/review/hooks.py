"""Where the life of a project hangs on: what a round may take in, and what becomes of its projects when it is frozen."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from jiedui.core.access.models import User
from jiedui.core.trail.operations import Actor


@dataclass(frozen=True)
class Frozen:
    """A round whose results stand. outcomes: row of the ledger `projects` -> library, rolled or vetoed (lists.py)."""

    round: int
    title: str
    place: str
    year: int
    event: int
    actor: Actor
    by: User
    outcomes: dict[int, str]


listeners: list[Callable[[Frozen], None]] = []
"""Called within the transaction that freezes; one that raises Refused takes the freezing back."""
entrances: list[Callable[[Collection[int]], Collection[int]]] = []
"""Each is given rows of `projects` and returns those that may enter a round; all must agree."""


def after_frozen(found: Frozen) -> None:
    """Tell the listeners what became of each project."""
    for listener in listeners:
        listener(found)


def admitted(ids: Collection[int]) -> set[int]:
    """Those of the projects that may enter a round now."""
    left = set(ids)
    for entrance in entrances:
        left &= set(entrance(sorted(left)))
    return left
