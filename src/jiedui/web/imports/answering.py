"""From the forms of an import's page to answers: chosen one by one, once for a whole kind, typed, and what a column is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from jiedui.core.declare.registry import registry
from jiedui.core.intake import keys
from jiedui.core.intake.asked import asked
from jiedui.core.intake.mapping import BY_HAND, IGNORE
from jiedui.core.words.errors import Refused
from jiedui.web import showing

FIRST, LAST = "first", "last"
"""For questions which of two rows holds: the choice by its place, since the choices name rows."""


def given(post: QueryDict, report: Mapping[str, Any], ledger_id: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that a form brought, "" for one to be withdrawn; keys that nobody was asked are left out.

    Refused with a sentence where a number is typed wrongly or two columns are to be the same.
    """
    if "mapping" in post:
        return _columns(post, report, ledger_id)
    found: dict[str, str] = {}
    for one in asked(report):
        if choice := post.get("answer:" + one["key"]) or post.get("all:" + one["id"], ""):
            found |= _chosen(one, choice)
        found |= _typed(one, post)
    for one in report.get("answered", []):
        if "answer:" + one["key"] in post:
            choice = post["answer:" + one["key"]]
            found |= {one["key"]: choice} if choice in ("", answers.get(one["key"])) else _chosen(one, choice)
        found |= _typed(one, post)
    return found


def _chosen(question: Mapping[str, Any], wanted: str) -> dict[str, str]:
    """The answer that a choice is, be it one of the question's own or one by its place; what must be typed is none."""
    choices = question["choices"]
    if wanted in (FIRST, LAST):
        wanted = choices[0 if wanted == FIRST else -1]
    if question["typed"] and wanted == choices[0]:
        return {}
    return {question["key"]: wanted} if wanted in choices else {}


def _typed(question: Mapping[str, Any], post: QueryDict) -> dict[str, str]:
    """The choice that agrees to just the number typed."""
    number = post.get("typed:" + question["key"], "").strip().replace(",", "")
    if not question["typed"] or not number:
        return {}
    if number not in question["choices"][0].split():
        raise Refused("answer.number", _("输入的行数与将被删除的行数不一致，没有记下这个回答。请核对后重新输入。"))
    return {question["key"]: question["choices"][0]}


def _columns(post: QueryDict, report: Mapping[str, Any], ledger_id: str) -> dict[str, str]:
    """What each heading was said to be. A column taken from another heading leaves that one without."""
    ledger = registry.ledger(ledger_id)
    written = list(dict.fromkeys(one["heading"] for one in report.get("columns", [])))
    labels = {label: name for name, label in fields(ledger_id)}
    given = {heading: post.get("map:" + heading, "").strip() for heading in written}
    # Of a very wide file columns are typed, by their labels.
    said = {heading: labels.get(text, text) for heading, text in given.items()}
    said = {heading: text for heading, text in said.items() if not text or text == IGNORE or text in ledger.columns}
    wanted: dict[str, str] = {}
    for heading, name in said.items():
        if not name or name == IGNORE:
            continue
        if name in wanted:
            raise Refused("answer.column_twice", _("“%(one)s”和“%(other)s”都对应到“%(label)s”，一栏只能对应一列。请改其中一列。")
                          % {"one": wanted[name], "other": heading, "label": ledger.columns[name].label})  # fmt: skip
        wanted[name] = heading
    for one in report.get("columns", []):
        if one["field"] in wanted and wanted[one["field"]] != one["heading"] and not said.get(one["heading"]):
            said[one["heading"]] = IGNORE
    return {keys.key(BY_HAND, heading): text for heading, text in said.items()}


def fields(ledger_id: str) -> list[tuple[str, str]]:
    """What a column can be: (name, label) of the ledger's columns, and not importing it."""
    columns = [column for column in registry.ledger(ledger_id).declared if column.kind != "attachment"]
    return [(IGNORE, _("不导入这一列")), *((column.name, showing.heading(column)) for column in columns)]


def by_hand(headings: Iterable[str], answers: Mapping[str, str]) -> dict[str, str]:
    """Heading -> what a person said it is: a column's name, or IGNORE."""
    found = {heading: answers.get(keys.key(BY_HAND, heading), "") for heading in headings}
    return {heading: text for heading, text in found.items() if text}
