"""Server and worker as one: started together, ended together, whichever ends first and however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

PATIENCE = 12.0  # seconds between the polite request and the kill
MARK = "JIEDUI_SUPERVISED"


def supervise(children: Mapping[str, Sequence[str]], started: Callable[[], None] = lambda: None) -> int:
    """Run the named commands until a signal comes or one of them ends, then end all; returns an exit code.

    `started` is called once, when the children run. 0 after a signal, 1 when a child ended by itself.
    """
    asked: list[int] = []

    def on_signal(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in children.items():
            # A session of its own: Ctrl-C reaches the supervisor alone, and it ends the others in order.
            running[name] = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, start_new_session=True, env={**os.environ, MARK: str(os.getpid())}
            )
        started()
        while not asked:
            for name, child in running.items():
                if child.poll() is not None:
                    sys.stderr.write(f"{name} 已退出（{child.returncode}），正在结束其余进程。\n")
                    return 1
            time.sleep(0.1)
        return 0
    finally:
        end(list(running.values()), patience=PATIENCE)


def end(children: Sequence["subprocess.Popen[bytes]"], *, patience: float) -> None:
    """Ask all to end, wait, then kill what is left together with its own children."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def end_with_supervisor() -> None:
    """Called in a child: a supervisor that was killed takes its children with it (on Linux, by the kernel)."""
    parent = os.environ.get(MARK)
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    if os.getppid() != int(parent):  # it died before the line above
        raise SystemExit(1)
