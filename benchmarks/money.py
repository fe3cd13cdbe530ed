"""Money: python -m benchmarks.money [--entries 1000000] [--projects 10000] [--database sqlite|postgresql].

1. A month's 20,000 vouchers posted with checks, entries and trail, beside the bare insert of the same rows into the same
   table with its indexes (aim 25 % of its speed, at least 10 %).
2. Single payments a second, each with its checks, entries and trail, in a transaction of its own.
3. 200 threads that pay from one county's money and sign one decision at the same moment: nobody overspends, no side signs
   twice; how long it takes beside the same one after another.
4. The money pages over 10,000 projects and a million entries, 16 connections that ask without a pause, p95 <= 200 ms.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.import_workers import databases
from benchmarks.lists import CONNECTIONS, at_rest, pressed, processor, session
from benchmarks.processes import ROOT
from tests.installation import Installation

PAGES = (
    ("overview, every county", "shi-office", "/money/"),
    ("overview, one county", "xian-office", "/money/"),
    ("projects, every county", "shi-office", "/money/projects/"),
    ("entries behind a year's payments", "xian-office", "/money/entries/?step=paid&year=2021"),
    ("statement of an account", "xian-office", "/money/accounts/{account}/"),
    ("trial balance, proof, years", "shi-office", "/money/books/"),
)


def verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


def told(where: Installation, *arguments: str) -> dict[str, Any]:
    env = where.env | {"JIEDUI_UNSIGNED_PAYMENTS": "1"}
    done = subprocess.run([sys.executable, "-m", "benchmarks.money_world", *arguments], cwd=ROOT, env=env, check=True,
                          stdout=subprocess.PIPE, text=True)  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--vouchers", type=int, default=20_000)
    parser.add_argument("--singles", type=int, default=200)
    parser.add_argument("--threads", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--database", action="append", help="sqlite or postgresql (an own server)")
    parser.add_argument("--no-pages", action="store_true")
    parser.add_argument("--keep", help="ask only the pages, of an installation in this folder that is made once (SQLite)")
    options = parser.parse_args()
    if options.keep:
        pages(Installation(Path(options.keep)), options)
        return
    for kind in options.database or ["sqlite", "postgresql"]:
        print(kind, flush=True)
        with tempfile.TemporaryDirectory(prefix="jiedui-money-") as folder, databases(kind, Path(folder)) as (made, _server):
            where = made.new()
            where.done("migrate", "--verbosity", "0")
            posting(where, options)
            if not options.no_pages:
                pages(where, options)


def posting(where: Installation, options: argparse.Namespace) -> None:
    found = told(where, "post", str(options.vouchers), str(options.singles))
    for one in found["runs"]:
        share = one["bare"] / one["whole"]
        print(f"  {options.vouchers:,} vouchers: bare {one['bare']:.2f} s, with checks, entries and trail {one['whole']:.2f} s "
              f"({options.vouchers / one['whole']:,.0f}/s), {share:.1%} of its speed   10 % {verdict(share >= 0.1)}, "
              f"25 % {verdict(share >= 0.25)}   {one['parts']}", flush=True)  # fmt: skip
    print(f"  single payments: {found['singles']:,.0f} a second", flush=True)
    for one in told(where, "race", str(options.threads), "0")["races"]:
        print(f"  {one['what']}: {options.threads} at once {one['at_once']:.1f} s, in turn {one['in_turn']:.1f} s "
              f"({one['at_once'] / one['in_turn']:.1f} times), {one['served']} served, {one['wrong'] or 'right'}", flush=True)  # fmt: skip


def pages(where: Installation, options: argparse.Namespace) -> None:
    note = where.data / "money-benchmark.json"
    if not note.exists():
        where.done("migrate", "--verbosity", "0")
        world = told(where, "fill", str(options.projects), str(options.entries))
        note.write_text(json.dumps(world))
        print(f"  {world['projects']:,} projects, {world['entries']:,} entries, made in {world['seconds']:.0f} s; proof in {world['proof']:.1f} s: "
              f"{world['problems'] or 'right'}", flush=True)  # fmt: skip
    account = json.loads(note.read_text())["account"]
    with where.serve() as server:
        at_rest(server.process.pid)
        cookies = {user: session(server.port, user) for user in ("shi-office", "xian-office")}
        for name, user, path in PAGES:
            path = path.format(account=account)
            pressed(server.port, cookies[user], path, 1.0)
            before = processor(server.process.pid)
            taken, rate = pressed(server.port, cookies[user], path, options.seconds)
            worked = (processor(server.process.pid) - before) / len(taken)
            p95 = statistics.quantiles(taken, n=20)[-1]
            print(f"  {name:<36} p50 {1000 * statistics.median(taken):>6.0f} ms  p95 {1000 * p95:>6.0f} ms  {rate:>5.0f}/s  "
                  f"{1000 * worked:>5.1f} ms of a processor  {CONNECTIONS} connections, 200 ms {verdict(p95 <= 0.2)}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
