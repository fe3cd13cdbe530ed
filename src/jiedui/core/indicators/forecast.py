"""What a figure may come to at the year's end if things go on as they do, and by which method that is said."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiedui.core.declare.indicators import DATE, Indicator
from jiedui.core.indicators.pace import elapsed

WHOLE = Fraction(100)


class Method(StrEnum):
    """How the forecast was made; `words` says it."""

    SEASON = "season"
    LINEAR = "linear"
    STANDING = "standing"

    @property
    def words(self) -> str | Promise:
        return WORDS[self]


WORDS: dict[Method, str | Promise] = {
    Method.SEASON: _("按上年同期占上年全年的比例推算"),
    Method.LINEAR: _("按今年以来的平均进度推算"),
    Method.STANDING: _("按现状不变推算"),
}


@dataclass(frozen=True)
class Forecast:
    """The figure expected on 31 December, in the figure's unit."""

    exact: Fraction
    method: Method


def forecast(
    indicator: Indicator,
    figure: Fraction | None,
    day: dt.date,
    last_year: Fraction | None = None,
    last_end: Fraction | None = None,
) -> Forecast | None:
    """The figure at the end of the year of `day`; None where it is not known or is a day.

    A figure that grows over the year (`paced`) grows as last year did, where the figures of the same day of last year and of
    its end are known, else at the pace of this year so far; a share is never forecast above 100 %. Any other stays as it is.
    """
    if figure is None or indicator.unit == DATE:
        return None
    if not indicator.paced or elapsed(day) == 1:
        return Forecast(figure, Method.STANDING)
    if last_year and last_end and last_year > 0:
        made = Forecast(figure * last_end / last_year, Method.SEASON)
    else:
        made = Forecast(figure / elapsed(day), Method.LINEAR)
    return Forecast(min(made.exact, max(WHOLE, figure)), made.method) if indicator.percent else made
