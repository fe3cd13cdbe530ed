"""Export of a ledger: the rows of a scope as a workbook that goes in again, personal data masked unless revealed."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import EXPORT, REVEAL
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.books.sheets import Book, Head, Value, Writable
from jiedui.core.intake.books.template import heading
from jiedui.core.intake.values import cell_format, to_cell, to_text
from jiedui.core.ledger import queries
from jiedui.core.people import operations as people_operations
from jiedui.core.people import queries as people_queries
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.vault import sealing
from jiedui.core.vault.masking import mask_card, mask_phone
from jiedui.core.words.errors import Refused

PART = 2000
XLSX, CSV = "xlsx", "csv"
Place = tuple[str | None, str | None]


@dataclass
class Made:
    """What an export holds: how many rows, of which places (county and, where the ledger has one, town), and its event."""

    rows: int = 0
    places: set[Place] = field(default_factory=set)
    event: int = 0


def export_workbook(
    ledger: type[Ledger],
    scope: Scope,
    *,
    actor: Actor,
    rows: QuerySet[Any] | None = None,
    user: User | None = None,
    reason: str = "",
    kind: str = XLSX,
    columns: Sequence[str] | None = None,
) -> bytes:
    """The rows as the bytes of a file, as `write_export` writes them: for exports that fit into an answer."""
    buffer = io.BytesIO()
    write_export(
        Stream(buffer), ledger, scope, actor=actor, rows=rows, user=user, reason=reason, kind=kind, columns=columns
    )
    return buffer.getvalue()


def write_export(
    out: Writable,
    ledger: type[Ledger],
    scope: Scope,
    *,
    actor: Actor,
    rows: QuerySet[Any] | None = None,
    user: User | None = None,
    reason: str = "",
    kind: str = XLSX,
    columns: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Made:
    """Write the rows within the scope as .xlsx or .csv; an export is an event of the trail.

    `rows` narrows the scope's rows (a filter of the list). The right to export is checked for `user`. With `reason`
    numbers are shown whole: the right to reveal is checked for `user` (None: the server's command line), rows are those
    within reach of that right, and every person shown is noted. `columns`: names, to which those that tell rows apart
    are added; None is all. progress(done, of) is called as it goes on. A part of the rows at a time is in memory.
    """
    chosen = queries.rows(ledger, scope) if rows is None else rows
    if user is not None:
        check_may(user, EXPORT, ledger.info.id)
    if reason:
        chosen = _revealable(ledger, chosen, user, reason)
    chosen = chosen.order_by("id")
    shown = exported(ledger, columns)
    total = chosen.count()
    note = {"rows": total, "revealed": bool(reason), "format": kind}
    if reason:
        note["reason"] = reason.strip()
    if len(shown) < len(ledger.declared):
        note["columns"] = len(shown)
    # An event is seen in one county or by those who see all: naming several would show it to the first alone.
    county = next(iter(scope.counties)) if scope.counties is not None and len(scope.counties) == 1 else ""
    # Noted before the first row is read: an export that breaks off is an export all the same.
    with transaction.atomic():
        event = record_event("export", actor=actor, ledger=ledger.info.id, scope=county, note=note)
    made = Made(event=event.pk)
    records = _records(
        ledger, shown, chosen, user, reason, actor, made, lambda done: progress(done, total) if progress else None
    )
    (_csv if kind == CSV else _xlsx)(out, ledger, shown, records)
    return made


def exported(ledger: type[Ledger], names: Sequence[str] | None) -> list[Column]:
    """The columns named, in declared order, and those without which the rows do not go in again: key, name, place, required."""
    if names is None:
        return list(ledger.declared)
    reference = ledger.scope_reference()
    always = {*ledger.info.key, ledger.info.name, ledger.scope_column(), *([reference.name] if reference else [])}
    return [column for column in ledger.declared if column.required or column.name in always or column.name in names]


class Stream:
    """The write end of a buffer, without the means to go back in it."""

    def __init__(self, buffer: io.BytesIO) -> None:
        self.write, self.flush, self.close = buffer.write, buffer.flush, buffer.flush


def _revealable(ledger: type[Ledger], rows: QuerySet[Any], user: User | None, reason: str) -> QuerySet[Any]:
    if len(reason.strip()) < 2:
        raise Refused("reveal.reason", _("请填写查看完整信息的事由，例如“电话核实就业情况”。事由将记入审计存证。"))
    if user is None:
        return rows
    check_may(user, REVEAL, ledger.info.id)
    return rows.filter(scope_of(user, action=REVEAL).q(ledger.scope_column(), ledger.town_column()))


def _records(
    ledger: type[Ledger], columns: Sequence[Column], rows: QuerySet[Any], user: User | None, reason: str, actor: Actor,
    made: Made, done: Callable[[int], None],
) -> Iterator[list[Value]]:  # fmt: skip
    related = [c.name for c in columns if c.kind in ("organisation", "reference")]
    county, town = ledger.scope_column(), ledger.town_column()
    if related:
        rows = rows.select_related(*related)
    last = 0
    while part := list(rows.filter(pk__gt=last)[:PART]):
        last = part[-1].pk
        people = _documents(ledger, columns, part, user, reason, actor)
        numbers = {
            column.name: _numbers(ledger, column, part, user, reason, actor)
            for column in columns
            if column.kind in ("phone", "bank_card")
        }
        for at, row in enumerate(part):
            made.places.add((getattr(row, county), getattr(row, town) if town else None))
            yield [_value(column, row, at, people, numbers) for column in columns]
        made.rows += len(part)
        done(made.rows)


def _documents(
    ledger: type[Ledger], columns: Sequence[Column], part: list[Any], user: User | None, reason: str, actor: Actor
) -> dict[int, str]:
    names = [f"{column.name}_id" for column in columns if column.kind == "resident_id"]
    ids = sorted({value for row in part for name in names if (value := getattr(row, name))})
    if not ids:
        return {}
    if reason:
        return people_operations.reveal(ids, by=user, reason=reason, ledger_id=ledger.info.id, address=actor.address)
    return people_queries.masked(ids)


def _numbers(
    ledger: type[Ledger], column: Column, part: list[Any], user: User | None, reason: str, actor: Actor
) -> list[str | None]:
    sealed = [bytes(v) if (v := getattr(row, f"{column.name}_sealed")) is not None else None for row in part]
    field, ids = f"{ledger.info.id}.{column.name}", [row.pk for row in part]
    if reason:
        return people_operations.reveal_sealed(
            sealed, field=field, rows=ids, by=user, reason=reason, ledger_id=ledger.info.id, address=actor.address
        )
    mask = mask_phone if column.kind == "phone" else mask_card
    plain = sealing.unseal(sealed, field=field, rows=ids)
    return [None if text is None else "、".join(mask(one) for one in text.split(";")) for text in plain]


def _value(column: Column, row: Any, at: int, people: dict[int, str], numbers: dict[str, list[str | None]]) -> Value:
    match column.kind:
        case "resident_id":
            return people.get(getattr(row, f"{column.name}_id"))
        case "phone" | "bank_card":
            text = numbers[column.name][at]
            return None if text is None else text.replace(";", "、")
        case "organisation":
            found = getattr(row, column.name)
            return found.name if found else None
        case "reference":
            found = getattr(row, column.name)
            return str(getattr(found, type(found).info.key[0])) if found else None
        case "region":
            code = getattr(row, column.name)
            if not code:
                return getattr(row, f"{column.name}_text", None)
            return places.label_of(code) if getattr(column, "level", "") == "any" else places.name_of(code)
    return to_cell(column, getattr(row, column.name))


def _xlsx(out: Writable, ledger: type[Ledger], columns: Sequence[Column], records: Iterable[list[Value]]) -> None:
    heads = [Head(text := heading(c), cell_format(c), max(10, min(24, 2 * len(text) + 2))) for c in columns]
    with Book(out, ledger.info.title, heads) as book:
        book.add(records)


def _csv(out: Writable, ledger: type[Ledger], columns: Sequence[Column], records: Iterable[list[Value]]) -> None:
    lines = io.StringIO()
    writer = csv.writer(lines)
    out.write(b"\xef\xbb\xbf")
    writer.writerow([heading(column) for column in columns])
    for number, record in enumerate(records, 1):
        writer.writerow([to_text(column, value) for column, value in zip(columns, record, strict=True)])
        if number % PART == 0:
            out.write(lines.getvalue().encode())
            lines.seek(0)
            lines.truncate()
    out.write(lines.getvalue().encode())
