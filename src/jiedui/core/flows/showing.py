"""What a decision shows, as canonical JSON: the very text whose SHA-256 is signed, and from which the pages draw."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import MoneyColumn
from jiedui.core.declare.flows import Flow
from jiedui.core.declare.registry import registry
from jiedui.core.places.queries import organisation_names
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said

PART = 500


def within(scope: Scope) -> Q:
    """The decisions in reach: of the counties, and those that a side signs from a place in reach."""
    return scope.q("county") | scope.q("first_place") | scope.q("second_place")


def places(flow: Flow, rows: Sequence[Any]) -> tuple[str | None, str | None]:
    """Where the two sides of rows sign from, None where that is the county. Refused where a row names none, where both are
    one, or where the rows differ."""
    found: list[str | None] = []
    ledger = registry.ledger(flow.ledger)
    for side in flow.sides:
        named = {getattr(row, ledger.columns[side.place].storage[0]) for row in rows} if side.place else {None}
        if len(named) > 1:
            raise Refused("flow.many_parties", _("所选各项的“{column}”不是同一个，请分开提请签署。").format(column=said(side.label)))
        if side.place and not (named - {None, ""}):
            raise Refused("flow.no_party", _("“{column}”没有填写，请在记录页补填后再提请签署。").format(column=said(side.label)))
        found += named
    if found[0] is not None and found[0] == found[1]:
        raise Refused("flow.one_party", _("“{first}”和“{second}”是同一个地方，双方不能是同一个单位。请核对后更正。").format(
            first=said(flow.sides[0].label), second=said(flow.sides[1].label)
        ))
    return found[0], found[1]


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
