"""Half-known dates against the calendar, months and windows."""

import datetime as dt

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.core.indicators.moment import Moment, month_days, month_end
from jiedui.core.lake.session import Embedded

days = st.dates(dt.date(2019, 1, 1), dt.date(2023, 12, 31))
texts = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))


def first_day(text: str) -> dt.date:
    return dt.date.fromisoformat((text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10])


def last_day(text: str) -> dt.date:
    return dt.date(int(text), 12, 31) if len(text) == 4 else month_end(first_day(text)) if len(text) == 7 else first_day(text)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(texts, min_size=1, max_size=30), days)
def test_a_date_begins_on_its_first_and_ends_on_its_last_possible_day(dates: list[str], day: dt.date):
    engine = Embedded()
    at = Moment(day, day)
    table = engine.table_of_frame("t", pl.DataFrame({"x": dates}), {"x": pl.String()})
    said = engine.run(table.select("x", a=at.reached(table.x), b=at.not_over(table.x)))
    assert {(x, a, b) for x, a, b in said} == {(x, first_day(x) <= day, last_day(x) >= day) for x in dates}


def test_an_unknown_date_speaks_for_the_present_only():
    engine = Embedded()
    table = engine.table_of_frame("t", pl.DataFrame({"x": [None]}, {"x": pl.String()}), {"x": pl.String()})
    for day, expected in ((dt.date(2021, 5, 31), False), (dt.date(2021, 6, 1), True), (dt.date(2021, 6, 2), True)):
        at = Moment(day, dt.date(2021, 6, 1))
        assert engine.run(table.select(a=at.reached(table.x), b=at.not_over(table.x))) == [(expected, True)]


def test_the_window_ends_with_the_last_month_that_is_over():
    assert Moment(dt.date(2021, 12, 31), dt.date(2022, 1, 1)).window()[0::11] == ["2021-01", "2021-12"]
    assert Moment(dt.date(2021, 12, 30), dt.date(2022, 1, 1)).window()[0::11] == ["2020-12", "2021-11"]
    assert Moment(dt.date(2021, 1, 1), dt.date(2022, 1, 1)).window()[0::11] == ["2020-01", "2020-12"]
    assert Moment(dt.date(2020, 2, 28), dt.date(2022, 1, 1)).last_full_month() == "2020-01"
    assert Moment(dt.date(2020, 2, 29), dt.date(2022, 1, 1)).last_full_month() == "2020-02"


def test_months_of_the_year_up_to_the_day():
    assert month_days(dt.date(2021, 3, 15)) == {
        "2021-01": dt.date(2021, 1, 31),
        "2021-02": dt.date(2021, 2, 28),
        "2021-03": dt.date(2021, 3, 15),
    }
