"""How fast money is used: the rate, what it comes to by the year's end, and the day on which 90 % is reached."""

import calendar
import datetime as dt
from dataclasses import dataclass

AIM = 90
WINDOW = 3
"""Months whose mean is the present pace, the running one by its days."""


@dataclass(frozen=True)
class Pace:
    """rate: percent of what is available now. a_day: fen a day. forecast: percent on 31 December at this pace, of what is
    available now. reached: the day on which AIM is passed; None where it is not within ten years, `done` where it is."""

    rate: float | None
    of_allotted: float | None
    a_day: float
    forecast: float | None
    reached: dt.date | None
    done: bool

    @property
    def in_time(self) -> bool:
        return self.done or (self.reached is not None and self.forecast is not None and self.forecast > AIM)


def pace(paid: dict[str, int], *, available: int, allotted: int, day: dt.date) -> Pace:
    """paid: fen by month of the year so far (only those to `day` count for the pace)."""
    spent = sum(paid.values())
    rate = 100 * spent / available if available > 0 else None
    of_allotted = 100 * spent / allotted if allotted > 0 else None
    months = [f"{day.year}-{month:02d}" for month in range(max(1, day.month - WINDOW + 1), day.month + 1)]
    days = day.day + sum(calendar.monthrange(day.year, int(month[5:]))[1] for month in months[:-1])
    a_day = max(0, sum(paid.get(month, 0) for month in months)) / days
    left = (dt.date(day.year, 12, 31) - day).days
    forecast = min(100.0, 100 * (spent + a_day * left) / available) if available > 0 else None
    lack = available * AIM / 100 - spent
    done = available > 0 and lack < 0
    reached = None
    if available > 0 and not done and a_day > 0 and lack / a_day < 3650:
        reached = day + dt.timedelta(days=int(lack / a_day) + 1)
    return Pace(rate, of_allotted, a_day, forecast, reached, done)
