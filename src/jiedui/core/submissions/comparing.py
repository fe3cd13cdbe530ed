"""What a ledger came to when it was handed in, beside what it came to before: and whether that asks for an explanation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.submissions.frozen import summed
from jiedui.core.submissions.models import Submission

MUCH = 30
"""Percent: a number that grew or fell by so much since the submission before is explained."""
FEW = 10
"""Up to so many rows come and go without an explanation."""


@dataclass(frozen=True)
class Move:
    """One number before and now, in storage units. column: None for the number of rows; None where no row holds one."""

    column: Column | None
    old: int | None
    new: int | None

    @property
    def much(self) -> bool:
        """Whether it moved so far that somebody has to say why."""
        if self.old is None or self.new is None:
            # A column that nobody had filled in yet fills by itself; one that is emptied does not.
            return bool(self.old)
        if self.column is None and abs(self.new - self.old) <= FEW:
            return False
        return self.old != self.new and abs(self.new - self.old) * 100 >= abs(self.old) * MUCH


def moves(
    ledger: type[Ledger], old: tuple[int, Mapping[str, int | None]], new: tuple[int, Mapping[str, int | None]]
) -> list[Move]:
    """The number of rows, then every total that either side holds. old, new: number of rows, totals by column."""
    found = [Move(None, old[0], new[0])]
    for column in summed(ledger):
        if column.name in old[1] or column.name in new[1]:
            found.append(Move(column, old[1].get(column.name), new[1].get(column.name)))
    return found


def totals_of(submission: Submission) -> dict[str, int | None]:
    """The totals as they were handed in."""
    known: dict[str, int | None] = json.loads(submission.totals)
    return known


def between(ledger: type[Ledger], old: Submission, new: Submission) -> list[Move]:
    """Two submissions of one ledger and place."""
    return moves(ledger, (old.rows, totals_of(old)), (new.rows, totals_of(new)))
