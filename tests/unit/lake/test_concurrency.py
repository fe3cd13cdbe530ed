"""Readers and writers of the lake at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.lake import operations
from jiedui.core.lake.queries import open_lake
from tests.unit.lake.rows import put, worker

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.both_databases]


def wages() -> int | None:
    try:
        with open_lake(Scope.everything(), ["workers"]) as lake:
            return lake.fetch(lake.table("workers").wage.sum())[0][0]
    finally:
        connection.close()


def test_many_readers_of_a_stale_ledger_agree(folder: Path):
    put("workers", *(worker(county, wage=1) for county in ("450123", "450124", "451022") for _ in range(20)))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: wages(), range(16))) == [60] * 16
    assert len(list(folder.rglob("*.parquet"))) == 3
    assert not list(folder.rglob("*.tmp"))


def test_a_reader_does_not_wait_for_a_writer():
    put("workers", worker("450124", wage=1))
    with transaction.atomic():
        registry.ledger("workers")._default_manager.update(wage=5)
        operations.mark_changed("workers", ["450124"])
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(wages).result(timeout=20) == 1
    assert wages() == 5


def test_money_moved_between_counties_is_never_seen_twice_or_lost():
    """A transfer of 1 between two counties in one transaction: every reader sees the sum unchanged."""
    first, second = put("workers", worker("450123", wage=50), worker("450124", wage=50))
    ledger = type(first)
    stop = threading.Event()

    def move() -> None:
        try:
            for step in range(1, 200):
                if stop.is_set():
                    return
                with transaction.atomic():
                    ledger._default_manager.filter(pk=first.pk).update(wage=50 - step)
                    ledger._default_manager.filter(pk=second.pk).update(wage=50 + step)
                    operations.mark_changed("workers", ["450123", "450124"])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(move)
        sums = {wages() for _ in range(15)}
        stop.set()
        writer.result(timeout=60)
    assert sums == {100}


def test_marking_needs_the_transaction_of_the_change():
    with pytest.raises(RuntimeError, match="transaction"):
        operations.mark_changed("workers", ["450124"])
