"""Marking what changed, and bringing the files up to what the ledgers say."""

import secrets
from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.utils import timezone

from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.lake import files
from jiedui.core.lake.extract import read_county, snapshot
from jiedui.core.lake.files import Slice
from jiedui.core.lake.layout import shape
from jiedui.core.lake.models import Partition

Progress = Callable[[int, int], None]
TRIES = 5


def mark_changed(ledger_id: str, counties: Iterable[str]) -> None:
    """Say, inside the transaction that changes them, that the rows of these counties are not what they were.

    A row that moves to another county concerns both.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("mark_changed() belongs into the transaction of the change")
    now = timezone.now()
    Partition.objects.bulk_create(
        [
            Partition(ledger=ledger_id, county=county, version=secrets.token_hex(8), changed_at=now)
            for county in sorted({county for county in counties if county})
        ],
        update_conflicts=True,
        unique_fields=["ledger", "county"],
        update_fields=["version", "changed_at"],
    )


def after_write(ledger: type[Ledger], counties: set[str]) -> None:
    """The hook that every write of a ledger calls."""
    mark_changed(ledger.info.id, counties)


def mark_all(ledger_ids: Iterable[str] | None = None) -> None:
    """Mark every county that holds rows: after rows came in without the product (a restored table, a new ledger)."""
    with transaction.atomic():
        for ledger in _ledgers(ledger_ids):
            counties = set(ledger._default_manager.values_list(ledger.scope_column(), flat=True).distinct())
            counties |= set(Partition.objects.filter(ledger=ledger.info.id).values_list("county", flat=True))
            mark_changed(ledger.info.id, counties)


def refresh(ledger_ids: Iterable[str] | None = None, progress: Progress | None = None) -> int:
    """Rebuild the files that are not up to date and return how many; `progress(done, total)` is called after each."""
    return settle(ledger_ids, None, progress)[1]


def settle(
    ledger_ids: Iterable[str] | None, counties: Collection[str] | None, progress: Progress | None = None
) -> tuple[list[Slice], int]:
    """The slices that show the ledgers as they are now, all with their files in place, and how many were rebuilt.

    Waits for nobody who writes; all slices show the same committed state.
    """
    wanted = _ledgers(ledger_ids)
    parts = _current(wanted, counties)
    if not _missing(parts):
        return parts, 0
    with files.building(), snapshot():
        parts = _current(wanted, counties)
        missing = _missing(parts)
        for done, part in enumerate(missing, 1):
            parts[parts.index(part)] = _build(part)
            if progress:
                progress(done, len(missing))
        files.remove_outdated(parts)
    return parts, len(missing)


def _ledgers(ids: Iterable[str] | None) -> list[type[Ledger]]:
    return registry.ledgers() if ids is None else [registry.ledger(id) for id in ids]


def _current(ledgers: list[type[Ledger]], counties: Collection[str] | None) -> list[Slice]:
    rows = Partition.objects.filter(ledger__in=[ledger.info.id for ledger in ledgers])
    if counties is not None:
        rows = rows.filter(county__in=counties)
    shapes = {ledger.info.id: shape(ledger) for ledger in ledgers}
    return sorted(Slice(id, county, v, shapes[id]) for id, county, v in rows.values_list("ledger", "county", "version"))


def _missing(parts: list[Slice]) -> list[Slice]:
    present = {ledger: files.present(ledger) for ledger in {part.ledger for part in parts}}
    return [part for part in parts if part.path.name not in present[part.ledger]]


def _build(part: Slice) -> Slice:
    """Write the file of `part`; the slice returned names the version that was read.

    A caller's own transaction may see a commit of others between two statements: the version is read again.
    """
    ledger = registry.ledger(part.ledger)
    for _attempt in range(TRIES):
        frame = read_county(ledger, part.county)
        version = Partition.objects.get(ledger=part.ledger, county=part.county).version
        if version == part.version:
            break
        part = Slice(part.ledger, part.county, version, part.shape)
    else:
        raise RuntimeError(f"{part.ledger}/{part.county} changed {TRIES} times while it was read")
    files.write(part, frame)
    return part
