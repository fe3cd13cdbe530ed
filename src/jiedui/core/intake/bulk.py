"""One new value for a column of many rows: checked like a file, previewed, and written as one event that can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import User
from jiedui.core.access.rights import CHANGE
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column, RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake import against
from jiedui.core.intake.checking import own_county
from jiedui.core.intake.findings import STOPS, Findings
from jiedui.core.intake.forms import check_reason
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.rows import check_declared
from jiedui.core.intake.values import LEAVE_OUT, LEAVE_OUT_ALL, Context, parse_column
from jiedui.core.ledger import bulk
from jiedui.core.ledger.comparing import CHANGED, SAME, Comparison
from jiedui.core.ledger.operations import Source, writing
from jiedui.core.ledger.operations import apply as write
from jiedui.core.ledger.single import normal_schema
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import Conflict, NotFound, Refused
from jiedui.core.words.findings import Level

KIND = "bulk"
"""The kind of the trail's event."""
FEW = 20


class Moved(Conflict):
    """Rows changed after the preview: nothing was written. `rows`: their ids."""

    def __init__(self, rows: Sequence[int]) -> None:
        message = _("预览之后，有 %(count)s 条记录被他人修改或删除，没有写入任何内容。请看清最新情况后再确认。")
        super().__init__("bulk.moved", message % {"count": len(rows)})
        self.rows = list(rows)


@dataclass(frozen=True)
class Said:
    """Findings of one type about several rows: as in a report (id, level, field, message, choices), the first by row; how many."""

    findings: dict[int, dict[str, Any]]
    count: int

    @property
    def finding(self) -> dict[str, Any]:
        return next(iter(self.findings.values()))

    @property
    def alike(self) -> bool:
        """Whether the same is said of all of the rows that are shown."""
        return len({one["message"] for one in self.findings.values()}) == 1


@dataclass(frozen=True)
class Plan:
    """What writing the value would do. changing: revision by row id; said: why rows are refused, and warnings of those that change.

    questions: what a person has to answer before any row can change. normal: the new value in normal form with `_id`.
    """

    ledger: type[Ledger]
    column: Column
    changing: dict[int, int]
    same: list[int]
    refused: list[int]
    said: list[Said]
    questions: list[dict[str, Any]]
    normal: pl.DataFrame

    @property
    def reasons(self) -> list[Said]:
        """Why rows are refused."""
        return [one for one in self.said if one.finding["level"] in STOPS]

    @property
    def warnings(self) -> list[Said]:
        return [one for one in self.said if one.finding["level"] not in STOPS]

    @property
    def wrong_everywhere(self) -> bool:
        """Whether the value itself is at fault: no row can take it, all of them for the same reason."""
        chosen = len(self.refused) + len(self.same) + len(self.changing)
        return len(self.refused) == chosen and any(one.count == chosen and one.alike for one in self.reasons)


def plan(
    ledger_id: str, name: str, text: str, *, ids: Sequence[int], by: User, scope: Scope,
    answers: Mapping[str, str] | None = None,
) -> Plan:  # fmt: skip
    """What giving column `name` of these rows the value `text` would do; nothing is written.

    `text` is typed as in a form; empty clears the column. Raises NotAllowed, NotFound when one of the ids names no row
    within the scope, Refused for a column that cannot be changed in bulk or too many rows.
    """
    check_may(by, CHANGE, ledger_id)
    ledger = registry.ledger(ledger_id)
    column = _column(ledger, name)
    if len(set(ids)) > bulk.LIMIT:
        raise Refused("bulk.too_many", _("一次最多批量修改 %(most)s 条，请分几次修改。") % {"most": f"{bulk.LIMIT:,}"})
    bulk.check_within(ledger, ids, scope)
    return _planned(ledger, column, text, bulk.stored_within(ledger, ids, scope), scope, answers or {})[0]


def apply(
    ledger_id: str, name: str, text: str, *, ids: Sequence[int], rows: Mapping[int, int], by: User, scope: Scope,
    actor: Actor, reason: str, answers: Mapping[str, str] | None = None,
) -> int:  # fmt: skip
    """Write what was previewed for `ids`, for a reason: `rows` are those that change, with the revision that was shown.

    The number of the event. Raises Moved when one of them has moved on or would be refused now; then nothing is written.
    """
    check_may(by, CHANGE, ledger_id)
    ledger = registry.ledger(ledger_id)
    column, why = _column(ledger, name), check_reason(reason)
    if not rows or len(rows) > bulk.LIMIT:
        raise Refused("bulk.nothing", _("没有要修改的记录。请回到列表重新选择。"))
    with writing(ledger):
        stored = bulk.stored_within(ledger, [*ids, *rows], scope)
        if gone := bulk.moved(stored, rows):
            raise Moved(gone)
        planned, comparison = _planned(ledger, column, text, stored, scope, answers or {})
        lacking = sorted(set(rows) - set(planned.changing))
        if lacking or comparison is None:
            raise Moved(lacking)
        note = {"reason": why, "column": column.label, "rows": {"changed": len(rows)}}
        source = Source(KIND, note=note)
        event = write(bulk.only(comparison, list(rows)), actor=actor, scope=scope, source=source)
        assert event is not None  # every one of the rows changes
        return event


