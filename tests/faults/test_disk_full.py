"""A full disk stops an import with a clear sentence and leaves nothing half written; the file goes in when there is room."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.hands import Hands
from tests.faults.room import FILES, MOMENTS, small_disk
from tests.faults.workers import ROWS, grown, workbook
from tests.installation import Databases

COMMAND, FILLED, CLEARED, LEFT = (
    f"tests.faults.room:{name}" for name in ("commanded", "filled", "cleared", "leftovers")
)
SENTENCE = "磁盘空间不足"


@pytest.fixture(scope="module")
def hands(databases: Databases) -> Iterator[Hands]:
    with Hands(databases.migrated()) as own:
        yield own


@pytest.fixture(scope="module")
def narrow(databases: Databases) -> Iterator[Hands]:
    """An installation on a small disk of its own, where the machine allows that."""
    installation = databases.migrated()
    with Hands(installation, within=small_disk(installation.data)) as own:
        yield own


def told(done: dict[str, Any]) -> dict[str, Any]:
    """The one object of an import that found no room."""
    assert done["code"] == 1 and "Traceback" not in done["err"], done
    report: dict[str, Any] = json.loads(done["out"])
    assert not report["applied"] and report["batch"] is None
    (finding,) = report["findings"]
    assert finding["id"] == "disk.full" and SENTENCE in finding["message"]
    return report


def goes_in(hands: Hands, file: str, before: dict[str, Any]) -> None:
    """Nothing came of it, nothing lies about; with room the same file goes in as if nothing had been."""
    assert hands.do("state") == before
    assert hands.do(LEFT) == []
    done = hands.do(COMMAND, words=["import", "workers", file, "--json"])
    assert json.loads(done["out"])["rows"]["new"] == ROWS
    assert hands.do("state") == grown(before)
    assert before["problems"] == [] and hands.do(LEFT) == []


@pytest.mark.both_databases
@pytest.mark.parametrize("moment", [*list(FILES)[:2], *MOMENTS])
def test_no_room_for(hands: Hands, tmp_path: Path, moment: str) -> None:
    file = workbook(tmp_path / "workers.xlsx", part=len(moment))
    before = hands.do("state")
    told(hands.do(COMMAND, words=["import", "workers", file, "--json"], moment=moment))
    goes_in(hands, file, before)


@pytest.mark.both_databases
def test_the_sentence_without_json(hands: Hands, tmp_path: Path) -> None:
    file = workbook(tmp_path / "workers.xlsx", part=0)
    done = hands.do(COMMAND, words=["import", "workers", file], moment="the trail")
    assert done["code"] == 1 and SENTENCE in done["err"] and "Traceback" not in done["err"]


@pytest.mark.both_databases
@pytest.mark.parametrize("moment", ["the first file", "the rows"])
def test_no_room_for_what_was_previewed(hands: Hands, tmp_path: Path, moment: str) -> None:
    """A preview that could not go in can be let in later. (Its file is kept already: the first one is the report.)"""
    file = workbook(tmp_path / "workers.xlsx", part=1 + ("rows" in moment))
    before = hands.do("state")
    number = hands.do("previewed", file=file)
    assert SENTENCE in hands.do("tests.faults.room:applied_at", number=number, moment=moment)
    assert hands.do("state") == before
    assert hands.do("applied", number=number)["rows"]["new"] == ROWS
    assert hands.do("state") == grown(before)


@pytest.mark.parametrize("room", [0, 24_000, 100_000, 250_000])
def test_a_small_disk(narrow: Hands, tmp_path: Path, room: int) -> None:
    """Wherever in the import the last free byte is used up: in files, database or its log."""
    file = workbook(tmp_path / "workers.xlsx", part=room // 24_000 % 20)
    before = narrow.do("state")
    narrow.do("emptied")
    words = ["import", "workers", file, "--json"]
    if narrow.within:
        narrow.do(FILLED, room=room)
        told(narrow.do(COMMAND, words=words))
        assert narrow.do("state") == before, "it can be read while the disk is full"
        narrow.do(CLEARED)
    else:
        told(narrow.do(COMMAND, words=words, pages=room // 20_000))
    goes_in(narrow, file, before)


def test_pages_on_a_small_disk(narrow: Hands, tmp_path: Path) -> None:
    """What is there can be read; what cannot be written is said, on a page and to a program; the server lives."""
    if not narrow.within:
        return  # seen on machines that allow a disk of one's own
    file = workbook(tmp_path / "workers.xlsx", part=18)
    answers = narrow.do("tests.faults.room:served", file=file)
    assert {name: status for name, (status, _text) in answers.items()} == {
        "list": 200, "record": 200, "upload": 507, "api": 507, "upload with room": 302,
    }  # fmt: skip
    assert SENTENCE in answers["upload"][1] and json.loads(answers["api"][1])["id"] == "disk.full"
    assert narrow.do("state")["problems"] == [] and narrow.do(LEFT) == []


def test_the_worker_on_a_small_disk(narrow: Hands) -> None:
    """It lives, stores how its job ended when there is room, and takes the next one only then."""
    if not narrow.within:
        return  # as above
    told = narrow.do("tests.faults.room:worked")
    assert told["seen"] == [["running", "waiting"], ["failed", "done"]] and SENTENCE in told["error"]


@pytest.mark.parametrize("real", [True, False])
def test_no_room_for_the_snapshot(hands: Hands, narrow: Hands, tmp_path: Path, real: bool) -> None:
    """The ledger is what it is; figures say what is missing, and come when there is room."""
    disk = narrow if real and narrow.within else hands
    disk.do("imported", file=workbook(tmp_path / "workers.xlsx", part=5 + real))
    if disk is narrow:
        disk.do(FILLED, room=0)
    done = disk.do(COMMAND, words=["lake"], moment="" if disk is narrow else "whatever is flushed")
    assert done["code"] == 1 and re.search("磁盘(剩余空间|空间不足)", done["err"]) and "Traceback" not in done["err"]
    disk.do(CLEARED)
    again = disk.do(COMMAND, words=["lake"])
    assert again["code"] == 0 and "1" in again["out"]
    # What a writer that was stopped leaves under a temporary name is swept away some minutes later.
    assert [name for name in disk.do(LEFT) if not name.endswith(".tmp")] == []
    assert disk.do("state")["problems"] == []


def test_no_room_for_the_returned_workbook(hands: Hands, tmp_path: Path) -> None:
    """The good rows are in and said to be; an older returned workbook is not spoiled; asking again gives the new one."""
    file, returned = workbook(tmp_path / "workers.xlsx", part=4, spoil=True), tmp_path / "returned.xlsx"
    returned.write_text("an older one")
    before = hands.do("state")
    words = ["import", "workers", file, "--partial", "--json", "--returned", str(returned)]
    done = hands.do(COMMAND, words=words, moment="the file to take away")
    assert (
        done["code"] == 1 and SENTENCE in done["err"] and "已经导入" in done["err"] and "Traceback" not in done["err"]
    )
    report = json.loads(done["out"])
    assert report["applied"] and report["rows"]["refused"]
    after = hands.do("state")
    assert after["workers"] == before["workers"] + report["rows"]["new"] and after["problems"] == []
    assert returned.read_text() == "an older one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["returned.xlsx", "workers.xlsx"]
    again = hands.do(COMMAND, words=words)
    assert (again["code"], json.loads(again["out"])["rows"]["new"]) == (0, 0)
    assert returned.read_bytes().startswith(b"PK")


def test_no_room_for_an_export(hands: Hands, tmp_path: Path) -> None:
    words = ["export", "workers", "-o", str(tmp_path / "out.xlsx")]
    done = hands.do(COMMAND, words=words, moment="the file to take away")
    assert done["code"] == 1 and SENTENCE in done["err"] and "Traceback" not in done["err"]
    assert list(tmp_path.iterdir()) == []
    assert hands.do(COMMAND, words=words)["code"] == 0 and len(list(tmp_path.iterdir())) == 1
