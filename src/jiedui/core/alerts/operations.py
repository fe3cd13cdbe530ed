"""Opening and closing alerts, and what people say about them. Nothing here deletes one, and nobody else closes one."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import CHANGE
from jiedui.core.alerts.finding import Cause, find
from jiedui.core.alerts.models import Alert, Reply
from jiedui.core.declare.registry import registry
from jiedui.core.store import lock
from jiedui.core.trail.operations import SYSTEM, close_event, open_event, record_event
from jiedui.core.vault.masking import scrub
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound, Refused

LOCK = "alerts"
LONGEST = 1000


@dataclass(frozen=True)
class Difference:
    """How many alerts a check opened, saw with other values, and closed."""

    opened: int
    changed: int
    closed: int


def refresh(ids: Iterable[str] | None = None, day: dt.date | None = None) -> Difference:
    """Check the rules `ids` (all) on `day` (the present one): new causes open an alert, causes that are gone close theirs.

    One transaction with its event in the trail; nothing is written where nothing changed. Two checks at once wait for each
    other, so a cause is never open twice.
    """
    rules = registry.rules() if ids is None else [registry.rule(id) for id in ids]
    found = find(rules, day or clock.today())
    with transaction.atomic():
        lock(LOCK)
        held = {(one.rule, one.cause): one for one in Alert.objects.filter(closed_at=None, rule__in=list(found))}
        seen = {(one.rule, one.cause): one for causes in found.values() for one in causes}
        fresh = [one for key, one in seen.items() if key not in held]
        gone = [one for key, one in held.items() if key not in seen]
        moved = [(held[key], one) for key, one in seen.items() if key in held and _differs(held[key], one)]
        if fresh or gone:
            _write(fresh, gone)
        now = timezone.now()
        for alert, cause in moved:
            alert.values, alert.county, alert.row, alert.changed_at = _text(cause), cause.county, cause.row, now
        Alert.objects.bulk_update([alert for alert, _cause in moved], ["values", "county", "row", "changed_at"])
    return Difference(len(fresh), len(moved), len(gone))


def _write(fresh: list[Cause], gone: list[Alert]) -> None:
    event = open_event("alerts", actor=SYSTEM, note={"opened": len(fresh), "closed": len(gone)})
    now = timezone.now()
    Alert.objects.bulk_create(
        Alert(
            rule=one.rule,
            cause=one.cause,
            county=one.county,
            ledger=next(iter(registry.rule(one.rule).ledgers), "") if one.row is not None else "",
            row=one.row,
            values=_text(one),
            opened_at=now,
            changed_at=now,
            opened_event=event.pk,
        )
        for one in fresh
    )
    for start in range(0, len(gone), 500):
        ids = [one.pk for one in gone[start : start + 500]]
        Alert.objects.filter(pk__in=ids).update(closed_at=now, closed_event=event.pk)
    close_event(event)


def _text(cause: Cause) -> str:
    return json.dumps(cause.values, ensure_ascii=False, sort_keys=True)


def _differs(alert: Alert, cause: Cause) -> bool:
    return (alert.values, alert.county, alert.row) != (_text(cause), cause.county, cause.row)


@transaction.atomic
def reply(id: int, *, text: str, by: User, address: str = "") -> Reply:
    """Say what is done about an alert in reach; open or closed. Numbers of persons in the text are masked."""
    check_may(by, CHANGE)
    alert = Alert.objects.filter(scope_of(by, action=CHANGE).q("county"), pk=id).first() if id < 2**63 else None
    if alert is None:
        raise NotFound("alert.unknown", _("没有这条预警。请返回列表重新选择。"))
    said = scrub(" ".join(text.split()))
    if not 2 <= len(said) <= LONGEST:
        raise Refused("alert.reply", _("请填写处理情况，2 至 {longest} 个字。").format(longest=LONGEST))
    made = Reply.objects.create(alert=alert, at=timezone.now(), by=by.pk, by_name=by.display_name, text=said)
    record_event("alert.reply", actor=actor(by, address), scope=alert.county, note={"alert": alert.pk})
    return made
