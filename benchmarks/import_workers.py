"""A whole import of 200,000 workers beside the peer and the floor, in one run: python -m benchmarks.import_workers.

ours    jiedui import (read, check, compare, seal, apply, trail) and the lake's snapshot
peer    django-import-export, tuned, into a plain table; bare, and telling unchanged rows from changed ones
floor   the fastest reader and a bare insert of the same rows with the same indexes

Each runs in a fresh process on a database of its own, turn by turn. Ratios travel, absolute figures do not: on a busy
machine trust those of processor time. docs/explanation/speed.md tells more.
"""

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from benchmarks import messy, pages, people
from benchmarks.processes import Run, Server, run
from tests.installation import Databases, Installation
from tests.postgres import Cluster


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[tuple[Databases, Server | None]]:
    """Where the runs get their databases: SQLite files, a throw-away PostgreSQL, or the server at a postgres:// address."""
    own = Cluster(connections=240) if kind == "postgresql" else nullcontext()
    with own as cluster:
        found = Databases(folder / kind.split(":")[0])
        found.server = cluster.url if isinstance(cluster, Cluster) else kind if "://" in kind else ""
        server = None
        if isinstance(cluster, Cluster):
            server = Server(int((cluster.data / "postmaster.pid").read_text().split()[0]))
        try:
            yield found, server
        finally:
            found.drop()


def once(module: str, where: Installation, server: Server | None, *arguments: str) -> Run:
    env = {"JIEDUI_DATA": str(where.data), "DATABASE_URL": where.url, "DJANGO_SETTINGS_MODULE": ""}
    if module == "benchmarks.ours":
        env["DJANGO_SETTINGS_MODULE"] = "jiedui.settings"
    where.data.mkdir(parents=True, exist_ok=True)
    return run(module, *arguments, env=env, server=server)


def compared(kind: str, folder: Path, options: argparse.Namespace) -> None:
    """The three contestants in turn, and what the ledger says to the same and to a changed file afterwards."""
    file, less, changed = (folder / name for name in ("workers.xlsx", "fewer.xlsx", "changed.xlsx"))
    runs: dict[str, list[Run]] = {"ours": [], "floor": [], "peer": [], "peer telling same rows": [], "peer, equivalent": []}
    with databases(kind, folder) as (made, server):
        for turn in range(options.rounds):
            place = made.migrated()
            runs["ours"].append(once("benchmarks.ours", place, server, str(file)))
            runs["floor"].append(once("benchmarks.floor", made.new(), server, str(file)))
            if turn == 0 and not options.no_peer:
                runs["peer"].append(once("benchmarks.peer", made.new(), server, str(less)))
                runs["peer telling same rows"].append(once("benchmarks.peer", made.new(), server, str(less), "same"))
                runs["peer, equivalent"].append(once("benchmarks.peer", made.new(), server, str(less), "equivalent"))
        table(runs, options)
        stages(runs["ours"])
        for name, again in (("the same file again", file), ("a fifth of the wages changed", changed)):
            if again.exists():
                result = once("benchmarks.ours", place, server, str(again))
                print(f"  {name}: {shown(result)}, {result.told['rows']}")
        if options.pages:
            pages.answering(made.migrated(), file)
        if options.messy:
            messy.found(made.migrated(), folder, options.rows, lambda *a: once("benchmarks.ours", *a), server)


def table(runs: dict[str, list[Run]], options: argparse.Namespace) -> None:
    rates: dict[str, tuple[float, float]] = {}
    for name, several in runs.items():
        if several:
            count = several[0].told["rows"]
            rows = count if isinstance(count, int) else count["read"]
            wall, cpu = (rows / statistics.median(getattr(one, what) for one in several) for what in ("wall", "cpu"))
            if name.startswith("peer"):  # without its start, which would weigh more on fewer rows
                start = several[0].wall - sum(several[0].told["stages"].values())
                wall = rows / (several[0].wall - start)
                cpu = rows / (several[0].cpu - several[0].told["start"])
            rates[name] = wall, cpu
            print(f"  {name:<24}{rows:>9,} rows {wall:>9,.0f} rows/s {cpu:>9,.0f} rows/CPU s  peak "
                  f"{max(one.peak for one in several):>5,.0f} MB")  # fmt: skip
    ours = rates.pop("ours")
    for name, other in rates.items():
        for clock, mine, theirs in zip(("wall", "processor"), ours, other, strict=True):
            if name == "floor":
                print(f"  ours takes {theirs / mine:.1f} times the floor ({clock} time; limit 4, aim 2.5)")
            else:
                print(f"  ours is {mine / theirs:.1f} times as fast as the {name} ({clock} time; limit 15, aim 30)")


def stages(several: list[Run]) -> None:
    """Where the time goes, by the median run."""
    middle = sorted(several, key=lambda one: one.cpu)[len(several) // 2]
    wall, cpu = middle.told["stages"], middle.told["cpu"]
    print("  where the time goes (seconds of wall, of processor):")
    rest = middle.wall - sum(wall.values()), middle.cpu - sum(cpu.values())
    for stage in sorted(cpu, key=lambda name: -cpu[name]):
        print(f"    {stage:<12}{wall[stage]:>7.2f} {cpu[stage]:>7.2f}")
    print(f"    {'start, rest':<12}{rest[0]:>7.2f} {rest[1]:>7.2f}")


def shown(one: Run) -> str:
    return f"{one.wall:.1f} s wall, {one.cpu:.1f} s processor, peak {one.peak:,.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--peer-rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--database", action="append", help="sqlite, postgresql (an own server) or a postgres:// address"
    )
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--messy", action="store_true", help="also a file of the same size with every kind of mess")
    parser.add_argument("--pages", action="store_true", help="also whether others can read and write meanwhile")
    parser.add_argument("--files", help="keep the made workbooks in this folder and use them again")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="jiedui-speed-"))
    files = Path(options.files or folder)
    files.mkdir(parents=True, exist_ok=True)
    try:
        for name, count, every in (
            ("workers", options.rows, 0),
            ("fewer", options.peer_rows, 0),
            ("changed", options.rows, 5),
        ):
            kept = files / f"{name}-{count}.xlsx"
            if not kept.exists():
                people.write(str(kept), count, changed=every)
            (folder / f"{name}.xlsx").symlink_to(kept.resolve())
        for kind in options.database or ["sqlite", "postgresql"]:
            print(f"{kind.split('://')[0]}, {options.rows:,} rows of {len(people.HEADINGS)} columns")
            compared(kind, folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
