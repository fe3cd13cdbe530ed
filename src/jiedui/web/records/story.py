"""The history of a row as a story: who changed what, when, from which file and line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
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
from jiedui.core.words.saying import listed
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
BACK, UNDONE, TAKEN_BACK, CORRECTED = _("恢复"), _("撤销改动"), _("撤销登记"), _("更正编号")
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

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()


def days(chapters: Sequence[Chapter], field: str = "") -> list[tuple[date, list[Chapter]]]:
    """The chapters day by day, newest first; `field`: only those that tell of this column, and only what they tell of it."""
    if field:
        told = [(one, [change for change in one.changes if change.name == field]) for one in chapters]
        chapters = [replace(one, changes=some) for one, some in told if some or one.action != "c"]
    return [(day, list(some)) for day, some in groupby(chapters, key=lambda one: one.day)]


def story(
    ledger: type[Ledger], steps: Sequence[Step], imports: Mapping[int, Import], scope: Scope,
    files: Mapping[str, str] | None = None,
) -> list[Chapter]:  # fmt: skip
    """The chapters of a row's history, newest first. `imports`: those the reader may see, by event; `files`: names by digest."""
    read = [_pairs(step.entry.changes) if step.entry.action == "c" else {} for step in steps]
    names = Names(ledger, read, scope, files)
    chapters = []
    for step, pairs in zip(steps, read, strict=True):
        note = json.loads(step.event.note)
        chapters.append(
            Chapter(
                what=_what(ledger, step, pairs),
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


def _what(ledger: type[Ledger], step: Step, pairs: Mapping[str, Sequence[Any]]) -> str | Promise:
    """What a step was, in a word: a change of the key is a correction, a row that an undo puts back returns."""
    if step.event.kind == "undo":
        return {"n": BACK, "c": UNDONE, "r": TAKEN_BACK}.get(step.entry.action, "")
    if any(name in pairs for key in ledger.info.key for name in ledger.columns[key].storage):
        return CORRECTED
    return WHAT.get(step.entry.action, "")


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

    def __init__(
        self, ledger: type[Ledger], read: Iterable[Mapping[str, Sequence[Any]]], scope: Scope,
        files: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        read = list(read)
        self.organisations: dict[int, str] = {}
        self.rows: dict[str, dict[int, str]] = {}
        self.files = files or {}
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
            case "attachment":
                before, after = ((pairs[column.storage[0]][at] or "").split(",") for at in (0, 1))
                fresh = [one for one in (after if side else before) if one and one not in (before if side else after)]
                return listed(self.files.get(one, one[:8]) for one in fresh)
            case "region":
                as_written = next((v for v in values if v is not None and v != value), None)
                return showing.region(column, value, as_written)
        return showing.described(column, value)
