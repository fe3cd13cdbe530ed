"""Full disks, as tasks for tests.faults.hands: a real small one, and one that is full at a chosen moment."""

import contextlib
import errno
import importlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks import task

MOMENTS = {
    "the persons": "jiedui.core.people.operations:_insert",
    "the rows": "jiedui.core.ledger.operations:insert_complete",
    "the trail": "jiedui.core.trail.operations:close_event",
}
"""The function before which the disk of the database is full."""
FILES = {
    "the first file": ("jiedui.core.vault.files", 1),
    "the second file": ("jiedui.core.vault.files", 2),
    "the file to take away": ("jiedui.core.intake.books.whole", 1),
}
"""The module that opens a file, and the how manieth one the disk is full for."""
SMALL = 'cp -a "$1" "$1.kept" && mount -t tmpfs -o size=64m tmpfs "$1" && cp -a "$1.kept/." "$1" && shift && exec "$@"'


def small_disk(data: Path) -> list[str]:
    """The words that start a process whose data folder lies on a disk of 64 MB of its own; none where that is forbidden."""
    words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if not shutil.which(words[0]):
        return []
    tried = subprocess.run([*words, 'mount -t tmpfs tmpfs "$0"', data.parent], capture_output=True)
    return [*words, SMALL, "sh", str(data)] if tried.returncode == 0 else []


def filled(room: int) -> int:
    """Fill the disk of the data folder but for `room` bytes."""
    from django.conf import settings

    cleared()
    with open(settings.DATA / "other", "wb", buffering=0) as file:
        for size in (1 << 20, 4096):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    os.truncate(settings.DATA / "other", (settings.DATA / "other").stat().st_size - room)
    return room


def cleared() -> None:
    from django.conf import settings

    (settings.DATA / "other").unlink(missing_ok=True)


def leftovers() -> list[str]:
    """What nobody would miss in the data folder: files half written or under a temporary name."""
    from django.conf import settings

    from jiedui.core.vault import files

    hidden = [str(path) for path in settings.DATA.rglob(".*") if path.is_file() and path.name != ".lock"]
    return [*hidden, *(digest for digest in files.digests() if not files.intact(digest))]


def commanded(words: list[str], moment: str = "", pages: int | None = None) -> dict[str, Any]:
    """Run a command as `python -m jiedui` does, the disk full at a moment; `pages`: SQLite may grow by so many."""
    from jiedui.__main__ import main

    if moment:
        full_at(moment)
    if pages is not None:
        no_more_pages(pages)
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["jiedui", *words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code: Any = main()
        except SystemExit as end:
            code = end.code
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def full_at(moment: str) -> None:
    if moment in FILES:
        _fail_on_file(*FILES[moment])
        return
    if moment == "whatever is flushed":
        os.fsync = _no_fsync
        return
    module, _, name = MOMENTS[moment].partition(":")
    owner = importlib.import_module(module)
    function: Callable[..., Any] = getattr(owner, name)

    def crowded(*arguments: Any, **options: Any) -> Any:
        no_more_pages()
        return function(*arguments, **options)

    setattr(owner, name, crowded)


def no_more_pages(more: int = 0) -> None:
    """The database cannot grow by more than so many pages (PostgreSQL: it says at once that it cannot)."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + more}")
        else:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$")


def _no_fsync(_file: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _fail_on_file(module: str, number: int) -> None:
    """The disk is full in the middle of the so manieth file that a module opens."""
    count = 0

    class Full(io.FileIO):
        def write(self, data: Any) -> int:
            if self.tell():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(bytes(data[:100]))

    def opened(file: Any, mode: str) -> Any:
        nonlocal count
        count += 1
        return io.BufferedWriter(Full(file, mode)) if count == number else open(file, mode)

    importlib.import_module(module).open = opened  # type: ignore[attr-defined]


def applied_at(number: int, moment: str) -> str:
    """Let a previewed import in, the disk full at a moment; what is told."""
    from jiedui.core.words.room import no_room
    from tests.faults.hands import applied

    full_at(moment)
    try:
        applied(number)
    except Exception as error:
        return str(no_room(error))
    return "it went in"


def served(file: str) -> dict[str, Any]:
    """A clerk at the pages and the interface while the disk is full: the status of each answer, and what it says."""
    from django.test import Client, override_settings

    from jiedui.core.access import roles
    from jiedui.core.access.operations import create_token
    from tests.accounts import make_user, sign_in

    filled(4_000_000)
    user = make_user(roles.COUNTY, "450123")
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain):
        clerk = sign_in(Client(headers={"host": "localhost"}, raise_request_exception=False), user)
        expires = timezone.now() + timedelta(days=1)
        _row, secret = create_token(user, name="x", actions=frozenset({"view", "change"}), expires_at=expires)
        filled(0)
        upload = SimpleUploadedFile("a.xlsx", Path(file).read_bytes())
        headers = {"Authorization": f"Bearer {secret}"}
        answers = {
            "list": clerk.get("/ledgers/workers/"),
            "record": clerk.get("/ledgers/workers/1/"),
            "upload": clerk.post("/ledgers/workers/import/", {"file": upload}),
            "api": Client(headers={"host": "localhost", **headers}, raise_request_exception=False).post(
                "/api/files", {"file": SimpleUploadedFile("a.jpg", bytes(9_000_000))}
            ),
        }
        cleared()
        upload.seek(0)
        answers["upload with room"] = clerk.post("/ledgers/workers/import/", {"file": upload})
    return {name: [answer.status_code, answer.content.decode()] for name, answer in answers.items()}


def worked() -> dict[str, Any]:
    """How two jobs stand whenever the worker waits: the disk fills up in the first one, at the first wait there is room."""
    from jiedui.jobs import worker
    from jiedui.jobs.operations import enqueue
    from jiedui.jobs.queries import job

    one, other = enqueue(swell, fill=True), enqueue(swell, fill=False)
    seen: list[list[str]] = []
    own = worker.Worker()

    def waits(_seconds: float) -> None:
        seen.append([job(one).state, job(other).state])
        cleared()
        own.running = len(seen) < 2

    worker.time = SimpleNamespace(sleep=waits)  # type: ignore[assignment]
    own.run()
    return {"seen": seen, "error": job(one).error}


@task()
def swell(fill: bool) -> None:
    """A job that needs more room than there is."""
    if fill:
        filled(0)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
