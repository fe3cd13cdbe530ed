"""The sealed report of an import in the shape that its pages draw."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.words.findings import TYPES
from jiedui.web import showing

PAGE = 50
PLACES = 8
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
}


@dataclass
class Question:
    """What a person has to choose once for all places with the same key."""

    key: str
    message: str
    choices: list[str]
    column: str | None
    places: list[str] = field(default_factory=list)
    count: int = 0


def line(record: Import) -> dict[str, Any]:
    """An import as lists show it."""
    counts = json.loads(record.counts)
    return {
        "record": record,
        "title": registry.ledger(record.ledger).info.title,
        "state": record.get_state_display(),
        "badge": STATES[Import.State(record.state)],
        "counts": counts,
    }


def place(finding: dict[str, Any], several: bool) -> str:
    """Where a finding stands: 第 5 行, with the sheet where the file has several."""
    row = _("第 %(row)s 行") % {"row": finding["row"]} if finding.get("row") is not None else ""
    sheet = f"“{finding['sheet']}”" if several and finding.get("sheet") else ""
    return sheet + row


def questions(report: dict[str, Any]) -> list[Question]:
    """The open questions of a report, each once."""
    several = len([sheet for sheet in report.get("sheets", []) if sheet.get("used")]) > 1
    found: dict[str, Question] = {}
    for one in report.get("findings", []):
        if one["level"] != "question" or not one.get("key"):
            continue
        asked = found.setdefault(one["key"], Question(one["key"], one["message"], one["choices"], one["column"]))
        asked.count += 1
        if (where := place(one, several)) and len(asked.places) < PLACES:
            asked.places.append(where)
    return list(found.values())


def tally(report: dict[str, Any]) -> list[dict[str, Any]]:
    """How many findings there are of each type, errors first."""
    counts = Counter((one["level"], one["id"]) for one in report.get("findings", []))
    order = list(LEVELS)
    return [
        {"id": id, "level": level, "label": LEVELS[level], "title": _title(id), "count": count}
        for (level, id), count in sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1]))
    ]


def _title(id: str) -> str | Promise:
    return TYPES[id].title if id in TYPES else id


def findings(report: dict[str, Any], *, level: str, kind: str) -> list[dict[str, Any]]:
    """The findings of a level (all) and type (all), those that stop a row first."""
    order = list(LEVELS)
    chosen = [
        one
        for one in report.get("findings", [])
        if (not level or one["level"] == level) and (not kind or one["id"] == kind)
    ]
    return sorted(chosen, key=lambda one: order.index(one["level"]))


def drawn(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings with their labels."""
    return [{**one, "label": LEVELS[one["level"]], "title": _title(one["id"])} for one in found]


def mapped(report: dict[str, Any], ledger_id: str) -> list[dict[str, Any]]:
    """The headings of the file and the columns that they were read as."""
    columns = registry.ledger(ledger_id).columns
    return [
        {
            "heading": one["heading"],
            "column": showing.heading(columns[one["field"]]) if one["field"] in columns else "",
            "how": HOW.get(one["how"], one["how"]),
            "ignored": one["how"] == "ignored" or not one["field"],
        }
        for one in report.get("columns", [])
    ]
