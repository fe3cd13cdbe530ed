"""What a record's page does beside changing facts: another key, removing a row, taking back what a form or the API did."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jiedui.core.access.models import User
from jiedui.core.access.queries import check_may, may
from jiedui.core.access.rights import CHANGE
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.forms import Saved, check_reason, save_record
from jiedui.core.ledger.operations import Source
from jiedui.core.ledger.removing import remove_one
from jiedui.core.ledger.schema import key_storage
from jiedui.core.ledger.undoing import stored_rows, undo_event
from jiedui.core.trail import queries as trail
from jiedui.core.trail.models import Entry, Event
from jiedui.core.trail.operations import Actor
from jiedui.core.words.errors import NotFound, Refused

OWN_KINDS = ("form", "api", "bulk")
"""Kinds of events that are taken back from the trail; an import is undone on its own page."""


def correct_key(
    ledger_id: str, row_id: int, raw: Mapping[str, str | None], *, by: User, scope: Scope, actor: Actor, reason: str,
    revision: int | None, answers: Mapping[str, str] | None = None,
) -> Saved:  # fmt: skip
    """Give a row the key that it should have had, for a reason; the row, its history and what refers to it stay.

    `raw`: texts of key columns. A person's number leads to that person's record. Raises as save_record, and NotAllowed.
    """
    check_may(by, CHANGE, ledger_id)
    key = registry.ledger(ledger_id).info.key
    texts = {name: text for name, text in raw.items() if name in key}
    if not texts:
        raise Refused("record.key_missing", _("请填写正确的编号或证件号。"))
    return save_record(
        ledger_id, texts, scope=scope, actor=actor, row_id=row_id,
        revision=revision, answers=answers, reason=check_reason(reason),
    )  # fmt: skip


def remove_record(
    ledger_id: str, row_id: int, *, by: User, scope: Scope, actor: Actor, reason: str, revision: int | None,
    kind: str = "form",
) -> int:  # fmt: skip
    """Remove a row for a reason; the number of the event, by which it can be taken back.

    Raises NotAllowed without the right, NotFound out of scope, Refused without a reason or when another ledger refers to
    the row, Conflict when it has moved on.
    """
    check_may(by, CHANGE, ledger_id)
    source = Source(kind, note={"reason": check_reason(reason)})
    return remove_one(registry.ledger(ledger_id), row_id, revision=revision, actor=actor, scope=scope, source=source)


def can_take_back(event: Event, *, by: User) -> bool:
    """Whether an event is one of single rows that its reader may take back (whether the rows allow it shows then)."""
    return event.kind in OWN_KINDS and bool(event.ledger) and may(by, CHANGE, event.ledger)


def entries_to_take_back(ledger_id: str, event_id: int, *, scope: Scope) -> list[Entry]:
    """The entries of an event of single rows of the ledger, all of them within the scope; NotFound for any other."""
    ledger = registry.ledger(ledger_id)
    event = trail.event(event_id) if event_id < 2**63 else None
    entries = list(trail.entries_of_event(event_id).filter(ledger=ledger_id)) if event else []
    if event is None or event.kind not in OWN_KINDS or event.ledger != ledger_id or not entries:
        raise NotFound("trail.no_event", _("没有找到这条留痕。"))
    _check_reach(ledger, entries, scope)
    return entries


def take_back(ledger_id: str, event_id: int, *, by: User, scope: Scope, actor: Actor) -> int:
    """Take back what a form or the API did to rows of the ledger: a removed row returns as it was; the undo's event.

    Raises NotAllowed without the right, NotFound for another ledger's or county's event, Refused when a row was changed
    later, is there again or names somebody who is gone.
    """
    check_may(by, CHANGE, ledger_id)
    ledger = registry.ledger(ledger_id)
    entries = entries_to_take_back(ledger_id, event_id, scope=scope)
    removed = [entry for entry in entries if entry.action == "r"]
    if removed and len(stored_rows(ledger, [entry.row_id for entry in removed])):
        raise Refused("undo.there_again", _("这条记录已经恢复，不用再撤销。"))
    taken = Refused("undo.key_taken", _("撤销后的编号已由另一条记录使用，不能撤销。请先处理那条记录。"))
    if any(_is_taken(ledger, json.loads(entry.changes or "{}")) for entry in removed):
        raise taken
    try:
        with transaction.atomic():
            return undo_event(ledger, event_id, actor=actor, scope=scope)
    except IntegrityError:
        raise taken from None
    except Refused as refusal:
        if refusal.id != "undo.later_changes":
            raise
        if len(entries) > 1:
            raise Refused(
                refusal.id,
                _("这批记录中有的后来又被修改或删除，不能整批撤销。请先撤销后来的操作，或在记录页逐条更正。"),
            ) from None
        raise Refused(refusal.id, _("这条记录后来又被修改或删除，不能撤销。请在记录页更正。")) from None


def _check_reach(ledger: type[Ledger], entries: Iterable[Entry], scope: Scope) -> None:
    """NotFound unless every row stands, or stood when it was removed, within the scope."""
    county, town = ledger.scope_column(), ledger.town_column()
    gone = [json.loads(entry.changes or "{}") for entry in entries if entry.action == "r"]
    places = [(facts.get(county, [None])[0], facts.get(town, [None])[0] if town else None) for facts in gone]
    rows = stored_rows(ledger, [entry.row_id for entry in entries if entry.action != "r"])
    places += rows.select(county, *([town] if town else [])).rows() if town else [(one, None) for one in rows[county]]
    if not places or not all(scope.covers(*place) for place in places):
        raise NotFound("trail.no_event", _("没有找到这条留痕。"))


def _is_taken(ledger: type[Ledger], facts: Mapping[str, Any]) -> bool:
    """Whether another row has the key that a removed one had."""
    key = {name: facts.get(name, [None])[0] for name in key_storage(ledger)}
    return bool(ledger._default_manager.filter(**key).exists())
