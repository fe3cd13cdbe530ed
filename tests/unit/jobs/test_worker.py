"""Jobs: enqueued with the transaction, run once, failures without personal words, second tries after a death."""

import os
import re
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from jiedui.core.words.errors import Refused
from jiedui.jobs import operations, queries, worker
from jiedui.jobs.worker import TRIES, Worker, reclaim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
SECRET = "450124199001011234"  # shaped like a document number


@task()
def double(number: int) -> int:
    operations.report(1, 2, "half")
    return number * 2


@task()
def quote_a_person() -> None:
    raise ValueError(f"bad value {SECRET}")


@task()
def refuse() -> None:
    raise Refused("toy.refused", "第 3 行：没有姓名，请补全。")


def test_who_is_asked_to_end_ends_though_a_library_swallows_the_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB does: the worker went on, and the supervisor had to kill it."""
    one = Worker()
    job = operations.enqueue(double, number=21)

    def swallowing() -> None:
        with pytest.raises(SystemExit):
            one._asked(15, None)

    monkeypatch.setattr(worker, "_now_and_then", {swallowing: 60.0})
    assert one.run() == 0
    assert queries.job(job).state == "waiting"


def test_a_job_runs_once_and_tells_its_result() -> None:
    job = operations.enqueue(double, number=21)
    assert queries.job(job).state == "waiting"
    assert Worker().run(once=True) == 1
    done = queries.job(job)
    assert (done.state, done.result, done.done, done.total, done.phase) == ("done", 42, 1, 2, "half")
    assert Worker().run(once=True) == 0


def test_a_job_of_a_rolled_back_transaction_does_not_exist() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        operations.enqueue(double, number=1)
        raise RuntimeError
    assert Worker().run(once=True) == 0


def test_a_failure_keeps_no_words_of_foreign_exceptions() -> None:
    job = operations.enqueue(quote_a_person)
    Worker().run(once=True)
    row = DBTaskResult.objects.get(pk=job)
    assert SECRET not in row.traceback and "ValueError" in row.traceback and "quote_a_person" in row.traceback
    assert queries.job(job).state == "failed"
    assert re.search(job, queries.job(job).error)


def test_a_refusal_speaks_for_itself() -> None:
    job = operations.enqueue(refuse)
    Worker().run(once=True)
    assert queries.job(job).error == "第 3 行：没有姓名，请补全。"


def test_a_job_left_by_a_dead_worker_is_tried_again_but_not_for_ever() -> None:
    job = operations.enqueue(double, number=1)
    for attempt in range(TRIES):
        worker = Worker()
        worker.id = worker.id.replace(f"/{os.getpid()}/", "/999999999/")  # no such process
        row = worker.take()
        assert row is not None, attempt
        assert queries.job(job).state == "running"
        reclaim()
    assert queries.job(job).state == "failed"


def test_a_running_job_of_a_living_worker_is_left_alone() -> None:
    job = operations.enqueue(double, number=1)
    worker = Worker()
    worker.id = worker.id.replace(f"/{os.getpid()}/", f"/{os.getppid()}/")
    worker.take()
    reclaim()
    assert queries.job(job).state == "running"


def test_an_empty_queue_takes_no_lock() -> None:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert Worker().take() is None
    assert [q["sql"].split()[0] for q in captured] == ["SELECT"]


def test_a_database_that_fails_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker lives, and how the job ended is stored before the next one is taken."""
    one, other = (operations.enqueue(double, number=number) for number in (1, 2))
    store, failures = DBTaskResult.set_successful, [OperationalError("gone"), OperationalError("still gone")]

    def failing(row: DBTaskResult, value: object) -> None:
        if failures:
            raise failures.pop()
        store(row, value)

    seen = []

    def sleep(_seconds: float) -> None:
        seen.append((queries.job(one).state, queries.job(other).state))
        own.running = len(seen) < 3

    monkeypatch.setattr(DBTaskResult, "set_successful", failing)
    monkeypatch.setattr(worker, "time", SimpleNamespace(sleep=sleep))
    own = Worker()
    own.run()
    assert seen == [("running", "waiting"), ("running", "waiting"), ("done", "done")]
    assert (queries.job(one).result, queries.job(other).result) == (2, 4)
