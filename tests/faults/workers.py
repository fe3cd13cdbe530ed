"""Files of invented workers for the fault tests, and what a database must hold when they are in."""

import functools
from pathlib import Path
from typing import Any

from tests.workbooks.draft import Draft, Row, people

ROWS, FILES = 300, 20
CARDS = [f"62170000100{number:08d}" for number in (20210004, 20210012, 20210020, 20210038, 20210046)]
"""Bank cards, check digits right."""


@functools.cache
def drawn() -> list[Row]:
    return people(ROWS * FILES)


def workbook(path: Path, *, part: int = 0, more: int = 0, rows: int = ROWS, spoil: bool = False) -> str:
    """Write workers whom no other `part` (0 to 19) has, each earning `more` yuan more than without; the path as text.

    `spoil`: some rows have a wrong check digit, or numbers where they do not belong.
    """
    some = drawn()[part * ROWS : part * ROWS + rows]
    assert len(some) == rows
    draft = Draft("workers", [row | {"月工资(元)": row["月工资(元)"] + more} for row in some])
    if spoil:
        for index in range(0, rows, 7):
            number = some[index]["身份证号"]
            draft.put(index, "身份证号", number[:17] + ("1" if number[17] == "0" else "0"))
        draft.put(1, "备注", f"本人身份证{some[1]['身份证号']}，电话{some[1]['联系电话']}")
        draft.put(2, "就业单位", some[2]["身份证号"])
        draft.put(3, "备注", f"工资卡{CARDS[0]}")
    path.write_bytes(draft.save())
    return str(path)


def grown(before: dict[str, Any], rows: int = ROWS) -> dict[str, Any]:
    """The state after one import of so many new workers on top of `before`: one event, its entry and one a row."""
    more = {"Person": rows, "workers": rows, "Entry": rows + 1, "Event": 1, "Head": 1, "done": 1}
    return {name: value + more.get(name, 0) if isinstance(value, int) else value for name, value in before.items()}
