"""Real processes that do one thing each and may be killed while they do it.

    with Hands(installation) as hands:
        print(hands.do("imported", file="a.xlsx", key="k"))            # a dict, or None where it was killed
        one, other = hands.start("imported", …), hands.start("imported", …)
        hands.wait(one), hands.wait(other)

One process loads the product and forks for every task, so that a task costs a fraction of a start. `at` names a moment in
the task at which the process kills itself (SIGKILL): see POINTS.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.installation import ROOT, Installation

POINTS = {
    "after the persons": "jiedui.core.people.operations:_insert",
    "after the rows": "jiedui.core.ledger.operations:insert_complete",
    "after the trail": "jiedui.core.trail.operations:close_event",
    "after the file is kept": "jiedui.core.vault.files:put",
    "before the commit": "",
    "after the commit": "",
}
"""Where a process may end: after a function of the product, or around its commit (with `commits`: that many later)."""


@dataclass
class Started:
    pid: int
    answer: Path


class TaskError(AssertionError):
    """The task raised."""


class Hands:
    """`log`: where the processes write their log; else it is the test's. `within`: a command that starts the process."""

    def __init__(self, installation: Installation, log: Path | None = None, within: Sequence[str] = ()) -> None:
        self.installation, self.log, self.within = installation, log, within
        self.number = 0

    def __enter__(self) -> "Hands":
        env = {**self.installation.env, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        with open(self.log or os.devnull, "ab") as log:
            self.process = subprocess.Popen(
                [*self.within, sys.executable, "-m", "tests.faults.hands"], env=env, cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log if self.log else None,
            )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()

    def _ask(self, **words: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def start(self, task: str, at: str = "", **options: Any) -> Started:
        self.number += 1
        answer = self.installation.data.parent / f"{self.installation.data.name}-answer-{self.number}"
        return Started(self._ask(task=task, at=at, answer=str(answer), options=options), answer)

    def wait(self, one: Started) -> Any:
        """What the task returned, None where it was killed. Raises TaskError where it raised."""
        status = self._ask(wait=one.pid)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return None
        told = json.loads(one.answer.read_text())
        one.answer.unlink()
        if "error" in told:
            raise TaskError(told["error"])
        return told["result"]

    def do(self, task: str, at: str = "", **options: Any) -> Any:
        return self.wait(self.start(task, at, **options))


def imported(
    file: str, key: str | None = None, disk: int | None = None, ledger: str = "workers", **options: Any
) -> dict[str, Any]:
    """Import a file as the command line does; `disk`: while it writes, no file may grow beyond so many bytes."""
    from jiedui.core.access.scope import Scope
    from jiedui.core.intake.operations import import_file
    from jiedui.core.trail.operations import SYSTEM

    path = Path(file)
    if disk is not None:
        full(disk)
    report = import_file(
        ledger, path.read_bytes(), name=path.name, scope=Scope.everything(), actor=SYSTEM, request_key=key, **options
    )
    return _told(report)


def full(disk: int) -> None:
    """From the moment an import begins to write, the disk has room for files of `disk` bytes (and fails, not kills)."""
    from jiedui.core.intake import process

    writing = process.writing

    @contextlib.contextmanager
    def crowded(*arguments: Any) -> Iterator[None]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (disk, resource.RLIM_INFINITY))
        try:
            with writing(*arguments):
                yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    process.writing = crowded


def emptied() -> int:
    """Bring SQLite's write-ahead log into the database and cut it to nothing; how many bytes it had."""
    from django.conf import settings
    from django.db import connection

    log = Path(f"{settings.DATABASES['default']['NAME']}-wal")
    size = log.stat().st_size if log.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return size


def previewed(file: str) -> int:
    """Hand in a file and preview it; the number of the import."""
    from jiedui.core.access.scope import Scope
    from jiedui.core.intake.operations import preview, receive
    from jiedui.core.trail.operations import SYSTEM

    path = Path(file)
    record = receive("workers", path.read_bytes(), name=path.name, actor=SYSTEM)
    assert preview(record, scope=Scope.everything(), actor=SYSTEM).ok
    return record.pk


def applied(number: int, partial: bool = False) -> dict[str, Any]:
    """Let a previewed import in."""
    from jiedui.core.access.scope import Scope
    from jiedui.core.intake.models import Import
    from jiedui.core.intake.operations import apply_import
    from jiedui.core.trail.operations import SYSTEM

    record = Import.objects.get(pk=number)
    return _told(apply_import(record, scope=Scope.everything(), actor=SYSTEM, partial=partial))


def noted(times: int) -> int:
    """Small writes, one after the other, each a transaction."""
    from django.db import transaction

    from jiedui.core.trail.operations import SYSTEM, record_event

    for _ in range(times):
        with transaction.atomic():
            record_event("sign_in", actor=SYSTEM)
    return times


def state(wages: bool = False) -> dict[str, Any]:
    """How much there is of everything that an import writes, and whether it verifies."""
    from django.db.models import Sum

    from jiedui.core.declare.registry import registry
    from jiedui.core.intake.models import Import
    from jiedui.core.lake import operations as lake
    from jiedui.core.people.models import Person
    from jiedui.core.trail.models import Entry, Event, Head
    from jiedui.core.trail.verification import verify

    workers = registry.ledger("workers")._default_manager
    lake.refresh(["workers"])
    report = verify()
    counts = {model.__name__: model._default_manager.count() for model in (Person, Entry, Event, Head)}
    done = Import.objects.filter(state__in=["applied", "unchanged"]).count()
    wage = workers.aggregate(total=Sum("wage"))["total"] if wages else 0
    return {
        **counts,
        "workers": workers.count(),
        "done": done,
        "wages": wage,
        "problems": [str(p) for p in report.problems],
    }


def _told(report: Any) -> dict[str, Any]:
    return {"rows": report.rows, "ok": report.ok, "applied": report.applied, "batch": report.batch,
            "findings": sorted(set(report.findings["id"].to_list()))}  # fmt: skip


TASKS: dict[str, Callable[..., Any]] = {
    one.__name__: one for one in (imported, previewed, applied, emptied, noted, state)
}


def task_of(name: str) -> Callable[..., Any]:
    """A task of this module, or `module:function` of another one."""
    import importlib

    module, _, function = name.rpartition(":")
    return getattr(importlib.import_module(module), function) if module else TASKS[name]  # type: ignore[no-any-return]


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str, commits: int = 0) -> None:
    """Let this process die at the named moment."""
    import importlib

    from django.db.backends.base.base import BaseDatabaseWrapper

    if point.endswith("the commit"):
        commit = BaseDatabaseWrapper._commit

        left = [commits]

        def last(self: Any) -> None:
            if left[0]:
                left[0] -= 1
                return commit(self)
            if point.startswith("before"):
                die()
            commit(self)
            die()

        BaseDatabaseWrapper._commit = last
        return
    module, _, name = POINTS[point].partition(":")
    owner = importlib.import_module(module)
    function = getattr(owner, name)
    setattr(owner, name, lambda *a, **k: die(function(*a, **k)))


def child(words: dict[str, Any]) -> None:
    """One task, in a process of its own that ends here."""
    try:
        if words["at"]:
            arm(words["at"], words["options"].pop("commits", 0))
        told: dict[str, Any] = {"result": task_of(words["task"])(**words["options"])}
    except BaseException as error:
        told = {"error": f"{type(error).__name__}: {error}"}
    Path(words["answer"]).write_text(json.dumps(told, default=str))
    os._exit(0)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    import django

    django.setup()
    import jiedui.core.intake.operations  # loaded once, before any fork  # noqa: F401

    for line in sys.stdin:
        words = json.loads(line)
        if "wait" in words:
            answer = os.waitpid(words["wait"], 0)[1]
        else:
            answer = os.fork()
            if answer == 0:
                child(words)
        print(answer, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
