"""The questions of a report, each once; and those answered before, so that an answer can be seen, changed and withdrawn."""

from collections.abc import Mapping
from typing import Any

PLACES = 8


def asked(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The open questions of a report: id, key, message, choices, column, count of places and the first few of them;
    `typed`: agreed to by typing the number, not with one click.
    """
    found: dict[str, dict[str, Any]] = {}
    typed = set(report.get("typed", []))
    for one in report.get("findings", []):
        if one["level"] != "question" or not one.get("key"):
            continue
        about = {name: one[name] for name in ("id", "key", "message", "choices", "column")}
        question = found.setdefault(one["key"], {**about, "count": 0, "places": [], "typed": one["key"] in typed})
        question["count"] += 1
        if one.get("row") is not None and len(question["places"]) < PLACES:
            question["places"].append([one.get("sheet"), one["row"]])
    return list(found.values())


def answered(before: Mapping[str, Any], answers: Mapping[str, str], still_open: set[str]) -> list[dict[str, Any]]:
    """Of the questions of the report before, open or answered then, those that are answered now."""
    known = {one["key"]: one for one in [*before.get("answered", []), *asked(before)]}
    return [one for key, one in known.items() if key in answers and key not in still_open]
