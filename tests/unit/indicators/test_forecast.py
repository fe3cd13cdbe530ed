"""What a figure may come to at the year's end."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from jiedui.core.declare.indicators import Figure, Indicator
from jiedui.core.indicators.forecast import Method, forecast

COUNT = Indicator("26", "", "人", ("workers",), lambda *_: Figure(None, None, None), paced=True)
SHARE = replace(COUNT, unit="%")
HALF = dt.date(2021, 7, 2)  # 183 of 365 days are over


@pytest.mark.parametrize(
    ("indicator", "figure", "day", "last_year", "last_end", "expected", "method"),
    [
        (COUNT, 183, HALF, None, None, 365, Method.LINEAR),
        (COUNT, 183, HALF, 100, 150, Fraction(549, 2), Method.SEASON),
        (COUNT, 183, HALF, 0, 150, 365, Method.LINEAR),
        (COUNT, 400, dt.date(2021, 12, 31), 100, 150, 400, Method.STANDING),
        (replace(COUNT, paced=False), 183, HALF, 100, 150, 183, Method.STANDING),
        (SHARE, 40, HALF, None, None, Fraction(40 * 365, 183), Method.LINEAR),
        (SHARE, 80, HALF, None, None, 100, Method.LINEAR),
        (SHARE, 104, HALF, None, None, 104, Method.LINEAR),
    ],
)
def test_forecasts(
    indicator: Indicator, figure: int, day: dt.date, last_year: int | None, last_end: int | None, expected: int, method: Method
) -> None:
    def exact(value: int | None) -> Fraction | None:
        return None if value is None else Fraction(value)

    made = forecast(indicator, Fraction(figure), day, exact(last_year), exact(last_end))
    assert made is not None and (made.exact, made.method) == (expected, method)


def test_what_is_not_known_or_is_a_day_has_no_forecast() -> None:
    assert forecast(COUNT, None, HALF) is None
    assert forecast(replace(COUNT, unit="日期"), Fraction(20210430), HALF) is None
