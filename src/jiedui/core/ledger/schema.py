"""The database columns of a ledger as polars types, and which of them are facts."""

import functools

import polars as pl
from django.db import models

from jiedui.core.declare.columns import BankCardColumn, PhoneColumn
from jiedui.core.declare.ledger import Ledger

BOOKKEEPING = ("id", "revision", "salt", "digest", "event", "changed_at")

_TYPES: list[tuple[type[models.Field], pl.DataType]] = [  # type: ignore[type-arg]
    (models.ForeignKey, pl.Int64()),
    (models.BooleanField, pl.Boolean()),
    (models.BigIntegerField, pl.Int64()),
    (models.IntegerField, pl.Int64()),
    (models.BinaryField, pl.Binary()),
    (models.CharField, pl.String()),
    (models.TextField, pl.String()),
]


def polars_type(field: models.Field) -> pl.DataType:  # type: ignore[type-arg]
    for kind, dtype in _TYPES:
        if isinstance(field, kind):
            return dtype
    raise TypeError(f"no polars type for {field!r}")


@functools.cache
def storage_schema(ledger: type[Ledger]) -> dict[str, pl.DataType]:
    """Every stored column of the declaration and the derived county, name -> type, in declared order."""
    by_column = {field.column: field for field in ledger._meta.concrete_fields}
    names = list(ledger.storage())
    if ledger.scope_column() not in names:
        names.append(ledger.scope_column())
    return {name: polars_type(by_column[name]) for name in names}


@functools.cache
def fact_columns(ledger: type[Ledger]) -> tuple[str, ...]:
    """The columns that the digest covers: all but ciphertexts, which their marks stand for (see digests)."""
    return tuple(name for name in storage_schema(ledger) if not name.endswith("_sealed"))


def sealed_columns(ledger: type[Ledger]) -> list[PhoneColumn | BankCardColumn]:
    return [column for column in ledger.declared if isinstance(column, (PhoneColumn, BankCardColumn))]


def key_storage(ledger: type[Ledger]) -> tuple[str, ...]:
    """Database columns of the key, the county first where the key is unique within its county."""
    names = [ledger.columns[name].storage[0] for name in ledger.info.key]
    scope = ledger.scope_column()
    if ledger.info.unique == "county" and scope not in names:
        names.insert(0, scope)
    return tuple(names)
