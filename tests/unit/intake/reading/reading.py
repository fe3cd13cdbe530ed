"""How the tests of the reader look at a workbook: read in this process, either way, and shown as drawn rows."""

import io
import os
from collections.abc import Callable
from typing import Any

import openpyxl

from jiedui.core.intake.reading.answer import decode
from jiedui.core.intake.reading.dispatch import read
from jiedui.core.intake.reading.guard import memory_file
from jiedui.core.intake.reading.wire import Reader, Writer
from jiedui.core.intake.reading.workbook import Sheet, Workbook

FACTS = {"columns": 500, "cells": 10_000_000, "inflated": 1 << 30}


def read_here(data: bytes, *, slow: bool = False) -> Workbook:
    """Read without a child process; `slow` sends every chunk the careful way."""
    descriptor = memory_file("answer")
    try:
        writer = Writer(descriptor)
        writer.close(read(data, writer, {**FACTS, "slow": slow}))
        size = os.fstat(descriptor).st_size
        return decode(Reader(memoryview(os.pread(descriptor, size, 0))), 500)
    finally:
        os.close(descriptor)


def drawn(sheet: Sheet) -> list[list[Any]]:
    """Rows as [row number, cell, cell, ...]: the text, or (text, kind with flags) where it is no plain string."""
    rows = []
    for record in sheet.frame.iter_rows(named=True):
        cells = []
        for j in range(sheet.width):
            text, kind = record[f"t{j}"], record[f"k{j}"]
            cells.append(text if kind in (0, 1) else (text, kind))
        rows.append([record["row"], *cells])
    return rows


def same(one: Workbook, other: Workbook) -> None:
    """Assert that two readings agree in everything."""
    assert [sheet.name for sheet in one.sheets] == [sheet.name for sheet in other.sheets]
    for a, b in zip(one.sheets, other.sheets, strict=True):
        assert a.frame.schema == b.frame.schema
        assert a.frame.equals(b.frame, null_equal=True)
        assert (a.merges, a.comments, a.formats, a.hidden, a.hidden_columns, a.filtered) == (
            b.merges,
            b.comments,
            b.formats,
            b.hidden,
            b.hidden_columns,
            b.filtered,
        )


def openpyxl_bytes(fill: Callable[[Any], None]) -> bytes:
    """An .xlsx that openpyxl writes after `fill` had the workbook."""
    book = openpyxl.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
