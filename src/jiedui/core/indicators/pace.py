"""How a figure stands beside its target at a point of the year, in words. The thresholds are here and nowhere else.

A figure that grows over the year (`Indicator.paced`) is compared with the part of the target that the part of the year
gone by would give (序时进度); any other with the whole target.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiedui.core.declare.indicators import Indicator
from jiedui.core.indicators.targets import Target

SLIGHT = Fraction(10, 100)
"""Up to so far (of the target) below what can be expected is slightly behind; further is far behind."""


class State(StrEnum):
    """Where a figure stands; `label` in words, `tone` how it is coloured (good, fine, warn, bad, none)."""

    REACHED = "reached"
    AHEAD = "ahead"
    SLIGHTLY_BEHIND = "slightly_behind"
    FAR_BEHIND = "far_behind"
    SLIGHTLY_BELOW = "slightly_below"
    FAR_BELOW = "far_below"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]

    @property
    def tone(self) -> str:
        return TONES[self]

    @property
    def short(self) -> bool:
        """Less than can be expected."""
        return self.tone in ("warn", "bad")


LABELS: dict[State, str | Promise] = {
    State.REACHED: _("已达目标"),
    State.AHEAD: _("快于序时"),
    State.SLIGHTLY_BEHIND: _("略慢于序时"),
    State.FAR_BEHIND: _("明显滞后"),
    State.SLIGHTLY_BELOW: _("略差于目标"),
    State.FAR_BELOW: _("明显差于目标"),
    State.NO_DATA: _("没有数据"),
    State.NO_TARGET: _("没有目标"),
}
TONES = {
    State.REACHED: "good",
    State.AHEAD: "fine",
    State.SLIGHTLY_BEHIND: "warn",
    State.FAR_BEHIND: "bad",
    State.SLIGHTLY_BELOW: "warn",
    State.FAR_BELOW: "bad",
    State.NO_DATA: "none",
    State.NO_TARGET: "none",
}


@dataclass(frozen=True)
class Standing:
    """ratio: the part of the target that is reached, expected: the part that can be expected by now (both None where
    there is nothing to compare); missing: what is still lacking of the target, in the figure's unit, None where nothing is."""

    state: State
    ratio: Fraction | None = None
    expected: Fraction | None = None
    missing: Fraction | None = None

    @property
    def lag(self) -> Fraction:
        """How far below what can be expected, as a part of the target; 0 where it is not below."""
        if self.ratio is None or self.expected is None:
            return Fraction(0)
        return max(self.expected - self.ratio, Fraction(0))


def elapsed(day: dt.date) -> Fraction:
    """The part of its year that is over at the end of `day`."""
    first = dt.date(day.year, 1, 1)
    return Fraction((day - first).days + 1, (dt.date(day.year + 1, 1, 1) - first).days)


def standing(indicator: Indicator, figure: Fraction | None, target: Target | None, day: dt.date) -> Standing:
    """How `figure` stands on `day`. `target` is None where none applies; a day, or a value still to be entered, is none."""
    if figure is None:
        return Standing(State.NO_DATA)
    if target is not None and target.op == "by" and (met := target.met(figure)) is not None:
        return Standing(State.REACHED if met else State.FAR_BELOW)
    bound = _bound(target)
    if target is None or bound is None:
        return Standing(State.NO_TARGET)
    low, upper = bound
    expected = elapsed(day) if indicator.paced else Fraction(1)
    if low is None or (upper is not None and figure > upper):  # at most so much
        over = figure - (upper if upper is not None else Fraction(0))
        if target.met(figure):
            return Standing(State.REACHED)
        near = upper is not None and over <= SLIGHT * abs(upper)
        return Standing(State.SLIGHTLY_BELOW if near else State.FAR_BELOW, missing=over)
    ratio = figure / low if low > 0 else None
    if target.met(figure):
        return Standing(State.REACHED, ratio, expected)
    missing = low - figure
    if ratio is None:
        return Standing(State.FAR_BELOW, missing=missing)
    lag = expected - ratio
    if not indicator.paced:
        return Standing(State.SLIGHTLY_BELOW if lag <= SLIGHT else State.FAR_BELOW, ratio, expected, missing)
    if lag <= 0 and expected < 1:
        return Standing(State.AHEAD, ratio, expected, missing)
    return Standing(State.SLIGHTLY_BEHIND if lag <= SLIGHT else State.FAR_BEHIND, ratio, expected, missing)


def _bound(target: Target | None) -> tuple[Fraction | None, Fraction | None] | None:
    """The least and the most that a target asks for; None where it asks for no number."""
    if target is None or target.number is None:
        return None
    value = Fraction(target.value or "")
    if target.op == "between":
        return value, Fraction(target.upper) if target.upper else None
    return (None, value) if target.op in ("<", "<=") else (value, None)
