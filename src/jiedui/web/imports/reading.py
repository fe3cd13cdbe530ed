"""The sealed report of an import in the shape that its pages draw."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.declare.registry import registry
from jiedui.core.intake.asked import asked
from jiedui.core.intake.mapping import IGNORE
from jiedui.core.intake.models import Import
from jiedui.core.words.findings import TYPES
from jiedui.core.words.saying import said
from jiedui.web import retelling, showing
from jiedui.web.imports.answering import FIRST, LAST, by_hand
from jiedui.web.trailpages.telling import who

PAGE = 50
MOST = 20
"""So many questions of a kind are put one by one; what is said for all of a kind holds for the others too."""
LEVELS: dict[str, str | Promise] = {
    "error": gettext_lazy("错误"),
    "question": gettext_lazy("待回答"),
    "warning": gettext_lazy("提醒"),
}
HOW: dict[str, str | Promise] = {
    "exact": gettext_lazy("名称一致"),
    "alias": gettext_lazy("按别名识别"),
    "fuzzy": gettext_lazy("按您的确认"),
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


@dataclass
class Kind:
    """The questions of one kind. `common`: (value, label) of what can be said for all of them at once."""

    id: str
    title: str
    questions: list[Question]
    total: int
    common: list[tuple[str, str | Promise]]


def line(record: Import) -> dict[str, Any]:
    """An import as lists show it."""
    counts = json.loads(record.counts)
    return {
        "record": record,
        "title": said(registry.ledger(record.ledger).info.title),
        "message": retelling.told_together(record.message),
        "actor": who(record.actor_id, record.actor_name),
        "state": record.get_state_display(),
        "badge": STATES[Import.State(record.state)],
        "counts": counts,
    }


def place(finding: dict[str, Any], several: bool) -> str:
    """Where a finding stands: 第 5 行, with the sheet where the file has several."""
    row = _("第 %(row)s 行") % {"row": finding["row"]} if finding.get("row") is not None else ""
    sheet = f"“{finding['sheet']}”" if several and finding.get("sheet") else ""
    return sheet + row


def kinds(report: Mapping[str, Any]) -> list[Kind]:
    """The open questions of a report, kind by kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in asked(report):
        found.setdefault(one["id"], []).append(one)
    return [
        Kind(id, _title(id), [_question(one, report) for one in some[:MOST]], len(some), _common(id, some))
        for id, some in found.items()
    ]


def answered(report: Mapping[str, Any], answers: Mapping[str, str]) -> list[Question]:
    """The questions that are answered, with the answers."""
    known = [one for one in report.get("answered", []) if answers.get(one["key"])]
    return [_question(one, report, answers[one["key"]]) for one in known]


def _question(one: Mapping[str, Any], report: Mapping[str, Any], chosen: str = "") -> Question:
    several = len([sheet for sheet in report.get("sheets", []) if sheet.get("used")]) > 1
    places = [place({"sheet": sheet, "row": row}, several) for sheet, row in one["places"]]
    message = retelling.told(one, report.get("ledger", ""))
    return Question(one["key"], message, one["choices"], one["column"], places, one["count"], chosen, one["typed"])


def _common(id: str, some: Sequence[Mapping[str, Any]]) -> list[tuple[str, str | Promise]]:
    """What can be said for all questions of a kind: choices that each of them offers, or which of two rows holds."""
    if len(some) < 2:
        return []
    if id == "row.duplicate":
        return [(FIRST, _("都以前面的一行为准")), (LAST, _("都以后面的一行为准"))]
    return [(choice, choice) for choice in some[0]["choices"] if all(choice in one["choices"] for one in some)]


def tally(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many of the findings there are of each type, errors first."""
    counts = Counter((one["level"], one["id"]) for one in found)
    order = list(LEVELS)
    return [
        {"id": id, "level": level, "label": LEVELS[level], "title": _title(id), "count": count}
        for (level, id), count in sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1]))
    ]


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


def changes(found: Sequence[dict[str, Any]], ledger_id: str) -> list[dict[str, Any]]:
    """Changed values of a report with their columns, in the reader's language."""
    columns = registry.ledger(ledger_id).columns
    return [
        {
            **one,
            "column": said(one["column"]),
            "old": retelling.value(columns.get(one["field"]), one["old"]),
            "new": retelling.value(columns.get(one["field"]), one["new"]),
        }
        for one in found
    ]


def mapped(report: dict[str, Any], ledger_id: str, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The headings of the file and the columns that they were read as; `chosen`: what a person said instead."""
    columns = registry.ledger(ledger_id).columns
    told: dict[str, dict[str, Any]] = {}
    for one in report.get("columns", []):
        told.setdefault(one["heading"], one)
    named = by_hand(told, answers)
    return [
        {
            "heading": heading,
            "column": showing.heading(columns[one["field"]]) if one["field"] in columns else "",
            "how": _("您指定的") if heading in named else HOW.get(one["how"], one["how"]),
            "ignored": one["how"] == "ignored" or not one["field"],
            "chosen": named.get(heading, ""),
        }
        for heading, one in told.items()
    ]


def fields(ledger_id: str) -> list[tuple[str, str]]:
    """What a column can be: (name, label) of the ledger's columns, and not importing it."""
    columns = [column for column in registry.ledger(ledger_id).declared if column.kind != "attachment"]
    return [(IGNORE, _("不导入这一列")), *((column.name, showing.heading(column)) for column in columns)]
