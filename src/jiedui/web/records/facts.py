"""The facts of a record as its page and its sheet show them, in the parts of its form."""

from collections.abc import Mapping
from typing import Any

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import CHANGE
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger import queries
from jiedui.core.words.saying import said
from jiedui.web import showing
from jiedui.web.records.typed import SEALED


def parts(
    ledger: type[Ledger], row: Any, shown: Mapping[str, str], numbers: Mapping[str, str] | None = None
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Titles and facts. `numbers`: those that are shown in full."""
    left = {column.name: column for column in ledger.declared if column.kind != "attachment"}
    found = []
    for title, names in ledger.info.sections:
        found.append((said(title), [left.pop(name) for name in names if name in left]))
    if left:
        found.append(("", list(left.values())))
    return [(title, [_fact(one, row, shown, numbers) for one in some]) for title, some in found if some]


def _fact(column: Column, row: Any, shown: Mapping[str, str], numbers: Mapping[str, str] | None) -> dict[str, Any]:
    text = (numbers or {}).get(column.name) or shown[column.name]
    target = getattr(column, "to", "") and getattr(row, f"{column.name}_id")
    return {
        "label": said(column.label),
        "unit": showing.unit_of(column) if text else "",
        "text": text,
        "kind": column.kind,
        "sealed": column.kind in SEALED,
        "to": (column.to, target) if target else None,  # type: ignore[attr-defined]
    }


def sealed(column: Column, row: Any) -> bool:
    """Whether the row holds a number of this column that could be shown in full."""
    if column.kind == "resident_id":
        return getattr(row, f"{column.name}_id") is not None
    return column.kind in showing.SEALED and getattr(row, f"{column.name}_sealed") is not None


def registered_elsewhere(ledger: type[Ledger], row: Any) -> bool:
    """Whether another county has registered the same person; which one is not told."""
    for column in ledger.declared:
        person = getattr(row, f"{column.name}_id", None) if column.kind == "resident_id" else None
        if person is not None and column.name in ledger.info.key:
            return person in queries.also_registered(ledger, column.name, [person])
    return False


def may_change(user: Any, ledger: type[Ledger], row: Any) -> bool:
    """Whether a person may change this row: the right, and a place within where it holds."""
    town = ledger.town_column()
    return may(user, CHANGE, ledger.info.id) and scope_of(user, action=CHANGE).covers(
        getattr(row, ledger.scope_column()), getattr(row, town) if town else None
    )
