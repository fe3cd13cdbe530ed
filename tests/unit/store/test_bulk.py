"""What goes in comes out, on both databases, whatever a clerk has written."""

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.core import store

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NASTY = ["", "\\N", "N", "NULL", "\\.", 'a"b', "a,b", "a\nb", "a\r\nb", "\\x00", "'", "%s", "?", " ", "﻿", "𠮷", "\t"]


def blob() -> str:
    return "bytea" if store.vendor() == "postgresql" else "blob"


def rows_of(table: str, order: str = "n") -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY {order}")
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


@pytest.mark.parametrize("way", ["rows", "frame"])
def test_values_come_back(way: str) -> None:
    columns = {"n": "bigint", "t": "text", "b": blob(), "y": "boolean", "z": "text", "c": blob()}
    rows = [(n, text, text.encode(), n % 2 == 0, None, bytes([n])) for n, text in enumerate(NASTY)]
    rows += [
        (100, None, None, None, None, b"1"),
        (101, "x", b"", True, None, None),
        (2**62, "y", bytes(range(256)), False, None, b"\\x"),
    ]
    with store.temporary_table("bulk_trial", columns) as table:
        if way == "rows":
            assert store.insert_rows(table, list(columns), iter(rows)) == len(rows)
        else:
            types = {"n": pl.Int64, "t": pl.String, "b": pl.Binary, "y": pl.Boolean, "z": pl.String, "c": pl.Binary}
            assert store.insert_frame(table, pl.DataFrame(rows, schema=types, orient="row")) == len(rows)
        assert rows_of(table) == [(n, t, b, y if y is None else bool(y), z, c) for n, t, b, y, z, c in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1))
def test_any_text_comes_back(texts: list[str | None]) -> None:
    with store.temporary_table("bulk_texts", {"n": "bigint", "t": "text"}) as table:
        store.insert_rows(table, ["n", "t"], list(enumerate(texts)))
        store.insert_frame(
            table, pl.DataFrame({"n": range(len(texts)), "t": texts}, schema={"n": pl.Int64, "t": pl.String})
        )
        assert rows_of(table) == sorted([*enumerate(texts), *enumerate(texts)], key=lambda row: row[0])


def test_slices_and_what_is_the_same_everywhere() -> None:
    count = store.bulk.CHUNK * 2 + 1
    now = datetime(2021, 5, 1, 3, 4, 5, 678, tzinfo=UTC)
    stored = connection.ops.adapt_datetimefield_value(now)
    kind = "timestamptz" if store.vendor() == "postgresql" else "text"
    with store.temporary_table("bulk_many", {"n": "bigint", "e": "bigint", "at": kind, "s": "text"}) as table:
        frame = pl.DataFrame({"n": range(count), "s": pl.repeat(None, count, dtype=pl.String, eager=True)})
        store.insert_frame(table, frame, {"e": 7, "at": stored})
        store.insert_rows(table, ["n", "e", "at", "s"], ((count + n, 8, stored, None) for n in range(count)))
        found = rows_of(table)
        assert [row[0] for row in found] == list(range(2 * count))
        assert {row[1:] for row in found[:count]} == {(7, stored, None)}
        assert {row[1:] for row in found[count:]} == {(8, stored, None)}


def test_nothing_is_no_error() -> None:
    with store.temporary_table("bulk_none", {"n": "bigint"}) as table:
        assert store.insert_rows(table, ["n"], []) == 0
        assert store.insert_frame(table, pl.DataFrame(schema={"n": pl.Int64})) == 0
        assert store.insert_rows(table, ["n"], [(5,), (5,), (5,)]) == 3
        assert rows_of(table) == [(5,)] * 3
