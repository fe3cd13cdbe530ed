"""The worker of the web server: what has to wait waits before all processes, and nobody who says nothing holds one up."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installation import ROOT, free_port

PAGE = """
import os, time
def application(environ, start_response):
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""


@contextmanager
def served(folder: Path, *, processes: int, threads: int) -> Iterator[int]:
    (folder / "page.py").write_text(PAGE)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "page:application", "-b", f"127.0.0.1:{port}", "-k", "jiedui.jobs.fair.FairWorker",
               "-w", str(processes), "--threads", str(threads), "--log-level", "warning", "--no-control-socket"]  # fmt: skip
    server = subprocess.Popen(command, cwd=folder, env={"PYTHONPATH": f"{ROOT / 'src'}:{folder}"})
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=60).request("GET", "/")
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < deadline
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def asked(port: int, times: int, seconds: float, found: list[str]) -> None:
    """Over one connection, which is opened again where the server gave it back."""
    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times):
        talk.request("GET", f"/?{seconds}")
        found.append(talk.getresponse().read().decode())
    talk.close()


def test_two_processes_share_connections_that_are_kept_open(tmp_path: Path) -> None:
    found: list[str] = []
    with served(tmp_path, processes=2, threads=1) as port:
        threads = [threading.Thread(target=asked, args=(port, 5, 0.1, found)) for _ in range(8)]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken = time.perf_counter() - begun
    assert len(found) == 40
    assert len(Counter(found)) == 2 and min(Counter(found).values()) >= 14, Counter(found)
    assert taken < 3.2, "one process after the other would take four seconds"


def test_a_connection_is_kept_while_a_thread_is_free(tmp_path: Path) -> None:
    with served(tmp_path, processes=1, threads=4) as port:
        talk = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(3):
            talk.request("GET", "/")
            answer = talk.getresponse()
            answer.read()
            assert answer.getheader("Connection") == "keep-alive"
        talk.close()


def test_who_connects_and_says_nothing_holds_nobody_up(tmp_path: Path) -> None:
    with served(tmp_path, processes=1, threads=1) as port:
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
        begun, found = time.perf_counter(), list[str]()
        asked(port, 1, 0, found)
        assert found and time.perf_counter() - begun < 3, "gunicorn's own threads wait five seconds for each"
        for one in silent:
            one.close()


def test_many_more_connections_than_threads_are_all_answered(tmp_path: Path) -> None:
    found: list[str] = []
    with served(tmp_path, processes=1, threads=2) as port:
        threads = [threading.Thread(target=asked, args=(port, 3, 0.01, found)) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 120
