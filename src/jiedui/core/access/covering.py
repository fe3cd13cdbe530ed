"""What the veil covers: everything personal that the ledgers declare, and every free text beside it."""

from __future__ import annotations

from typing import Any

from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.people.models import Person
from jiedui.core.places.models import Organisation, OrganisationAlias
from jiedui.core.trail.models import Entry, Event
from jiedui.core.words import veil

FREE = frozenset({"text", "long_text"})
"""Kinds that hold whatever somebody typed; a name, an address or a telephone number may stand in it."""
WORDS = frozenset({*FREE, "key", "name", "uscc"})
"""Kinds that a stand-in in words takes the place of; the others come out as nothing."""


def covered(ledger: type[Ledger], column: Column) -> bool:
    """Whether a column is hidden: declared personal, a file, an organisation's code (of a trader it leads to a name), the
    number of a household or person in a ledger of persons, or free text that does not name the row."""
    if column.personal or column.kind in ("attachment", "uscc"):
        return True
    if column.kind == "key":
        # Beside the facts of one family its number is as good as its name to whoever holds a list of numbers.
        return any(other.kind == "resident_id" for other in ledger.declared)
    return column.kind in FREE and column.name != ledger.info.name


def cover_ledger(ledger: type[Ledger]) -> None:
    """Cover the storage of a ledger's columns; of a region not found, what was written instead."""
    for column in ledger.declared:
        for suffix in column.fields():
            field = ledger._meta.get_field(column.name + suffix)
            if covered(ledger, column):
                veil.cover(field, veil.text if column.kind in WORDS else veil.nothing)
            elif suffix == "_text":
                veil.cover(field, veil.text)


def cover_everything() -> None:
    """Called when every ledger is declared."""
    for ledger in registry.ledgers():
        cover_ledger(ledger)
    # A payee or an employer may be one person's own name.
    for model, name in (
        (Organisation, "name"),
        (Organisation, "uscc"),
        (OrganisationAlias, "name"),
        (OrganisationAlias, "match_name"),
    ):
        veil.cover(model._meta.get_field(name), veil.text)
    veil.cover(Person._meta.get_field("document_sealed"), veil.nothing)
    # Old and new values stand in the trail, names of files and reasons in its notes.
    veil.cover(Entry._meta.get_field("changes"), veil.nothing)
    veil.cover(Event._meta.get_field("note"), _empty)


def _empty(value: Any) -> str:
    return "{}"
