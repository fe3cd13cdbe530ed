"""The sealed report of an import in the shape that its pages draw."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.declare.registry import registry
from jiedui.core.intake import keys
from jiedui.core.intake.models import Import
from jiedui.core.words.findings import TYPES
from jiedui.core.words.saying import said
from jiedui.web import retelling, showing
from jiedui.web.imports.answering import FIRST, LAST, by_hand
from jiedui.web.trailpages.telling import who

PAGE = 50
LEVELS: dict[str, str | Promise] = {
    "error": gettext_lazy("错误"),
    "question": gettext_lazy("待回答"),
    "warning": gettext_lazy("提醒"),
}
HOW: dict[str, str | Promise] = {
    "exact": gettext_lazy("名称一致"),
    "alias": gettext_lazy("按别名识别"),
    "fuzzy": gettext_lazy("按您的确认"),
    "alike": gettext_lazy("按相近名称，待您确认"),
    "remembered": gettext_lazy("按您以前的选择"),
    "hand": gettext_lazy("您指定的"),
    "ignored": gettext_lazy("没有导入"),
}
STATES = {
    Import.State.RECEIVED: "bg-blue-lt",
    Import.State.WORKING: "bg-blue-lt",
    Import.State.CHECKED: "bg-orange-lt",
    Import.State.APPLIED: "bg-green-lt",
    Import.State.UNCHANGED: "bg-secondary-lt",
    Import.State.REFUSED: "bg-red-lt",
    Import.State.UNDONE: "bg-secondary-lt",
    Import.State.GIVEN_UP: "bg-secondary-lt",
}


@dataclass
class Question:
    """What a person has to choose once for all places with the same key."""

    key: str
    message: str
    choices: list[str]
    column: str | None
    places: list[str]
    count: int
    chosen: str = ""
    """The answer given."""
    typed: bool = False
    """Agreed to by typing the number, not with a click."""
    conflict: Mapping[str, Any] | None = None
    """What another person changed in the row: see intake.conflicts."""


@dataclass
class Kind:
    """The questions of one kind. `common`: (value, label) of what can be said for all of them at once."""

    id: str
    title: str
    questions: list[Question]
    total: int
    common: list[tuple[str, str | Promise]]


def line(record: Import) -> dict[str, Any]:
    """An import as lists show it. `unread`: the file could not be opened, so nothing is known of its rows or ledger."""
    counts = json.loads(record.counts)
    return {
        "record": record,
        "title": said(registry.ledger(record.ledger).info.title),
        "message": retelling.told_together(record.message),
        "actor": who(record.actor_id, record.actor_name),
        "state": record.get_state_display(),
        "badge": STATES[Import.State(record.state)],
        "counts": counts,
        "unread": record.state == Import.State.REFUSED and counts.get("sheets") == 0,
    }


def place(finding: dict[str, Any], several: bool) -> str:
    """Where a finding stands: 第 5 行, with the sheet where the file has several."""
    row = _("第 %(row)s 行") % {"row": finding["row"]} if finding.get("row") is not None else ""
    sheet = f"“{finding['sheet']}”" if several and finding.get("sheet") else ""
    return sheet + row


def kinds(head: Mapping[str, Any]) -> list[Kind]:
    """The open questions of a preview, kind by kind, those about columns first."""
    order = sorted(head.get("questions", {}).items(), key=lambda one: not one[0].startswith(("column.", "sheet.")))
    conflicts = head.get("conflicts", {})
    return [
        Kind(
            id, _title(id), [_question(one, head, conflict=conflicts.get(one["key"])) for one in asked["some"]], asked["total"],
            _common(id, asked),
        )
        for id, asked in order
    ]  # fmt: skip


def answered(head: Mapping[str, Any], answers: Mapping[str, str]) -> list[Question]:
    """The questions that are answered, with the answers."""
    known = [one for one in head.get("answered", []) if answers.get(one["key"])]
    return [_question(one, head, answers[one["key"]]) for one in known]


def _question(
    one: Mapping[str, Any], report: Mapping[str, Any], chosen: str = "", conflict: Mapping[str, Any] | None = None
) -> Question:
    several = len([sheet for sheet in report.get("sheets", []) if sheet.get("used")]) > 1
    places = [place({"sheet": sheet, "row": row}, several) for sheet, row in one["places"]]
    message = retelling.told(one, report.get("ledger", ""))
    told = conflict and {**conflict, "values": conflicting(conflict["values"], report.get("ledger", ""))}
    return Question(
        one["key"], message, one["choices"], one["column"], places, one["count"], chosen, one["typed"], told
    )


def conflicting(values: Sequence[Mapping[str, Any]], ledger_id: str) -> list[dict[str, Any]]:
    """Values that two people changed, in the reader's language."""
    columns = registry.ledger(ledger_id).columns
    return [
        {
            "column": said(one["column"]),
            **{name: one[name] and retelling.value(columns.get(one["field"]), one[name]) for name in ("before", "theirs", "mine")},
        }
        for one in values
    ]  # fmt: skip


