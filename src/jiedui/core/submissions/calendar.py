"""What is to be handed in: for each place and ledger the period at hand, until when, and how it stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiedui.core.declare.ledger import Ledger
from jiedui.core.submissions import queries
from jiedui.core.submissions.asked import ledgers_of
from jiedui.core.submissions.frozen import within
from jiedui.core.submissions.models import Submission
from jiedui.core.submissions.periods import Period, ended_by, latest
from jiedui.core.submissions.starting import first_day

SOON = 5
"""Days before the last one from which the reader is reminded."""


class State(StrEnum):
    """How a ledger of a place stands; `label` in words, `tone` how it is coloured."""

    NOT_DUE = "not_due"
    DUE = "due"
    OVERDUE = "overdue"
    HANDED_IN = "handed_in"
    CORRECTED = "corrected"
    BEFORE = "before"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]

    @property
    def tone(self) -> str:
        return TONES[self]

    @property
    def open(self) -> bool:
        """Still to be handed in."""
        return self in (State.DUE, State.OVERDUE)


LABELS: dict[State, str | Promise] = {
    State.NOT_DUE: _("未到报送期"),
    State.DUE: _("待报送"),
    State.OVERDUE: _("逾期未报"),
    State.HANDED_IN: _("已报送"),
    State.CORRECTED: _("报送后有更正"),
    State.BEFORE: _("启用前"),
}
TONES = {
    State.NOT_DUE: "none",
    State.DUE: "warn",
    State.OVERDUE: "bad",
    State.HANDED_IN: "good",
    State.CORRECTED: "fine",
    State.BEFORE: "none",
}


@dataclass(frozen=True)
class Line:
    """One ledger of one place. days: to the last day for it, negative when that is past."""

    place: str
    ledger: type[Ledger]
    period: Period
    state: State
    days: int
    submission: Submission | None

    @property
    def late(self) -> int:
        return -self.days


def lines(places: Sequence[str], day: dt.date, month: tuple[int, int] | None = None) -> list[Line]:
    """Every ledger of every place, by place: the last period that ended by `month` (year and number; the last month that is
    over on `day`). One query, and one more for each ledger that was handed in."""
    found = plain(places, day, month)
    handed = [one for one in found if one.submission is not None]
    by_ledger: dict[type[Ledger], list[Line]] = {}
    for one in handed:
        by_ledger.setdefault(one.ledger, []).append(one)
    moved = {(ledger, place) for ledger, some in by_ledger.items() for place in _moved(ledger, some)}
    return [_corrected(one) if (one.ledger, one.place) in moved else one for one in found]


def plain(places: Sequence[str], day: dt.date, month: tuple[int, int] | None = None) -> list[Line]:
    """The same without looking at what was corrected since: three queries, for reminders."""
    year, number = month or ended_by(day)
    first = first_day()
    standing = queries.standing(places)
    found = []
    for place in places:
        for ledger in ledgers_of(place, day):
            period = latest(ledger.info.frequency, year, number)
            known = standing.get((place, ledger.info.id, period.text))
            days = (period.due - day).days
            if known is not None:
                state = State.HANDED_IN
            elif first is not None and period.end < first:
                state = State.BEFORE
            elif period.end > day:
                state = State.NOT_DUE
            else:
                state = State.DUE if days >= 0 else State.OVERDUE
            found.append(Line(place, ledger, period, state, days, known))
    return found


def _corrected(line: Line) -> Line:
    return Line(line.place, line.ledger, line.period, State.CORRECTED, line.days, line.submission)


def _moved(ledger: type[Ledger], handed: Sequence[Line]) -> list[str]:
    """The places whose rows are not those they handed in: a row was written by a later event, or there are more or fewer.

    Every write of a row has an event, and nobody writes while a ledger is handed in, so this misses nothing."""
    county = ledger.scope_column()
    later = Q()
    for one in handed:
        assert one.submission is not None
        later |= Q(**{county: one.place, "event__gt": one.submission.event})
    rows = ledger._default_manager.filter(
        within(ledger, handed[0].period), **{f"{county}__in": [one.place for one in handed]}
    )
    counted = rows.order_by().values_list(county).annotate(Count("pk"), later=Count("pk", filter=later))
    now = {place: (count, fresh) for place, count, fresh in counted}
    return [one.place for one in handed if one.submission and now.get(one.place, (0, 0)) != (one.submission.rows, 0)]
