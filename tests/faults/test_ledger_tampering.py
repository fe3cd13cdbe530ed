"""A row of a real ledger that somebody edits, removes or adds in the database itself is named by `trail verify`."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.faults.hands import Hands
from tests.faults.workers import workbook
from tests.installation import Databases, Installation

pytestmark = pytest.mark.both_databases

ROW = ("revision, salt, digest, event, changed_at, name, sex, county, status, wage, phone_sealed, phone_blind, "
       "phone_mark, resident_id_id")  # fmt: skip
OTHER_COUNTY = ROW.replace("county", "'450124'")
PHONE = "phone_sealed, phone_blind, phone_mark"
TAMPERINGS = {
    "a row is added before all others": (
        f"INSERT INTO ledger_workers (id, {ROW}) SELECT -7, {OTHER_COUNTY} FROM ledger_workers WHERE id = 12",
        "inserted", -7,
    ),
    "a wage is raised": ("UPDATE ledger_workers SET wage = wage + 1 WHERE id = 5", "edited", 5),
    "a fact is erased": ("UPDATE ledger_workers SET status = NULL WHERE id = 6", "edited", 6),
    "a fact is put where none was": ("UPDATE ledger_workers SET insured = true WHERE id = 6", "edited", 6),
    "a worker becomes another person": (
        "UPDATE ledger_workers SET county = '450124', resident_id_id = "
        "(SELECT resident_id_id FROM ledger_workers WHERE id = 8) WHERE id = 7",
        "edited", 7,
    ),
    "a row moves to another county": ("UPDATE ledger_workers SET county = '450124' WHERE id = 8", "edited", 8),
    "a row takes the facts, salt and digest of another": (
        "UPDATE ledger_workers SET (wage, status, name, sex, salt, digest) = "
        "(SELECT wage, status, name, sex, salt, digest FROM ledger_workers WHERE id = 10) WHERE id = 9",
        "edited", 9,
    ),
    "an older revision comes back": ("UPDATE ledger_workers SET revision = revision - 1 WHERE id = 10", "edited", 10),
    "a phone and its marks are another's": (
        f"UPDATE ledger_workers SET ({PHONE}) = (SELECT {PHONE} FROM ledger_workers WHERE id = 14) WHERE id = 13",
        "edited", 13,
    ),
    "a phone is found under another number": (
        "UPDATE ledger_workers SET phone_blind = (SELECT phone_blind FROM ledger_workers WHERE id = 14) WHERE id = 13",
        "edited", 13,
    ),
    "a row is removed": ("DELETE FROM ledger_workers WHERE id = 11", "deleted", 11),
    "the last row is removed": ("DELETE FROM ledger_workers WHERE id = 40", "deleted", 40),
    "a row is added": (
        f"INSERT INTO ledger_workers (id, {ROW}) SELECT 9999, {OTHER_COUNTY} FROM ledger_workers WHERE id = 12",
        "inserted", 9999,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def place(databases: Databases) -> Installation:
    return databases.migrated()


@pytest.fixture(scope="module")
def hands(place: Installation) -> Iterator[Hands]:
    with Hands(place) as own:
        assert own.do("imported", file=workbook(place.data.parent / "workers.xlsx", rows=40))["rows"]["new"] == 40
        assert own.do("state")["problems"] == []
        yield own


def behind_its_back(place: Installation, *statements: str) -> list[tuple]:
    """Run SQL as an intruder would, with the database's own tools; the rows of the last statement."""
    if place.url:
        with psycopg.connect(place.url) as own:
            for statement in statements:
                cursor = own.execute(statement)
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]
    import sqlite3

    with sqlite3.connect(place.data / "jiedui.sqlite3") as own:
        for statement in statements:
            found = own.execute(statement)
        rows = found.fetchall() if found.description else [(found.rowcount,)]
    own.close()
    return rows


@pytest.fixture
def unharmed(hands: Hands, place: Installation) -> Iterator[None]:
    """Puts every row back as it was, and is content only when the product is."""
    behind_its_back(place, "CREATE TABLE kept AS SELECT * FROM ledger_workers")
    yield
    behind_its_back(
        place, "DELETE FROM ledger_workers", "INSERT INTO ledger_workers SELECT * FROM kept", "DROP TABLE kept"
    )
    assert hands.do("state")["problems"] == []


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("what", TAMPERINGS)
def test_named(hands: Hands, place: Installation, what: str) -> None:
    """This row is named and no other, and what was done to it."""
    statement, how, number = TAMPERINGS[what]
    assert behind_its_back(place, statement) == [(1,)]
    problems = hands.do("state")["problems"]
    assert any(f"facts.{how}" in problem and f"第 {number} 号" in problem for problem in problems)
    assert all(f"第 {number} " in problem for problem in problems)


@pytest.mark.usefixtures("unharmed")
def test_sealed_values_that_changed_places_are_named(hands: Hands, place: Installation) -> None:
    """The marks beside it still fit, the ciphertext alone is another row's: it does not open."""
    swap = "phone_sealed = (SELECT phone_sealed FROM ledger_workers WHERE id = 14)"
    assert behind_its_back(place, f"UPDATE ledger_workers SET {swap} WHERE id = 13") == [(1,)]
    (problem,) = hands.do("state")["problems"]
    assert "第 13 " in problem


@pytest.mark.usefixtures("unharmed")
def test_a_digest_made_anew_does_not_help(hands: Hands, place: Installation) -> None:
    """An intruder who knows the program gives the changed row the digest that belongs to it."""
    assert behind_its_back(place, "UPDATE ledger_workers SET wage = wage + 100 WHERE id = 21") == [(1,)]
    assert hands.do("tests.faults.using:digested", row=21) is True
    (problem,) = hands.do("state")["problems"]
    assert "facts.edited" in problem and "第 21 号" in problem


@pytest.mark.usefixtures("unharmed")
def test_the_command_fails_and_names_the_row(place: Installation) -> None:
    assert place.run("trail", "verify").returncode == 0
    behind_its_back(place, "UPDATE ledger_workers SET wage = wage + 100 WHERE id = 20")
    done = place.run("trail", "verify")
    assert done.returncode == 1
    assert "[facts.edited]" in done.stdout and "第 20 号" in done.stdout
