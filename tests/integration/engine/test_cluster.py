"""The declarations of all indicators say the same on DuckDB and on a Spark standalone cluster, over the same files."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jiedui.core.declare.registry import registry
from tests.cluster import SparkCluster
from tests.demonstration import demonstration
from tests.installation import ROOT, Databases

pytestmark = pytest.mark.spark
ASKED = "import django; django.setup(); from tests.integration.engine.on_both import main; main()"


def test_all_indicators_by_county_are_the_same_on_both_engines(databases: Databases, tmp_path: Path) -> None:
    installation, _samples = demonstration(databases, tmp_path)
    with SparkCluster(tmp_path) as cluster:
        done = subprocess.run(
            [sys.executable, "-c", ASKED], cwd=ROOT,
            env=installation.env | cluster.env | {"DJANGO_SETTINGS_MODULE": "jiedui.settings"},
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
