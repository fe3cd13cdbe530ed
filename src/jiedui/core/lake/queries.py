"""Reading the lake: always through a scope, always as new as the ledgers."""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.lake.engines import chosen
from jiedui.core.lake.files import Slice
from jiedui.core.lake.layout import Schema, schema
from jiedui.core.lake.models import Partition
from jiedui.core.lake.operations import settle
from jiedui.core.lake.session import Embedded
from jiedui.core.lake.sources import Columns, Engine, Source, unbound


@dataclass(frozen=True)
class Snapshot:
    """The exact state that a figure was computed from: one slice for each ledger and county."""

    slices: tuple[Slice, ...]

    @functools.cached_property
    def id(self) -> str:
        """A short hash over all slices: equal where the same versions were read."""
        text = "\n".join(f"{s.ledger}/{s.county}/{s.version}/{s.shape}" for s in self.slices)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass
class Lake:
    """Ibis tables over the rows in reach. Use as a context manager."""

    scope: Scope
    snapshot: Snapshot
    schemas: Mapping[str, Schema]
    engine: Engine = field(repr=False)

    def table(self, ledger_id: str) -> Any:
        """The ledger as an Ibis table (columns: see layout). Rows outside the scope are not in it.

        A county that is narrowed to towns shows only their rows, and none where the ledger knows no town.
        """
        self._know(ledger_id)
        return unbound(ledger_id, self.schemas[ledger_id])

    def _know(self, ledger_id: str) -> None:
        if ledger_id in self.engine.sources:
            return
        parts = [part for part in self.snapshot.slices if part.ledger == ledger_id]
        columns = self.schemas[ledger_id]
        narrowed: frozenset[str] = frozenset()
        if self.scope.towns and "town" in columns:
            narrowed = self.scope.narrowed
        elif "town" not in columns:
            parts = [part for part in parts if part.county not in self.scope.narrowed]
        paths = tuple(str(part.path) for part in parts)
        towns = self.scope.towns or frozenset()
        self.engine.sources[ledger_id] = Source(columns, paths, narrowed=narrowed, towns=towns if narrowed else frozenset())

    def fetch(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an Ibis expression over this lake's tables, numbers as Python's own."""
        return self.engine.run(expression)

    def answer(self, statements: list[str], columns: Columns) -> list[list[tuple[Any, ...]]]:
        """The rows of many statements of this lake's engine that need no more than these columns of its tables."""
        for ledger_id in columns:
            self._know(ledger_id)
        return self.engine.answer(statements, columns) if statements else []

    def size(self, ledgers: Iterable[str]) -> int:
        """Bytes of the files that show these ledgers."""
        wanted = set(ledgers)
        return sum(part.path.stat().st_size for part in self.snapshot.slices if part.ledger in wanted)

    def __enter__(self) -> "Lake":
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()


def states() -> dict[str, str]:
    """By ledger, another text after every change of it; a ledger that never held a row is left out."""
    versions: dict[str, list[str]] = {}
    for ledger, *rest in Partition.objects.order_by("ledger", "county").values_list("ledger", "county", "version"):
        versions.setdefault(ledger, []).append("/".join(rest))
    return {ledger: hashlib.sha256("|".join(some).encode()).hexdigest()[:24] for ledger, some in versions.items()}


def open_lake(scope: Scope, ledgers: Iterable[str | type[Ledger]]) -> Lake:
    """The named ledgers within `scope`, first brought up to what the database holds now."""
    ids = sorted({one if isinstance(one, str) else one.info.id for one in ledgers})
    parts, _rebuilt = settle(ids, scope.places)
    schemas = {id: schema(registry.ledger(id)) for id in ids}
    return Lake(scope, Snapshot(tuple(parts)), schemas, chosen())


def lake_of_frames(frames: Mapping[str, pl.DataFrame], schemas: Mapping[str, Schema]) -> Lake:
    """A lake over frames in memory, without a database: for examples, trials and tests of a definition."""
    lake = Lake(Scope.everything(), Snapshot(()), schemas, Embedded())
    for id, columns in schemas.items():
        lake.engine.sources[id] = Source(columns, frame=frames.get(id, pl.DataFrame(schema=columns)))
    return lake
