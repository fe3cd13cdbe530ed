"""Reading ledgers: everything here is scoped, or gives only what a check inside a write needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Count, Max, QuerySet, Sum

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.digests import BLIND
from jiedui.core.ledger.schema import storage_schema
from jiedui.core.words.errors import NotFound

PART = 500


def rows(ledger: type[Ledger], scope: Scope) -> QuerySet[Any]:
    """The rows of a ledger within the scope. The only way to rows for pages, API, exports, counts and drop-downs."""
    return ledger._default_manager.filter(scope.q(ledger.scope_column(), ledger.town_column()))


def row(ledger: type[Ledger], scope: Scope, row_id: int) -> Ledger:
    """One row within the scope, or NotFound: what is out of reach does not exist."""
    related = [c.name for c in ledger.declared if c.kind in ("organisation", "reference", "resident_id")]
    found = rows(ledger, scope).select_related(*related).filter(pk=row_id).first()
    if found is None:
        raise NotFound("row.not_found", "没有找到这条记录。")
    return found  # type: ignore[no-any-return]


def counts(scope: Scope) -> dict[str, int]:
    """How many rows each ledger holds within the scope."""
    return {ledger.info.id: rows(ledger, scope).count() for ledger in registry.ledgers()}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a ledger are within a scope, and when one of them was last written."""

    rows: int
    changed: datetime | None


def tallies(scope: Scope) -> dict[str, Tally]:
    """Every ledger's tally within the scope; reads all of these rows, where `counts` needs but an index."""
    found = {}
    for ledger in registry.ledgers():
        tally = rows(ledger, scope).aggregate(rows=Count("pk"), changed=Max("changed_at"))
        found[ledger.info.id] = Tally(tally["rows"], tally["changed"])
    return found


def facts_of(ledger_id: str, ids: Sequence[int], columns: Sequence[str]) -> pl.DataFrame:
    """`id` and storage columns of given rows, for cross-checks within a write."""
    ledger = registry.ledger(ledger_id)
    schema = storage_schema(ledger)
    wanted = {"id": pl.Int64(), **{name: schema[name] for name in columns}}
    pieces = [pl.DataFrame(schema=wanted)]
    for start in range(0, len(ids), PART):
        part = list(ids[start : start + PART])
        names = ", ".join(store.quote(name) for name in wanted)
        table = store.quote(ledger._meta.db_table)
        marks = ", ".join(["%s"] * len(part))
        pieces.append(store.fetch_frame(f"SELECT {names} FROM {table} WHERE id IN ({marks})", part, wanted))
    return pl.concat(pieces)


def sum_by(ledger_id: str, by: str, amount: str, groups: Sequence[int], *, without: Sequence[int] = ()) -> pl.DataFrame:
    """Sums of a column by a foreign key: columns `by` and `sum`; rows with ids in `without` are left out."""
    ledger = registry.ledger(ledger_id)
    left_out = set(without)
    pieces: list[tuple[int, int]] = []
    for start in range(0, len(groups), PART):
        part = list(groups[start : start + PART])
        query = ledger._default_manager.filter(**{f"{by}__in": part})
        sums = dict(query.values_list(by).annotate(total=Sum(amount)).values_list(by, "total"))
        if left_out:
            for row_id, group, value in query.values_list("id", by, amount):
                if row_id in left_out:
                    sums[group] = (sums.get(group) or 0) - (value or 0)
        pieces += [(group, total or 0) for group, total in sums.items()]
    return pl.DataFrame(pieces, schema={by: pl.Int64(), "sum": pl.Int64()}, orient="row")


def registered_in_other_counties(ledger_id: str, person: str, frame: pl.DataFrame) -> pl.DataFrame:
    """`_index` of the rows in `frame` (storage form) whose person another county has in the same ledger."""
    ledger = registry.ledger(ledger_id)
    column, county = ledger.columns[person].storage[0], ledger.scope_column()
    own = ["_index", column, county, *([BLIND + person] if BLIND + person in frame.columns else [])]
    asked = frame.select(own)
    # Two counties within the frame itself: people not known yet have no id, but their blind index tells them apart.
    same = BLIND + person if BLIND + person in frame.columns else column
    inside = asked.filter(pl.col(same).is_not_null() & (pl.col(county).n_unique().over(same) > 1)).select("_index")
    known = asked.filter(pl.col(column) > 0).select("_index", column, county)
    if known.is_empty():
        return inside
    ids = known[column].unique().to_list()
    with store.temporary_table("people_asked", {"person": "bigint"}) as table:
        store.insert_rows(table, ["person"], [(one,) for one in ids])
        join = "CROSS JOIN" if store.vendor() == "sqlite" else "JOIN"
        on = "WHERE" if store.vendor() == "sqlite" else "ON"
        others = store.fetch_frame(
            f"SELECT l.{column}, l.{county} FROM {table} p {join} {ledger._meta.db_table} l {on} l.{column} = p.person",
            [],
            {column: pl.Int64(), "other": pl.String()},
        )
    outside = known.join(others, on=column).filter(pl.col("other") != pl.col(county)).select("_index")
    return pl.concat([inside, outside]).unique().sort("_index")


def also_registered(ledger: type[Ledger], person: str, person_ids: Sequence[int]) -> set[int]:
    """Those of the people whom more than one county has in this ledger: shown to every county concerned."""
    column = ledger.columns[person].name
    found = (
        ledger._default_manager.filter(**{f"{column}__in": list(person_ids)})
        .values_list(f"{column}_id")
        .annotate(counties=Count(ledger.scope_column(), distinct=True))
        .filter(counties__gt=1)
        .values_list(f"{column}_id", flat=True)
    )
    return set(found)


def people_named(ledger: type[Ledger], person: str, name: str, names: set[str], scope: Scope) -> dict[str, list[int]]:
    """Person ids by name, for rows of the ledger within the scope that bear one of `names`."""
    found: dict[str, list[int]] = {}
    for start in range(0, len(names), PART):
        part = sorted(names)[start : start + PART]
        for text, id in rows(ledger, scope).filter(**{f"{name}__in": part}).values_list(name, f"{person}_id"):
            if id is not None and id not in found.setdefault(text, []):
                found[text].append(id)
    return found


def facts_where(ledger_id: str, by: str, values: Sequence[Any], columns: Sequence[str]) -> pl.DataFrame:
    """`id`, `by` and storage columns of the rows whose storage column `by` is one of the values; for cross-checks."""
    ledger = registry.ledger(ledger_id)
    schema = storage_schema(ledger)
    wanted = {"id": pl.Int64(), **{name: schema[name] for name in dict.fromkeys((by, *columns))}}
    names, table = ", ".join(store.quote(name) for name in wanted), store.quote(ledger._meta.db_table)
    pieces = [pl.DataFrame(schema=wanted)]
    for start in range(0, len(values), PART):
        part = list(values[start : start + PART])
        marks = ", ".join(["%s"] * len(part))
        sql = f"SELECT {names} FROM {table} WHERE {store.quote(by)} IN ({marks})"
        pieces.append(store.fetch_frame(sql, part, wanted))
    return pl.concat(pieces)
