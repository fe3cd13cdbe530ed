"""Names beside points, placed so that they do not lie on each other."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SIZE = 32
"""Height of the letters in units of the picture, as assets/charts.css draws them."""
DOT = 13
Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """Where a name is written. anchor: as SVG's text-anchor."""

    x: float
    y: float
    anchor: str


def labels(named: Mapping[str, tuple[str, Point]]) -> dict[str, Label]:
    """A place for each name (by key: name and its point): below, above, right or left, whichever is freest.

    Those with the nearest neighbours choose first.
    """
    dots = {key: (x - DOT, y - DOT, x + DOT, y + DOT) for key, (_name, (x, y)) in named.items()}
    taken: list[Box] = []
    found: dict[str, Label] = {}
    for key in sorted(named, key=lambda one: (_nearest(one, named), one)):
        name, point = named[key]
        others = [box for other, box in dots.items() if other != key]
        tried = [
            (_overlap(box, taken) * 3 + _overlap(box, others), at, label, box)
            for at, (label, box) in enumerate(_places(name, point))
        ]
        _cost, _at, found[key], box = min(tried, key=lambda one: one[:2])
        taken.append(box)
    return found


def _places(name: str, point: Point) -> Iterator[tuple[Label, Box]]:
    x, y = point
    wide = sum(SIZE if unicodedata.east_asian_width(letter) in "WF" else SIZE * 0.56 for letter in name)
    for anchor, left, base in (
        ("middle", x - wide / 2, y + DOT + SIZE * 0.92),
        ("middle", x - wide / 2, y - DOT - SIZE * 0.2),
        ("start", x + DOT + 5, y + SIZE * 0.36),
        ("end", x - DOT - 5 - wide, y + SIZE * 0.36),
    ):
        at = {"middle": x, "start": left, "end": left + wide}[anchor]
        yield Label(round(at), round(base), anchor), (left, base - SIZE * 0.85, left + wide, base + SIZE * 0.15)


def _overlap(box: Box, others: list[Box]) -> float:
    """How much of the area the others cover."""
    return sum(
        max(min(box[2], other[2]) - max(box[0], other[0]), 0) * max(min(box[3], other[3]) - max(box[1], other[1]), 0)
        for other in others
    )


def _nearest(key: str, named: Mapping[str, tuple[str, Point]]) -> float:
    x, y = named[key][1]
    return min(((x - a) ** 2 + (y - b) ** 2 for other, (_n, (a, b)) in named.items() if other != key), default=0.0)
