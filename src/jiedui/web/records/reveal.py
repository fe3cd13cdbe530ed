"""The numbers of one row in full, through the operations that check the right, ask why and tell the trail."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from jiedui.core.declare.ledger import Ledger
from jiedui.core.people import operations as people
from jiedui.web.showing import SEALED


def revealed(ledger: type[Ledger], row: Any, *, by: Any, reason: str, address: str) -> dict[str, str]:
    """Plain numbers by column name. Raises Refused without a reason, NotAllowed without the right."""
    numbers: dict[str, str] = {}
    with transaction.atomic():
        persons = {
            column.name: person
            for column in ledger.declared
            if column.kind == "resident_id" and (person := getattr(row, f"{column.name}_id")) is not None
        }
        if persons:
            plain = people.reveal(
                list(persons.values()), by=by, reason=reason, ledger_id=ledger.info.id, address=address
            )
            numbers |= {name: plain[person] for name, person in persons.items()}
        for column in ledger.declared:
            sealed = getattr(row, f"{column.name}_sealed") if column.kind in SEALED else None
            if sealed is None:
                continue
            (text,) = people.reveal_sealed(
                [sealed], field=f"{ledger.info.id}.{column.name}", rows=[row.pk], by=by, reason=reason,
                ledger_id=ledger.info.id, address=address,
            )  # fmt: skip
            numbers[column.name] = (text or "").replace(";", gettext("、"))
    return numbers
