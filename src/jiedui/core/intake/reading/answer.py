"""From the child's answer to a Workbook. Nothing in the answer is trusted: bounds, counts and UTF-8 are checked."""

from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.wire import Malformed, Reader
from jiedui.core.intake.reading.workbook import Sheet, Workbook


def texts(reader: Reader, length: Any, text: Any, count: int) -> pl.Series:
    """`count` strings from their lengths in bytes (uint32) and their text one after the other."""
    offsets = np.zeros(count + 1, np.int64)
    np.cumsum(reader.get(length, "<u4", count), out=offsets[1:])
    data = reader.get(text, "u1")
    if offsets[-1] != len(data):
        raise Malformed("text")
    array = pa.Array.from_buffers(pa.large_binary(), count, [None, pa.py_buffer(offsets), pa.py_buffer(data)])
    series = pl.from_arrow(array)
    assert isinstance(series, pl.Series)
    try:
        return series.cast(pl.String)
    except pl.exceptions.PolarsError as error:
        raise Malformed("utf-8") from error


def column(reader: Reader, entry: dict[str, Any], height: int, shared: pl.Series) -> list[pl.Series]:
    """The series t, k and s of one column."""
    number = int(entry["column"])
    kind = reader.get(entry["kind"], "u1", height)
    style = reader.get(entry["style"], "<u2", height) if entry["style"] else np.zeros(height, np.uint16)
    own = texts(reader, entry["length"], entry["text"], height) if entry["length"] else None
    filled = pl.Series(kind != 0)
    if entry["shared"]:
        place = reader.get(entry["shared"], "<i4", height)
        if int(place.max(initial=-1)) >= len(shared):
            raise Malformed("shared")
        index = pl.Series(place)
        index = index.set(index < 0, None).cast(pl.UInt32)
        text = shared.gather(index)
        if own is not None:
            text = own.zip_with(pl.Series(place < 0), text)
    elif own is not None:
        text = own
    else:
        text = pl.Series(values=[None], dtype=pl.String).new_from_index(0, height)
    if not filled.all():
        text = text.zip_with(filled, pl.Series(values=[None], dtype=pl.String))
    return [text.alias(f"t{number}"), pl.Series(f"k{number}", kind), pl.Series(f"s{number}", style)]


def empty(number: int, height: int) -> list[pl.Series]:
    """A column without a value."""
    return [
        pl.repeat(None, height, dtype=pl.String, eager=True).alias(f"t{number}"),
        pl.repeat(kinds.EMPTY, height, dtype=pl.UInt8, eager=True).alias(f"k{number}"),
        pl.repeat(0, height, dtype=pl.UInt16, eager=True).alias(f"s{number}"),
    ]


def sheet(reader: Reader, entry: dict[str, Any], formats: list[str], shared: pl.Series, columns: int) -> Sheet:
    height, width = int(entry["height"]), int(entry["width"])
    if width > columns:
        raise Malformed("width")
    series = [pl.Series("row", reader.get(entry["rows"], "<u4", height))]
    known = {int(one["column"]): one for one in entry["columns"]}
    for number in range(width):
        one = known.get(number)
        series += column(reader, one, height, shared) if one else empty(number, height)
    return Sheet(
        name=str(entry["name"]),
        hidden=bool(entry["hidden"]),
        frame=pl.DataFrame(series),
        width=width,
        formats=formats,
        merges=[(int(a), int(b), int(c), int(d)) for a, b, c, d in entry["merges"]],
        comments={(int(row), int(place)): str(text) for row, place, text in entry["comments"]},
        hidden_columns=[int(place) for place in entry["hidden_columns"]],
        filtered=bool(entry["filtered"]),
    )


def decode(reader: Reader, columns: int) -> Workbook:
    """The workbook in an answer; anything odd raises Malformed."""
    head = reader.head
    try:
        formats = [str(code) for code in head["formats"]]
        strings = head["strings"]
        shared = texts(reader, strings["length"], strings["text"], int(strings["count"]))
        return Workbook(
            kind=str(head["kind"]),
            sheets=[sheet(reader, entry, formats, shared, columns) for entry in head["sheets"]],
            date1904=bool(head["date1904"]),
        )
    except (KeyError, TypeError, ValueError, pl.exceptions.PolarsError, pa.ArrowException) as error:
        raise Malformed("shape") from error
