"""Export of a ledger: the rows of a scope as a workbook that goes in again, personal data masked unless revealed."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.db import transaction
from django.db.models import QuerySet

from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import User
from jiedui.core.access.rights import EXPORT
from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.books.template import heading
from jiedui.core.intake.values import cell_format, neutral, to_cell
from jiedui.core.ledger import queries
from jiedui.core.people import operations as people_operations
from jiedui.core.people import queries as people_queries
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import Actor, record_event
from jiedui.core.vault import sealing
from jiedui.core.vault.masking import mask_card, mask_phone

PART = 2000


def export_workbook(
    ledger: type[Ledger],
    scope: Scope,
    *,
    actor: Actor,
    rows: QuerySet[Any] | None = None,
    user: User | None = None,
    reason: str = "",
    kind: str = "xlsx",
) -> bytes:
    """The rows within the scope as .xlsx or .csv; an export is an event of the trail.

    `rows` narrows the scope's rows (a filter of the list). The right to export is checked for `user`. With `reason` numbers are shown whole: the right to reveal
    is checked for `user` (None: the server's command line) and every person shown is noted.
    """
    chosen = queries.rows(ledger, scope) if rows is None else rows
    chosen = chosen.order_by("id")
    if user is not None:
        check_may(user, EXPORT, ledger.info.id)
    note = {"rows": chosen.count(), "revealed": bool(reason), "format": kind}
    # An event is seen in one county or by those who see all: naming several would show it to the first alone.
    county = next(iter(scope.counties)) if scope.counties is not None and len(scope.counties) == 1 else ""
    # Noted before the first row is read: an export that breaks off is an export all the same.
    with transaction.atomic():
        record_event("export", actor=actor, ledger=ledger.info.id, scope=county, note=note)
    records = _records(ledger, chosen, user, reason, actor)
    return _csv(ledger, records) if kind == "csv" else _xlsx(ledger, records)


def _records(
    ledger: type[Ledger], rows: QuerySet[Any], user: User | None, reason: str, actor: Actor
) -> Iterator[list[Any]]:
    related = [c.name for c in ledger.declared if c.kind in ("organisation", "reference")]
    last = 0
    while part := list(rows.filter(pk__gt=last).select_related(*related)[:PART]):
        last = part[-1].pk
        people = _documents(ledger, part, user, reason, actor)
        numbers = {
            column.name: _numbers(ledger, column, part, user, reason, actor)
            for column in ledger.declared
            if column.kind in ("phone", "bank_card")
        }
        for at, row in enumerate(part):
            yield [_value(column, row, at, people, numbers) for column in ledger.declared]


def _documents(ledger: type[Ledger], part: list[Any], user: User | None, reason: str, actor: Actor) -> dict[int, str]:
    names = [f"{column.name}_id" for column in ledger.declared if column.kind == "resident_id"]
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


def _value(
    column: Column, row: Any, at: int, people: dict[int, str], numbers: dict[str, list[str | None]]
) -> str | int | float | None:
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


def _xlsx(ledger: type[Ledger], records: Iterable[list[Any]]) -> bytes:
    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(ledger.info.title[:31])
    head = book.add_format({"bold": True, "bg_color": "#DCE6F5", "border": 1})
    shapes = [book.add_format({"num_format": cell_format(column)}) for column in ledger.declared]
    for at, column in enumerate(ledger.declared):
        sheet.set_column(at, at, max(10, min(24, 2 * len(heading(column)) + 2)))
    for at, column in enumerate(ledger.declared):
        sheet.write_string(0, at, heading(column), head)
    for number, record in enumerate(records, 1):
        for at, value in enumerate(record):
            if isinstance(value, str):
                sheet.write_string(number, at, value, shapes[at])
            elif value is not None:
                sheet.write_number(number, at, value, shapes[at])
    book.close()
    return buffer.getvalue()


def _csv(ledger: type[Ledger], records: Iterable[list[Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([heading(column) for column in ledger.declared])
    for record in records:
        writer.writerow([neutral(value) if isinstance(value, str) else value for value in record])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
