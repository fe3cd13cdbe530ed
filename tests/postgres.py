"""A throw-away PostgreSQL: an own cluster in a temporary folder, gone afterwards.

    with Cluster() as cluster: ...            cluster.url, cluster.stop("immediate"), cluster.start()

As root the server runs as `postgres` or `nobody`: it refuses to run as root.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    on_path = shutil.which("pg_ctl")
    for folder in [*found, *([Path(on_path).parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


class Cluster:
    """One PostgreSQL server on a free port of this machine, without fsync: it survives kills, not power cuts."""

    def __init__(self, connections: int = 60) -> None:
        self.connections = connections
        folder = binaries()
        if folder is None:
            raise FileNotFoundError("PostgreSQL is not installed (initdb, pg_ctl)")
        self.bin = folder
        self.folder = Path(tempfile.mkdtemp(prefix="jiedui-postgres-"))
        self.data = self.folder / "data"
        self.password = secrets.token_hex(12)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.account = self._account()
        words = self.folder / "password"
        words.write_text(self.password)
        if self.account:
            for path in (self.folder, words):
                os.chown(path, self.account["user"], self.account["group"])
        self._call("initdb", "-D", self.data, "-U", "jiedui", "--pwfile", words, "-A", "scram-sha-256", "-E", "UTF8",
                   "--locale=C", "--no-sync")  # fmt: skip

    @property
    def url(self) -> str:
        return f"postgres://jiedui:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = (
            f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "
            f"-c full_page_writes=off -c max_connections={self.connections} -c shared_buffers=64MB -c max_wal_size=512MB"
        )
        self._call("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-t", "60", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is a crash: the next start recovers from the log."""
        self._call("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def remove(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> "Cluster":
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def _account(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        raise PermissionError("PostgreSQL does not run as root, and there is no user postgres or nobody")

    def _call(self, program: str, *arguments: str | Path) -> None:
        # To a file, not a pipe: pg_ctl leaves the server behind, which would hold a pipe open for ever.
        with tempfile.TemporaryFile() as out:
            command = [str(self.bin / program), *map(str, arguments)]
            done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=out, **self.account)
            if done.returncode:
                out.seek(0)
                raise RuntimeError(f"{program} failed: {out.read().decode(errors='replace')}")
