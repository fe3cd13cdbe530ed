"""Two imports at the same moment: one person for each number, one dense and sound trail, and nobody fails."""

import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from jiedui.core.people.models import Person
from jiedui.core.people.operations import ensure
from jiedui.core.trail.models import Entry, Event, Head
from jiedui.core.trail.operations import SYSTEM, close_event, open_event
from jiedui.core.trail.verification import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
THREADS, ROUNDS = 4, 5


def together(work: Callable[[int], None]) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(THREADS)

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_the_same_new_persons() -> None:
    numbers = [f"45012419900101{i:04d}" for i in range(300)]
    answers: dict[int, dict[str, int]] = {}

    def work(number: int) -> None:
        mine = random.Random(number).sample(numbers, 300)
        with transaction.atomic():
            answers[number] = ensure(mine)

    together(work)
    assert Person.objects.count() == 300
    assert all(answer == answers[0] for answer in answers.values())


def test_events_of_several_writers() -> None:
    def work(number: int) -> None:
        for turn in range(ROUNDS):
            with transaction.atomic():
                event = open_event("import", actor=SYSTEM)
                close_event(event, [("toy", number * 100 + turn, "n", 0, 1, bytes(32), None)] * 3)

    together(work)
    count = THREADS * ROUNDS
    assert (Event.objects.count(), Head.objects.count(), Entry.objects.count()) == (count, count, 4 * count)
    report = verify()
    assert report.ok and report.unchecked == ["toy"], report.problems


def test_verification_does_not_hold_up_writers() -> None:
    """It reads one moment: what is written meanwhile neither waits nor disturbs it."""
    with transaction.atomic():
        close_event(open_event("import", actor=SYSTEM), [("toy", i, "n", 0, i, bytes(32), None) for i in range(50)])
    written = threading.Event()

    def write() -> None:
        with transaction.atomic():
            close_event(open_event("import", actor=SYSTEM), [("toy", 99, "n", 0, 1, bytes(32), None)])
        connection.close()
        written.set()

    def in_the_middle(stage: str, done: int, total: int) -> None:
        if not written.is_set():
            thread = threading.Thread(target=write)
            thread.start()
            thread.join(timeout=30)

    report = verify(in_the_middle)
    assert written.is_set()
    assert report.ok and report.entries == 51
    assert verify().entries == 53
