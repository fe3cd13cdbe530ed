"""A full disk is known by any of its names, and nothing else is."""

import errno
import sqlite3

import polars as pl
import psycopg
import pytest
from django.db import OperationalError

from jiedui.core.words.room import no_room


def caused(by: BaseException) -> BaseException:
    try:
        try:
            raise by
        except BaseException as error:
            raise OperationalError("as Django tells it") from error
    except OperationalError as error:
        return error


def of_sqlite() -> BaseException:
    own = sqlite3.connect(":memory:")
    own.execute("PRAGMA max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError) as caught:
        own.execute("CREATE TABLE t (x)")
    return caught.value


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        of_sqlite(),
        caused(of_sqlite()),
        caused(psycopg.errors.DiskFull("could not extend file")),
        pl.exceptions.ComputeError("parquet: underlying IO error: No space left on device (os error 28)"),
    ],
)
def test_full(error: BaseException) -> None:
    told = no_room(error)
    assert told and (told.id, told.status) == ("disk.full", 507) and "磁盘空间不足" in str(told)


@pytest.mark.parametrize(
    "error", [OSError(errno.EACCES, "Permission denied"), caused(sqlite3.OperationalError("locked")), ValueError("28")]
)
def test_something_else(error: BaseException) -> None:
    assert no_room(error) is None
