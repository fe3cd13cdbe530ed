"""Rows of ledgers put straight into the tables: the lake is told of them as a write tells it."""

import itertools
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.lake.operations import mark_changed
from jiedui.core.people.models import Person

numbers = itertools.count(1)


def person(token: str = "") -> Person:
    """A person whose sealed document is not a document at all."""
    number = next(numbers)
    return Person.objects.create(
        token=token or f"token-{number}",
        kind="resident",
        document_sealed=b"sealed",
        document_blind=number.to_bytes(16, "big"),
        created_at=timezone.now(),
    )


def put(ledger_id: str, *rows: dict[str, Any]) -> list[Ledger]:
    """Insert rows and mark their counties, in one transaction."""
    ledger = registry.ledger(ledger_id)
    bookkeeping = {"salt": b"s" * 16, "digest": b"d" * 32, "event": 1, "changed_at": timezone.now()}
    with transaction.atomic():
        made = [ledger(**bookkeeping, **row) for row in rows]
        for row in made:
            row.save()
        mark_changed(ledger_id, {getattr(row, ledger.scope_column()) for row in made})
    return made


def worker(county: str, **facts: Any) -> dict[str, Any]:
    """A worker of a county, with a person of his own unless one is given."""
    return {"county": county, "name": "韦秀英", "resident_id": facts.pop("person", None) or person(), **facts}
