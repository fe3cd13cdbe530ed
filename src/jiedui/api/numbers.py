"""The personal numbers of rows: masked for everybody, whole for one row, with the right to it, a reason and a trace."""

from collections.abc import Sequence
from typing import Any

from jiedui.core.access.models import User
from jiedui.core.declare.ledger import Ledger
from jiedui.core.people import operations as people_operations
from jiedui.core.people import queries as people
from jiedui.core.vault import masking, sealing

MASKS = {"phone": masking.mask_phone, "bank_card": masking.mask_card}

Numbers = dict[str, str | None]


def masked(ledger: type[Ledger], rows: Sequence[Any]) -> list[Numbers]:
    """For each row its masked numbers by column name."""
    found: list[Numbers] = [{} for _row in rows]
    documents = people.masked(_persons(ledger, rows))
    for column in ledger.declared:
        if column.kind == "resident_id":
            for one, row in zip(found, rows, strict=True):
                one[column.name] = documents.get(getattr(row, f"{column.name}_id"))
        elif column.kind in MASKS:
            field, sealed = _sealed(ledger, column.name, rows)
            opened = sealing.unseal(sealed, field=field, rows=[row.pk for row in rows])
            for one, number in zip(found, opened, strict=True):
                one[column.name] = None if number is None else _joined(MASKS[column.kind](number))
    return found


def revealed(ledger: type[Ledger], row: Any, *, by: User, reason: str, address: str) -> Numbers:
    """The whole numbers of one row; the right to reveal is checked and every look is noted in the trail."""
    told = {"by": by, "reason": reason, "ledger_id": ledger.info.id, "address": address}
    documents = people_operations.reveal(_persons(ledger, [row]), **told)
    found: Numbers = {}
    for column in ledger.declared:
        if column.kind == "resident_id":
            found[column.name] = documents.get(getattr(row, f"{column.name}_id"))
        elif column.kind in MASKS:
            field, sealed = _sealed(ledger, column.name, [row])
            (number,) = people_operations.reveal_sealed(sealed, field=field, rows=[row.pk], **told)
            found[column.name] = None if number is None else _joined(number)
    return found


def _persons(ledger: type[Ledger], rows: Sequence[Any]) -> list[int]:
    names = [column.name for column in ledger.declared if column.kind == "resident_id"]
    return sorted({id for row in rows for name in names if (id := getattr(row, f"{name}_id")) is not None})


def _sealed(ledger: type[Ledger], name: str, rows: Sequence[Any]) -> tuple[str, list[bytes | None]]:
    values = [getattr(row, f"{name}_sealed") for row in rows]
    return f"{ledger.info.id}.{name}", [None if value is None else bytes(value) for value in values]


def _joined(numbers: str) -> str:
    return numbers.replace(";", "、")
