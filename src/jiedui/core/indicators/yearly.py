"""A figure beside last year's, and what it may come to at the year's end."""

import datetime as dt
from dataclasses import dataclass

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.forecast import Forecast, forecast
from jiedui.core.indicators.queries import survey
from jiedui.core.indicators.values import Number, Value, printed


@dataclass(frozen=True)
class Beside:
    """last_year: the figure on the same day of last year; last_end: on its last day; both None where nothing is known.
    forecast: what the figure may come to on 31 December; shown: the same as printed."""

    last_year: Number | None
    last_end: Number | None
    forecast: Forecast | None
    shown: Number | None


def beside(value: Value, scope: Scope) -> Beside:
    """What stands beside a figure that was computed for `scope`; last year's figures are computed from the ledgers as they
    are now, with the pairings of their own day."""
    declared, day = registry.indicator(value.id), value.as_of
    before = year_before(day)
    then = survey([value.id], scope=scope, as_of=before).values[value.id]
    end = survey([value.id], scope=scope, as_of=dt.date(day.year - 1, 12, 31)).values[value.id]
    made = forecast(declared, value.exact, day, then.exact, end.exact)
    return Beside(then.value, end.value, made, printed(declared, made.exact) if made else None)


def year_before(day: dt.date) -> dt.date:
    """The same day a year before; of 29 February the 28th."""
    return dt.date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
