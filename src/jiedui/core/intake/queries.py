"""Reading imports: a person sees her own, and those whose counties lie whole within her scope."""

import json
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jiedui.core.access.scope import Scope
from jiedui.core.intake.models import Import
from jiedui.core.store import ask, moment
from jiedui.core.trail.models import Event
from jiedui.core.vault import files
from jiedui.core.words.errors import NotFound

UNDONE_YET = (Import.State.RECEIVED, Import.State.WORKING, Import.State.CHECKED, Import.State.REFUSED)

WEEKS = timedelta(weeks=4)


def imports(scope: Scope, user_id: int | None) -> QuerySet[Import]:
    """Imports within reach, newest first."""
    found = Import.objects.order_by("-id")
    if scope.counties is None:
        return found
    own = Q(actor_id=user_id) if user_id is not None else Q(pk__in=[])
    # The counties of an import are few; those with a county out of reach are told apart here, not in SQL dialects.
    whole = scope.whole or frozenset()
    ids = [pk for pk, text in found.exclude(counties="").values_list("id", "counties") if set(text.split(",")) <= whole]
    return found.filter(own | Q(pk__in=ids))


def history(
    scope: Scope, user_id: int | None, *, ledger: str = "", state: str = "", actor_id: int | None = None,
    since: date | None = None, until: date | None = None,
) -> QuerySet[Import]:  # fmt: skip
    """Imports within reach that fit what is asked, newest first; `until` is the last day that counts."""
    found = imports(scope, user_id)
    zone = timezone.get_current_timezone()
    wanted: dict[str, Any] = {
        "ledger": ledger or None, "state": state or None, "actor_id": actor_id,
        "received_at__gte": datetime.combine(since, time.min, zone) if since else None,
        "received_at__lt": datetime.combine(until + timedelta(days=1), time.min, zone) if until else None,
    }  # fmt: skip
    return found.filter(**{name: value for name, value in wanted.items() if value is not None})


def people(scope: Scope, user_id: int | None) -> list[tuple[int, str]]:
    """Who handed in the imports within reach: id and name as it was last, by name."""
    names = dict(imports(scope, user_id).exclude(actor_id=None).order_by("id").values_list("actor_id", "actor_name"))
    return sorted(names.items(), key=lambda one: one[1])  # type: ignore[arg-type]


def waiting(user_id: int | None) -> QuerySet[Import]:
    """A person's own imports of the last weeks that are not done with, newest first."""
    since = timezone.now() - WEEKS
    return Import.objects.filter(actor_id=user_id, state__in=UNDONE_YET, received_at__gte=since).order_by("-id")


def is_waiting(user_id: int | None) -> bool:
    """Whether there is one of these; every page asks."""
    found = ask(_WAITING, [user_id, *(state.value for state in UNDONE_YET), moment(timezone.now() - WEEKS)])
    return bool(found)


_WAITING = (
    f"SELECT 1 FROM {Import._meta.db_table} WHERE actor_id = %s AND state IN ({', '.join(['%s'] * len(UNDONE_YET))})"
    " AND received_at >= %s LIMIT 1"
)


def undone_by(records: Collection[Import]) -> dict[int, Event]:
    """The event that took an import back, by the import's number."""
    events = Event.objects.in_bulk({one.undo_event for one in records if one.undo_event is not None})
    return {one.pk: events[one.undo_event] for one in records if one.undo_event in events}


def applied_to(ledgers: Collection[str], scope: Scope, user_id: int | None) -> QuerySet[Import]:
    """Imports within reach whose rows stand in one of the ledgers, newest first."""
    return imports(scope, user_id).filter(ledger__in=ledgers, state=Import.State.APPLIED)


def one_import(scope: Scope, user_id: int | None, pk: int) -> Import:
    """One import within reach, or NotFound."""
    found = imports(scope, user_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("import.not_found", "没有找到这次导入。")
    return found


def report_of(record: Import) -> dict[str, Any]:
    """The sealed report of a preview or an import: Report.dumps as a dict; empty when there is none yet."""
    return json.loads(files.get(record.report_digest)) if record.report_digest else {}


def imports_of_events(scope: Scope, user_id: int | None, events: Collection[int]) -> dict[int, Import]:
    """The imports within reach that wrote these trail events, or took them back, by event."""
    if not events:
        return {}
    found = imports(scope, user_id).filter(Q(event__in=events) | Q(undo_event__in=events))
    made = {one.event: one for one in found if one.event in events}
    return {one.undo_event: one for one in found if one.undo_event in events} | made  # type: ignore[return-value]
