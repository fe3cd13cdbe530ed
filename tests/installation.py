"""A real installation for tests: its own data folder and database, driven through the command line."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests import ready

ROOT = Path(__file__).resolve().parents[1]


class Installation:
    """`run("migrate")` calls the command line as a user would, from an unrelated working directory."""

    patience = 300.0
    """Seconds after which a command is given up."""

    def __init__(self, data: Path, url: str = "") -> None:
        self.data = data
        self.env = {key: value for key, value in os.environ.items() if not key.startswith(("JIEDUI_", "DJANGO_"))}
        self.env |= {"JIEDUI_DATA": str(data), "DATABASE_URL": url, "PYTHONPATH": str(ROOT / "src")}
        self.url = url

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jiedui", *arguments],
            cwd=tempfile.gettempdir(),
            env={**self.env, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=self.patience,
        )

    def done(self, *arguments: str, **more: str) -> str:
        """As `run`, for what must succeed; returns standard output."""
        result = self.run(*arguments, **more)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def serve(self) -> "Server":
        return Server(self)


class Server:
    """`with installation.serve() as server:` — started as ./run starts it, ended as Ctrl-C ends it."""

    def __init__(self, installation: Installation, *command: str) -> None:
        self.installation = installation
        self.command = command or ("serve",)
        self.port = free_port()

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jiedui", *self.command, "--port", str(self.port)],
            env=self.installation.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        deadline = time.monotonic() + 90
        while self.status("/") == 0:
            assert self.process.poll() is None and time.monotonic() < deadline, self.output()
            time.sleep(0.1)
        return self

    def status(self, path: str) -> int:
        """The status of a page without following redirects; 0 while nothing answers."""
        try:
            return OPENER.open(f"http://127.0.0.1:{self.port}{path}", timeout=20).status  # type: ignore[no-any-return]
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(40)

    def output(self) -> str:
        self.process.kill()
        return self.process.communicate()[0]

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.end()
        assert self.process.stdout
        self.process.stdout.close()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _migrate(data: Path) -> None:
    Installation(data).done("migrate", "--verbosity", "0")


class Databases:
    """Hands out installations, each on its own database of the kind that the tests run on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        self.made: list[str] = []
        self.server = os.environ.get("DATABASE_URL", "")
        self.template: Installation | None = None

    def new(self) -> Installation:
        """An empty one, as on a new machine."""
        return self._made("")

    def migrated(self) -> Installation:
        """A copy of one that was migrated: with keys, regions and the plan, without users."""
        if not self.server:  # one for all processes of the tests
            own = self._made("")
            ready.take_installation(own.data, _migrate)
            return own
        if self.template is None:
            self.template = self._made("")
            self.template.done("migrate", "--verbosity", "0")
        own = self._made(self.template.url)
        shutil.copytree(self.template.data, own.data)
        return own

    def _made(self, template: str) -> Installation:
        self.number += 1
        data = self.folder / f"data-{self.number}"
        if not self.server:
            return Installation(data)
        name = f"jiedui_{os.getpid()}_{id(self)}_{self.number}"
        like = f'TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""
        with psycopg.connect(self.server, autocommit=True) as own:
            own.execute(f'CREATE DATABASE "{name}" {like}')
        self.made.append(name)
        return Installation(data, urlunsplit(urlsplit(self.server)._replace(path=f"/{name}")))

    def drop(self) -> None:
        for name in self.made:
            with psycopg.connect(self.server, autocommit=True) as own:
                own.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
