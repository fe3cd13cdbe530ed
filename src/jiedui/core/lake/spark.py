"""The cluster: the same expressions as Spark SQL on a standalone master, over the same Parquet files.

Needs the extra jiedui[spark] and Java 17; the lake's folder must have the same path on every worker (JIEDUI_LAKE). A process
keeps one application; it lets its workers go while nothing is asked, so that the server's other processes get them.
"""

import contextlib
import functools
import logging
import threading
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.lake.session import filled, unreadable
from jiedui.core.lake.sources import KINDS, Columns, Source
from jiedui.core.words.errors import JieduiError

_lock = threading.Lock()


class Cluster:
    """One session of the process's application, with tables of its own."""

    name = "spark"
    side_by_side = 4

    def __init__(self, master: str) -> None:
        self.master = master
        self.sources: dict[str, Source] = {}
        self._session: Any = None
        self._opening = threading.Lock()
        self._shown: set[str] = set()

    def sql(self, expression: Any) -> str:
        """The statement for an Ibis table or scalar."""
        compiler = _compiler()
        text: str = compiler.to_sqlglot(expression.as_table()).sql(dialect=compiler.dialect)
        return text

    def run(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an Ibis table or scalar, numbers as Python's own."""
        return self.answer([self.sql(expression)], {name: () for name in self.sources})[0]

    def answer(self, statements: list[str], columns: Columns) -> list[list[tuple[Any, ...]]]:
        """The rows of many statements. Spark finds out by itself which columns they need."""
        with _told():
            with self._opening:
                if self._session is None:
                    self._session = application(self.master).newSession()
                for name in columns:
                    if name not in self._shown:
                        self._put(name, self.sources[name])
                        self._shown.add(name)
            return [[tuple(row) for row in self._session.sql(text).collect()] for text in statements]

    def _put(self, name: str, source: Source) -> None:
        body = ", ".join(f"`{column}` {_TYPES[KINDS[kind][0]]}" for column, kind in source.schema.items())
        if source.paths:
            rows = self._session.read.schema(body).parquet(*(f"file://{path}" for path in source.paths))
        elif source.frame is not None and len(source.frame):
            rows = self._session.createDataFrame(filled(source).rows(), body)
        else:
            rows = self._session.sql(f"SELECT {_nulls(source)} WHERE false")
        rows.createOrReplaceTempView(f"{name}_all" if source.where("`") else name)
        if source.where("`"):
            shown = self._session.sql(f"SELECT * FROM `{name}_all`{source.where('`')}")
            shown.createOrReplaceTempView(name)

    def close(self) -> None:
        """Forget the tables; the application stays for the next question of this process."""
        if self._session is not None:
            for name in self._shown:
                self._session.catalog.dropTempView(name)
            self._session = None
            self._shown.clear()


@functools.cache
def _compiler() -> Any:
    """Ibis' own, but for rows that are counted under a condition: it would sum them, which says nothing of no row instead of 0."""
    import sqlglot.expressions as sge
    from ibis.backends.sql.compilers.base import NULL, STAR
    from ibis.backends.sql.compilers.pyspark import PySparkCompiler

    class Compiler(PySparkCompiler):  # type: ignore[misc]
        def visit_CountStar(self, op: Any, *, arg: Any, where: Any) -> Any:  # noqa: N802  Ibis' name
            return self.f.count(STAR if where is None else self.if_(where, sge.convert(1), NULL))

    return Compiler()


_TYPES = {"BIGINT": "BIGINT", "BOOLEAN": "BOOLEAN", "VARCHAR": "STRING"}


def _nulls(source: Source) -> str:
    return ", ".join(f"CAST(NULL AS {_TYPES[KINDS[kind][0]]}) AS `{name}`" for name, kind in source.schema.items())


def application(master: str) -> Any:
    """The process's Spark application, started by the first question."""
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError as error:
        message = _("JIEDUI_ENGINE 指定了 Spark，但没有安装 pyspark。请安装 jiedui[spark]，或取消这个设置。")
        raise JieduiError("lake.no_spark", message) from error
    with _lock:
        conf = SparkConf()  # with what spark-defaults.conf says
        for key, value in _SETTINGS.items():
            conf.set(key, value)
        for key, value in _HABITS.items():
            conf.setIfMissing(key, value)
        conf.set("spark.sql.shuffle.partitions", str(settings.ENGINE_PARTITIONS))
        found = SparkSession.builder.config(conf=conf).master(master).appName("jiedui").getOrCreate()
        found.sparkContext.setLogLevel("ERROR")
        return found


_SETTINGS = {
    # A sum that outgrows 64 bits or a text that is no number is an error, as it is for the embedded engine.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
}
_HABITS = {  # spark-defaults.conf may say otherwise
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # A ledger is a file a county: listing them here is quicker than a job for it.
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "10000",
    "spark.dynamicAllocation.enabled": "true",
    "spark.dynamicAllocation.shuffleTracking.enabled": "true",
    "spark.dynamicAllocation.executorIdleTimeout": "20s",
    "spark.dynamicAllocation.shuffleTracking.timeout": "20s",
}


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What fails outside is told in a sentence with its remedy; the log has the rest."""
    try:
        yield
    except JieduiError:
        raise
    except Exception as error:
        if "FAILED_READ_FILE" in str(error) or "PATH_NOT_FOUND" in str(error):
            raise unreadable(str(error).split("\n")[0]) from error
        logging.getLogger(__name__).warning("%s", type(error).__name__, exc_info=True)
        message = _("Spark 集群没有算出结果。请检查 {master} 是否运行、Java 17 是否安装、各节点能否读到 {folder}。")
        raise JieduiError("lake.cluster", message.format(master=settings.ENGINE, folder=settings.LAKE)) from error
