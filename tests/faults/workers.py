"""Files of invented workers for the fault tests, and what a database must hold when they are in."""

import functools
from pathlib import Path
from typing import Any

from tests.workbooks.draft import Draft, Row, people

ROWS, FILES = 300, 20


@functools.cache
def drawn() -> list[Row]:
    return people(ROWS * FILES)


def workbook(path: Path, *, part: int = 0, more: int = 0, rows: int = ROWS) -> str:
    """Write workers whom no other `part` (0 to 19) has, each earning `more` yuan more than without; the path as text."""
    some = drawn()[part * ROWS : part * ROWS + rows]
    assert len(some) == rows
    path.write_bytes(Draft("workers", [row | {"月工资(元)": row["月工资(元)"] + more} for row in some]).save())
    return str(path)


def grown(before: dict[str, Any], rows: int = ROWS) -> dict[str, Any]:
    """The state after one import of so many new workers on top of `before`: one event, its entry and one a row."""
    more = {"Person": rows, "workers": rows, "Entry": rows + 1, "Event": 1, "Head": 1, "done": 1}
    return {name: value + more.get(name, 0) if isinstance(value, int) else value for name, value in before.items()}
