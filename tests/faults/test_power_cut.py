"""The power is cut at any moment: SQLite opens, is whole, and has all that was acknowledged."""

import pickle
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.faults.hands import Hands
from tests.faults.power import Recording
from tests.faults.workers import workbook
from tests.installation import ROOT, Databases, Installation

WORKERS, FILES, CUTS = 100, 4, 60


def record(place: Installation, folder: Path, synchronous: str = "") -> Recording:
    """What an installation wrote while files went in."""
    files = [workbook(folder / f"{part}.xlsx", part=part, rows=WORKERS) for part in range(FILES)]
    with Hands(place) as hands:
        taken = hands.do("tests.faults.power:recorded", files=files, path=str(folder / "steps"),
                         start=str(folder / "start"), synchronous=synchronous)  # fmt: skip
    made = Recording.load(pickle.loads((folder / "start").read_bytes()), folder / "steps")
    assert len(made.steps) == taken > 500
    kinds = Counter(step[:2] for step in made.steps)
    assert kinds["wal", "write"] and kinds["wal", "sync"] and kinds["database", "write"] and kinds["database", "sync"]
    assert made.acknowledged(taken)[-1] == (FILES * 9, FILES * WORKERS)
    return made


def after(recording: Recording, until: int, chance: random.Random, folder: Path) -> tuple[int, int]:
    """Events and rows that are there when the machine runs again; the database must be whole."""
    for name, content in recording.cut(until, chance).items():
        (folder / {"database": "cut.sqlite3", "wal": "cut.sqlite3-wal"}[name]).write_bytes(content)
    (folder / "cut.sqlite3-shm").unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / "cut.sqlite3")) as own:
        assert own.execute("PRAGMA quick_check").fetchone() == ("ok",)
        events = own.execute("SELECT count(*) FROM trail_event").fetchone()[0]
        return events, own.execute("SELECT count(*) FROM ledger_workers").fetchone()[0]


def lost(recording: Recording, folder: Path) -> int:
    """At how many of the cuts something acknowledged was gone."""
    chance, count = random.Random(2021), 0
    for _ in range(CUTS):
        until = chance.randrange(len(recording.steps) + 1)
        promised = (recording.acknowledged(until) or [(0, 0)])[-1]
        events, rows = after(recording, until, chance, folder)
        assert rows % WORKERS == 0, "half an import"
        count += (events, rows) < promised
    return count


def test_nothing_acknowledged_is_lost(databases: Databases, tmp_path: Path) -> None:
    place = databases.migrated()
    recording = record(place, tmp_path)
    assert lost(recording, tmp_path) == 0
    # The last cut as an installation: the trail fits the rows.
    (tmp_path / "cut.sqlite3").replace(place.data / "jiedui.sqlite3")
    (place.data / "jiedui.sqlite3-wal").unlink(missing_ok=True)
    place.done("trail", "verify")


def test_the_recipe_would_show_it(databases: Databases, tmp_path: Path) -> None:
    """With synchronous=NORMAL, which is not what the product runs with, acknowledged writes are gone."""
    assert lost(record(databases.migrated(), tmp_path, "NORMAL"), tmp_path) > 0


def test_every_connection_writes_ahead_and_syncs(databases: Databases) -> None:
    """Each thread of each process has a connection of its own: pages, commands, worker. Nothing else opens the database."""
    with Hands(databases.migrated()) as hands:
        assert hands.do("tests.faults.power:pragmas") == [["wal", 2]] * 3
    opening = {path.name for path in (ROOT / "src").rglob("*.py") if "sqlite3.connect(" in path.read_text("utf-8")}
    assert opening == {"databases.py"}, "the backup, which only reads"
