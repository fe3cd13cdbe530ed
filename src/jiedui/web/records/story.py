"""The history of a row as a story: who changed what, when, from which file and line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column, ReferenceColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.ledger import listing
from jiedui.core.places.queries import organisation_names
from jiedui.core.trail.queries import Step
from jiedui.web import showing
from jiedui.web.trailpages.telling import who

HOW: dict[str, str | Promise] = {
    "import": _("导入表格"),
    "form": _("网页填报"),
    "api": _("接口写入"),
    "bulk": _("批量修改"),
    "undo": _("撤销"),
    "demo": _("演示数据"),
}
WHAT: dict[str, str | Promise] = {
    "n": _("登记"),
    "c": pgettext_lazy("done", "修改"),
    "r": pgettext_lazy("done", "删除"),
}
BACK = _("恢复")
NUMBER = _("（号码）")
NUMBERS = ("resident_id", "phone", "bank_card")


@dataclass(frozen=True)
class Change:
    """One column that took another value; texts as people read them, "" for nothing."""

    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Chapter:
    """One entry of the history. `sheet` counts from 1; `batch` is the import when the reader may see it."""

    what: str | Promise
    action: str
    how: str | Promise
    who: str | Promise
    at: datetime
    file: str
    sheet: int | None
    row: int | None
    changes: list[Change]
    event: int
    batch: Import | None
    reason: str


def story(ledger: type[Ledger], steps: Sequence[Step], imports: Mapping[int, Import], scope: Scope) -> list[Chapter]:
    """The chapters of a row's history, newest first. `imports`: those the reader may see, by event."""
    read = [_pairs(step.entry.changes) if step.entry.action == "c" else {} for step in steps]
    names = Names(ledger, read, scope)
    chapters = []
    for step, pairs in zip(steps, read, strict=True):
        note = json.loads(step.event.note)
        chapters.append(
            Chapter(
                what=BACK if (step.event.kind, step.entry.action) == ("undo", "n") else WHAT.get(step.entry.action, ""),
                action=step.entry.action,
                how=HOW.get(step.event.kind, step.event.kind),
                who=who(step.event.actor_id, step.event.actor_name),
                at=step.event.at,
                file=note.get("file", ""),
                sheet=None if step.entry.sheet is None else step.entry.sheet + 1,
                row=step.entry.row,
                changes=changes(ledger, pairs, names),
                event=step.event.pk,
                batch=imports.get(step.event.pk),
                reason=note.get("reason", ""),
            )
        )
    return chapters


def _pairs(text: str | None) -> dict[str, list[Any]]:
    return json.loads(text) if text else {}


def changes(ledger: type[Ledger], pairs: Mapping[str, Sequence[Any]], names: "Names") -> list[Change]:
    """Storage columns back into the columns that people know, in declared order."""
    found = []
    for column in ledger.declared:
        touched = [name for name in column.storage if name in pairs]
        if touched:
            found.append(
                Change(column.name, showing.heading(column), names.text(column, pairs, 0), names.text(column, pairs, 1))
            )
    return found


class Names:
    """Names of the organisations and rows that a history mentions, read once."""

    def __init__(self, ledger: type[Ledger], read: Iterable[Mapping[str, Sequence[Any]]], scope: Scope) -> None:
        read = list(read)
        self.organisations: dict[int, str] = {}
        self.rows: dict[str, dict[int, str]] = {}
        for column in ledger.declared:
            if column.kind not in ("organisation", "reference"):
                continue
            ids = {value for pairs in read for value in pairs.get(column.storage[0], ()) if value is not None}
            if ids and isinstance(column, ReferenceColumn):
                other = registry.ledger(column.to)
                rows = listing.by_ids(other, scope, sorted(ids))
                self.rows[column.name] = {row.pk: listing.key_text(other, row) for row in rows}
            elif ids:
                self.organisations |= organisation_names(ids)

    def text(self, column: Column, pairs: Mapping[str, Sequence[Any]], side: int) -> str:
        """The value of a column before (0) or after (1) a change."""
        values = [pairs[name][side] for name in column.storage if name in pairs]
        if column.kind in NUMBERS:
            return str(NUMBER) if any(value is not None for value in values) else ""
        value = pairs[column.storage[0]][side] if column.storage[0] in pairs else None
        match column.kind:
            case "organisation":
                return self.organisations.get(value, f"#{value}") if value is not None else ""
            case "reference":
                return self.rows[column.name].get(value, f"#{value}") if value is not None else ""
            case "region":
                as_written = next((v for v in values if v is not None and v != value), None)
                return showing.region(column, value, as_written)
        return showing.described(column, value)
