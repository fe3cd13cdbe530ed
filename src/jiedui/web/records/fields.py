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
from jiedui.core.places import queries as places
from jiedui.core.places import suggesting
from jiedui.core.words.saying import in_chinese, said
from jiedui.web import showing
from jiedui.web.ledgers import filters
from jiedui.web.records.notes import answerable
from jiedui.web.records.typed import CLEAR, SEALED, SEPARATOR

_HINTS: dict[str, str | Promise] = {
    "date": _("如 2021-03-15；不知道哪天，只写到月或年"),
    "month": _("如 2021-03"),
    "percent": _("写作 42%"),
    "phone": _("多个号码用“、”隔开"),
    "uscc": _("18 位"),
    "organisation": _("输入两个字以上可选已有单位；没有的，保存后登记为待核实单位"),
}
_REGION_HINT = _("填中文地名或行政区划代码")
"""For who reads the pages in English: names are looked up in Chinese."""
_KEYBOARDS = {
    "money": "decimal",
    "number": "decimal",
    "percent": "decimal",
    "phone": "tel",
    "date": "numeric",
    "month": "numeric",
}
WIDE = ("long_text",)


@dataclass
class Field:
    """One field. widget: text, area, select, choice (radio buttons) or checks; `masked` is shown beside an empty box that
    keeps the number.

    options: what is sent, which is Chinese as in a workbook, and what the reader sees. above: the field of the region
    that this one lies in. asks: suggestions come from the server while one types. reading: how the value is understood.
    """

    column: Column
    widget: str
    value: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    suggestions: Sequence[str] = ()
    hint: str | Promise = ""
    masked: str = ""
    readonly: bool = False
    above: str = ""
    asks: bool = False
    reading: str = ""
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
    def listed(self) -> bool:
        """Whether the box offers a list."""
        return bool(self.suggestions or self.above or self.asks)

    @property
    def level(self) -> str:
        """The gravest thing that was found: error, question, warning, answered or nothing."""
        found = {str(one["level"]) for one in self.findings}
        return next((level for level in ("error", "question", "warning", "answered") if level in found), "")

    @property
    def stopped(self) -> bool:
        return self.level in ("error", "question")

    @property
    def keyboard(self) -> str:
        return _KEYBOARDS.get(self.column.kind, "")

    @property
    def wide(self) -> bool:
        return self.widget in ("area", "checks")

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
    readings: Mapping[str, str] | None = None,
    keys: bool = False,
) -> list[Field]:
    """The fields of a new record, or of `row`, with what was typed and what was found about it. `keys`: of its key alone."""
    shown = showing.texts(ledger, [row])[0] if row is not None else {}
    made: list[Field] = []
    for column in ledger.declared:
        if column.kind == "attachment" or (keys and column.name not in ledger.info.key):
            continue
        one = _field(ledger, column, scope, row, shown, fixed=not keys)
        if typed is not None and not one.readonly:
            one.value = SEPARATOR.join(value for value in typed.getlist(column.name) if value)
        one.findings = [answerable(found, ledger) for found in findings if found.get("field") == column.name]
        one.reading = (readings or {}).get(column.name, "")
        made.append(one)
    _offer_places(made, scope)
    return made


def sections(ledger: type[Ledger], made: Sequence[Field]) -> list[tuple[str, list[Field]]]:
    """The fields in the parts that the ledger declares; one that no part names stands in the last."""
    parts = ledger.info.sections
    by_name = {one.name: one for one in made}
    found = [(said(title), [by_name.pop(name) for name in names if name in by_name]) for title, names in parts]
    if by_name:
        left = list(by_name.values())
        found = [*found[:-1], (found[-1][0], [*found[-1][1], *left])] if found else [("", left)]
    return [(title, some) for title, some in found if some]


def _field(
    ledger: type[Ledger], column: Column, scope: Scope, row: Any, shown: Mapping[str, str], *, fixed: bool
) -> Field:
    hint = said(column.help) if column.help else _HINTS.get(column.kind, "")
    if isinstance(column, RegionColumn) and not in_chinese():
        hint = _REGION_HINT
    suggestions = [said(word) for word in getattr(column, "suggest", ())]
    made = Field(column, "text", value=editable(column, row, shown), hint=hint, suggestions=suggestions)
    made.readonly = fixed and row is not None and column.name in ledger.info.key
    if column.kind in SEALED and row is not None:
        made.value, made.masked = "", shown[column.name]
    if made.readonly:
        made.value = shown[column.name]
    elif column.kind == "long_text":
        made.widget = "area"
    elif column.kind == "yes_no":
        made.widget, made.options = "choice", [("是", showing.yes_no(True)), ("否", showing.yes_no(False))]
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
        made.options = [(places.name_of(code) or code, name) for code, name in filters.owners(ledger, scope)]
        if row is None and len(made.options) == 1:
            made.value = made.options[0][0]
        if made.value and made.value not in dict(made.options):
            made.options.append((made.value, shown.get(column.name, made.value)))
    elif isinstance(column, RegionColumn):
        made.above, made.asks = column.within, not column.within
    elif column.kind == "organisation":
        made.asks = True
    return made


def _offer_places(made: Sequence[Field], scope: Scope) -> None:
    """The townships of the county chosen, the villages of the township."""
    values = {one.name: one.value for one in made}
    codes: dict[str, str] = {}
    for one in made:
        if not isinstance(one.column, RegionColumn) or one.column.level == "any":
            continue
        above = codes.get(one.above, "")
        if one.above:
            one.suggestions = below(one.column, above, scope)
        if values[one.name] and (above or not one.above) and one.column.level != "village":
            codes[one.name] = suggesting.code_of(values[one.name], level=one.column.level, within=above)


def below(column: RegionColumn, above: str, scope: Scope) -> list[str]:
    """Names of the places at the column's level in the place above."""
    if not above:
        return []
    return suggesting.towns_of(above, scope) if column.level == "town" else suggesting.villages_of(above)


def editable(column: Column, row: Any, shown: Mapping[str, str]) -> str:
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
