"""What a table of the lake is made of, for whichever engine, and which of its columns a question needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from jiedui.core.lake.layout import Schema

KINDS: dict[pl.DataType, tuple[str, str]] = {
    pl.Int64(): ("BIGINT", "int64"),
    pl.Boolean(): ("BOOLEAN", "boolean"),
    pl.String(): ("VARCHAR", "string"),
}
"""Polars type: the type in SQL, the type in Ibis."""
Columns = Mapping[str, Iterable[str]]
"""Columns by table."""


@dataclass(frozen=True)
class Source:
    """Parquet files of one schema, or a frame in memory. A county in `narrowed` shows only its rows of `towns`."""

    schema: Schema
    paths: tuple[str, ...] = ()
    frame: pl.DataFrame | None = None
    narrowed: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()

    def where(self, quote: str) -> str:
        """The condition that keeps rows out of reach out, with the engine's quote around names; empty without one."""
        if not self.narrowed:
            return ""
        county, town = (f"{quote}{name}{quote}" for name in ("county", "town"))
        whole = f"{county} NOT IN ({_listed(self.narrowed)})"
        return f" WHERE {whole} OR {town} IN ({_listed(self.towns)})" if self.towns else f" WHERE {whole}"


class Engine(Protocol):
    """Answers questions on the tables it was told of."""

    name: str
    side_by_side: int
    """So many questions are well put at once, from threads."""
    sources: dict[str, Source]

    def sql(self, expression: Any) -> str:
        """The statement for an Ibis table or scalar."""

    def run(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an Ibis table or scalar, numbers as Python's own."""

    def answer(self, statements: list[str], columns: Columns) -> list[list[tuple[Any, ...]]]:
        """The rows of many statements that need no more than these columns."""

    def close(self) -> None:
        """Let go of everything."""


def unbound(name: str, schema: Schema) -> Any:
    """The table for expressions: of no engine yet."""
    import ibis

    return ibis.table(ibis.schema({column: KINDS[kind][1] for column, kind in schema.items()}), name=name)


def used(expression: Any) -> dict[str, set[str]]:
    """The columns of the lake's tables, by table, that an Ibis table depends on.

    What a selection or a join carries along costs nothing until it is asked for; keys, predicates and sums always count.
    """
    import ibis.expr.operations as ops

    root = expression.op()
    found: dict[str, set[str]] = {}
    todo: list[tuple[Any, str]] = [(root, name) for name in root.schema]
    for relation in root.find(ops.Relation):
        if isinstance(relation, ops.PhysicalTable):
            found[relation.name] = {next(iter(relation.schema))}  # counted at least
        for value in _values(relation):
            todo += _fields(value)
    seen: set[tuple[Any, str]] = set()
    while todo:
        relation, name = one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        if isinstance(relation, ops.PhysicalTable):
            found[relation.name].add(name)
        else:
            todo += _fields(relation.values[name])
    return found


def _values(relation: Any) -> list[Any]:
    """Predicates, keys and sums of a relation, and predicates of its joins."""
    import ibis.expr.operations as ops

    if isinstance(relation, ops.Project):
        return []
    if isinstance(relation, ops.JoinChain):
        return [predicate for link in relation.rest for predicate in link.predicates]
    return [child for child in relation.__children__ if isinstance(child, ops.Value)]


def _fields(value: Any) -> list[tuple[Any, str]]:
    import ibis.expr.operations as ops

    found = []
    for node in value.find((ops.Field, ops.Subquery), filter=ops.Value):
        found += [(node.rel, name) for name in ([node.name] if isinstance(node, ops.Field) else node.rel.schema)]
    return found


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(quoted(code) for code in sorted(codes))


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
