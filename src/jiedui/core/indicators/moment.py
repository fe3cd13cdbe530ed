"""The day of a figure, and what holds on it. Dates in ledgers may be known to the day, the month or the year only.

A half-known date begins on the first and ends on the last day that it may mean: 2021-03 as a start is 1 March, as an end
31 March. A date that is not known at all says nothing about a past day; it is told as known now, so it counts only where
the day asked for is not in the past.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

WINDOW = 12
"""Months of income that a household is judged by."""


class Days:
    """What indicators and rules ask of a moment. `text`: the day as YYYY-MM-DD; `past`: whether it is before the present day;
    `asked` and `undated`: see Moment."""

    text: Any
    past: bool
    asked: bool
    undated: bool

    def reached(self, date: Any) -> Any:
        """Condition: the date (Ibis text column) is the day or before it. Unknown: only where the day is not past."""
        # A shorter text sorts before its continuations, which is exactly its first day.
        return (date <= self.text).fill_null(not self.past)

    def in_year(self, date: Any) -> Any:
        """Condition: the date lies in the year of the day, up to the day. Unknown: only where the day is not past."""
        return ((date >= self.text[:4]) & (date <= self.text)).fill_null(not self.past)

    def of_year(self, *dates: Any) -> Any:
        """Condition: the year of the day lies between those of the earliest and of the latest of the dates, both included.

        Without a named day it is true of every row. Where no date is known: the year of the day is that of the present plan;
        without a plan no year can be named, and it is true of every one.
        """
        year = self.text[:4]
        begun = over = False
        known = False
        for date in dates:
            begun |= (date.left(4) <= year).fill_null(False)
            over |= (date.left(4) >= year).fill_null(False)
            known |= date.notnull()
        if not self.asked:
            return known | ~known
        return (begun & over) | ~known if self.undated else begun & over

    def not_over(self, date: Any) -> Any:
        """Condition: the period that ends with this date, that day included, has not ended. Unknown: it has not."""
        # "~" sorts after digits and "-": the shorter text now stands for its last day.
        return ((date + "~") >= self.text).fill_null(True)

    def begun(self, number: int) -> Any:
        """Condition: the month of that number (1 to 12) of the year has begun by the day."""
        import ibis

        return ibis.literal(f"{number:02d}") <= self.text[5:7]


@dataclass(frozen=True)
class Moment(Days):
    """The day asked for (`day`), the present day, and the reference data in force on `day`.

    districts: paired county -> Shenzhen district; key_counties: national key counties; lines: yearly income line in fen
    a person by province (two digits) for the year of the window's last month; plan_year: the year of the plan at work at
    present, to which facts without any date belong (None: no plan was loaded). asked: whether somebody named the day; a
    figure of no named day is the state as it is registered now, whatever the year.
    """

    day: dt.date
    today: dt.date
    districts: Mapping[str, str] = field(default_factory=dict)
    key_counties: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)
    plan_year: int | None = None
    asked: bool = True

    @property
    def text(self) -> str:
        return self.day.isoformat()

    @property
    def past(self) -> bool:  # type: ignore[override]
        return self.day < self.today

    @property
    def undated(self) -> bool:  # type: ignore[override]
        """Whether facts without any date belong to the year of the day."""
        return self.plan_year in (None, self.day.year)

    def after(self, days: int) -> str:
        """The day so many days later, as YYYY-MM-DD."""
        return (self.day + dt.timedelta(days=days)).isoformat()

    def months_ago(self, months: int) -> str:
        """The same day some months earlier, or that month's last day, as YYYY-MM-DD."""
        year, month = divmod(self.day.year * 12 + self.day.month - 1 - months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return dt.date(year, month + 1, min(self.day.day, last)).isoformat()

    def last_full_month(self) -> str:
        """The last month that is over at the end of the day, as YYYY-MM."""
        month = self.day.replace(day=1)
        return (month if self.day == month_end(month) else month - dt.timedelta(days=1)).strftime("%Y-%m")

    def window(self) -> list[str]:
        """The last 12 full months, oldest first."""
        return months_to(self.last_full_month(), WINDOW)

    def year_before(self) -> "Moment":
        """The same day of the year before (28 February for the 29th): what is held against it is known with its dates only."""
        leap = (self.day.month, self.day.day) == (2, 29)
        return replace(self, day=self.day.replace(year=self.day.year - 1, day=28 if leap else self.day.day))

    def at(self, day: dt.date, lines: Mapping[str, int]) -> "Moment":
        """The same with another day; pairings and key counties stay those of the day asked for."""
        return replace(self, day=day, lines=lines)


def month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_to(last: str, count: int) -> list[str]:
    """`count` months as YYYY-MM up to and with `last`."""
    index = int(last[:4]) * 12 + int(last[5:7]) - 1
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(index - count + 1, index + 1)]


def month_days(day: dt.date) -> dict[str, dt.date]:
    """The months of the year up to `day`, each with the day for which it is computed: its last, or `day` itself."""
    ends = (month_end(dt.date(day.year, month, 1)) for month in range(1, day.month + 1))
    return {end.strftime("%Y-%m"): min(end, day) for end in ends}
