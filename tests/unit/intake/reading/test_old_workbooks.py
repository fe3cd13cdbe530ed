"""What only .xls files bring: files cut off on their way, formulas that nobody computed."""

import struct

import pytest

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.xls import read_xls
from jiedui.core.words.errors import Refused
from jiedui.demo.containers import xls
from tests.unit.intake.reading.reading import read_here

ROWS = [("姓名", "月工资"), *((f"韦{at}", 4000 + at) for at in range(300))]
FACTS = {"cells": 1_000_000, "columns": 256}
BLANK, ASKED = b"\3\0\0\0\0\0\xff\xff", b"\2\0"


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.8, 0.963])
def test_a_file_that_was_cut_off_is_told_as_such(share: float) -> None:
    data = xls(ROWS)
    with pytest.raises((Fault, Refused)) as caught:
        read_here(data[: int(len(data) * share)])
    assert caught.value.id == "file.truncated"


def test_a_file_that_lacks_but_the_filling_of_its_last_sector_is_whole() -> None:
    assert len(read_here(xls(ROWS)[:-200]).sheets[0].frame) == 301


def test_a_whole_file_with_damage_is_not_called_cut_off() -> None:
    data = bytearray(xls(ROWS))
    at = data.index(struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 1996, 0, 6))
    data[at - 4 : at] = b"\xff\xff\xff\xff"
    with pytest.raises(Fault) as caught:
        read_xls(bytes(data), FACTS)
    assert caught.value.id == "file.damaged"


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (BLANK + b"\0\0", kinds.ERROR),
        (struct.pack("<d", 0) + ASKED, kinds.ERROR),
        (struct.pack("<d", 12.5) + ASKED, kinds.NUMBER),
        (struct.pack("<d", 0) + b"\0\0", kinds.NUMBER),
    ],
)
def test_a_formula_that_was_never_computed_has_no_result(result: bytes, kind: int) -> None:
    frame = read_here(xls([("姓名", "月工资"), ("韦一", result)])).sheets[0].frame
    assert frame["k1"][1] == kind | kinds.FORMULA
    assert (frame["t1"][1] or "") == {kinds.ERROR: ""}.get(kind, "12.5" if result[6:8] != b"\0\0" else "0")
