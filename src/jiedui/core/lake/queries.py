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
from jiedui.core.lake import session
from jiedui.core.lake.files import Slice
from jiedui.core.lake.layout import Schema, schema
from jiedui.core.lake.models import Partition
from jiedui.core.lake.operations import settle


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
    engine: session.Engine = field(repr=False)
    _tables: dict[str, Any] = field(default_factory=dict, repr=False)

    def table(self, ledger_id: str) -> Any:
        """The ledger as an Ibis table (columns: see layout). Rows outside the scope are not in it.

        A county that is narrowed to towns shows only their rows, and none where the ledger knows no town.
        """
        if ledger_id not in self._tables:
            parts = [part for part in self.snapshot.slices if part.ledger == ledger_id]
            columns = self.schemas[ledger_id]
            if "town" not in columns:
                parts = [part for part in parts if part.county not in self.scope.narrowed]
            paths = [str(part.path) for part in parts]
            table = self.engine.table_of_files(ledger_id, paths, columns)
            if self.scope.towns and "town" in columns:
                whole = ~table.county.isin(sorted(self.scope.narrowed))
                table = table.filter(whole | table.town.isin(sorted(self.scope.towns)))
            self._tables[ledger_id] = table
        return self._tables[ledger_id]

    def fetch(self, expression: Any) -> list[tuple[Any, ...]]:
        """The rows of an Ibis expression over this lake's tables, numbers as Python's own."""
        return self.engine.run(expression)

    def __enter__(self) -> "Lake":
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()


def state() -> str:
    """Another text after every change of any ledger; empty before the first row."""
    versions = Partition.objects.order_by("ledger", "county").values_list("ledger", "county", "version")
    text = "|".join("/".join(one) for one in versions)
    return hashlib.sha256(text.encode()).hexdigest()[:24] if text else ""


def open_lake(scope: Scope, ledgers: Iterable[str | type[Ledger]]) -> Lake:
    """The named ledgers within `scope`, first brought up to what the database holds now."""
    ids = sorted({one if isinstance(one, str) else one.info.id for one in ledgers})
    parts, _rebuilt = settle(ids, scope.places)
    schemas = {id: schema(registry.ledger(id)) for id in ids}
    return Lake(scope, Snapshot(tuple(parts)), schemas, session.Engine())


def lake_of_frames(frames: Mapping[str, pl.DataFrame], schemas: Mapping[str, Schema]) -> Lake:
    """A lake over frames in memory, without a database: for examples, trials and tests of a definition."""
    lake = Lake(Scope.everything(), Snapshot(()), schemas, session.Engine())
    for id, columns in schemas.items():
        frame = frames.get(id, pl.DataFrame(schema=columns))
        lake._tables[id] = lake.engine.table_of_frame(id, frame, columns)
    return lake
