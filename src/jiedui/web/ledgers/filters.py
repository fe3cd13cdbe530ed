"""The filters of a list: what can be chosen within the person's scope, and what was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import OFFICE, CodeColumn, Column, RegionColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.filtering import (
    CHOICE,
    CONTAINS,
    NO,
    NO_REGION,
    YES,
    Condition,
    Wanted,
    fields,
    region_start,
    shape,
)
from jiedui.core.places import queries as places
from jiedui.core.places.shown import shown_label, shown_name
from jiedui.core.words import veil
from jiedui.core.words.saying import listed, said, with_note
from jiedui.web import showing
from jiedui.web.ledgers.address import EMPTY, FILLED, Reading, parameters, query, read, wanted
from jiedui.web.ledgers.columns import MANY_CODES, county_label

__all__ = ["MANY_CODES", "Field", "Reading", "active", "counties", "fields_of", "parameters", "query", "read", "wanted"]

KEPT = 1000
"""So many drawn filters a process keeps."""
BAR = 3
"""So many coded columns stand in the bar beside the places; the others are behind 更多筛选."""


@dataclass(frozen=True)
class Option:
    """One value to tick."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """The filter of one column. shape: contains, choice, range or presence; type: of the inputs; bar: always in sight;
    suggestions: values of a text that is typed; summary: what is chosen, in a few words."""

    name: str
    label: str
    shape: str
    unit: str
    type: str
    condition: Condition
    options: tuple[Option, ...]
    suggestions: tuple[tuple[str, str], ...]
    bar: bool
    summary: str

    @property
    def active(self) -> bool:
        return bool(self.condition)

    @property
    def state(self) -> str:
        return {None: "", True: EMPTY, False: FILLED}[self.condition.empty]

    @property
    def searchable(self) -> bool:
        return len(self.options) > MANY_CODES

    @cached_property
    def in_bar(self) -> SafeString:
        """The filter as the bar shows it, drawn once: it is kept as long as this is."""
        return render_to_string("web/ledgers/filter.html", {"field": self})

    @cached_property
    def in_panel(self) -> SafeString:
        """The filter as the panel shows it, with its label."""
        return render_to_string("web/ledgers/filter.html", {"field": self, "labelled": True})


@dataclass(frozen=True)
class Chip:
    """A filter at work: what it says, and the address without it."""

    label: str
    said: str
    query: str


def counties(scope: Scope) -> list[tuple[str, str]]:
    """Code and name of the counties within the scope; of everything, the paired ones."""
    codes = places.paired_counties(timezone.localdate()) if scope.counties is None else scope.counties
    return [(code, shown_name(code) or code) for code in sorted(codes)]


def owners(ledger: type[Ledger], scope: Scope) -> list[tuple[str, str]]:
    """Code and name of what a row of the ledger may stand under within the scope: a county; where the ledger knows offices,
    also a district of the helping side or a whole city."""
    found = counties(scope)
    if not isinstance(column := fields(ledger)[ledger.scope_column()], RegionColumn) or column.level != OFFICE:
        return found
    codes = places.offices(timezone.localdate()) if scope.counties is None else scope.offices
    return found + [(code, shown_name(code) or code) for code in sorted(codes)]


def fields_of(ledger: type[Ledger], scope: Scope, now: Wanted, *, everything: bool) -> list[Field]:
    """The filters of the bar, then those of all other columns; one with a single option is no choice and is left out."""
    columns, bar = fields(ledger), _bar(ledger)
    rest = [name for name in columns if name not in bar] if everything else []
    found = [_kept(ledger, scope, now, columns[name], name in bar) for name in (*bar, *rest)]
    return [one for one in found if one.shape != CHOICE or len(one.options) > 1 or one.active]


def _bar(ledger: type[Ledger]) -> list[str]:
    """Place and month, then what tells most: the codes that are short enough to overlook."""
    coded = [c.name for c in ledger.declared if isinstance(c, CodeColumn) and len(c.codes) <= MANY_CODES]
    telling = [name for name in coded if name != "sex"][:BAR]
    return [name for name in (ledger.scope_column(), ledger.town_column(), ledger.info.period, *telling) if name]


def _kept(ledger: type[Ledger], scope: Scope, now: Wanted, column: Column, bar: bool) -> Field:
    """The filter, made once for all who see the same: it depends on what is asked of its column and of the places above."""
    above = dict.fromkeys((column.name, ledger.scope_column(), getattr(column, "within", "")))
    asked = tuple((name, now.conditions[name]) for name in above if name in now.conditions)
    return _made(ledger, scope, asked, column, bar, (get_language(), veil.drawn(), timezone.localdate(), places.version()))


@lru_cache(maxsize=KEPT)
def _made(
    ledger: type[Ledger],
    scope: Scope,
    asked: tuple[tuple[str, Condition], ...],
    column: Column,
    bar: bool,
    _under: tuple[Any, ...],
) -> Field:
    return _field(ledger, scope, Wanted("", dict(asked)), column, bar)


def _field(ledger: type[Ledger], scope: Scope, now: Wanted, column: Column, bar: bool) -> Field:
    condition = now.conditions.get(column.name, Condition())
    options = [Option(value, label, value in condition.values) for value, label in _options(ledger, scope, now, column)]
    anywhere = isinstance(column, RegionColumn) and column.level == "any"
    return Field(
        name=column.name,
        label=label_of(ledger, column),
        shape=CONTAINS if anywhere else shape(column),
        unit="%" if column.kind == "percent" else showing.unit_of(column),
        type={"month": "month", "date": "date"}.get(column.kind, "text"),
        condition=_typed(condition) if anywhere else condition,
        options=tuple(options),
        suggestions=tuple(_suggestions(column)),
        bar=bar,
        summary=_said(column, condition, scope) if condition else "",
    )


def _typed(condition: Condition) -> Condition:
    """A place of any level is typed, not ticked: several at once stay codes."""
    text = listed(map(shown_label, condition.values)) if len(condition.values) == 1 else ",".join(condition.values)
    return Condition(text=text, empty=condition.empty)


def label_of(ledger: type[Ledger], column: Column) -> str:
    """How a filter is called."""
    return county_label(ledger) if column.name == ledger.scope_column() else said(column.label)


def _options(ledger: type[Ledger], scope: Scope, now: Wanted, column: Column) -> list[tuple[str, str]]:
    if isinstance(column, CodeColumn):
        entries = [entry for entry in column.codes.codes if entry.parent is None]
        chosen = [column.codes.get(code) for code in now.values(column.name)]
        entries += [entry for entry in chosen if entry is not None and entry not in entries]
        return [(entry.code, said(entry.label, column.codes.id)) for entry in entries]
    if column.kind == "yes_no":
        return [(YES, showing.yes_no(True)), (NO, showing.yes_no(False))]
    if not isinstance(column, RegionColumn) or column.level == "any":
        return []
    if column.name == ledger.scope_column():
        return owners(ledger, scope)
    return _parts(ledger, scope, now, column)


def _parts(ledger: type[Ledger], scope: Scope, now: Wanted, column: RegionColumn) -> list[tuple[str, str]]:
    """The townships of the county, the villages of the township, once it is clear in which; "none" where all are in reach."""
    county = now.one(ledger.scope_column()) or _only(scope)
    above = county if column.within == ledger.scope_column() else now.one(column.within)
    if not above or not county or (scope.counties is not None and county not in scope.counties):
        return []
    found = [(code, shown_name(code)) for code in places.resolver().children(above) if scope.covers(county, code[:9])]
    whole = scope.covers(county)
    return [*found, (NO_REGION, _("（没有%(label)s）") % {"label": said(column.label)})] if found and whole else found


def _only(scope: Scope) -> str:
    return next(iter(scope.counties)) if scope.counties and len(scope.counties) == 1 else ""


def _suggestions(column: Column) -> list[tuple[str, str]]:
    if isinstance(column, RegionColumn) and column.level == "any":
        day = timezone.localdate()
        districts = sorted({pairing.district for pairing in places.pairings_at(day)})
        return [(shown_label(code), "") for code in [*districts, *places.paired_cities(day)]]
    return [(text, said(text)) for text in getattr(column, "suggest", ())]


# -- what is at work, in words ---------------------------------------------------------------------------------------


def active(ledger: type[Ledger], scope: Scope, now: Wanted) -> list[Chip]:
    """The filters at work, each with the address that lacks it."""
    columns = fields(ledger)
    chips = []
    if now.text:
        chips.append(Chip(_("搜索"), now.text, query(Wanted("", now.conditions, now.sort))))
    for name, condition in now.conditions.items():
        rest = {other: asked for other, asked in now.conditions.items() if other != name}
        chips.append(
            Chip(
                label_of(ledger, columns[name]),
                _said(columns[name], condition, scope),
                query(Wanted(now.text, rest, now.sort)),
            )
        )
    return chips


def _said(column: Column, condition: Condition, scope: Scope) -> str:
    parts = list(_parts_said(column, condition, scope))
    if condition.empty is not None:
        parts.append(_("空白") if condition.empty else _("已填写"))
    return _(" 或 ").join(parts)


def _parts_said(column: Column, condition: Condition, scope: Scope) -> Iterable[str]:
    if condition.values:
        yield listed(_value_said(column, value, scope) for value in condition.values)
    if condition.text:
        yield _("含“%(text)s”") % {"text": condition.text}
    low, high = condition.low, condition.high
    unit = "%" if column.kind == "percent" else showing.unit_of(column)
    if low or high:
        if column.kind not in ("date", "month"):
            low, high = _grouped(low), _grouped(high)
        if low == high:
            yield with_note(low, unit)
        elif low and high:
            yield with_note(_("%(low)s 至 %(high)s") % {"low": low, "high": high}, unit)
        else:
            bound = _("%(low)s 起") % {"low": low} if low else _("至 %(high)s") % {"high": high}
            if column.kind not in ("date", "month"):
                bound = f"≥ {low}" if low else f"≤ {high}"
            yield with_note(bound, unit)


def _grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole or 0):,}{point}{rest}" if number else ""


def _value_said(column: Column, value: str, scope: Scope) -> str:
    if value == NO_REGION and isinstance(column, RegionColumn):
        return _("（没有%(label)s）") % {"label": said(column.label)}
    if isinstance(column, RegionColumn):
        if column.level == "any":
            return shown_label(value)
        inside = scope.counties is None or any(one.startswith(region_start(value)[:6]) for one in scope.counties)
        return shown_name(value) if inside else value  # another's place is not even named
    if column.kind == "yes_no":
        return showing.yes_no(value == YES)
    return showing.described(column, value)
