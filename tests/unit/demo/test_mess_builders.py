"""The library of spoiled workbooks itself: complete, buildable, and speaking of columns and findings that exist."""

import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from jiedui.core.declare.registry import registry
from jiedui.core.words.findings import Level
from tests.workbooks import BUILDERS, EXTRAS, Made

# Needs the regions in the database: tried by the tests of intake.
PLACES = {"mess_26_village_in_two_townships"}


def test_every_mess_has_a_builder() -> None:
    numbers = {int(name[5:7]) for name in BUILDERS}
    assert numbers == set(range(1, 48))


@pytest.mark.parametrize("name", sorted({**BUILDERS, **EXTRAS}.keys() - PLACES))
def test_a_builder_gives_a_file_and_an_expectation_in_the_ledgers_words(name: str) -> None:
    make: Callable[[], Made] = {**BUILDERS, **EXTRAS}[name]
    made = make()
    columns = registry.ledger(made.ledger).columns
    if made.expected.get("refused"):
        return
    for _row, field, id, level in made.expected["findings"]:
        assert field is None or field in columns
        assert "." in id
        assert level in set(Level)
    assert all(field in columns for _, field in made.expected["facts"])
    if made.name.endswith("x") or made.name.endswith("ods"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(made.data))
        rows = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
        assert len(rows) > made.expected["counts"].get("read", 0)
