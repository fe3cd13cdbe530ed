"""What the database refuses, even to a program that asks it directly: scores after the close, results changed, a round moved on."""

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, JieduiError
from jiedui.modules.projects.review import deciding
from jiedui.modules.projects.review.models import (
    ReviewCandidate,
    ReviewDecision,
    Reviewer,
    ReviewOutcome,
    ReviewRound,
    ReviewSheet,
    ReviewStep,
)
from tests.integration.country import place_regions
from tests.integration.review.drawn import PLAIN, draw

pytestmark = [pytest.mark.both_databases]


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dt.date]]:
    held = [dt.date(2021, 12, 1)]
    monkeypatch.setattr(clock, "today", lambda: held[0])
    yield held


def refuses(act: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


@pytest.mark.django_db
def test_the_database_keeps_what_a_round_has_left(day: list[dt.date]) -> None:
    place_regions()
    found = draw()
    id = found.round.pk
    refuses(lambda: ReviewCandidate.objects.filter(round=id).update(amount=1))
    refuses(lambda: ReviewCandidate.objects.filter(round=id).delete())
    refuses(lambda: ReviewDecision.objects.create(round_id=id, kind="veto", reason="x", at=dt.datetime.now(dt.UTC), by=1, by_name="x", event=1))
    found.closed(**PLAIN)
    sheet = ReviewSheet.objects.filter(round=id).first()
    assert sheet is not None
    refuses(lambda: ReviewSheet.objects.filter(pk=sheet.pk).update(total=100))
    refuses(lambda: ReviewSheet.objects.filter(pk=sheet.pk).delete())
    sheet.pk, sheet.version = None, 9
    refuses(sheet.save)
    refuses(lambda: Reviewer.objects.create(round_id=id, user=99, name="x", at=dt.datetime.now(dt.UTC), by_name="x"))
    deciding.publish(id, by=found.keeper)
    refuses(lambda: ReviewOutcome.objects.filter(round=id).update(result="library"))
    day[0] = dt.date(2021, 12, 6)
    deciding.freeze(id, by=found.keeper)
    refuses(lambda: ReviewRound.objects.filter(pk=id).update(state="closed"))
    refuses(lambda: ReviewRound.objects.filter(pk=id).update(budget=1))
    refuses(lambda: ReviewStep.objects.create(round_id=id, old="frozen", new="closed", at=dt.datetime.now(dt.UTC), by_name="x", event=1))
    for table in ("projects_reviewoutcome", "projects_reviewround", "projects_reviewsheet"):
        refuses(lambda table=table: connection.cursor().execute(f"DELETE FROM {table}"))
    if connection.vendor == "sqlite":
        columns = "id, round_id, notice_id, candidate_id, result, why"
        refuses(lambda: connection.cursor().execute(f"INSERT OR REPLACE INTO projects_reviewoutcome ({columns}) SELECT {columns} FROM projects_reviewoutcome"))
    else:
        refuses(lambda: connection.cursor().execute("TRUNCATE projects_reviewoutcome"))


@pytest.mark.django_db(transaction=True)
def test_of_many_who_decide_at_the_same_moment_one_is_heard(day: list[dt.date]) -> None:
    place_regions()
    found = draw(budget=550).closed(A1=[90, 90, 90], A2=[80, 80, 80], A3=[80, 80, 80], A4=[60, 65, 61])
    chosen = [found.candidate("A2"), found.candidate("A3")]
    told = at_once(
        8, lambda n: deciding.decide_tie(found.round.pk, chosen=[chosen[n % 2]], reason=f"第 {n} 种理由", by=found.keeper, seen=0)
    )
    assert [one for one in told if one is None] == [None], told
    assert all(isinstance(one, Conflict) for one in told if one is not None)
    assert ReviewDecision.objects.count() == 1
    told = at_once(8, lambda n: deciding.publish(found.round.pk, by=found.keeper))
    assert told.count(None) == 1 and found.round.notices.count() == 1


def at_once(count: int, act: Any) -> list[JieduiError | None]:
    """What each of so many threads was told; None where it was done."""
    told: list[Any] = [None] * count
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            gate.wait()
            act(number)
        except Exception as error:  # told to the test, which asserts its kind
            told[number] = error
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return told


