"""From normal forms to storage form: people, organisations and referenced rows become ids, sealed values become marks.

Normal forms (what intake, forms and the API hand over) have one column a declared column, named like it: resident IDs,
phones and cards in plain text, organisations by name, referenced rows by key. Storage form has the database columns.
A name that is not known yet is UNKNOWN (-1) until `create=True` makes the person or organisation.
"""

import polars as pl

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.schema import key_storage
from jiedui.core.people import operations as people_operations
from jiedui.core.people import queries as people_queries
from jiedui.core.places import operations as place_operations
from jiedui.core.places.matching import find_organisations
from jiedui.core.vault import sealing

UNKNOWN = -1


def to_storage(ledger: type[Ledger], frame: pl.DataFrame, *, create: bool = False) -> pl.DataFrame:
    """`frame` with storage columns in place of normal forms; columns that are not declared (such as _index) stay."""
    for column in ledger.declared:
        if column.name not in frame.columns:
            continue
        if column.kind == "resident_id":
            frame = _people(frame, column, create)
        elif column.kind == "organisation":
            frame = _organisations(frame, column, create)
        elif column.kind == "reference":
            frame = _references(frame, column)
        elif column.kind in ("phone", "bank_card"):
            frame = _marks(frame, column)
    reference = ledger.scope_reference()
    if reference is not None and reference.storage[0] in frame.columns:
        frame = _county_of_reference(ledger, frame)
    return frame


def _replace(frame: pl.DataFrame, column: Column, ids: dict[str, int]) -> pl.DataFrame:
    mapped = frame[column.name].replace_strict(
        list(ids.keys()), list(ids.values()), default=UNKNOWN, return_dtype=pl.Int64
    ) if ids else pl.Series([UNKNOWN] * len(frame), dtype=pl.Int64)  # fmt: skip
    values = frame.select(
        pl.when(pl.col(column.name).is_not_null()).then(mapped).otherwise(None).alias(column.storage[0])
    )
    return frame.drop(column.name).with_columns(values.to_series())


def _people(frame: pl.DataFrame, column: Column, create: bool) -> pl.DataFrame:
    documents = frame[column.name].drop_nulls().unique().to_list()
    found = people_operations.ensure(documents) if create else people_queries.find(documents)
    return _replace(frame, column, found)


def _organisations(frame: pl.DataFrame, column: Column, create: bool) -> pl.DataFrame:
    """Name and credit code together say which organisation is meant."""
    code = getattr(column, "uscc", "")
    codes = pl.col(code) if code and code in frame.columns else pl.lit(None, pl.String)
    frame = frame.with_columns(codes.alias("_code"))
    pairs = frame.select(column.name, "_code").drop_nulls(column.name).unique(maintain_order=True)
    asked = list(zip(pairs[column.name].to_list(), pairs["_code"].to_list(), strict=True))
    found = place_operations.ensure(asked).ids if create else find_organisations(asked)
    pairs = pairs.with_columns(
        pl.Series(column.storage[0], [found.get(pair, UNKNOWN) for pair in asked], dtype=pl.Int64)
    )
    frame = frame.join(pairs, on=[column.name, "_code"], how="left", nulls_equal=True, maintain_order="left")
    return frame.drop(column.name, "_code")


def _references(frame: pl.DataFrame, column: Column) -> pl.DataFrame:
    keys = frame[column.name].drop_nulls().unique().to_list()
    return _replace(frame, column, reference_ids(getattr(column, "to"), keys))  # noqa: B009


def reference_ids(ledger_id: str, keys: list[str], scope: Scope | None = None) -> dict[str, int]:
    """Row ids of another ledger by its single-column key; keys that name nothing, or nothing in scope, are absent."""
    target = registry.ledger(ledger_id)
    column = key_storage(target)[-1]
    table = store.quote(target._meta.db_table)
    where, values = (scope or Scope.everything()).sql(target.scope_column(), target.town_column())
    found: dict[str, int] = {}
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        marks = ", ".join(["%s"] * len(part))
        frame = store.fetch_frame(
            f"SELECT {column}, id FROM {table} WHERE {column} IN ({marks}) AND {where}",
            [*part, *values],
            {"key": pl.String(), "id": pl.Int64()},
        )
        found |= dict(zip(frame["key"].to_list(), frame["id"].to_list(), strict=True))
    return found


def _county_of_reference(ledger: type[Ledger], frame: pl.DataFrame) -> pl.DataFrame:
    reference = ledger.scope_reference()
    assert reference is not None
    target = registry.ledger(reference.to)
    column = reference.storage[0]
    ids = frame[column].drop_nulls().unique().to_list()
    counties: dict[int, str] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        rows = target._default_manager.filter(id__in=part).values_list("id", target.scope_column())
        counties |= dict(rows)
    county = frame[column].replace_strict(
        list(counties.keys()), list(counties.values()), default=None, return_dtype=pl.String
    ) if counties else pl.Series([None] * len(frame), dtype=pl.String)  # fmt: skip
    return frame.with_columns(county.alias(ledger.scope_column()))


def _marks(frame: pl.DataFrame, column: Column) -> pl.DataFrame:
    """Blind index of the first number and mark of the whole text; the plain text stays as `name` until sealed."""
    texts = frame[column.name].to_list()
    purpose = column.kind
    marks = sealing.blind(texts, purpose=purpose)
    blinds = marks
    if any(text is not None and ";" in text for text in texts):
        firsts = [None if text is None else text.split(";", 1)[0] for text in texts]
        blinds = sealing.blind(firsts, purpose=purpose)
    return frame.with_columns(
        pl.Series(f"{column.name}_blind", blinds, dtype=pl.Binary),
        pl.Series(f"{column.name}_mark", marks, dtype=pl.Binary),
    )


def seal_into(ledger: type[Ledger], frame: pl.DataFrame) -> pl.DataFrame:
    """Add the ciphertext columns of rows in storage form that have their `id` and still carry the plain texts."""
    for column in ledger.declared:
        if column.kind in ("phone", "bank_card") and column.name in frame.columns:
            sealed = sealing.seal(
                frame[column.name].to_list(), field=f"{ledger.info.id}.{column.name}", rows=frame["id"].to_list()
            )
            frame = frame.with_columns(pl.Series(f"{column.name}_sealed", sealed, dtype=pl.Binary)).drop(column.name)
    return frame
