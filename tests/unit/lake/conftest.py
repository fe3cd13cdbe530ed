"""A folder of its own for the lake of every test, and a database in which transactions are real."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jiedui.core.declare.registry import registry
from jiedui.core.lake.models import Partition
from jiedui.core.people.models import Person


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.LAKE = tmp_path / "lake"
    return settings.LAKE


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real transactions, seen by other threads. Cleans up after itself: the append-only trail cannot be flushed."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            for table in (registry.ledger("workers"), Person, Partition):
                table._default_manager.all().delete()
            connection.close()
