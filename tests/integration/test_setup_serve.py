"""Server and worker run together, answer, and end cleanly."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import ROOT, Databases, Installation, Server

SETUP = [sys.executable, str(ROOT / "tools" / "setup.py")]


@pytest.fixture(scope="module")
def installation(databases: Databases) -> Installation:
    return databases.migrated()


def children(process: subprocess.Popen[str]) -> list[int]:
    return [int(p) for p in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


@pytest.mark.both_databases
def test_it_answers_and_a_signal_ends_server_and_worker(installation: Installation) -> None:
    with Server(installation) as server:
        assert server.status("/") in {200, 302}
        assert server.status("/no-such-page") in {302, 404}
        below = children(server.process)
        assert len(below) == 2
        assert server.end(signal.SIGINT) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in below)


def test_an_empty_start_leads_to_the_first_administrators(databases: Databases) -> None:
    installation = databases.migrated()
    seen = []
    for options in (["start", "--empty"], ["start"]):  # the second start does not fill what was meant to stay empty
        with Server(installation, *options) as server:
            assert server.process.stdout
            told = "".join(iter(server.process.stdout.readline, "按 Ctrl-C 结束 · Ctrl-C ends it\n"))
            assert server.end() == 0
        link = re.search(r"http://127\.0\.0\.1:\d+/setup/\?token=(\S+)", told)
        assert link, told
        seen.append(link[1])
    assert seen[0] != seen[1]
    kept = b"".join(path.read_bytes() for path in installation.data.rglob("*") if path.is_file())
    assert not any(token.encode() in kept for token in seen)


def test_the_port_of_another_program_is_refused_with_a_sentence(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = installation.run("serve", "--port", port)
        assert done.returncode == 1 and port in done.stderr and "Traceback" not in done.stderr
        early = subprocess.run([*SETUP, "--port", port], capture_output=True, text=True)
        assert early.returncode == 1 and f"Port {port} is taken" in early.stderr


@pytest.mark.parametrize("options", [["--port", "0"], ["--port", "x"], ["--empty", "--prepare"]])
def test_wrong_options_are_refused(options: list[str]) -> None:
    done = subprocess.run([*SETUP, *options], capture_output=True, text=True)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_restore_leaves_a_running_installation_alone(installation: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "copy.tar"
    with Server(installation):
        installation.done("backup", str(archive))  # a backup may be made meanwhile
        done = installation.run("restore", str(archive), "--force")
        assert done.returncode == 1 and "Ctrl-C" in done.stderr


def test_a_too_old_python_is_told_in_both_languages(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for name in ("python3.11", "python3.12", "python3.13", "python"):
        (tmp_path / name).symlink_to(old)
    for tool in ("env", "bash", "dirname"):
        (tmp_path / tool).symlink_to(next(p for p in (Path("/usr/bin") / tool, Path("/bin") / tool) if p.exists()))
    for script in ("run", "test"):
        done = subprocess.run([str(ROOT / script)], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
        assert done.returncode == 1
        assert "Python 3.11" in done.stderr and "not found" in done.stderr and "请安装" in done.stderr
