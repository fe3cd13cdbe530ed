"""Where a figure stands beside its target: the thresholds as a table."""

import datetime as dt
from fractions import Fraction

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import Indicator
from jiedui.core.indicators.pace import LABELS, TONES, State, elapsed, standing
from jiedui.core.indicators.targets import Target, applies

HALF = dt.date(2021, 7, 2)  # 183 of 365 days: 50.14 %
END = dt.date(2021, 12, 31)
AT_LEAST, OVER, AT_MOST = Target(">=", "1000"), Target(">", "1000"), Target("<=", "1000")
BETWEEN = Target("between", "1000", "1200")


def one(paced: bool, unit: str = "人") -> Indicator:
    return Indicator("x", "试", unit, ("workers",), lambda *_: None, paced=paced)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("paced", "day", "figure", "target", "state", "missing"),
    [
        # It grows over the year: beside the part of the year gone by.
        (True, HALF, 1000, AT_LEAST, State.REACHED, None),
        (True, HALF, 1300, AT_LEAST, State.REACHED, None),
        (True, HALF, 999, AT_LEAST, State.AHEAD, 1),
        (True, HALF, 502, AT_LEAST, State.AHEAD, 498),
        (True, HALF, 501, AT_LEAST, State.SLIGHTLY_BEHIND, 499),
        (True, HALF, 402, AT_LEAST, State.SLIGHTLY_BEHIND, 598),
        (True, HALF, 401, AT_LEAST, State.FAR_BEHIND, 599),
        (True, HALF, 0, AT_LEAST, State.FAR_BEHIND, 1000),
        (True, END, 999, AT_LEAST, State.SLIGHTLY_BEHIND, 1),
        (True, END, 900, AT_LEAST, State.SLIGHTLY_BEHIND, 100),
        (True, END, 899, AT_LEAST, State.FAR_BEHIND, 101),
        (True, END, 1000, OVER, State.SLIGHTLY_BEHIND, 0),  # just the number is not more than it
        # It does not grow: the whole target holds on every day.
        (False, HALF, 1000, AT_LEAST, State.REACHED, None),
        (False, HALF, 900, AT_LEAST, State.SLIGHTLY_BELOW, 100),
        (False, HALF, 899, AT_LEAST, State.FAR_BELOW, 101),
        (False, HALF, 1000, AT_MOST, State.REACHED, None),
        (False, HALF, 1100, AT_MOST, State.SLIGHTLY_BELOW, 100),
        (False, HALF, 1101, AT_MOST, State.FAR_BELOW, 101),
        (False, HALF, 1100, BETWEEN, State.REACHED, None),
        (False, HALF, 1300, BETWEEN, State.SLIGHTLY_BELOW, 100),
        (False, HALF, 950, BETWEEN, State.SLIGHTLY_BELOW, 50),
        # Nothing to say.
        (True, HALF, None, AT_LEAST, State.NO_DATA, None),
        (True, HALF, None, None, State.NO_DATA, None),
        (True, HALF, 500, None, State.NO_TARGET, None),
        (True, HALF, 500, Target(">=", None), State.NO_TARGET, None),
        (False, END, 20210428, Target("by", "2021-04-30"), State.REACHED, None),
        (False, END, 20210503, Target("by", "2021-04-30"), State.FAR_BELOW, None),
    ],
)
def test_the_state_of_a_figure(
    paced: bool, day: dt.date, figure: int | None, target: Target | None, state: State, missing: int | None
) -> None:
    found = standing(one(paced), None if figure is None else Fraction(figure), target, day)
    assert (found.state, found.missing) == (state, missing)


def test_the_part_of_the_year_gone_by_counts_whole_days() -> None:
    assert elapsed(dt.date(2021, 1, 1)) == Fraction(1, 365)
    assert elapsed(dt.date(2024, 2, 29)) == Fraction(60, 366)
    assert elapsed(END) == 1


def test_how_far_behind_is_a_part_of_the_target() -> None:
    assert standing(one(True), Fraction(901), AT_LEAST, END).lag == Fraction(99, 1000)
    assert standing(one(True), Fraction(1000), AT_LEAST, HALF).lag == 0
    assert standing(one(True), None, AT_LEAST, END).lag == 0


def test_every_state_has_words_and_a_colour() -> None:
    assert set(LABELS) == set(TONES) == set(State)


@pytest.mark.parametrize(
    ("unit", "scope", "binding"),
    [
        ("人", Scope.everything(), True),
        ("人", Scope(frozenset({"450123", "450124", "451022"})), True),
        ("人", Scope(frozenset({"450124"})), False),
        ("人", Scope(frozenset({"450123", "450124"}), frozenset({"450124100"})), False),
        ("%", Scope(frozenset({"450124"})), True),
    ],
)
def test_an_amount_for_all_counties_says_nothing_of_one(unit: str, scope: Scope, binding: bool) -> None:
    assert applies(one(True, unit), scope, ["450123", "450124"]) is binding
