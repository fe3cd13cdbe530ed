"""Which facts of a ledger enter the lake, and how: no name, number, document or free text of a person.

A person is shown by the random surrogate of people.Person; a region, organisation or referenced row by its code or id;
text only where the column offers suggestions (a half-coded value), with long runs of digits struck out.
"""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import models

from jiedui.core.declare.columns import AttachmentColumn, Column, KeyColumn, ResidentIdColumn, TextColumn, UsccColumn
from jiedui.core.declare.ledger import Ledger

Schema = Mapping[str, pl.DataType]
FORMAT = 1
"""Counted up when the meaning of a lake column changes, so that older files are no longer used."""


@dataclass(frozen=True)
class LakeColumn:
    """One column of a lake table: `source` is the ledger's database column; a person's token comes from `person`."""

    name: str
    source: str
    dtype: pl.DataType
    person: type[models.Model] | None = None
    scrub: bool = False


def enters(column: Column) -> bool:
    """Whether the column's value may leave the ledger for analysis."""
    if isinstance(column, ResidentIdColumn):
        return True
    # The organisation's id stands for its code; in a small trader's place clerks write their own ID number there.
    if column.personal or isinstance(column, (AttachmentColumn, UsccColumn)):
        return False
    if isinstance(column, KeyColumn):
        return True
    return bool(column.suggest) if isinstance(column, TextColumn) else True


def _dtype(field: models.Field[Any, Any]) -> pl.DataType:
    if isinstance(field, (models.ForeignKey, models.IntegerField)):
        return pl.Int64()
    if isinstance(field, models.BooleanField):
        return pl.Boolean()
    return pl.String()


def _column(ledger: type[Ledger], column: Column) -> LakeColumn:
    field = ledger._meta.get_field(column.name)
    if isinstance(column, ResidentIdColumn):
        person = field.remote_field.model  # type: ignore[union-attr]
        name = "person" if column.name == "resident_id" else column.name
        return LakeColumn(name, field.column, _dtype(person._meta.get_field("token")), person=person)  # type: ignore
    scrub = isinstance(column, TextColumn) and not isinstance(column, KeyColumn)
    return LakeColumn(column.name, field.column, _dtype(field), scrub=scrub)  # type: ignore[union-attr, arg-type]


@functools.cache
def layout(ledger: type[Ledger]) -> tuple[LakeColumn, ...]:
    """The columns of the ledger's lake table: id, county, town (where the ledger has one), then its facts."""
    county, town = ledger.scope_column(), ledger.town_column()
    columns = [LakeColumn("id", "id", pl.Int64()), LakeColumn("county", county, pl.String())]
    if town:
        columns.append(LakeColumn("town", ledger.columns[town].storage[0], pl.String()))
    known = {column.name for column in columns}
    columns += [_column(ledger, c) for c in ledger.declared if enters(c) and c.name not in known]
    return tuple(columns)


def schema(ledger: type[Ledger]) -> Schema:
    """Column names and types of the ledger's lake table."""
    return {column.name: column.dtype for column in layout(ledger)}


@functools.cache
def shape(ledger: type[Ledger]) -> str:
    """A short hash of the layout: files of another shape are rebuilt."""
    text = "|".join(f"{c.name}:{c.dtype}:{c.source}:{c.scrub}" for c in layout(ledger))
    return hashlib.sha256(f"{FORMAT}|{text}".encode()).hexdigest()[:8]
