"""When a cluster is worth it: python -m benchmarks.cluster [--times 30 300 3000] [--data FOLDER].

All indicators by county, once by DuckDB in a process and once by a Spark master with two workers of one core on the same machine, over
the same files: the demonstration's snapshots, with workers and household months so many times over. Each contestant runs in a fresh
process and answers twice: the first answer contains all that is made once (statements, Spark's start), the second is what every
change of the ledgers costs. The processor time of the cluster counts master, workers and driver. The figures must be the same.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from benchmarks.processes import Run, run, tell
from tests.cluster import SparkCluster
from tests.demonstration import demonstration
from tests.installation import Databases, Installation

GROWN = {"workers": ["person"], "household_months": ["household", "head"]}
"""Ledgers that grow with the number of people, and what tells their people and households apart."""
SETTINGS = """
spark.driver.memory 1g
spark.executor.memory 2g
spark.executor.cores 1
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.dynamicAllocation.executorIdleTimeout 300s
spark.dynamicAllocation.shuffleTracking.timeout 300s
"""


def grown(lake: Path, target: Path, times: int) -> dict[str, int]:
    """The lake anew under the same names, two of its ledgers so many times over; their rows."""
    rows = dict.fromkeys(GROWN, 0)
    shutil.copytree(lake, target)
    for ledger, names in GROWN.items():
        for path in sorted((target / ledger).glob("*.parquet")):
            frame = pl.read_parquet(path)
            copies = pl.LazyFrame({"copy": range(times)}, schema={"copy": pl.Int64})
            suffix = pl.when(pl.col("copy") > 0).then(pl.format("-{}", "copy")).otherwise(pl.lit(""))
            more = frame.lazy().join(copies, how="cross").with_columns(
                pl.col("id") + pl.col("copy") * 1_000_000_000, *(pl.col(name) + suffix for name in names)
            )  # fmt: skip
            more.select(frame.columns).collect().write_parquet(path)
            rows[ledger] += len(frame) * times
    return rows


def alone() -> None:
    """One contestant: the engine that JIEDUI_ENGINE names answers twice."""
    import django

    django.setup()
    from jiedui.core.access.scope import Scope
    from jiedui.core.lake.engines import chosen
    from tests.integration.engine.on_both import by_county

    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        parts = by_county(Scope.everything(), chosen())
        seconds.append(time.perf_counter() - start)
        print(f"    answered in {seconds[-1]:.1f} s", file=sys.stderr, flush=True)
    said = repr(sorted((id, sorted(by.items())) for id, by in parts.items()))
    if os.environ.get("JIEDUI_ENGINE"):
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

        SparkSession.builder.getOrCreate().stop()
        SparkContext._gateway.proc.stdin.close()
        SparkContext._gateway.proc.wait(60)
    tell({"seconds": seconds, "figures": hashlib.sha256(said.encode()).hexdigest()})


def cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def contest(where: Installation, lake: Path, folder: Path) -> dict[str, Run]:
    env = where.env | {"JIEDUI_LAKE": str(lake), "DJANGO_SETTINGS_MODULE": "jiedui.settings"}
    found = {"DuckDB": run("benchmarks.cluster", "--alone", env=env)}
    said("DuckDB", found["DuckDB"])
    before = cpu()
    with SparkCluster(folder, SETTINGS, memory="2500m") as cluster:
        one = run("benchmarks.cluster", "--alone", env=env | cluster.env)
    found["Spark"] = Run(one.wall, cpu() - before, one.peak, one.told)
    said("Spark", found["Spark"])
    return found


def said(engine: str, one: Run) -> None:
    first, again = one.told["seconds"]
    print(f"  {engine:<8}first{first:>8.1f} s  again{again:>8.1f} s  processor{one.cpu:>8.1f} s  peak of the process{one.peak:>6.0f} MB",
          flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[30, 300, 3000])
    parser.add_argument("--data", help="the data folder of an installation with the demonstration; made where there is none")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        alone()
        return
    with tempfile.TemporaryDirectory(prefix="jiedui-cluster-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        made = Databases(folder)
        stack.callback(made.drop)
        where = Installation(Path(options.data)) if options.data else demonstration(made, folder)[0]
        where.done("lake")
        for times in options.times:
            lake = folder / f"lake-{times}"
            rows = grown(where.data / "lake", lake, times)
            print(", ".join(f"{number:,} {ledger}" for ledger, number in rows.items()), flush=True)
            logs = folder / f"spark-{times}"
            logs.mkdir()
            found = contest(where, lake, logs)
            same = len({one.told["figures"] for one in found.values()}) == 1
            print(f"  {'the same figures' if same else 'DIFFERENT FIGURES'}", flush=True)
            shutil.rmtree(lake)


if __name__ == "__main__":
    main()
