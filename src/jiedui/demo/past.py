"""What happened earlier in the invented year: while it is told, the programme's day is that day."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_day: ContextVar[dt.date | None] = ContextVar("past", default=None)


@contextmanager
def on(day: dt.date) -> Iterator[None]:
    """Do something on this day of the invented year."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def told() -> dt.date | None:
    """The day that is being told; None outside of `on`."""
    return _day.get()
