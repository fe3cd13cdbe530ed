"""Making large exports in the background, and saying in words what was filtered."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import listing
from jiedui.jobs.exports import operations
from jiedui.jobs.exports.models import Export
from jiedui.jobs.operations import enqueue
from jiedui.web.ledgers import filters

SMALL = 2_000
"""So many rows come while the person waits; more are made in the background."""


@task()
def make_export(export_id: int, ticket: str, address: str) -> dict[str, Any]:
    """Make the file of an export. Safe to run again."""
    return operations.produce(export_id, ticket, address=address, find=_found)


def is_small(rows: QuerySet[Any]) -> bool:
    """Whether so few rows are asked for that nobody need wait."""
    return rows.order_by()[: SMALL + 1].count() <= SMALL


def start(owner: Any, ledger: type[Ledger], *, address: str, **asked: Any) -> Export:
    """Ask for an export and hand it to the worker; `asked` as for operations.request."""
    with transaction.atomic():
        name = f"{ledger.info.title}-{timezone.localtime():%Y%m%d-%H%M}"
        export = operations.request(owner, ledger_id=ledger.info.id, name=name, **asked)
        operations.hand_over(export, lambda one: _enqueue(one, address))
    return export


def again(export: Export, address: str) -> None:
    """Try a failed export once more."""
    operations.retry(export, lambda one: _enqueue(one, address))


def filter_words(ledger: type[Ledger], scope: Scope, wanted: listing.Wanted) -> list[str]:
    """What a filter asks for, condition by condition."""
    chips = filters.active(ledger, scope, wanted)
    return [_("%(label)s：%(message)s") % {"label": chip.label, "message": chip.said} for chip in chips]


def _enqueue(export: Export, address: str) -> str:
    return enqueue(make_export, export_id=export.pk, ticket=export.ticket, address=address)


def _found(export: Export, scope: Scope) -> QuerySet[Any]:
    ledger = registry.ledger(export.ledger)
    return listing.find(ledger, scope, filters.wanted(ledger, QueryDict(export.query)))