def _column(ledger: type[Ledger], name: str) -> Column:
    for column in bulk.changeable(ledger):
        if column.name == name:
            return column
    raise NotFound("bulk.no_column", _("这一列不能批量修改。请重新选择要修改的列。"))


def _planned(
    ledger: type[Ledger], column: Column, text: str, rows: pl.DataFrame, scope: Scope, answers: Mapping[str, str]
) -> tuple[Plan, Comparison | None]:
    """The plan, and the comparison of the rows that were compared (None: not one could be)."""
    findings = Findings()
    normal = _normal(ledger, column, text.strip(), rows, findings, answers)
    against.check_references(ledger, normal, scope, findings)
    stopped = findings.stopped()
    good = ~pl.Series(range(len(rows)), dtype=pl.UInt32).is_in(list(stopped))
    state: dict[int, str] = {}
    comparison = None
    if good.any():
        comparison = bulk.compare_rows(ledger, normal.filter(good), rows.filter(good))
        checks = [check for check in ledger.info.checks if column.name in check.columns]
        check_declared(ledger, against.completed(comparison), checks, findings)
        against.check_against(comparison, scope, findings, answers, None, by_key=False)
        state = dict(comparison.rows.select("_id", "_state").iter_rows())
        stopped = findings.stopped()
    ids, revisions = rows["id"].to_list(), rows["revision"].to_list()
    asked = findings.blocking() or findings.open_questions()
    changing, same, refused = {}, [], []
    for index, (id, revision) in enumerate(zip(ids, revisions, strict=True)):
        if state.get(id) == SAME:
            same.append(id)
        elif index in stopped or asked or state.get(id) != CHANGED:
            refused.append(id)
        else:
            changing[id] = revision
    said = _said(findings, ids, set(changing), set(refused))
    shown = normal.with_columns(pl.Series("_id", ids, dtype=pl.Int64))
    return Plan(ledger, column, changing, same, refused, said, _questions(findings, said, len(ids)), shown), comparison


def _normal(
    ledger: type[Ledger], column: Column, text: str, rows: pl.DataFrame, findings: Findings, answers: Mapping[str, str]
) -> pl.DataFrame:
    """The value in normal form, once for every row: a village is looked for in the town of its row."""
    count = len(rows)
    indexes = pl.Series("_index", range(count), dtype=pl.UInt32)
    nothing = [pl.Series("_sheet", [None] * count, dtype=pl.Int32), pl.Series("_row", [None] * count, dtype=pl.Int64)]
    cells = pl.DataFrame(
        {"t": [text or None] * count, "k": [kinds.STRING if text else kinds.EMPTY] * count, "s": [0] * count},
        schema={"t": pl.String, "k": pl.UInt8, "s": pl.UInt16},
    )
    within = None
    if isinstance(column, RegionColumn):
        if column.within:
            outer = ledger.columns[column.within]
            names = [outer.name, *([outer.within] if isinstance(outer, RegionColumn) and outer.within else [])]
            within = rows.select(pl.coalesce(names).alias("within")).to_series()
        else:
            within = own_county(ledger, column, cells, rows)
    context = Context(today=timezone.localdate(), resolver=places.resolver(), answers=answers)
    parsed = parse_column(column, cells, ["General"], context, within=within)
    findings.add_column(column, column.label, parsed.findings, 0, nothing[1])
    normal = pl.DataFrame([indexes, *nothing, *parsed.values.get_columns()])
    return normal.cast({name: dtype for name, dtype in normal_schema(ledger).items() if name in normal.columns})


def _said(findings: Findings, ids: Sequence[int], changing: set[int], refused: set[int]) -> list[Said]:
    """Findings about rows, those of one type together, the most frequent first. What is said of rows that stay as they are is left out."""
    groups: dict[str, dict[int, dict[str, Any]]] = {}
    for found in findings.frame().iter_rows(named=True):
        if found["index"] is None:
            continue
        id = ids[found["index"]]
        if id in refused if found["level"] in STOPS else id in changing:
            groups.setdefault(found["id"], {}).setdefault(id, found)
    said = [Said({id: _plain(found) for id, found in islice(rows.items(), FEW)}, len(rows)) for rows in groups.values()]
    return sorted(said, key=lambda one: -one.count)


def _questions(findings: Findings, said: Sequence[Said], count: int) -> list[dict[str, Any]]:
    """What stops everything: about the whole, and questions about the value that all rows share."""
    whole = [one for one in findings.frame().iter_rows(named=True) if one["index"] is None and one["level"] in STOPS]
    asked = [one for one in said if one.count == count and one.finding["level"] == Level.QUESTION.value]
    shared = [one.finding for one in asked if len({found["key"] for found in one.findings.values()}) == 1]
    return [_plain(one) for one in whole] + shared


def _plain(found: Mapping[str, Any]) -> dict[str, Any]:
    """A finding for pages; leaving rows out is done by not choosing them."""
    choices = [one for one in found["choices"] or [] if one not in (LEAVE_OUT, LEAVE_OUT_ALL, against.LEAVE_OUT)]
    return {
        "id": found["id"], "level": found["level"], "field": found["field"], "column": found["column"],
        "message": found["message"], "key": found["key"], "choices": choices,
    }  # fmt: skip
