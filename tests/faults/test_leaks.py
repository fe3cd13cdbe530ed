"""Whoever steals the data folder, the database or its dump finds no ID, phone or bank card in them, in no encoding."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import polars as pl
import psycopg
import pytest

from tests.faults.hands import Hands
from tests.faults.stolen import Search, forms
from tests.faults.workers import CARDS, ROWS, drawn, workbook
from tests.installation import ROOT, Installation
from tests.postgres import Cluster, binaries

MARKED = 8
"""How many persons of each file are looked for; rows 0 and 7 of a spoiled file are refused, 1 and 2 misplaced."""
PARTS = {"new": 0, "seen": 1, "killed": 2, "wrong": 3, "paged": 4}


def wanted() -> list[str]:
    """The marked numbers of all files; also the birthday and serial number out of each ID."""
    people = [row for part in PARTS.values() for row in drawn()[part * ROWS : part * ROWS + MARKED]]
    numbers = [row[name] for row in people for name in ("身份证号", "联系电话")]
    return [*numbers, *(row["身份证号"][6:17] for row in people), *CARDS]


@dataclass
class Place:
    """An installation through which numbers have gone; `outside` holds what a clerk had or took away."""

    installation: Installation
    outside: Path

    @property
    def log(self) -> Path:
        return self.installation.data / "logs" / "all.log"


def place_at(installation: Installation) -> Place:
    """Make an installation one with the toy module, whose temporary files and log lie in the data folder."""
    data = installation.data
    place = Place(installation, data.parent / f"{data.name}-outside")
    for folder in (data / "tmp", place.log.parent, place.outside):
        folder.mkdir(parents=True)
    installation.env |= {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "TMPDIR": str(data / "tmp"),
    }
    installation.done("migrate", "--verbosity", "0")
    return place


def busy(place: Place) -> None:
    """Bring numbers in through every door: new, changed, refused, killed, previewed, typed; and take them out again."""
    files = {name: workbook(place.outside / f"{name}.xlsx", part=part, spoil=name in ("wrong", "paged"))
             for name, part in PARTS.items()}  # fmt: skip
    no_workbook = place.outside / "no-workbook.xlsx"
    no_workbook.write_text("\n".join(wanted()))
    person = drawn()[0]
    with Hands(place.installation, place.log) as hands:
        assert hands.do("imported", file=files["new"])["rows"]["new"] == ROWS
        changed = hands.do("imported", file=workbook(place.outside / "more.xlsx", more=100))
        assert changed["rows"]["changed"] == ROWS
        hands.do("previewed", file=files["seen"])
        assert hands.do("imported", at="after the rows", file=files["killed"]) is None
        garden = str(place.outside / "gardens.xlsx")
        assert hands.do("tests.faults.using:gardened", cards=CARDS, photo="\n".join(CARDS), file=garden) == len(CARDS)
        done = hands.do("tests.faults.using:browsed", file=files["paged"], wrong=str(no_workbook),
                        number=person["身份证号"], phone=person["联系电话"])  # fmt: skip
        hands.do("state")
        refused = [line for line in done if line[0] not in "23"]
        assert len(done) > 10 and [line[:3] for line in refused] == ["404"], refused


def commands(place: Place) -> None:
    """The same at the command line; what it says goes into the log."""
    wrong, no_workbook = place.outside / "wrong.xlsx", place.outside / "no-workbook.xlsx"
    with place.log.open("a") as log:
        for expected, *words in [
            (1, "import", "workers", no_workbook),
            (1, "import", "workers", wrong),
            (0, "import", "workers", wrong, "--partial", "--json", "--returned", str(place.outside / "returned.xlsx")),
            (0, "lake"),
            (0, "export", "workers", "-o", str(place.outside / "export.csv"), "--reason", "核对务工人员名册"),
            (0, "backup", str(place.installation.data / "backup.tar")),
        ]:
            done = place.installation.run(*map(str, words))
            log.write(done.stdout + done.stderr)
            assert done.returncode == expected, done.stdout + done.stderr


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = place_at(Installation(tmp_path_factory.mktemp("place") / "data"))
    with closing(sqlite3.connect(place.installation.data / "jiedui.sqlite3")) as reader:
        # Somebody reads all the time, so that the write-ahead log stays as it was written.
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM trail_head").fetchone()
        busy(place)
        commands(place)
        yield place


def test_data_folder(place: Place) -> None:
    """Database, its log of changes, kept files, lake, cache, log, temporary files, a backup, and what a kill left."""
    installation = place.installation
    names = {path.relative_to(installation.data).parts[0] for path in installation.data.rglob("*") if path.is_file()}
    assert {"files", "lake", "keys", "cache", "logs", "backup.tar"} <= names
    assert (installation.data / "jiedui.sqlite3-wal").stat().st_size > 1 << 20
    assert "Not Found: /" in (told := place.log.read_text()) and "wrong.xlsx" in told
    assert Search(wanted()).folder(installation.data) == []


def dumped(url: str) -> list[str]:
    """What a dump of a PostgreSQL database tells."""
    folder = binaries()
    assert folder
    dump = subprocess.run([folder / "pg_dump", "--dbname", url], capture_output=True, check=True).stdout
    assert b"COPY public.ledger_workers" in dump and b"COPY public.ledger_gardens" in dump
    return Search(wanted()).bytes(dump, "dump")


def test_the_numbers_are_there_for_who_may_see_them(place: Place) -> None:
    """They did go in: the export with a reason has them, and the thief would have found them in it."""
    exported = pl.read_csv(place.outside / "export.csv", infer_schema=False)
    assert {row["身份证号"] for row in drawn()[:ROWS]} <= set(exported["身份证号*"])
    told = Search(wanted()).folder(place.outside)
    assert {line.split(":")[0] for line in told} >= {"export.csv", "no-workbook.xlsx"}


def test_postgresql_files(postgres: Cluster, tmp_path: Path) -> None:
    """The same for the server's own files: tables with their dead rows, indexes, the log of changes, its log."""
    with psycopg.connect(postgres.url, autocommit=True) as own:
        own.execute("CREATE DATABASE stolen")
    url = urlunsplit(urlsplit(postgres.url)._replace(path="/stolen"))
    place = place_at(Installation(tmp_path / "data", url))
    busy(place)
    assert Search(wanted()).folder(place.installation.data) == []
    assert dumped(url) == []
    postgres.stop("fast")  # everything is written out
    try:
        assert Search(wanted()).folder(postgres.folder) == []
    finally:
        postgres.start()


def test_the_search_finds_every_form(tmp_path: Path) -> None:
    """The net has no holes: each form of a number is found where it does stand."""
    number = drawn()[0]["身份证号"]
    written = {**forms(number), "UTF-16": number.encode("utf-16-le"), "the other": number.encode("utf-16-be")}
    for how, text in written.items():
        (tmp_path / "somewhere").write_bytes(b"\0" * 4095 + text + b"\xff")
        assert any(number in leak for leak in Search([number]).folder(tmp_path)), how
    (tmp_path / "somewhere").write_bytes(number[:9].encode() + b"\n" + number[9:].encode())
    assert Search([number]).folder(tmp_path) == []


def test_the_search_opens_what_is_packed(tmp_path: Path) -> None:
    number = drawn()[0]["身份证号"]
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as own, own:
        own.execute("CREATE TABLE t (x)")
        own.execute("INSERT INTO t VALUES (?)", ["中" * 1350 + number * 2])  # over the end of a page
    pl.DataFrame({"x": ["中", number] * 99}).write_parquet(tmp_path / "a.parquet", compression="zstd")
    told = Search([number]).folder(tmp_path)
    assert {line.split(":")[0] for line in told} >= {"a.sqlite3, t", "a.parquet, x"}
