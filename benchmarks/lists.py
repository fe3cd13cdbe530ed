"""Pages of lists at a million rows: python -m benchmarks.lists [--workers 1000000] [--households 30000] [--database sqlite|postgresql].

A large invented installation (benchmarks.lists_world), the real server as `jiedui serve` starts it, 16 connections that are
kept open and ask without a pause. For each page: p50 and p95 of all answers, answers a second; asked alone: the whole page, the
share of the database and its queries; and the floor: the same rows by hand-written SQL through the driver, no Django.
Each figure that has a limit stands beside it, and is kept or missed. The client's threads share the same processors, and
whatever else runs on the machine shows in every wall time: the load is told, and the processor time a page takes of the server's
processes, which the others disturb less. `--keep FOLDER` keeps the installation and uses it again (SQLite).
"""

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.import_workers import databases
from benchmarks.processes import ROOT
from tests.installation import Installation

PASSWORD = "gui-yue-xie-zuo-1"  # of accounts that exist for minutes
CONNECTIONS = 16
SECONDS = 8.0
P95, DATABASE = 150.0, 20.0
"""Milliseconds: what the slowest twentieth of the answers may take, and the database's share of a page asked alone."""


def session(port: int, user: str) -> str:
    """The cookies of a signed-in user."""
    jar: dict[str, str] = {}

    def ask(method: str, path: str, body: str = "") -> str:
        talk = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in jar.items()), "Referer": f"http://127.0.0.1:{port}/"}
        if body:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        talk.request(method, path, body or None, head)
        answer = talk.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                jar[key] = rest.split(";")[0]
        return text

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', ask("GET", "/sign-in/"))
    assert token
    ask("POST", "/sign-in/", urlencode({"login": user, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}))
    ask("GET", "/")
    return "; ".join(f"{k}={v}" for k, v in jar.items())


def pressed(port: int, cookies: str, path: str, seconds: float) -> tuple[list[float], float]:
    """Seconds of every answer with all connections busy, and answers a second."""
    taken: list[float] = []
    wrong: list[int] = []
    start = time.perf_counter()

    def one() -> None:
        talk = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.perf_counter() - start < seconds:
            begun = time.perf_counter()
            talk.request("GET", quote(path, safe="/?=&,%"), headers={"Cookie": cookies})
            answer = talk.getresponse()
            answer.read()
            taken.append(time.perf_counter() - begun)
            if answer.status != 200:
                wrong.append(answer.status)
                return

    threads = [threading.Thread(target=one) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, (path, wrong)
    return taken, len(taken) / (time.perf_counter() - start)


def asked_alone(where: Installation) -> list[dict[str, object]]:
    """The pages with what each costs when nobody else asks, from a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.lists_alone"], cwd=ROOT, env=where.env | _build(), check=True,
                          stdout=subprocess.PIPE, text=True)  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _build() -> dict[str, str]:
    return {"JIEDUI_BUILD": os.environ["JIEDUI_BUILD"]} if "JIEDUI_BUILD" in os.environ else {}


def processor(pid: int) -> float:
    """Seconds of processor time of a running process and all its descendants that run."""
    parents, spent = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended meanwhile
            parents[int(entry.name)] = int(fields[1])
            spent[int(entry.name)] = int(fields[11]) + int(fields[12])
    family, size = {pid}, 0
    while len(family) > size:
        size = len(family)
        family |= {child for child, parent in parents.items() if parent in family}
    return sum(spent.get(one, 0) for one in family) / os.sysconf("SC_CLK_TCK")


def at_rest(pid: int) -> None:
    """Wait until the server and its worker do nothing by themselves: after a start it makes snapshots and figures for some seconds."""
    for _ in range(90):
        before = processor(pid)
        time.sleep(2)
        if processor(pid) - before < 0.2:
            return
    raise SystemExit("the server does not come to rest")


def verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


def measured(where: Installation, seconds: float) -> None:
    where.env |= _build()
    pages = asked_alone(where)
    with where.serve() as server:
        at_rest(server.process.pid)
        print(f"  {'':<44}{'p50 ms':>7}{'p95 ms':>7}  {f'<= {P95:.0f}':<7}{'/s':>5}{'cpu ms':>7}{'load':>6}  alone: {'page':>6}{'cpu':>6}"
              f"{'database':>9}  {f'<= {DATABASE:.0f}':<7}{'queries':>8}  {'at 1, 3, 100 rows':<19}{'bare SQL':>9}")  # fmt: skip
        for page in pages:
            path = str(page["path"])
            # Signed in anew: a browser takes over the cookie that says when it was last here, this client does not.
            cookies = session(server.port, str(page["user"]))
            pressed(server.port, cookies, path, 1.0)  # caches, compiled templates
            before = processor(server.process.pid)
            taken, rate = pressed(server.port, cookies, path, seconds)
            worked = (processor(server.process.pid) - before) / len(taken)
            p95 = 1000 * statistics.quantiles(taken, n=20)[-1]
            counts: list[int] = page["counts"]  # type: ignore[assignment]
            same = f"{verdict(len(set(counts)) == 1)} {', '.join(map(str, counts))}"
            print(f"  {page['name']:<44}{1000 * statistics.median(taken):>7.0f}{p95:>7.0f}  {verdict(p95 <= P95):<7}{rate:>5.0f}"
                  f"{1000 * worked:>7.1f}{os.getloadavg()[0]:>6.1f}{page['whole']:>15.1f}{page['cpu']:>6.1f}"
                  f"{page['database']:>9.1f}  {verdict(float(str(page['database'])) <= DATABASE):<7}{page['queries']:>8}  {same:<19}"
                  f"{page['floor']:>9.2f}", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=1_000_000)
    parser.add_argument("--households", type=int, default=30_000)
    parser.add_argument("--database", action="append", help="sqlite or postgresql (an own server)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="so long each page is asked for")
    parser.add_argument("--keep", help="a data folder to make once and use again (SQLite)")
    options = parser.parse_args()
    for kind in options.database or ["sqlite", "postgresql"]:
        print(
            f"{kind}, {options.workers:,} workers, {options.households * 12:,} household months, {CONNECTIONS} connections"
        )
        with (
            tempfile.TemporaryDirectory(prefix="jiedui-lists-") as folder,
            databases(kind, Path(folder)) as (made, _server),
        ):
            kept = Path(options.keep) if options.keep and kind == "sqlite" else None
            where = Installation(kept) if kept else made.new()
            fresh = not (where.data / "jiedui.sqlite3").exists()
            where.done("migrate", "--verbosity", "0")
            if fresh:
                start = time.perf_counter()
                subprocess.run([sys.executable, "-m", "benchmarks.lists_world", str(options.workers), str(options.households)],
                               cwd=ROOT, env=where.env, check=True)  # fmt: skip
                print(f"  filled in {time.perf_counter() - start:.0f} s")
            measured(where, options.seconds)


if __name__ == "__main__":
    main()
