"""Killed at any moment, an import is in as a whole or not at all, and asking again brings it in exactly once."""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.hands import POINTS, Hands, TaskError
from tests.faults.workers import ROWS, grown, workbook
from tests.installation import Databases, Installation
from tests.postgres import Cluster

RANDOM = 4


@pytest.fixture(scope="module")
def hands(databases: Databases) -> Iterator[Hands]:
    with Hands(databases.migrated()) as own:
        yield own


def asked_again(hands: Hands, file: str, before: dict[str, object]) -> None:
    """After a kill: all or nothing; then the same request once more, and once more."""
    after = grown(before)
    assert hands.do("state") in (before, after)
    again = hands.do("imported", file=file, key=Path(file).stem)
    assert again["applied"] and again["batch"]
    assert again["rows"]["new"] == ROWS
    assert hands.do("imported", file=file, key=Path(file).stem)["batch"] == again["batch"]
    assert hands.do("state") == after
    assert after["problems"] == []


@pytest.mark.both_databases
@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_point(hands: Hands, tmp_path: Path, point: str) -> None:
    file = workbook(tmp_path / f"{point}.xlsx", part=list(POINTS).index(point))
    before = hands.do("state")
    assert hands.do("imported", at=point, file=file, key=Path(file).stem) is None, "it was not killed"
    assert hands.do("state") == (grown(before) if point == "after the commit" else before)
    asked_again(hands, file, before)


@pytest.mark.both_databases
def test_killed_at_random(hands: Hands, tmp_path: Path) -> None:
    choose = random.Random(2021)
    whole = 0.0
    for turn in range(RANDOM + 1):
        file = workbook(tmp_path / f"{turn}.xlsx", part=6 + turn)
        before, start = hands.do("state"), time.monotonic()
        one = hands.start("imported", file=file, key=Path(file).stem)
        if turn:
            time.sleep(whole * choose.random())
            os.kill(one.pid, signal.SIGKILL)
        hands.wait(one)
        whole = whole or time.monotonic() - start
        asked_again(hands, file, before)


@pytest.mark.both_databases
@pytest.mark.parametrize("point", ["after the rows", "before the commit", "after the commit"])
def test_killed_while_a_preview_goes_in(hands: Hands, tmp_path: Path, point: str) -> None:
    """What a worker left half-way is taken up by the next one; what it finished stays finished."""
    file = workbook(tmp_path / f"{point}.xlsx", part=12 + len(point) % 5)
    before = hands.do("state")
    number = hands.do("previewed", file=file)
    # The first commit only says that it is being worked on.
    more = {"commits": 1} if "commit" in point else {}
    assert hands.do("applied", at=point, number=number, **more) is None
    assert hands.do("applied", number=number)["rows"]["new"] == ROWS
    assert hands.do("applied", number=number)["batch"] == number
    assert hands.do("state") == grown(before)


def test_database_restarted_under_load(postgres: Cluster, tmp_path: Path) -> None:
    """A crash of the PostgreSQL server in the middle: the import says so, nothing is half in, the next one works."""
    installation = Installation(tmp_path / "data", postgres.url)
    installation.done("migrate", "--verbosity", "0")
    file = workbook(tmp_path / "workers.xlsx", rows=ROWS * 10)
    with Hands(installation) as hands:
        before, after = hands.do("state"), grown(hands.do("state"), ROWS * 10)
        one = hands.start("imported", file=file, key="crash")
        time.sleep(0.8)
        postgres.stop("immediate")
        postgres.start()
        try:
            hands.wait(one)
        except TaskError as error:
            assert "OperationalError" in str(error)
        assert hands.do("state") in (before, after)
        assert hands.do("imported", file=file, key="crash")["rows"]["new"] == ROWS * 10
        assert hands.do("state") == after
