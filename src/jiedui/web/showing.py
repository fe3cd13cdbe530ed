"""Values of rows as the pages show them: names in place of codes and ids, in the language of the reader, numbers masked."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from jiedui.core.access.covering import covered
from jiedui.core.declare.columns import CodeColumn, Column, MoneyColumn, NumberColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.intake.values import describe, labels
from jiedui.core.ledger.listing import key_text
from jiedui.core.people import queries as people
from jiedui.core.places.shown import shown_label, shown_name
from jiedui.core.vault import masking, sealing
from jiedui.core.words import saying, veil
from jiedui.core.words.saying import said

SEALED = {"phone": masking.mask_phone, "bank_card": masking.mask_card}
"""Kinds of sealed columns and how their values are masked."""
_REPEATED = ("code", "yes_no", "month")
"""Kinds of few different values: each is put into words once."""
NUMERIC = ("money", "number", "percent")


def unit_of(column: Column) -> str:
    """The unit that stands in a heading: 元, 人; "" where there is none."""
    return saying.unit(column.unit) if isinstance(column, (MoneyColumn, NumberColumn)) else ""


def heading(column: Column) -> str:
    """The heading of a column with its unit: 月工资（元）."""
    return saying.with_note(said(column.label), unit_of(column))


def texts(ledger: type[Ledger], rows: Sequence[Any], columns: Sequence[Column] | None = None) -> list[dict[str, str]]:
    """For each row the shown text by column name, "" where nothing is known. Costs one query for all persons."""
    columns = list(ledger.declared) if columns is None else list(columns)
    if veil.drawn():
        return _veiled(ledger, rows, columns)
    return _texts(ledger, rows, columns)


def _veiled(ledger: type[Ledger], rows: Sequence[Any], columns: Sequence[Column]) -> list[dict[str, str]]:
    """What is hidden says so: nothing at all would read as not filled in."""
    hidden = [column for column in columns if covered(ledger, column)]
    shown = _texts(ledger, rows, [column for column in columns if column not in hidden])
    return [one | {column.name: str(veil.HIDDEN) for column in hidden} for one in shown]


def _texts(ledger: type[Ledger], rows: Sequence[Any], columns: Sequence[Column]) -> list[dict[str, str]]:
    persons = [column.name for column in columns if column.kind == "resident_id"]
    ids = {getattr(row, f"{name}_id") for name in persons for row in rows} - {None}
    documents = people.masked(sorted(ids)) if ids else {}
    numbers = {column.name: _masked(ledger, column, rows) for column in columns if column.kind in SEALED}
    shown = []
    known: dict[tuple[Column, Any], str] = {}
    for at, row in enumerate(rows):
        values: dict[str, str] = {}
        for column in columns:
            if column.kind == "resident_id":
                values[column.name] = documents.get(getattr(row, f"{column.name}_id"), "")
            elif column.kind in SEALED:
                values[column.name] = numbers[column.name][at]
            elif column.kind in _REPEATED:
                value = getattr(row, column.name)
                if (column, value) not in known:
                    known[column, value] = plain(column, row)
                values[column.name] = known[column, value]
            else:
                values[column.name] = plain(column, row)
        shown.append(values)
    return shown


def plain(column: Column, row: Any) -> str:
    """The shown text of a column that holds no sealed number."""
    value = getattr(row, column.name)
    match column.kind:
        case "organisation":
            return value.name if value is not None else ""
        case "reference":
            return key_text(registry.ledger(column.to), value) if value is not None else ""  # type: ignore[attr-defined]
        case "region":
            return region(column, value, getattr(row, f"{column.name}_text", None))
    return described(column, value)


def described(column: Column, value: Any) -> str:
    """A storage value in words; of a text, what the column suggests is a word of the product and said as one."""
    if isinstance(column, CodeColumn) and value:
        return saying.listed(said(label, column.codes.id) for label in labels(column, value))
    if column.kind == "yes_no" and value is not None:
        return yes_no(value)
    if column.kind == "attachment":
        return gettext("%(count)s 个文件") % {"count": value.count(",") + 1} if value else ""
    if value in getattr(column, "suggest", ()):
        return said(value)
    return describe(column, value, unit=False)


def tones(column: Column) -> dict[str, str]:
    """What the states of a column mean, by the word that is shown; empty of a column that tells no state."""
    if isinstance(column, CodeColumn):
        return {said(one.label, column.codes.id): one.tone for one in column.codes.codes if one.tone}
    return {said(text): tone for text, tone in getattr(column, "tones", {}).items()}


def yes_no(value: bool) -> str:
    return gettext("是") if value else gettext("否")


def region(column: Column, code: str | None, text: str | None = None) -> str:
    """A region by name; with its whole path where the column takes a region of any level."""
    if not code:
        return text or ""
    return (shown_label(code) if getattr(column, "level", "") == "any" else shown_name(code)) or code


def _masked(ledger: type[Ledger], column: Column, rows: Sequence[Any]) -> list[str]:
    sealed = [getattr(row, f"{column.name}_sealed") for row in rows]
    field, ids = f"{ledger.info.id}.{column.name}", [row.pk for row in rows]
    try:
        opened = sealing.unseal(sealed, field=field, rows=ids)
    except sealing.TamperError:
        return [_alone(column, blob, field, id) for blob, id in zip(sealed, ids, strict=True)]
    return [SEALED[column.kind](number).replace(";", gettext("、")) for number in opened]


def _alone(column: Column, blob: Any, field: str, id: int) -> str:
    """One number of many of which at least one was altered: the others are still shown."""
    try:
        (number,) = sealing.unseal([blob], field=field, rows=[id])
    except sealing.TamperError:
        return gettext("（号码打不开）")
    return SEALED[column.kind](number).replace(";", gettext("、"))
