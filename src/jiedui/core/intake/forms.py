"""One row typed into a form or sent to the API: the same checks as a file, then the same writer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.examining import examine, values_of
from jiedui.core.intake.findings import STOPS
from jiedui.core.ledger.comparing import DIFFERS, Comparison
from jiedui.core.ledger.operations import Source, save
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import Refused


@dataclass(frozen=True)
class Saved:
    """row_id is None when something stopped it; `findings` are as in the report of an import, `field` naming the column."""

    row_id: int | None
    findings: list[dict[str, Any]] = field(default_factory=list)


def save_record(
    ledger_id: str,
    raw: Mapping[str, str | None],
    *,
    scope: Scope,
    actor: Actor,
    kind: str = "form",
    row_id: int | None = None,
    revision: int | None = None,
    answers: Mapping[str, str] | None = None,
    reason: str = "",
) -> Saved:
    """Check and save one row given as texts by column name; columns left out stay as they are.

    With `row_id` the row is changed (Conflict when `revision` is no longer its latest). Errors and unanswered questions
    save nothing and come back as findings; warnings come back beside the saved row. Another key (the row stays the same
    row, with its history) takes a `reason`, which the trail keeps.
    """
    ledger = registry.ledger(ledger_id)
    unknown = [name for name in raw if name not in ledger.columns]
    if unknown:
        raise Refused("column.unknown", f"“{ledger.info.title}”没有这些字段：{'、'.join(unknown)}。")
    found, normal, comparison = examine(ledger, raw, scope, actor, row_id, revision, answers or {})
    if comparison is None or any(one["level"] in STOPS for one in found):
        return Saved(None, found)
    note = {"reason": check_reason(reason)} if reason or (row_id is not None and _other_key(comparison)) else None
    saved = save(
        ledger,
        values_of(normal),
        actor=actor,
        scope=scope,
        source=Source(kind, note=note),
        row_id=row_id,
        revision=revision,
    )
    return Saved(saved, found)


def check_reason(reason: str) -> str:
    """The reason without blanks around it. Refused when none is given."""
    reason = reason.strip()
    if len(reason) < 2:
        raise Refused("record.reason", _("请填写事由，例如“录错，已对照证件核对”。事由将记入操作留痕。"))
    return reason[:200]


def _other_key(comparison: Comparison) -> bool:
    """Whether a row takes another key than it has."""
    names = [name for column in comparison.ledger.info.key for name in comparison.ledger.columns[column].storage]
    return any(comparison.rows[DIFFERS + name][0] for name in names if DIFFERS + name in comparison.rows.columns)
