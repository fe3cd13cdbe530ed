"""Every write of the ledger moves the lake: create, change, undo. The person is a token, the same in every county."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.lake.queries import open_lake
from jiedui.core.ledger import operations
from jiedui.core.ledger.undoing import undo_event
from jiedui.core.people.models import Person
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EVERYTHING = Scope.everything()
NUMBER = "45212719900307121X"
PHONE = "13912345678"


def save(row_id: int | None = None, **values: Any) -> int:
    return operations.save(
        registry.ledger("workers"),
        values,
        actor=SYSTEM,
        scope=EVERYTHING,
        source=operations.Source("form"),
        row_id=row_id,
    )


def seen() -> list[tuple[Any, ...]]:
    with open_lake(EVERYTHING, ["workers"]) as lake:
        table = lake.table("workers")
        return lake.fetch(table.order_by("county").select("county", "person", "status"))


def test_create_change_undo(folder: Path):
    person = {"name": "韦秀英", "resident_id": NUMBER, "phone": PHONE}
    row_id = save(**person, county="450124", status="willing")
    token = Person.objects.get().token
    assert seen() == [("450124", token, "willing")]
    save(row_id, status="arrived")
    changed = Event.objects.latest("pk").pk
    assert seen() == [("450124", token, "arrived")]
    save(**person, county="451022", status="hired")
    assert seen() == [("450124", token, "arrived"), ("451022", token, "hired")]
    undo_event(registry.ledger("workers"), changed, actor=SYSTEM, scope=EVERYTHING)
    assert seen() == [("450124", token, "willing"), ("451022", token, "hired")]
    stored = "".join(pl.read_parquet(path).write_csv() for path in folder.rglob("*.parquet"))
    assert token in stored
    assert not [text for text in (NUMBER, PHONE, "韦秀英") if text in stored]
