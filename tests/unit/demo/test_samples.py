"""The samples are complete, the README points at real cells, and no two runs differ."""

from pathlib import Path

import openpyxl
import pytest

from jiedui.demo.geography import County
from jiedui.demo.hostile import HOSTILE
from jiedui.demo.samples import MESSES, NAMES, README, sample_rows, sample_workbooks
from jiedui.demo.world import World


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, counties: list[County]) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    sample_workbooks(folder, counties, seed=1)
    return folder


def test_each_ledger_has_clean_and_messy_workbooks_and_hostile_ones_stand_apart(folder: Path) -> None:
    assert len(list((folder / "规范").iterdir())) == 2 * len(NAMES)
    assert len(list((folder / "杂乱").iterdir())) == len(NAMES)
    assert {path.name for path in (folder / "应被拒绝").iterdir()} == set(HOSTILE)
    clean = openpyxl.load_workbook(next((folder / "规范").glob("务工*规范.xlsx")), read_only=True)
    assert sum(1 for _ in clean.worksheets[0].iter_rows()) == 301


@pytest.mark.parametrize("ledger", list(NAMES))
def test_every_noted_fault_is_in_the_file(ledger: str, counties: list[County]) -> None:
    book = MESSES[ledger](sample_rows(counties[0], 1, World(counties, projects=400))[ledger], counties[0])
    assert len(book.notes) >= 10
    assert {note.mess for note in book.notes} <= set(range(1, 48))
    for note in book.notes:
        if note.heading in book.columns:
            assert book.first <= note.row < book.first + len(book.rows)
    assert book.bytes()[:2] == b"PK"


def test_the_readme_lists_every_fault_with_its_row(folder: Path) -> None:
    text = (folder / README).read_text(encoding="utf-8")
    assert text.count("\n| ") > 60
    assert "务工人员台账-隆安县-杂乱.xlsx" in text
