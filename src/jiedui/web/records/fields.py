"""The form of one record, derived from its ledger's columns. Everything is typed as in a workbook and checked the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import FEN_PER, CodeColumn, Column, MoneyColumn, NumberColumn, RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.values import describe, labels
from jiedui.core.intake.values.faults import LEAVE_OUT, LEAVE_OUT_ALL
from jiedui.core.places import queries as places
from jiedui.core.words.saying import in_chinese, said
from jiedui.web import retelling, showing
from jiedui.web.ledgers import filters

SEPARATOR = "、"
CLEAR = "clear-"
SEALED = ("resident_id", "phone", "bank_card")
"""Kinds whose numbers are masked and never put back into a form."""
_HINTS: dict[str, str | Promise] = {
    "date": _("写作 2021-03-15、2021-03 或 2021"),
    "month": _("写作 2021-03"),
    "percent": _("写作 42%"),
    "phone": _("多个号码用“、”隔开"),
    "uscc": _("18 位"),
}
_REGION_HINT = _("填中文地名或行政区划代码")
"""For who reads the pages in English: names are looked up in Chinese."""


@dataclass
class Field:
    """One field. widget: text, area, select or checks; `masked` is shown beside an empty box that keeps the number.

    options: what is sent, which is Chinese as in a workbook, and what the reader sees.
    """

    column: Column
    widget: str
    value: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    suggestions: Sequence[str] = ()
    hint: str | Promise = ""
    masked: str = ""
    readonly: bool = False
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def label(self) -> str:
        return showing.heading(self.column)

    @property
    def chosen(self) -> list[str]:
        return self.value.split(SEPARATOR) if self.value else []

    @property
    def stopped(self) -> bool:
        return any(one["level"] != "warning" for one in self.findings)

    @property
    def clear_name(self) -> str:
        return CLEAR + self.name


def fields(
    ledger: type[Ledger],
    scope: Scope,
    *,
    row: Any = None,
    typed: QueryDict | None = None,
    findings: Sequence[Mapping[str, Any]] = (),
    keys: bool = False,
) -> list[Field]:
    """The fields of a new record, or of `row`, with what was typed and what was found about it. `keys`: of its key alone."""
    shown = showing.texts(ledger, [row])[0] if row is not None else {}
    made = []
    for column in ledger.declared:
        if column.kind == "attachment" or (keys and column.name not in ledger.info.key):
            continue
        one = _field(ledger, column, scope, row, shown, fixed=not keys)
        if typed is not None and not one.readonly:
            one.value = SEPARATOR.join(value for value in typed.getlist(column.name) if value)
        one.findings = [answerable(found, ledger) for found in findings if found.get("field") == column.name]
        made.append(one)
    return made


def answerable(found: Mapping[str, Any], ledger: type[Ledger]) -> dict[str, Any]:
    """A finding in the reader's language, without the choices that only make sense for a table: a form is left out by not saving it."""
    choices = [choice for choice in found.get("choices") or [] if choice not in (LEAVE_OUT, LEAVE_OUT_ALL)]
    return {**found, "choices": choices, "message": retelling.told(found, ledger.info.id)}


def _field(
    ledger: type[Ledger], column: Column, scope: Scope, row: Any, shown: Mapping[str, str], *, fixed: bool
) -> Field:
    hint = said(column.help) if column.help else _HINTS.get(column.kind, "")
    if isinstance(column, RegionColumn) and not in_chinese():
        hint = _REGION_HINT
    suggestions = [said(word) for word in getattr(column, "suggest", ())]
    made = Field(column, "text", value=_editable(column, row, shown), hint=hint, suggestions=suggestions)
    made.readonly = fixed and row is not None and column.name in ledger.info.key
    if column.kind in SEALED and row is not None:
        made.value, made.masked = "", shown[column.name]
    if made.readonly:
        made.value = shown[column.name]
    elif column.kind == "long_text":
        made.widget = "area"
    elif column.kind == "yes_no":
        made.widget, made.options = "select", [("是", showing.yes_no(True)), ("否", showing.yes_no(False))]
    elif isinstance(column, CodeColumn):
        codes = [(label, said(label, column.codes.id)) for label in column.codes.labels()]
        if len(codes) > filters.MANY_CODES:
            made.suggestions = [shown for _label, shown in codes]
            several = made.chosen if column.several else [made.value]
            made.value = SEPARATOR.join(said(label, column.codes.id) for label in several)
        else:
            made.widget, made.options = ("checks" if column.several else "select"), codes
    elif isinstance(column, RegionColumn) and column.name == ledger.scope_column():
        made.hint = ""
        made.widget = "select"
        made.options = [(places.name_of(code) or code, name) for code, name in filters.counties(scope)]
        if row is None and len(made.options) == 1:
            made.value = made.options[0][0]
        if made.value and made.value not in dict(made.options):
            made.options.append((made.value, shown.get(column.name, made.value)))
    return made


def _editable(column: Column, row: Any, shown: Mapping[str, str]) -> str:
    """A stored value as one would type it."""
    if row is None:
        return ""
    value = getattr(row, column.name, None)
    match column:
        case MoneyColumn() if value is not None:
            return _decimal(value, FEN_PER[column.unit])
        case NumberColumn() if value is not None:
            return _decimal(value, 10**column.decimals)
        case CodeColumn() if value:
            return SEPARATOR.join(labels(column, value))
        case RegionColumn() if value:
            return places.label_of(value) if column.level == "any" else places.name_of(value)
    if column.kind == "yes_no":
        return describe(column, value)
    return shown[column.name]


def _decimal(value: int, per: int) -> str:
    text = f"{Decimal(value) / per:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed_key(ledger: type[Ledger], post: QueryDict) -> dict[str, str]:
    """The texts of the key columns; a sealed number left empty stays as it is."""
    typed = {name: post.get(name, "").strip() for name in ledger.info.key if name in post}
    return {name: text for name, text in typed.items() if text or ledger.columns[name].kind not in SEALED}


def typed_values(ledger: type[Ledger], post: QueryDict, *, changing: bool) -> dict[str, str]:
    """The texts to check and save, by column. A sealed number left empty stays as it is unless it is to be cleared."""
    values: dict[str, str] = {}
    for column in ledger.declared:
        if changing and column.name in ledger.info.key:
            continue
        text = SEPARATOR.join(value for value in post.getlist(column.name) if value.strip())
        if changing and not text and column.kind in SEALED:
            if post.get(CLEAR + column.name):
                values[column.name] = ""
            continue
        if column.name in post or (isinstance(column, CodeColumn) and column.several):
            values[column.name] = typed_back(column, text)
    return values


def typed_back(column: Column, text: str) -> str:
    """What a person typed or chose from the suggestions in their own language, in the words that the ledger keeps."""
    if in_chinese():
        return text
    if isinstance(column, CodeColumn):
        words = {said(label, column.codes.id): label for label in reversed(column.codes.labels())}
        return words.get(text) or SEPARATOR.join(words.get(part, part) for part in text.split(SEPARATOR))
    words = {said(word): word for word in getattr(column, "suggest", ())}
    return words.get(text, text)


def answers(post: QueryDict) -> dict[str, str]:
    """The choices made for questions: fields named answer:KEY."""
    return {name.removeprefix("answer:"): value for name, value in post.items() if name.startswith("answer:") and value}
