"""All indicators by county and month: python -m benchmarks.figures [--scale 0.1 1 10] [--keep FOLDER] [--database sqlite].

At scale 1: 50,000 workers, 400 projects with their payments and the demonstration's other ledgers, 360,000 household months.
For each scale, each in a fresh process: the figures with nothing kept (the first time after an upgrade), with the
statements kept (every later change of the ledgers), and with the figures kept (nothing changed). Beside them in the same run the
floors: one bare DuckDB scan of the columns that the figures read, and the same statements on the same files by bare DuckDB. Then a
worker runs and a file of 500 workers is imported: how long until the figures of everything are at hand again.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import people
from benchmarks.import_workers import databases
from benchmarks.processes import ROOT, Run, run
from tests.installation import Installation

WORKERS, HOUSEHOLDS, PROJECTS = 50_000, 30_000, 400
AT_MOST, REFRESHED = 5.0, 10.0
CHANGED = 500


@dataclass(frozen=True)
class Measured:
    """Runs by name, and the seconds from the end of an import until its figures were at hand."""

    runs: dict[str, Run]
    refreshed: float


def filled(where: Installation, scale: float) -> None:
    """The ledgers at the scale; the seeds are fixed."""
    where.done("migrate", "--verbosity", "0")
    samples = tempfile.mkdtemp(prefix="jiedui-figures-samples-")
    where.done("demo", "--workers", "0", "--households", "0", "--projects", str(round(PROJECTS * scale)), "--samples", samples)
    shutil.rmtree(samples)
    sizes = [str(round(WORKERS * scale)), str(round(HOUSEHOLDS * scale))]
    subprocess.run([sys.executable, "-m", "benchmarks.lists_world", *sizes], cwd=ROOT, env=where.env, check=True)


def measured(where: Installation) -> Measured:
    runs = {}
    where.done("lake")
    for name in ("nothing", "statements", "keeping", "figures", "scan", "bare"):
        runs[name] = run("benchmarks.figures_alone", name, env=where.env)
    return Measured(runs, refreshed(where))


def refreshed(where: Installation) -> float:
    """Seconds after an import until all figures of the present day are at hand, by a worker in the background."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        people.write(file.name, CHANGED, seed=77)
        worker = subprocess.Popen([sys.executable, "-m", "jiedui", "worker"], env=where.env, cwd=ROOT)
        try:
            run("benchmarks.figures_alone", "waiting", env=where.env)  # the day's first time
            where.done("import", "workers", file.name)
            return float(run("benchmarks.figures_alone", "waiting", str(time.time()), env=where.env).told["seconds"])
        finally:
            worker.terminate()
            worker.wait(60)


def told(scale: float, found: Measured) -> None:
    print(f"\nscale {scale:g}: {round(WORKERS * scale):,} workers, {round(PROJECTS * scale):,} projects, "
          f"{round(HOUSEHOLDS * scale) * 12:,} household months")  # fmt: skip
    for name, words in (
        ("nothing", "nothing kept"), ("statements", "statements kept, every figure computed"), ("figures", "figures kept"),
        ("bare", "floor: the same statements, bare DuckDB on the files"), ("scan", "floor: one bare scan of their columns"),
    ):  # fmt: skip
        one = found.runs[name]
        print(f"  {words:<54}{one.wall:>7.1f} s wall{one.cpu:>7.1f} s processor{one.peak:>7.0f} MB")
    ours, bare, scan = (found.runs[name] for name in ("statements", "bare", "scan"))
    print(f"  takes {ours.wall / bare.wall:.2f} times the bare statements' time (processor {ours.cpu / bare.cpu:.2f}), "
          f"{ours.wall / scan.wall:.1f} times the bare scan's")  # fmt: skip
    print(f"  figures at hand {found.refreshed:.1f} s after the end of an import of {CHANGED} rows")


def verdict(found: Measured) -> None:
    ours = found.runs["statements"].wall
    print(f"\nat scale 1: {ours:.1f} s from a fresh process, at most {AT_MOST:.0f}: {'kept' if ours <= AT_MOST else 'missed'}; "
          f"refreshed after {found.refreshed:.1f} s, at most {REFRESHED:.0f}: "
          f"{'kept' if found.refreshed <= REFRESHED else 'missed'}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, nargs="+", default=[0.1, 1, 10])
    parser.add_argument("--database", default="sqlite", choices=("sqlite", "postgresql"))
    parser.add_argument("--keep", help="a folder of installations to make once and use again (SQLite)")
    options = parser.parse_args()
    found: dict[float, Measured] = {}
    for scale in options.scale:
        with (
            tempfile.TemporaryDirectory(prefix="jiedui-figures-") as folder,
            databases(options.database, Path(folder)) as (made, _server),
        ):
            where = Installation(Path(options.keep) / f"{scale:g}") if options.keep else made.new()
            if not (where.data / "jiedui.sqlite3").exists():
                filled(where, scale)
            found[scale] = measured(where)
        told(scale, found[scale])
    base = found.get(1)
    if base is None:
        return
    print("\ngrowth against scale 1 (wall of every figure computed; of the bare statements):")
    for scale, one in found.items():
        print(f"  {scale:>5g} times the rows: {one.runs['statements'].wall / base.runs['statements'].wall:.2f} times the time; "
              f"{one.runs['bare'].wall / base.runs['bare'].wall:.2f}")  # fmt: skip
    verdict(base)


if __name__ == "__main__":
    main()
