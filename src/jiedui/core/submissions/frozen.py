"""The rows of a ledger that a place hands in, their states kept, and what has become of them since."""

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import Q, QuerySet, Sum

from jiedui.core import store
from jiedui.core.declare.columns import Column, MoneyColumn, NumberColumn
from jiedui.core.declare.ledger import MONTH, Ledger
from jiedui.core.submissions.periods import Period
from jiedui.core.vault import files

STATE = struct.Struct(">qi32s")
"""Number, revision and digest of one row."""
SCHEMA = {"id": pl.Int64(), "revision": pl.Int64(), "digest": pl.Binary()}


@dataclass(frozen=True)
class Changes:
    """Numbers of the rows that are new, that read otherwise, and that are gone."""

    new: list[int]
    changed: list[int]
    gone: list[int]

    @property
    def count(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


def belonging(ledger: type[Ledger], place: str, period: Period) -> Q:
    """The rows that a place hands in for a period: of a monthly ledger those of its months, else all that stand there."""
    wanted = Q(**{ledger.scope_column(): place})
    return wanted & within(ledger, period)


def within(ledger: type[Ledger], period: Period) -> Q:
    """Of a monthly ledger the rows of a period's months; of any other every row."""
    if not ledger.info.period:
        return Q()
    first, last = period.months
    return Q(**{f"{ledger.info.period}__gte": first, f"{ledger.info.period}__lte": last})


def rows(ledger: type[Ledger], place: str, period: Period) -> QuerySet[Any]:
    """The same as a query; whether the reader may see the place is the caller's to check."""
    return ledger._default_manager.filter(belonging(ledger, place, period))


def states(ledger: type[Ledger], place: str, period: Period) -> pl.DataFrame:
    """Number, revision and digest of these rows as they are now, by number."""
    table, county = store.quote(ledger._meta.db_table), store.quote(ledger.scope_column())
    asked, values = f"{county} = %s", [place]
    if ledger.info.period:
        asked += f" AND {store.quote(ledger.columns[ledger.info.period].storage[0])} BETWEEN %s AND %s"
        values += period.months
    return store.fetch_frame(f"SELECT id, revision, digest FROM {table} WHERE {asked} ORDER BY id", values, SCHEMA)


def packed(frame: pl.DataFrame) -> bytes:
    """The states in the order of numbers, 44 bytes a row: what the digest of a submission covers and its file holds."""
    return b"".join(STATE.pack(id, revision, bytes(digest)) for id, revision, digest in frame.sort("id").iter_rows())


def digest_of(found: bytes) -> str:
    """The digest of packed states, as the file store names them."""
    return hashlib.sha256(found).hexdigest()


def kept(digest: str) -> pl.DataFrame:
    """The states of a submission, from the file store; refused while the veil is drawn, like every file."""
    return pl.DataFrame(list(STATE.iter_unpack(files.get(digest))), schema=SCHEMA, orient="row")


def changes(old: pl.DataFrame, new: pl.DataFrame) -> Changes:
    """What differs between two states of the same rows."""
    both = old.join(new, on="id", suffix="_new")
    differs = (pl.col("revision") != pl.col("revision_new")) | (pl.col("digest") != pl.col("digest_new"))
    return Changes(
        new.join(old, on="id", how="anti")["id"].sort().to_list(),
        both.filter(differs)["id"].sort().to_list(),
        old.join(new, on="id", how="anti")["id"].sort().to_list(),
    )


def summed(ledger: type[Ledger]) -> list[Column]:
    """The columns of which a total is kept. Over several months a number of people or a running total is not added up."""
    one_month = not ledger.info.period or ledger.info.frequency == MONTH
    return [
        column
        for column in ledger.declared
        if (isinstance(column, MoneyColumn) and column.sums and (one_month or not column.cumulative))
        or (isinstance(column, NumberColumn) and column.sums and one_month)
    ]


def totals(ledger: type[Ledger], place: str, period: Period) -> dict[str, int | None]:
    """The sums by column, in storage units; None where no row holds one."""
    names = [column.name for column in summed(ledger)]
    if not names:
        return {}
    told = rows(ledger, place, period).order_by().aggregate(**{f"{name}_sum": Sum(name) for name in names})
    return {name: None if told[f"{name}_sum"] is None else int(told[f"{name}_sum"]) for name in names}


def totals_text(totals: Mapping[str, int | None]) -> str:
    return json.dumps(dict(totals), sort_keys=True)
