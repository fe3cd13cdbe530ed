"""Every declared ledger takes part in verification of the trail and in key rotation, without a word in its module."""

from collections.abc import Iterator
from functools import partial

import polars as pl
from django.db import connection, transaction

from jiedui.core import store
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.digests import recomputed
from jiedui.core.ledger.schema import sealed_columns
from jiedui.core.trail.facts import Problem, Progress, register_check, register_facts
from jiedui.core.vault import rotation, sealing

CHUNK = 20_000


def join_all() -> None:
    """Called once all apps are loaded; a ledger declared later (a test's) calls join itself."""
    for ledger in registry.ledgers():
        join(ledger)


def join(ledger: type[Ledger]) -> None:
    register_facts(ledger.info.id, lambda _progress: recomputed(ledger))
    for column in sealed_columns(ledger):
        name = f"{ledger.info.id}.{column.name}"
        rotation.register(partial(reseal, ledger, column.name), name=f"{ledger.info.title} {column.label}")
        register_check(name, partial(check_sealed, ledger, column.name, column.kind))


def _sealed(ledger: type[Ledger], name: str, *, only: int | None = None) -> Iterator[pl.DataFrame]:
    schema = {"id": pl.Int64(), "sealed": pl.Binary(), "mark": pl.Binary(), "blind": pl.Binary()}
    last = 0
    while True:
        frame = store.fetch_frame(
            f"SELECT id, {name}_sealed, {name}_mark, {name}_blind FROM {store.quote(ledger._meta.db_table)} "
            f"WHERE {'id > %s' if only is None else 'id = %s'} "
            f"AND ({name}_sealed IS NOT NULL OR {name}_mark IS NOT NULL) ORDER BY id LIMIT %s",
            [last if only is None else only, CHUNK],
            schema,
        )
        if frame.is_empty():
            return
        last = int(frame["id"][-1])
        yield frame
        if only is not None:
            return


def check_sealed(ledger: type[Ledger], name: str, purpose: str, progress: Progress | None) -> Iterator[Problem]:
    """Every ciphertext opens, and says what its mark and blind index stand for."""
    for frame in _sealed(ledger, name):
        yield from _opened(ledger, name, purpose, frame)


def check_row(ledger: type[Ledger], row_id: int) -> list[Problem]:
    """The same for the ciphertexts of one row."""
    found: list[Problem] = []
    for column in sealed_columns(ledger):
        for frame in _sealed(ledger, column.name, only=row_id):
            found += _opened(ledger, column.name, column.kind, frame)
    return found


def _opened(ledger: type[Ledger], name: str, purpose: str, frame: pl.DataFrame) -> Iterator[Problem]:
    field = f"{ledger.info.id}.{name}"
    ids, marks, blinds = (frame[column].to_list() for column in ("id", "mark", "blind"))
    texts: list[str | None] = []
    for row, blob in zip(ids, frame["sealed"].to_list(), strict=True):
        try:
            texts += sealing.unseal([blob], field=field, rows=[row])
        except sealing.TamperError:
            texts.append(None)
    whole = sealing.blind(texts, purpose=purpose)
    first = sealing.blind([text and text.split(";", 1)[0] for text in texts], purpose=purpose)
    for row, text, mark, blind, one, other in zip(ids, texts, marks, blinds, whole, first, strict=True):
        if text is None or mark != one or blind != other:
            yield Problem("trail.sealed_changed", f"{ledger.info.title}第 {row} 号记录的“{name}”密文被改动过。")


def reseal(ledger: type[Ledger], name: str) -> int:
    """Seal again what does not carry the newest key; digests cover marks, so the trail is not concerned."""
    field, table = f"{ledger.info.id}.{name}", store.quote(ledger._meta.db_table)
    done = 0
    for frame in _sealed(ledger, name):
        old = [
            (row, blob)
            for row, blob in zip(frame["id"].to_list(), frame["sealed"].to_list(), strict=True)
            if blob is not None and sealing.version_of(blob) != sealing.current()
        ]
        if not old:
            continue
        rows = [row for row, _ in old]
        texts = sealing.unseal([blob for _, blob in old], field=field, rows=rows)
        fresh = sealing.seal(texts, field=field, rows=rows)
        with transaction.atomic(), connection.cursor() as cursor:
            # Only where nobody has written meanwhile.
            cursor.executemany(
                f"UPDATE {table} SET {name}_sealed = %s WHERE id = %s AND {name}_sealed = %s",
                [(new, row, blob) for new, (row, blob) in zip(fresh, old, strict=True)],
            )
        done += len(old)
    return done
