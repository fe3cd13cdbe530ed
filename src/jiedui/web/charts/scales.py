"""Axes and steps: round numbers a reader can hold in mind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


def round_up(value: float) -> float:
    """The next 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten: the end of an axis."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if value <= step * power * (1 + 1e-9))


def ticks(top: float, count: int = 4) -> list[float]:
    """`count` + 1 values from 0 to the top."""
    return [top * at / count for at in range(count + 1)]


def cut(value: float) -> float:
    """Down to two significant digits: a border between classes that can be said in words."""
    if value <= 0:
        return 0.0
    power = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.floor(value / power + 1e-9) * power


@dataclass(frozen=True)
class Steps:
    """Lower borders of classes, highest first; the last class begins at the least."""

    borders: tuple[float, ...]

    def of(self, value: float) -> int:
        """The class of a value: 0 is the highest."""
        return next((at for at, border in enumerate(self.borders) if value >= border), len(self.borders))


def steps(values: Sequence[float], classes: int = 4) -> Steps:
    """Classes that hold about as many values each, with borders of two digits; fewer where the values are few or alike."""
    ordered = sorted(values)
    if len(set(ordered)) < 2:
        return Steps(())
    borders = {cut(ordered[len(ordered) * at // classes]) for at in range(1, classes)}
    return Steps(tuple(sorted((border for border in borders if ordered[0] < border), reverse=True)))
