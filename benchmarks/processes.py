"""Processes under measurement: each contestant runs in a fresh one and tells its result as one line of JSON."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """wall and cpu in seconds from the start of the process to its end; peak in MB, of its largest process."""

    wall: float
    cpu: float
    peak: float
    told: dict[str, Any]


def tell(facts: Mapping[str, Any]) -> None:
    """Called last by a measured process: its facts, and how much memory it and the processes it started ever held."""
    own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak = max(int(own.split()[1]), children) / 1024
    print(json.dumps({**facts, "peak": peak}))


def run(module: str, *arguments: str, env: Mapping[str, str], server: "Server | None" = None) -> Run:
    """`python -m MODULE ARGUMENTS` to its end; the processor time of a database server of our own is counted in."""
    before, start = _cpu() + (server.cpu() if server else 0.0), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env={**os.environ, **env, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    wall = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{module} failed ({done.returncode}): {done.stdout[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Run(wall, _cpu() + (server.cpu() if server else 0.0) - before, told["peak"], told)


def _cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


class Server:
    """The processor time of a PostgreSQL server by the process id of its postmaster, with all it ever started."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def cpu(self) -> float:
        time.sleep(0.2)  # until the postmaster has taken note of an ended backend
        ticks = sum(self._ticks(self.pid))
        for path in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
            try:
                ticks += sum(self._ticks(int(path)))
            except OSError:
                continue
        return ticks / os.sysconf("SC_CLK_TCK")

    @staticmethod
    def _ticks(pid: int) -> list[int]:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return [int(field) for field in fields[11:15]]
