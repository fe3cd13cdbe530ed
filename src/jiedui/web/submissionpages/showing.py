"""Submissions as the pages draw them: numbers with their units, corrections with the rows, months to choose from."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.places.shown import shown_name
from jiedui.core.submissions.calendar import Line, State
from jiedui.core.submissions.comparing import Move
from jiedui.core.submissions.frozen import Changes
from jiedui.core.submissions.models import Submission
from jiedui.core.submissions.periods import ended_by, parse
from jiedui.core.words.saying import said
from jiedui.web import showing

MONTHS = 12
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
SHOWN = 30
"""Rows of a correction that a page lists."""
MARKS = {State.NOT_DUE: "·", State.DUE: "…", State.OVERDUE: "✗", State.HANDED_IN: "✓", State.CORRECTED: "✎", State.BEFORE: "–"}
"""How a state is written in the narrow cells of the matrix; its legend says what each means."""


@dataclass(frozen=True)
class Moved:
    """One number before and now as a line of a table. change: +12.5%, "" where there is none to tell."""

    label: str
    old: str
    new: str
    change: str
    much: bool


def moved(moves: Iterable[Move]) -> list[Moved]:
    """The numbers of a comparison in words."""
    return [
        Moved(
            showing.heading(one.column) if one.column else _("行数"),
            _number(one, one.old),
            _number(one, one.new),
            _change(one),
            one.much,
        )
        for one in moves
    ]


def _number(one: Move, value: int | None) -> str:
    if value is None:
        return "—"
    return showing.described(one.column, value) if one.column else f"{value:,}"


def _change(one: Move) -> str:
    if one.old is None or one.new is None or one.old == one.new:
        return ""
    return f"{(one.new - one.old) / abs(one.old):+.1%}" if one.old else ""


@dataclass(frozen=True)
class Told:
    """A submission as a line: what it is of, and whether it counts."""

    record: Submission
    ledger: type[Ledger]
    title: str
    place: str
    period: str
    withdrawn: bool


def told(record: Submission) -> Told:
    ledger = registry.ledger(record.ledger)
    return Told(
        record,
        ledger,
        said(ledger.info.title),
        shown_name(record.place) or record.place,
        parse(record.period).label,
        hasattr(record, "withdrawal"),
    )


@dataclass(frozen=True)
class Corrected:
    """The rows of a correction: how many of each kind, and the first of those that can still be opened."""

    new: int
    changed: int
    gone: int
    rows: list[tuple[int, str]]
    more: int

    @property
    def count(self) -> int:
        return self.new + self.changed + self.gone


def corrected(changes: Changes) -> Corrected:
    open_ones = [(id, _("更正")) for id in changes.changed] + [(id, _("新增")) for id in changes.new]
    return Corrected(
        len(changes.new), len(changes.changed), len(changes.gone), open_ones[:SHOWN], max(len(open_ones) - SHOWN, 0)
    )


def months(day: dt.date) -> list[tuple[str, str]]:
    """The last months that are over, and the one at hand where it is not: as a parameter and in words."""
    year, month = ended_by(day)
    last = max(year * 12 + month, day.year * 12 + day.month) - 1
    found = [divmod(last - back, 12) for back in range(MONTHS)]
    return [(f"{y}-{m + 1:02d}", _("%(year)s年%(month)s月") % {"year": y, "month": m + 1}) for y, m in found]


def month_of(text: str, day: dt.date) -> tuple[int, int]:
    """The month asked for (2021-12), past or at hand; else the last one that is over."""
    if _MONTH.fullmatch(text) and text <= f"{day.year}-{day.month:02d}":
        return int(text[:4]), int(text[5:])
    return ended_by(day)


def counted(lines: Sequence[Line]) -> list[tuple[State, int]]:
    """How many ledgers are in each state, the most pressing first."""
    order = (State.OVERDUE, State.DUE, State.CORRECTED, State.HANDED_IN, State.NOT_DUE, State.BEFORE)
    return [(state, count) for state in order if (count := sum(one.state == state for one in lines))]
