"""Reading imports: a person sees her own, and those whose counties lie whole within her scope."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from jiedui.core.access.scope import Scope
from jiedui.core.intake.models import Import
from jiedui.core.vault import files
from jiedui.core.words.errors import NotFound


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
