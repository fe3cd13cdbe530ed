"""The worker: takes jobs from the database one at a time.

It looks with a plain read and opens a transaction only when something is waiting: on SQLite an empty queue takes no
lock. A job whose worker died on this machine is handed out again, at most three times. A database that does not answer or
has no room is waited for: how the last job ended is stored before the next one is taken.
"""

import datetime
import logging
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from time import monotonic
from types import FrameType

from django.db import Error, OperationalError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jiedui.core.words.errors import JieduiError
from jiedui.core.words.room import no_room
from jiedui.jobs.logs import frames
from jiedui.jobs.operations import _at_start, _current, _now_and_then, _reported

log = logging.getLogger("jiedui.jobs")
TRIES = 3
KEEP = datetime.timedelta(days=30)
PATIENCE = 5.0
"""Seconds between two looks at a database that failed."""


class Worker:
    """`run()` works until it is asked to end (SIGTERM, SIGINT) or, with `once`, until nothing is waiting."""

    def __init__(self, *, interval: float = 0.5) -> None:
        self.interval = interval
        self.id = f"{socket.gethostname()[:30]}/{os.getpid()}/{secrets.token_hex(4)}"
        self.running = True
        self.busy = False
        self.ending: Callable[[], object] | None = None
        self.due: dict[Callable[[], object], float] = {}

    def listen(self) -> None:
        """End after the present job on the first signal; a second one ends at once and the job is tried again."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)

    def run(self, *, once: bool = False) -> int:
        """Work; returns how many jobs were run."""
        done, failing = 0, False
        reclaim()
        prune()
        for fn in _at_start:
            fn()
        while self.running:
            try:
                close_old_connections()
                self.store()
                self.look_after()
                row = self.take() if self.running else None
                if row is not None:
                    self.work(row)
                    done += 1
            except Error as error:
                if once:
                    raise
                if not failing:
                    log.error("the database failed, trying again every %s s\n%s", PATIENCE, frames(error))
                failing = True
                time.sleep(PATIENCE)
                continue
            failing = False
            if row is None and once:
                break
            if row is None:
                time.sleep(self.interval)
        return done

    def look_after(self) -> None:
        """What is to be done now and then. A failure of one is logged and tried again in its time."""
        now = monotonic()
        for fn, seconds in _now_and_then.items():
            if now < self.due.get(fn, 0.0):
                continue
            self.due[fn] = now + seconds
            try:
                fn()
            except Error:
                self.due[fn] = 0.0
                raise
            except Exception as error:
                log.warning("%s failed\n%s", fn.__qualname__, frames(error))

    def take(self) -> DBTaskResult | None:
        """The next waiting job, claimed for this worker."""
        ready = DBTaskResult.objects.ready()
        if not ready.exists():
            return None
        try:
            with transaction.atomic():
                row: DBTaskResult | None = ready.get_locked()
                if row is not None:
                    row.claim(self.id)
                return row
        except OperationalError as error:
            if connection.vendor == "sqlite" and "locked" in str(error):
                return None  # a long import holds the lock: wait for our turn
            raise

    def work(self, row: DBTaskResult) -> None:
        """Run one job and store how it ended."""
        self.busy = True
        token = _current.set(str(row.pk))
        _reported.set(0.0)
        try:
            result = row.task_result
            self.ending = partial(row.set_successful, row.task.call(*result.args, **result.kwargs))
        except Exception as error:
            log.warning("job %s failed\n%s", row.pk, frames(error))
            self.ending = partial(fail, row, error)
        finally:
            _current.reset(token)
            self.busy = False
        try:
            self.store()
        except Error:
            raise  # tried again
        except Exception as error:  # a value that is no JSON
            self.ending = partial(fail, row, error)
            self.store()

    def store(self) -> None:
        """Store how the last job ended, where that is not done yet."""
        if self.ending is not None:
            self.ending()
            self.ending = None

    def _asked(self, number: int, frame: FrameType | None) -> None:
        at_once = not self.running or not self.busy
        self.running = False  # a library that is working just now may swallow the exit: then the loop ends
        if at_once:
            raise SystemExit(0)


def fail(row: DBTaskResult, error: BaseException) -> None:
    """Store a failure without the words of foreign exceptions: they may quote personal values."""
    row.status = "FAILED"
    row.finished_at = timezone.now()
    row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    row.traceback = frames(error)
    told = error if isinstance(error, JieduiError) else no_room(error)
    row.return_value = {"error": str(told), "id": told.id} if told else None
    row.save(update_fields=["status", "finished_at", "exception_class_path", "traceback", "return_value"])


def reclaim() -> int:
    """Hand out again what a dead worker of this machine left; after three tries the job counts as failed."""
    count = 0
    for row in DBTaskResult.objects.running():
        if not orphaned(row, but=os.getpid()):
            continue
        if len(row.worker_ids) >= TRIES:
            fail(row, InterruptedError())
        else:
            DBTaskResult.objects.filter(pk=row.pk, status="RUNNING").update(status="READY")
        count += 1
    return count


def orphaned(row: DBTaskResult, *, but: int = 0) -> bool:
    """Whether a running job has lost its worker, as far as this machine can tell; process `but` works on nothing."""
    if row.status != "RUNNING":
        return False
    host, _, rest = (row.worker_ids or ["//"])[-1].partition("/")
    pid = rest.partition("/")[0]
    if host != socket.gethostname()[:30]:
        return False
    return not (pid.isdigit() and int(pid) != but and _alive(int(pid)))


def prune() -> None:
    """Forget jobs that ended more than 30 days ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP).delete()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
