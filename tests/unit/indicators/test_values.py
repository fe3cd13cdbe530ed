"""One division at the end, and no figure that rounding made."""

from fractions import Fraction

import pytest

from jiedui.core.declare.indicators import Indicator
from jiedui.core.indicators.targets import Target
from jiedui.core.indicators.values import exact_value, printed


def made(unit: str, scale: int = 1) -> Indicator:
    return Indicator("99", "试", unit, ("workers",), lambda: None, scale=scale)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("unit", "scale", "value", "over", "ratio", "expected"),
    [
        ("万元", 1_000_000, 1, None, False, 0.000001),
        ("万元", 1_000_000, 123_456_789_012_345, None, False, 123456789.012345),
        ("万元", 1_000_000, 3_000_000, None, False, 3),
        ("人", 1, 0, None, False, 0),
        ("人", 1, None, None, False, None),
        ("%", 1, 1, 3, True, 33.33),
        ("%", 1, 2, 3, True, 66.67),
        ("%", 1, 1, 16, True, 6.25),
        ("%", 1, 12_345, 1_000_000, True, 1.23),
        ("%", 1, 5, 0, True, None),
        ("%", 1, 5, None, True, None),
        ("万元", 1_000_000, 1_000_000, 3, True, 0.33),
    ],
)
def test_printed(unit: str, scale: int, value: int | None, over: int | None, ratio: bool, expected: float | None):
    indicator = made(unit, scale)
    shown = printed(indicator, exact_value(indicator, value, over, ratio))
    assert shown == expected
    assert type(shown) is type(expected)


@pytest.mark.parametrize(
    ("target", "figure", "met"),
    [
        (Target(">", "90"), Fraction(90), False),
        (Target(">", "90"), Fraction(900001, 10000), True),
        (Target(">=", "90"), Fraction(8999999, 100000), False),
        (Target(">=", "2"), Fraction(2), True),
        (Target("<=", "2.5"), Fraction(5, 2), True),
        (Target("<", "2.5"), Fraction(5, 2), False),
        (Target("between", "2", "3"), Fraction(3), True),
        (Target("between", "2", "3"), Fraction(4), False),
        (Target(">=", None), Fraction(4), None),
        (Target("by", "2021-04-30"), Fraction(20210430), True),
        (Target("by", "2021-04-30"), Fraction(20210501), False),
        (Target("by", None), Fraction(20210501), None),
        (Target(">", "90"), None, None),
    ],
)
def test_targets_are_met_by_the_exact_figure(target: Target, figure: Fraction | None, met: bool | None):
    assert target.met(figure) is met


def test_a_targets_number():
    assert [Target(">", text).number for text in ("90", "0.5", None, "2021-04-30")] == [90, 0.5, None, None]
