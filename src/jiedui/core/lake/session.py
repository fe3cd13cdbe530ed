"""The embedded engine: statements run on an in-memory DuckDB. Imported late, because loading it and Ibis takes a second.

Tables are unbound Ibis tables and only the compiler of Ibis is used: its DuckDB backend would load pandas for nothing,
and the same expressions are compiled for another engine (see spark).
"""

import contextlib
import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.lake.layout import Schema
from jiedui.core.lake.sources import KINDS, Columns, Source, quoted, unbound
from jiedui.core.words.errors import JieduiError

MEMORY = "512MB"
THREADS = 2
SMALL = 48 * 1024**2
"""Bytes of a ledger's files up to which many questions read its columns once and hold them in memory."""


class Embedded:
    """One DuckDB, bounded in memory and threads, without network or extensions."""

    name = "duckdb"
    side_by_side = THREADS

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self._shown: set[str] = set()

    @functools.cached_property
    def duckdb(self) -> Any:
        """Opened by the first query: a page whose figures are at hand needs none."""
        return _connect(THREADS)

    def table_of_files(self, name: str, paths: list[str], schema: Schema) -> Any:
        """The files, all of one schema, as one Ibis table; without files an empty table of that schema."""
        self.sources[name] = Source(schema, tuple(paths))
        return unbound(name, schema)

    def table_of_frame(self, name: str, frame: pl.DataFrame, schema: Schema) -> Any:
        """A frame held in memory as an Ibis table; columns of the schema that the frame lacks are empty."""
        self.sources[name] = Source(schema, frame=frame)
        return unbound(name, schema)

    def sql(self, expression: Any) -> str:
        """The statement for an Ibis table or scalar."""
        from ibis.backends.sql.compilers.duckdb import compiler

        text: str = compiler.to_sqlglot(expression.as_table()).sql(dialect=compiler.dialect)
        return text

    def run(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an Ibis table or scalar, numbers as Python's own."""
        text = self.sql(expression)
        with _readable():
            for name in self.sources.keys() - self._shown:
                _put(self.duckdb, name, self.sources[name], self.sources[name].schema, held=False)
                self._shown.add(name)
            rows: list[tuple[Any, ...]] = self.duckdb.execute(text).fetchall()
        return rows

    def answer(self, statements: list[str], columns: Columns) -> list[list[tuple[Any, ...]]]:
        """The rows of many statements that need no more than these columns, each read from its files once.

        In a DuckDB of its own with one thread: planning costs most of a small statement, and has no use for two.
        """
        with _readable(), _connect(1) as own:
            for name, wanted in columns.items():
                source = self.sources[name]
                held = sum(os.stat(path).st_size for path in source.paths) <= SMALL
                _put(own, name, source, wanted, held=held)
            return [own.execute(text).fetchall() for text in statements]

    def close(self) -> None:
        """Let go of the memory."""
        if "duckdb" in self.__dict__:
            self.duckdb.close()


def _connect(threads: int) -> Any:
    import duckdb

    return duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": MEMORY,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            # Used only when a query outgrows MEMORY; DuckDB would spill into the working directory otherwise.
            "temp_directory": str(Path(settings.LAKE) / ".spill"),
        }
    )


def _put(duckdb: Any, name: str, source: Source, columns: Any, *, held: bool) -> None:
    """Make the source a table of which these columns are filled, read at once (`held`) or with each question."""
    wanted = [column for column in source.schema if column in set(columns)]
    names = ", ".join(f'"{column}"' for column in wanted)
    if source.paths:
        files = ", ".join(quoted(path) for path in source.paths)
        rows = f"SELECT {names} FROM read_parquet([{files}]){source.where(chr(34))}"
        if held:
            duckdb.execute(f'CREATE TABLE "{name} held" AS {rows}')
            rows = f'SELECT * FROM "{name} held"'
        empty = "".join(
            f', CAST(NULL AS {KINDS[kind][0]}) AS "{column}"'
            for column, kind in source.schema.items()
            if column not in wanted
        )
        duckdb.execute(f'CREATE VIEW "{name}" AS SELECT *{empty} FROM ({rows})')
        return
    body = ", ".join(f'"{column}" {KINDS[kind][0]}' for column, kind in source.schema.items())
    duckdb.execute(f'CREATE TABLE "{name}" ({body})')
    if source.frame is not None and len(source.frame):
        marks = ", ".join("?" for _column in source.schema)
        duckdb.executemany(f'INSERT INTO "{name}" VALUES ({marks})', filled(source).rows())


def filled(source: Source) -> pl.DataFrame:
    """The frame of a source with all columns of its schema."""
    frame = source.frame if source.frame is not None else pl.DataFrame()
    return frame.select(
        (pl.col(column) if column in frame.columns else pl.lit(None)).cast(kind).alias(column)
        for column, kind in source.schema.items()
    )


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """A damaged or vanished file is told with its remedy."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException, FileNotFoundError) as error:
        raise unreadable(str(error).split("\n")[0]) from error


def unreadable(reason: str) -> JieduiError:
    """What is said when the files cannot be read."""
    message = _("分析快照的文件读不出来：%(reason)s。请删除数据目录下的 lake 目录后重试，快照会由台账自动重建。")
    return JieduiError("lake.unreadable", message % {"reason": reason})
