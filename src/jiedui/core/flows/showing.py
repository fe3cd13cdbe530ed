"""What a decision shows, as canonical JSON: the very text whose SHA-256 is signed, and from which the pages draw."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jiedui.core.declare.columns import MoneyColumn
from jiedui.core.declare.flows import Flow
from jiedui.core.declare.registry import registry
from jiedui.core.places.queries import organisation_names

PART = 500


@dataclass(frozen=True)
class Display:
    """What is shown of the rows of one decision. rows: in the order of their ids; amount: fen, over all of them."""

    text: str
    digest: str
    amount: int
    county: str
    names: dict[int, str]
    digests: dict[int, str]
    """Of each row by itself: what it must still be when the decision is done."""


def live_rows(flow: Flow, ids: Sequence[int]) -> list[Any]:
    """The ledger's rows in the order of their ids; unscoped, for writes that asked before."""
    ledger = registry.ledger(flow.ledger)
    related = [one.name for one in ledger.declared if one.kind == "organisation"]
    found: list[Any] = []
    wanted = sorted(ids)
    for start in range(0, len(wanted), PART):
        found += ledger._default_manager.select_related(*related).filter(pk__in=wanted[start : start + PART]).order_by("pk")
    return found


def row_values(flow: Flow, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The covered columns of each row in storage form, an organisation by its name."""
    ledger = registry.ledger(flow.ledger)
    columns = [ledger.columns[name] for name in flow.covers]
    firms = {
        value
        for column in columns
        if column.kind == "organisation"
        for row in rows
        if (value := getattr(row, column.storage[0])) is not None
    }
    names = organisation_names(sorted(firms)) if firms else {}
    shown: list[dict[str, Any]] = []
    for row in rows:
        values: dict[str, Any] = {}
        for column in columns:
            value = getattr(row, column.storage[0])
            values[column.name] = names.get(value) if column.kind == "organisation" else _plain(value)
        shown.append(values)
    return shown


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def text_of(value: Any) -> str:
    """Canonical JSON: keys sorted, no blanks, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def display(flow: Flow, transition: str, rows: Sequence[Any]) -> Display:
    """What a decision about these rows shows now."""
    ledger = registry.ledger(flow.ledger)
    column = ledger.columns[flow.amount]
    assert isinstance(column, MoneyColumn)
    values = row_values(flow, rows)
    parts = [{"id": row.pk, "values": one} for row, one in zip(rows, values, strict=True)]
    text = text_of({"flow": flow.id, "transition": transition, "rows": parts})
    return Display(
        text,
        digest_of(text),
        sum(getattr(row, flow.amount) or 0 for row in rows),
        getattr(rows[0], ledger.scope_column()),
        {row.pk: str(getattr(row, ledger.info.name) or row.pk) for row in rows},
        {row.pk: digest_of(text_of(one)) for row, one in zip(rows, values, strict=True)},
    )
