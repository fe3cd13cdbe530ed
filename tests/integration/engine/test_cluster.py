"""The declarations of all indicators say the same on DuckDB and on a Spark standalone cluster, over the same files."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jiedui.core.declare.registry import registry
from tests.cluster import SparkCluster
from tests.installation import ROOT, Databases, Installation

pytestmark = pytest.mark.spark
DEMO = ["--workers", "200", "--households", "30", "--months", "12", "--projects", "44", "--seed", "3"]


@pytest.fixture(scope="module")
def demonstration(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = databases.migrated()
    made.done("demo", *DEMO, "--samples", str(tmp_path_factory.mktemp("samples")))
    return made


def test_all_indicators_by_county_are_the_same_on_both_engines(demonstration: Installation, tmp_path: Path) -> None:
    with SparkCluster(tmp_path) as cluster:
        done = subprocess.run(
            [sys.executable, "-m", "tests.integration.engine.on_both"], cwd=ROOT, env=demonstration.env | cluster.env,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-6000:] + cluster.said()[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told["different"] == []
    assert told["engine"] == "spark"
    ours = [one for one in registry.indicators() if not one.id.startswith("T")]  # the toy module is the tests' own
    assert told["figures"] == len(ours) >= 49
    assert told["all known"] == told["figures"]
    assert told["narrow known"] > 20
    # Unknown is not zero on either.
    assert told["of nothing"] == ["None"]
