"""Ending one ends both; a signal ends all; a killed supervisor leaves nobody behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SLEEPER = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
BORN = "from jiedui.jobs.supervisor import end_with_supervisor; end_with_supervisor(); import time; time.sleep(60)"
PARENT = """
import sys
from jiedui.jobs import supervisor
supervisor.PATIENCE = 1.0
commands = {str(n): [sys.executable, "-c", code] for n, code in enumerate(sys.argv[2:])}
def note():
    import os
    folder = sys.argv[1]
    names = [p for p in os.listdir("/proc") if p.isdigit()]
    mine = [p for p in names if open(f"/proc/{p}/stat").read().rsplit(")", 1)[1].split()[1] == str(os.getpid())]
    open(folder + "/partial", "w").write(" ".join(mine))
    os.rename(folder + "/partial", folder + "/children")
raise SystemExit(supervisor.supervise(commands, started=note))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def start(folder: Path, *codes: str) -> tuple[subprocess.Popen[bytes], list[int]]:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder), *codes], stderr=subprocess.DEVNULL)
    wait_for(lambda: (folder / "children").exists())
    return parent, [int(pid) for pid in (folder / "children").read_text().split()]


def wait_for(condition, seconds: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_with_success(tmp_path: Path, number: int) -> None:
    parent, children = start(tmp_path, SLEEPER, STUBBORN)
    parent.send_signal(number)
    assert parent.wait(20) == 0
    assert len(children) == 2 and all(gone(pid) for pid in children)


def test_the_end_of_one_ends_the_other_with_an_error(tmp_path: Path) -> None:
    parent, children = start(tmp_path, SLEEPER, SLEEPER)
    os.kill(children[0], signal.SIGKILL)
    assert parent.wait(20) == 1
    assert all(gone(pid) for pid in children)


def test_a_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    parent, children = start(tmp_path, BORN, BORN)
    time.sleep(1.0)  # both have asked the kernel by now
    parent.kill()
    parent.wait(20)
    wait_for(lambda: all(gone(pid) for pid in children))
