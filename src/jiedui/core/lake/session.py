"""The embedded engine: Ibis expressions run on an in-memory DuckDB. Imported late, because loading both takes a second.

Tables are unbound Ibis tables and only the compiler of Ibis is used: its DuckDB backend would load pandas for nothing,
and the same expressions can be compiled for another engine.
"""

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.lake.layout import Schema
from jiedui.core.words.errors import JieduiError

MEMORY = "512MB"
THREADS = 2
_TYPES: dict[pl.DataType, tuple[str, str]] = {
    pl.Int64(): ("BIGINT", "int64"),
    pl.Boolean(): ("BOOLEAN", "boolean"),
    pl.String(): ("VARCHAR", "string"),
}


class Engine:
    """One DuckDB, bounded in memory and threads, without network or extensions."""

    @functools.cached_property
    def duckdb(self) -> Any:
        """Opened by the first query: a page whose figures are at hand needs none."""
        import duckdb

        return duckdb.connect(
            config={
                "threads": THREADS,
                "memory_limit": MEMORY,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                # Used only when a query outgrows MEMORY; DuckDB would spill into the working directory otherwise.
                "temp_directory": str(Path(settings.LAKE) / ".spill"),
            }
        )

    def table_of_files(self, name: str, paths: list[str], schema: Schema) -> Any:
        """The files, all of one schema, as one Ibis table; without files an empty table of that schema."""
        if not paths:
            return self.table_of_frame(name, pl.DataFrame(schema=schema), schema)
        sources = ", ".join(_quoted(path) for path in paths)
        columns = ", ".join(f'"{column}"' for column in schema)
        with _readable():
            self.duckdb.execute(f'CREATE VIEW "{name}" AS SELECT {columns} FROM read_parquet([{sources}])')
        return _unbound(name, schema)

    def table_of_frame(self, name: str, frame: pl.DataFrame, schema: Schema) -> Any:
        """A frame held in memory as an Ibis table; columns of the schema that the frame lacks are empty."""
        body = ", ".join(f'"{column}" {_TYPES[kind][0]}' for column, kind in schema.items())
        self.duckdb.execute(f'CREATE TABLE "{name}" ({body})')
        if len(frame):
            full = frame.select(
                (pl.col(column) if column in frame.columns else pl.lit(None)).cast(kind).alias(column)
                for column, kind in schema.items()
            )
            marks = ", ".join("?" for _ in schema)
            self.duckdb.executemany(f'INSERT INTO "{name}" VALUES ({marks})', full.rows())
        return _unbound(name, schema)

    def run(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an Ibis table or scalar, numbers as Python's own."""
        from ibis.backends.sql.compilers.duckdb import compiler

        sql = compiler.to_sqlglot(expression.as_table()).sql(dialect=compiler.dialect)
        with _readable():
            rows: list[tuple[Any, ...]] = self.duckdb.execute(sql).fetchall()
        return rows

    def close(self) -> None:
        if "duckdb" in self.__dict__:
            self.duckdb.close()


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """A damaged or vanished file is told with its remedy."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        message = _("分析快照的文件读不出来：%(reason)s。请删除数据目录下的 lake 目录后重试，快照会由台账自动重建。")
        raise JieduiError("lake.unreadable", message % {"reason": str(error).split("\n")[0]}) from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _unbound(name: str, schema: Schema) -> Any:
    import ibis

    return ibis.table(ibis.schema({column: _TYPES[kind][1] for column, kind in schema.items()}), name=name)
