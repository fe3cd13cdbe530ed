"""Submissions as plain facts: what the API and the command line give, each number in the unit of its column."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jiedui.core.declare.columns import FEN_PER, Column, MoneyColumn, NumberColumn
from jiedui.core.declare.registry import registry
from jiedui.core.places.queries import name_of
from jiedui.core.submissions.calendar import Line
from jiedui.core.submissions.comparing import Move, totals_of
from jiedui.core.submissions.frozen import Changes
from jiedui.core.submissions.models import Submission


def as_dict(record: Submission) -> dict[str, Any]:
    """One submission; `withdrawn`: when, by whom and why it was taken back, or None. Select its withdrawal with it."""
    ledger, back = registry.ledger(record.ledger), getattr(record, "withdrawal", None)
    return {
        "id": record.pk, "ledger": record.ledger, "place": record.place, "place_name": name_of(record.place) or "",
        "period": record.period, "rows": record.rows, "digest": record.digest,
        "totals": {name: exact(ledger.columns[name], sum) for name, sum in totals_of(record).items() if name in ledger.columns},
        "reason": record.reason, "before": record.before_id, "at": record.at, "by": record.by_name, "event": record.event,
        "withdrawn": {"at": back.at, "by": back.by_name, "reason": back.reason} if back else None,
    }  # fmt: skip


def line_as_dict(line: Line) -> dict[str, Any]:
    """One ledger of one place as the calendar has it."""
    return {
        "place": line.place, "ledger": line.ledger.info.id, "title": line.ledger.info.title, "period": line.period.text,
        "due": line.period.due, "state": line.state.value, "submission": line.submission.pk if line.submission else None,
    }  # fmt: skip


def moves_as_dicts(moves: Iterable[Move]) -> list[dict[str, Any]]:
    """Numbers before and now. column: None for the number of rows; `much`: somebody has to say why."""
    return [
        {
            "column": one.column.name if one.column else None, "label": one.column.label if one.column else "行数",
            "unit": str(getattr(one.column, "unit", "")) if one.column else "行",
            "old": exact(one.column, one.old), "new": exact(one.column, one.new), "much": one.much,
        }
        for one in moves
    ]  # fmt: skip


def changes_as_dict(changes: Changes | None) -> dict[str, Any] | None:
    """Numbers of the rows that differ, by kind; None where that cannot be told."""
    return None if changes is None else {"new": changes.new, "changed": changes.changed, "gone": changes.gone}


def exact(column: Column | None, value: int | None) -> str | None:
    """A sum as decimal text in the unit of its column, without needless zeros."""
    if value is None:
        return None
    places = len(str(FEN_PER[column.unit])) - 1 if isinstance(column, MoneyColumn) else 0
    if isinstance(column, NumberColumn):
        places = column.decimals
    whole, point, rest = f"{Decimal(value).scaleb(-places):f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}{point}{rest}" if rest else whole
