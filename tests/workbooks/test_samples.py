"""The samples that a new user tries do what their guide says: clean ones go in, each fault is treated as described."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from jiedui.core.access.scope import Scope
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import SYSTEM
from jiedui.demo.geography import County, load_counties
from jiedui.demo.messy import ERROR, QUESTION, WARNING, MessyBook, Note
from jiedui.demo.operations import Sizes, load
from jiedui.demo.samples import MESSES, MESSY_STYLE, NAMES, sample_rows
from jiedui.demo.workbook import CLEAN, Style, write_ledger_workbook
from jiedui.demo.world import World
from tests.workbooks.conftest import load_regions

ORDER = list(NAMES)
LEVEL = {WARNING: "warning", QUESTION: "question", ERROR: "error"}
SIZES = Sizes(workers=4500, households=600, months=2, projects=60, seed=1)


def _near() -> list[County]:
    return [county for county in load_counties() if county.code in ("451022", "451024")]


def _samples() -> tuple[County, dict[str, list[dict[str, Any]]]]:
    county = next(c for c in _near() if c.code == "451022")
    return county, sample_rows(county, SIZES.seed, World(_near(), seed=SIZES.seed, projects=SIZES.projects))


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database that `./run` filled: as many of the demonstration as these counties hold at most. Made once; what each test
    does on it is taken back with it."""
    with django_db_blocker.unblock():
        try:
            load_regions()
            for _ in load(SIZES, _near()):
                pass
            yield
        finally:
            places.forget()
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def before(filled: None, db: None) -> None:
    """The database of `filled`, to be written to."""


def _import(ledger: str, data: bytes, *, partial: bool) -> Report:
    return import_file(ledger, data, name="样例.xlsx", scope=Scope.of_region("451022"), actor=SYSTEM, partial=partial)


@pytest.mark.parametrize("style", [CLEAN, MESSY_STYLE], ids=["clean", "with_header"])
def test_clean_samples_go_in_without_a_word(style: Style, before: None, settings: Any) -> None:
    settings.UNSIGNED_PAYMENTS = False
    _, rows = _samples()
    for ledger in ORDER:
        buffer = io.BytesIO()
        write_ledger_workbook(buffer, ledger, rows[ledger], style)
        report = _import(ledger, buffer.getvalue(), partial=False)
        assert report.finding_dicts() == []
        assert report.rows["new"] == len(rows[ledger]) > 20


@pytest.mark.parametrize("ledger", ORDER)
def test_messy_samples_are_treated_as_the_guide_says(ledger: str, before: None, settings: Any) -> None:
    settings.UNSIGNED_PAYMENTS = False
    county, rows = _samples()
    book = MESSES[ledger](rows[ledger], county)
    found = [(f["row"], f["level"], f["id"]) for f in _import(ledger, book.bytes(), partial=True).finding_dicts()]
    told = [line for note in book.notes for line in _differs(note, book, found)]
    noted = {note.row for note in book.notes}
    told += [f"nobody expects {f}" for f in found if f[0] and f[0] >= book.first and f[0] not in noted]
    assert not told, "\n".join(told)


def _differs(note: Note, book: MessyBook, found: list[tuple[int | None, str, str]]) -> list[str]:
    if note.row < book.first or note.mess == 30:
        return []  # about a heading, a sheet or hidden rows: no row to look at
    at = [f for f in found if f[0] == note.row]
    levels = {level for _, level, _ in at}
    if note.then in LEVEL:
        return [] if LEVEL[note.then] in levels else [f"{note}: no {LEVEL[note.then]} among {at}"]
    return [f"{note}: {at}"] if levels & {"error", "question"} else []
