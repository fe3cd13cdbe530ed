"""Several processes at the same moment: one applies, the others find it done, wait, or are told; nobody fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.hands import Hands, TaskError
from tests.faults.workers import ROWS, grown, workbook
from tests.installation import Databases

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def hands(databases: Databases) -> Iterator[Hands]:
    with Hands(databases.migrated()) as own:
        yield own


def test_the_same_file_twice_at_once(hands: Hands, tmp_path: Path) -> None:
    file = workbook(tmp_path / "same.xlsx", part=0)
    before = hands.do("state")
    two = [hands.start("imported", file=file) for _ in range(2)]
    rows = sorted((hands.wait(one)["rows"] for one in two), key=lambda rows: rows["new"])
    assert [(one["new"], one["same"]) for one in rows] == [(0, ROWS), (ROWS, 0)]
    # The second import is kept with its report, and leaves no event.
    assert hands.do("state") == grown(before) | {"done": before["done"] + 2}


def test_the_same_request_twice_at_once(hands: Hands, tmp_path: Path) -> None:
    """The answer was slow and the button was pressed again: once applied; the other finds it or is told to look."""
    file = workbook(tmp_path / "request.xlsx", part=1)
    before = hands.do("state")
    two = [hands.start("imported", file=file, key="pressed twice") for _ in range(2)]
    batches = set()
    for one in two:
        try:
            batches.add(hands.wait(one)["batch"])
        except TaskError as error:
            assert "Conflict" in str(error)
    assert len(batches) == 1
    assert hands.do("state") == grown(before)


def test_two_previews_of_other_values(hands: Hands, tmp_path: Path) -> None:
    """Both saw the ledger as it was; the second one's rows are conflicts, and what the first wrote stands."""
    hands.do("imported", file=workbook(tmp_path / "first.xlsx", part=2))
    numbers = [
        hands.do("previewed", file=workbook(tmp_path / f"{more}.xlsx", part=2, more=more)) for more in (100, 300)
    ]
    before = hands.do("state", wages=True)
    two = [hands.start("applied", number=number) for number in numbers]
    told = sorted((hands.wait(one) for one in two), key=lambda one: one["applied"])
    assert [one["applied"] for one in told] == [False, True]
    assert told[0]["findings"] == ["row.conflict"]
    after = hands.do("state", wages=True)
    assert (after["wages"] - before["wages"]) in (ROWS * 100_00, ROWS * 300_00)
    assert after["Event"] == before["Event"] + 1
    assert after["problems"] == []


def test_writers_wait(hands: Hands, tmp_path: Path) -> None:
    """Imports and many small writers together: all of them end well, and the trail is dense and sound."""
    before = hands.do("state")
    imports = [hands.start("imported", file=workbook(tmp_path / f"{part}.xlsx", part=part)) for part in (3, 4)]
    writers = [hands.start("noted", times=15) for _ in range(3)]
    assert [hands.wait(one)["rows"]["new"] for one in imports] == [ROWS, ROWS]
    assert [hands.wait(one) for one in writers] == [15, 15, 15]
    after, both = hands.do("state"), grown(grown(before))
    assert after == both | {name: both[name] + 45 for name in ("Entry", "Event", "Head")}
