"""Two people at one record: what the other one changed meanwhile beside what was typed, and a choice for each column."""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.trail.queries import Step, entries_of
from jiedui.web import showing
from jiedui.web.records import story, typed
from jiedui.web.records.fields import Field, fields
from jiedui.web.trailpages.telling import who

THEIRS, MINE = "theirs", "mine"
TAKE, ASKED = "take:", "asked"


@dataclass(frozen=True)
class Clash:
    """A column that somebody else changed. `both`: the person has typed something else, and must choose."""

    name: str
    label: str
    opened: str
    theirs: str
    mine: str
    both: bool
    chosen: str = ""


@dataclass(frozen=True)
class Meanwhile:
    """Who changed the row since it was opened, when, and in which columns."""

    people: list[tuple[str | Promise, datetime]]
    clashes: list[Clash]

    @property
    def open(self) -> list[Clash]:
        return [one for one in self.clashes if one.both]


def meanwhile(ledger: type[Ledger], row: Any, seen: int, post: QueryDict, scope: Scope) -> Meanwhile:
    """What became of `row` since revision `seen`, against what was typed into the form of that revision."""
    steps = _since(ledger, row, seen)
    pairs = _merged(steps)
    before = copy.copy(row)
    for name, (old, _new) in pairs.items():
        setattr(before, name, old)
    was = {one.name: one for one in fields(ledger, scope, row=_without_numbers(ledger, before))}
    now = {one.name: one for one in fields(ledger, scope, row=row)}
    given = typed.texts(ledger, post, changing=True)
    found = []
    for change in story.changes(ledger, pairs, story.Names(ledger, [pairs], scope)):
        column = ledger.columns[change.name]
        if change.name in ledger.info.key or column.kind == "attachment":
            continue
        mine = given.get(change.name)
        both = mine is not None and not any(_same(one[change.name], mine, column.kind) for one in (was, now))
        shown = mine or "" if column.kind not in typed.SEALED else str(story.NUMBER) if mine else ""
        found.append(
            Clash(change.name, change.label, change.old, change.new, shown, both, post.get(TAKE + change.name, ""))
        )
    return Meanwhile([(who(s.event.actor_id, s.event.actor_name), s.event.at) for s in steps], found)


def settled(post: QueryDict, values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The texts to save after the choices that were made, and the columns for which none was."""
    asked = post.getlist(ASKED)
    missing = [name for name in asked if post.get(TAKE + name) not in (THEIRS, MINE)]
    left = {name: text for name, text in values.items() if name not in asked or post.get(TAKE + name) != THEIRS}
    return left, missing


def adopt(made: list[Field], now: list[Field], clashes: list[Clash]) -> None:
    """Put the other person's value into the fields that only they have changed."""
    current = {one.name: one.value for one in now}
    theirs = {one.name for one in clashes if not one.both}
    for one in made:
        if one.name in theirs:
            one.value = current[one.name]


def _since(ledger: type[Ledger], row: Any, seen: int) -> list[Step]:
    """The changes that lead from revision `seen` to the row as it is, newest first: one entry a revision."""
    count = max(row.revision - seen, 0)
    return entries_of(ledger.info.id, row.pk, limit=count) if 0 < count < 200 else []


def _merged(steps: list[Step]) -> dict[str, list[Any]]:
    """For each storage column its value before the first of the changes and after the last."""
    pairs: dict[str, list[Any]] = {}
    for step in steps:  # newest first
        for name, (old, new) in (json.loads(step.entry.changes or "{}") if step.entry.action == "c" else {}).items():
            pairs[name] = [old, pairs[name][1] if name in pairs else new]
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _without_numbers(ledger: type[Ledger], row: Any) -> Any:
    """The row with its sealed numbers left out: the trail has them as text, and a form never shows them."""
    for column in ledger.declared:
        if column.kind in showing.SEALED:
            setattr(row, f"{column.name}_sealed", None)
    return row


def _same(was: Field, mine: str, kind: str) -> bool:
    """Whether the text is the one that the form showed; a sealed number left empty has not been typed."""
    return not mine if kind in typed.SEALED else mine.strip() == was.value.strip()
