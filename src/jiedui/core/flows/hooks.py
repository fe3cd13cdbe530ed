"""Where floors above and modules learn that both sides have decided; within the transaction of the last signature."""

from collections.abc import Callable
from dataclasses import dataclass

from jiedui.core.trail.operations import Actor


@dataclass(frozen=True)
class Decided:
    """A decision that both sides have signed at every gate: the step it takes, with its rows. actor: who signed last."""

    flow: str
    transition: str
    decision: int
    rows: tuple[int, ...]
    event: int
    actor: Actor


listeners: list[Callable[[Decided], None]] = []
"""One that raises Refused takes the last signature back: it is not given."""
