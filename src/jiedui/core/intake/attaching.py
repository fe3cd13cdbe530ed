"""Putting files into rows, taking them out and opening them: each with the right, the scope and the trail."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from jiedui.core.access.models import User
from jiedui.core.access.queries import check_may
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import AttachmentColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.attachments import About, about, keep_upload
from jiedui.core.intake.forms import check_reason, save_record
from jiedui.core.ledger import queries
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.trail.queries import Step, entries_of
from jiedui.core.vault import files
from jiedui.core.words.errors import Conflict, NotFound, Refused

MOST = 30
TRIES = 5


def attach(
    ledger_id: str, row_id: int, field: str, data: bytes, *, name: str, by: User, scope: Scope, actor: Actor
) -> None:
    """Put a file into a row. Raises NotAllowed, NotFound out of scope or for another column, Refused for a wrong file."""
    check_may(by, CHANGE, ledger_id)
    ledger = registry.ledger(ledger_id)
    _held(ledger, scope, row_id, field)
    digest = keep_upload(data, name=name, actor=actor)

    def wanted(held: list[str]) -> list[str]:
        if len(held) >= MOST and digest not in held:
            raise Refused("attachment.too_many", f"一条记录最多 {MOST} 个附件。请先删除不用的。")
        return held if digest in held else [*held, digest]

    _save(ledger, row_id, field, wanted, scope=scope, actor=actor)


def detach(
    ledger_id: str, row_id: int, field: str, digest: str, *, by: User, scope: Scope, actor: Actor, reason: str
) -> None:
    """Take a file out of a row, for a reason; the content stays sealed in the store, for the trail names it."""
    check_may(by, CHANGE, ledger_id)
    ledger = registry.ledger(ledger_id)
    if digest not in _held(ledger, scope, row_id, field)[1]:
        raise NotFound("attachment.not_found", "这条记录没有这个附件。")
    given = check_reason(reason)
    _save(
        ledger,
        row_id,
        field,
        lambda held: [one for one in held if one != digest],
        scope=scope,
        actor=actor,
        reason=given,
    )


def open_attachment(
    ledger_id: str, row_id: int, field: str, digest: str, *, by: User, scope: Scope, actor: Actor
) -> tuple[bytes, About]:
    """The content of an attachment for one who may see the row; who opened it is an event of the trail."""
    check_may(by, VIEW, ledger_id)
    ledger = registry.ledger(ledger_id)
    row, digests = _held(ledger, scope, row_id, field)
    if digest not in digests:
        raise NotFound("attachment.not_found", "这条记录没有这个附件。")
    data = files.get(digest)
    with transaction.atomic():
        note = {"field": ledger.columns[field].label, "row": row_id, "digest": digest}
        record_event("attachment", actor=actor, ledger=ledger_id, scope=getattr(row, ledger.scope_column()), note=note)
    return data, next(one for one, _step in held(ledger, row, field) if one.digest == digest)


def held_by(ledger_id: str, row_id: int, field: str, steps: Sequence[Step] | None = None) -> dict[str, Step]:
    """Digest -> the step that put the file into the row last. `steps`: the row's whole history, where it is read already."""
    found: dict[str, Step] = {}
    for step in reversed(entries_of(ledger_id, row_id) if steps is None else steps):
        old, new = (
            json.loads(step.entry.changes or "{}").get(field) or ("", "") if step.entry.action == "c" else ("", "")
        )
        found |= dict.fromkeys(set((new or "").split(",")) - set((old or "").split(",")) - {""}, step)
    return found


def held(
    ledger: type[Ledger], row: Any, field: str, steps: Sequence[Step] | None = None
) -> list[tuple[About, Step | None]]:
    """The files that a row holds in a column, in their order, with the step by which each came in."""
    digests = [one for one in (getattr(row, field) or "").split(",") if one]
    if not digests:
        return []
    by = held_by(ledger.info.id, row.pk, field, steps)
    known = about({one: by[one].event.actor_id if one in by else None for one in digests})
    return [(known[one], by.get(one)) for one in digests]


def _held(ledger: type[Ledger], scope: Scope, row_id: int, field: str) -> tuple[Any, list[str]]:
    """The row and the digests that it holds in an attachment column."""
    row = queries.row(ledger, scope, row_id)
    if not isinstance(ledger.columns.get(field), AttachmentColumn):
        raise NotFound("attachment.not_found", "这条记录没有这个附件。")
    return row, [one for one in (getattr(row, field) or "").split(",") if one]


def _save(
    ledger: type[Ledger], row_id: int, field: str, wanted: Callable[[list[str]], list[str]], *,
    scope: Scope, actor: Actor, reason: str = "",
) -> None:  # fmt: skip
    """Save what `wanted` makes of the digests held, against the row as it is then: two people may add files at once."""
    for attempt in range(TRIES):
        row, digests = _held(ledger, scope, row_id, field)
        text = ",".join(wanted(digests))
        try:
            saved = save_record(
                ledger.info.id,
                {field: text},
                scope=scope,
                actor=actor,
                row_id=row_id,
                revision=row.revision,
                reason=reason,
            )
        except Conflict:
            if attempt == TRIES - 1:
                raise
            continue
        if saved.row_id is None:
            raise Refused("attachment.stopped", saved.findings[0]["message"])
        return
