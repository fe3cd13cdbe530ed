"""Charts as numbers: axes, classes, lines, labels, arcs."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from jiedui.web.charts import labels, lines, maps, scales
from jiedui.web.charts.numbers import grouped, percent
from jiedui.web.charts.outlines import outlines
from jiedui.web.charts.sankey import Box, apart, sankey

FACTS = {
    "width": 2000,
    "height": 1400,
    "inset": [1290, 985, 690, 395],
    "enlarged": 3.1,
    "main": ["450123", "450124", "450125"],
    "helping": ["440304", "440305"],
    "cities": ["450100"],
    "points": {
        "450123": [700, 800],
        "450124": [800, 700],
        "450125": [860, 760],
        "440304": [1550, 1260],
        "440305": [1480, 1260],
    },
}


@pytest.fixture
def drawn(settings: Any, tmp_path: Path) -> None:
    settings.BUILD = tmp_path
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "map.json").write_text(json.dumps(FACTS), encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (0.9, 1), (1, 1), (1.2, 1.5), (79.67, 80), (81, 100), (963, 1000), (1001, 1500)]
)
def test_an_axis_ends_on_a_round_number(value: float, top: float) -> None:
    assert scales.round_up(value) == pytest.approx(top)


def test_classes_hold_about_as_many_and_have_borders_of_two_digits() -> None:
    found = scales.steps([963, 955, 894, 848, 826, 598, 503, 424])
    assert len(found.borders) == 3
    assert all(scales.cut(border) == border for border in found.borders)
    assert found.of(963) == 0 and found.of(424) == len(found.borders)
    assert scales.steps([7, 7, 7]).borders == () and scales.steps([]).of(3) == 0


def test_a_month_without_data_is_a_gap_and_never_zero() -> None:
    found = lines.chart({"2021-01": 10, "2021-02": 20, "2021-03": None, "2021-04": 40, "2021-05": 50}, unit="人")
    actual = [points for kind, points in found.lines if kind == "actual"]
    assert [len(points.split()) for points in actual] == [2, 2]
    assert [dot.label for dot in found.dots] == ["1月", "2月", "4月", "5月"]
    assert found.dots[0].y > found.dots[-1].y == 0.0


def test_a_share_is_drawn_up_to_a_hundred_and_beside_the_plan() -> None:
    found = lines.chart({"2021-06": 60}, unit="%", plan={"2021-01": 7.5, "2021-12": 90})
    assert found.across[-1] == (0.0, "100") and found.lines[0][0] == "plan"
    assert found.dots[0].y == 40.0


def test_numbers_are_cut_not_rounded_up_to_the_target() -> None:
    from fractions import Fraction

    assert percent(Fraction(9999, 10000)) == "99.9"
    assert (grouped(None), grouped(12345), grouped(88396.1), grouped(0)) == ("—", "12,345", "88,396.1", "0")


def test_names_do_not_lie_on_each_other() -> None:
    found = labels.labels({"a": ("田阳", (100, 100)), "b": ("田东", (140, 110)), "c": ("巴马", (900, 900))})
    assert (found["c"].x, found["c"].anchor) == (900, "middle")
    a, b = found["a"], found["b"]
    assert (a.y, a.anchor) != (b.y, b.anchor) or abs(a.x - b.x) >= 2 * labels.SIZE


@pytest.mark.django_db
def test_arcs_follow_the_pairings_that_are_given(drawn: None) -> None:
    counties = [maps.County(code, "good", code, "/") for code in ("450123", "450124")]
    found = maps.county_map(counties, {"450123": "440305", "450124": "440304", "450125": "440304"})
    assert found is not None
    assert [(county, district) for _hue, _path, district, county in found.arcs] == [
        ("450123", "440305"),
        ("450124", "440304"),
    ]
    assert found.arcs[0][1].startswith("M1480 1260Q") and found.arcs[0][1].endswith(" 700 800")
    # A county out of reach is ground without a figure, and no arc leads to it.
    assert "450125" in found.ground and {one.code for one in found.counties} == {"450123", "450124"}
    other = maps.county_map(counties[:1], {"450123": "440304"})
    assert other is not None and [district for _h, _p, district, _c in other.arcs] == ["440304"]
    assert [one.code for one in other.districts] == ["440304"]


@pytest.mark.django_db
def test_without_outlines_there_is_no_map(settings: Any, tmp_path: Path) -> None:
    settings.BUILD = tmp_path
    assert outlines() is None
    assert maps.county_map([maps.County("450123", "good", "x", "/")], {"450123": "440305"}) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([20.0, 60.0, 100.0], [20.0, 60.0, 100.0]),
        ([20.0, 22.0, 24.0], [20.0, 35.0, 50.0]),  # thin boxes beside each other
        ([90.0, 95.0, 98.0], [70.0, 85.0, 100.0]),  # at the lower end
        ([], []),
    ],
)
def test_labels_of_thin_boxes_stand_apart(lines: list[float], expected: list[float]) -> None:
    assert apart(lines, 100.0) == expected


def test_a_picture_of_thin_boxes_can_be_read() -> None:
    left = [Box("all", "全部")]
    right = [Box(f"c{number}", f"县{number}") for number in range(22)]
    drawn = sankey([left, right], {("all", box.key): 1 + 10**6 * (number == 0) for number, box in enumerate(right)}, written=str)
    lines = sorted(node.label_y for node in drawn.nodes if node.key != "all")
    assert min(below - above for above, below in pairwise(lines)) >= 15
    assert lines[0] > 0 and lines[-1] <= drawn.height
