"""From normal forms to storage form: people, organisations and referenced rows become ids, sealed values become marks.

Normal forms (what intake, forms and the API hand over) have one column a declared column, named like it: resident IDs,
phones and cards in plain text, organisations by name, referenced rows by key. Storage form has the database columns.
A person or organisation that is not known yet is UNKNOWN (-1) until `make_unknown`.
"""

import polars as pl

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.digests import BLIND
from jiedui.core.ledger.schema import key_storage
from jiedui.core.people import operations as people_operations
from jiedui.core.people import queries as people_queries
from jiedui.core.people.documents import PURPOSE
from jiedui.core.places import operations as place_operations
from jiedui.core.places.matching import find_organisations
from jiedui.core.vault import sealing

UNKNOWN = -1


def to_storage(ledger: type[Ledger], frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with storage columns in place of normal forms; columns that are not declared (such as _index) stay.

    Each resident ID leaves its blind index in `blind:x`, so that `make_unknown` need not compute it again.
    """
    for column in ledger.declared:
        if column.name not in frame.columns:
            continue
        if column.kind == "resident_id":
            frame = _people(frame, column)
        elif column.kind == "organisation":
            frame = _organisations(frame, column)
        elif column.kind == "reference":
            frame = _references(frame, column)
        elif column.kind in ("phone", "bank_card"):
            frame = _marks(frame, column)
    reference = ledger.scope_reference()
    if reference is not None and reference.storage[0] in frame.columns:
        frame = _county_of_reference(ledger, frame)
    return frame


def make_unknown(ledger: type[Ledger], rows: pl.DataFrame, normal: pl.DataFrame) -> pl.DataFrame:
    """Make the people and organisations that rows in storage form name and nobody knows yet, and put in their ids.

    `normal` holds the same rows in normal form, matched by `_index`.
    """
    for column in ledger.declared:
        target = column.storage[0]
        if column.kind not in ("resident_id", "organisation") or target not in rows.columns:
            continue
        if not (rows[target] == UNKNOWN).any():
            continue
        names = [column.name] + ([code] if (code := getattr(column, "uscc", "")) and code in normal.columns else [])
        unknown = rows.filter(pl.col(target) == UNKNOWN).select("_index", *_only(rows, [BLIND + column.name]))
        unknown = unknown.join(normal.select("_index", *names), on="_index", how="left", maintain_order="left")
        if column.kind == "resident_id":
            pairs = unknown.unique(BLIND + column.name, maintain_order=True)
            blinds = pairs[BLIND + column.name].to_list()
            ids = people_operations.ensure_indexed(list(zip(blinds, pairs[column.name].to_list(), strict=True)))
            made = unknown.join(
                pl.DataFrame({BLIND + column.name: blinds, "_made": [ids[one] for one in blinds]}),
                on=BLIND + column.name,
            )
        else:
            if len(names) == 1:
                unknown = unknown.with_columns(pl.lit(None, pl.String).alias("_code"))
                names = [column.name, "_code"]
            pairs = unknown.select(names).unique(maintain_order=True)
            asked = pairs.rows()
            found = place_operations.ensure(asked).ids
            pairs = pairs.with_columns(pl.Series("_made", [found[one] for one in asked], dtype=pl.Int64))
            made = unknown.join(pairs, on=names, nulls_equal=True)
        rows = (
            rows.join(made.select("_index", "_made"), on="_index", how="left", maintain_order="left")
            .with_columns(pl.coalesce("_made", target).alias(target))
            .drop("_made")
        )
    return rows


def _only(frame: pl.DataFrame, names: list[str]) -> list[str]:
    return [name for name in names if name in frame.columns]


def _mapped(frame: pl.DataFrame, column: Column, ids: dict[str, int]) -> pl.DataFrame:
    """Replace the text column by ids: UNKNOWN where a text names nothing, null where there is none."""
    known = pl.DataFrame(
        {column.name: list(ids), column.storage[0]: list(ids.values())},
        schema={column.name: pl.String(), column.storage[0]: pl.Int64()},
    )
    return (
        frame.join(known, on=column.name, how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col(column.name).is_not_null())
            .then(pl.col(column.storage[0]).fill_null(UNKNOWN))
            .otherwise(None)
            .alias(column.storage[0])
        )
        .drop(column.name)
    )


def _people(frame: pl.DataFrame, column: Column) -> pl.DataFrame:
    numbers = frame[column.name].drop_nulls().unique(maintain_order=True)
    blinds = sealing.blind(numbers.to_list(), purpose=PURPOSE)
    found = people_queries.find_blinds(blinds)
    index = pl.Series(BLIND + column.name, blinds, dtype=pl.Binary)
    known = pl.DataFrame([numbers, index]).with_columns(
        pl.Series(column.storage[0], [found.get(one, UNKNOWN) for one in blinds if one is not None], dtype=pl.Int64)
    )
    return frame.join(known, on=column.name, how="left", maintain_order="left").drop(column.name)


def _organisations(frame: pl.DataFrame, column: Column) -> pl.DataFrame:
    """Name and credit code together say which organisation is meant."""
    code = getattr(column, "uscc", "")
    codes = pl.col(code) if code and code in frame.columns else pl.lit(None, pl.String)
    frame = frame.with_columns(codes.alias("_code"))
    pairs = frame.select(column.name, "_code").drop_nulls(column.name).unique(maintain_order=True)
    asked = pairs.rows()
    found = find_organisations(asked)
    pairs = pairs.with_columns(
        pl.Series(column.storage[0], [found.get(pair, UNKNOWN) for pair in asked], dtype=pl.Int64)
    )
    frame = frame.join(pairs, on=[column.name, "_code"], how="left", nulls_equal=True, maintain_order="left")
    return frame.drop(column.name, "_code")


def _references(frame: pl.DataFrame, column: Column) -> pl.DataFrame:
    keys = frame[column.name].drop_nulls().unique().to_list()
    return _mapped(frame, column, reference_ids(getattr(column, "to"), keys))  # noqa: B009


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
