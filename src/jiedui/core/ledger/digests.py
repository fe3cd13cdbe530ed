"""The salted commitment of a row's facts: SHA-256(salt + canonical text).

The canonical text of a row is its ledger, id and revision and then every fact column in declared order, each written as
`length:value` (bytes of UTF-8) or `-` where empty; numbers in decimal, yes/no as 1/0, bytes in hexadecimal. A person is
written as id and blind index of the document (`17/9f…`): who puts another number under the same person changes the digest of
every row about that person. A column that was added `later` is written `name=length:value`, and not at all while it is
empty, so that rows from before keep their digest. Ciphertexts are not covered: the keyed mark beside each, and the blind index of a person, stand
for the text, so keys can be rotated without touching the trail, and `trail verify` opens every ciphertext and compares.
"""

import hashlib
import os
from collections.abc import Iterator

import polars as pl

from jiedui.core import store
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.schema import fact_columns, storage_schema
from jiedui.core.people import queries as people

BLIND = "blind:"
"""Prefix of the columns with blind indexes beside the ids of people."""

SALT = 16
CHUNK = 20_000


def salts(count: int) -> list[bytes]:
    block = os.urandom(SALT * count)
    return [block[at : at + SALT] for at in range(0, len(block), SALT)]


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == pl.Binary:
        return column.bin.encode("hex")
    if dtype == pl.Boolean:
        return column.cast(pl.Int8).cast(pl.String)
    return column.cast(pl.String)


def canonical(ledger: type[Ledger], frame: pl.DataFrame) -> pl.Series:
    """The canonical texts of rows in storage form; `frame` holds id, revision, every fact column and blind indexes."""
    parts: list[pl.Expr] = [pl.lit(f"{ledger.info.id}:"), pl.col("id").cast(pl.String), pl.lit(":")]
    parts += [pl.col("revision").cast(pl.String), pl.lit(";")]
    schema = storage_schema(ledger)
    persons = {column.storage[0]: BLIND + column.name for column in ledger.declared if column.kind == "resident_id"}
    later = {name for column in ledger.declared if column.later for name in column.storage}
    for name in fact_columns(ledger):
        text = _text(name, schema[name])
        if name in persons:
            text = pl.concat_str(text, pl.lit("/"), pl.col(persons[name]).bin.encode("hex"))
        if name in later:
            parts.append(pl.format(name + "={}:{}", text.str.len_bytes(), text).fill_null(""))
        else:
            parts.append(pl.format("{}:{}", text.str.len_bytes(), text).fill_null("-"))
    return frame.select(pl.concat_str(parts).alias("canonical")).to_series()


def with_blinds(ledger: type[Ledger], frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the blind index of every person it names, looked up where it is not there yet."""
    for column in ledger.declared:
        if column.kind != "resident_id" or BLIND + column.name in frame.columns:
            continue
        ids = frame[column.storage[0]]
        known = people.blinds(ids.drop_nulls().unique().to_list())
        found = [known.get(id) if id is not None else None for id in ids.to_list()]
        frame = frame.with_columns(pl.Series(BLIND + column.name, found, dtype=pl.Binary))
    return frame


def commit(ledger: type[Ledger], frame: pl.DataFrame) -> list[bytes]:
    """The digests of rows in storage form with their `salt` column."""
    sha = hashlib.sha256
    made: list[bytes] = []
    # The texts of a slice at a time: together they are longer than the rows.
    for part in frame.iter_slices(CHUNK):
        part = with_blinds(ledger, part)
        pairs = zip(part["salt"].to_list(), canonical(ledger, part).to_list(), strict=True)
        made += [sha(salt + text.encode()).digest() for salt, text in pairs]
    return made


def recomputed(ledger: type[Ledger]) -> Iterator[tuple[int, bytes]]:
    """(row id, digest computed from the stored facts) for every live row in the order of ids: the trail's fact provider."""
    schema = {"id": pl.Int64(), "revision": pl.Int64(), "salt": pl.Binary(), **storage_schema(ledger)}
    names = ", ".join(store.quote(name) for name in schema)
    last = -(1 << 63)  # a row put in behind the product's back may have any number
    while True:
        frame = store.fetch_frame(
            f"SELECT {names} FROM {store.quote(ledger._meta.db_table)} WHERE id > %s ORDER BY id LIMIT %s",
            [last, CHUNK],
            schema,
        )
        if frame.is_empty():
            return
        last = int(frame["id"][-1])
        yield from zip(frame["id"].to_list(), commit(ledger, frame), strict=True)


def written_out(ledger: type[Ledger], row_id: int) -> tuple[bytes, str] | None:
    """The salt and the canonical text of one live row as stored now; None where there is no such row."""
    schema = {"id": pl.Int64(), "revision": pl.Int64(), "salt": pl.Binary(), **storage_schema(ledger)}
    names = ", ".join(store.quote(name) for name in schema)
    table = store.quote(ledger._meta.db_table)
    frame = store.fetch_frame(f"SELECT {names} FROM {table} WHERE id = %s", [row_id], schema)
    if frame.is_empty():
        return None
    return frame["salt"][0] or b"", canonical(ledger, with_blinds(ledger, frame))[0] or ""