def _common(id: str, asked: Mapping[str, Any]) -> list[tuple[str, str | Promise]]:
    """What can be said for all questions of a kind: choices that each of them offers, or which of two rows holds."""
    if asked["total"] < 2:
        return []
    if id == "row.duplicate":
        return [(FIRST, _("都以前面的一行为准")), (LAST, _("都以后面的一行为准"))]
    return [(choice, choice) for choice in asked["common"]]


def tally(counts: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """(level, id, count) with the words for them, errors first."""
    order = list(LEVELS)
    return [
        {"id": id, "level": level, "label": LEVELS[level], "title": _title(id), "count": count}
        for level, id, count in sorted(counts, key=lambda one: (order.index(one[0]), -one[2]))
    ]


def counted(found: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """How many of the findings of a report there are of each type."""
    return [(level, id, count) for (level, id), count in Counter((one["level"], one["id"]) for one in found).items()]


def _title(id: str) -> str:
    return said(TYPES[id].title) if id in TYPES else id


def refusals(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Why the file as a whole is refused: the errors that belong to no row, each sentence once."""
    found = [one for one in report.get("findings", []) if one["level"] == "error" and one.get("row") is None]
    once = {one["message"]: one for one in found}.values()
    return [{**one, "message": retelling.told(one, report.get("ledger", ""))} for one in once]


def findings(found: Sequence[dict[str, Any]], *, level: str, kind: str) -> list[dict[str, Any]]:
    """Those of the findings of a level (all) and type (all), those that stop a row first."""
    order = list(LEVELS)
    chosen = [one for one in found if (not level or one["level"] == level) and (not kind or one["id"] == kind)]
    return sorted(chosen, key=lambda one: order.index(one["level"]))


def drawn(found: Sequence[dict[str, Any]], ledger_id: str) -> list[dict[str, Any]]:
    """Findings with their labels, in the reader's language."""
    return [
        {**one, "label": LEVELS[one["level"]], "title": _title(one["id"]), "message": retelling.told(one, ledger_id)}
        for one in found
    ]


def mapped(report: Mapping[str, Any], ledger_id: str, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The headings of the file with their first values and the columns that they were read as; `chosen`: what a person said
    instead; `kept`: read as somebody said for an earlier file.
    """
    columns = registry.ledger(ledger_id).columns
    told: dict[str, Mapping[str, Any]] = {}
    for one in report.get("headings") or [
        {**one, "text": one["heading"], "samples": []} for one in report.get("columns", [])
    ]:
        told.setdefault(one["text"], one)
    named, kept = by_hand(told, answers), set(report.get("remembered", ()))
    return [_mapping(text, one, columns, named.get(text, ""), text in kept, answers) for text, one in told.items()]


def _mapping(
    text: str, one: Mapping[str, Any], columns: Mapping[str, Any], chosen: str, kept: bool, answers: Mapping[str, str]
) -> dict[str, Any]:
    how = one["how"]
    if chosen:
        how = "hand"
    elif kept:
        how = "remembered"
    elif how == "fuzzy" and not answers.get(keys.key("column.fuzzy", text)):
        how = "alike"
    return {
        "heading": text,
        "column": showing.heading(columns[one["field"]]) if one["field"] in columns else "",
        "how": HOW.get(how, how),
        "way": how,
        "ignored": one["how"] == "ignored" or not one["field"],
        "chosen": chosen,
        "kept": kept and not chosen,
        "samples": one.get("samples", []),
    }
