"""Which columns a list shows, and how a cell of it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jiedui.core.declare.columns import CodeColumn, Column, RegionColumn, TextColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.saying import said, with_note
from jiedui.web import showing

MANY_CODES = 30
"""A coded list longer than this is no filter and no column of the short list."""
TAGGED = 12
"""A code of a list as short as this is drawn as a tag."""
LISTED = 7
_ORDER = ("month", "code", "percent", "reference", "money", "organisation", "date", "phone", "number", "name")
_WORDS = ("text", "long_text", "organisation", "reference", "name")
"""Kinds of cells that hold words and need room for some of them."""


@dataclass(frozen=True)
class Heading:
    """A column as the head of a table names it. look: how a cell is drawn beyond plain text: "bar", "tag" or ""; tones:
    of a column of states, the tone of each by its shown word; wordy: its cells hold words."""

    name: str
    label: str
    unit: str
    numeric: bool
    look: str = ""
    tones: Mapping[str, str] = field(default_factory=dict, compare=False)
    wordy: bool = False

    @property
    def full(self) -> str:
        """Label and unit, as a cell says it on a phone."""
        return with_note(self.label, self.unit)


@dataclass(frozen=True)
class Line:
    """One row of a list: its name, the key under it, county with town, and the other cells in the order of the heads."""

    id: int
    name: str
    under: str
    county: str
    town: str
    cells: list[tuple[Heading, str]]


def short(ledger: type[Ledger]) -> list[Column]:
    """The columns of the short list besides name, key and place: what is required, then what tells most, as declared."""
    return list(_short(ledger))


@cache
def _short(ledger: type[Ledger]) -> list[Column]:
    rest = [column for column in ledger.declared if column.name not in _led(ledger)]
    ranked = sorted(rest, key=lambda column: (not column.required, _rank(column)))
    chosen = {column.name for column in ranked[:LISTED] if _rank(column) < len(_ORDER)}
    return [column for column in rest if column.name in chosen]


def all_of(ledger: type[Ledger]) -> list[Column]:
    """Every column besides name, key and place."""
    return [column for column in ledger.declared if column.name not in _led(ledger)]


def chosen(ledger: type[Ledger], kept: str, *, everything: bool = False) -> list[Column]:
    """The columns to show: all, those kept (names divided by commas, in their order), or the short list."""
    if everything:
        return all_of(ledger)
    by_name = {column.name: column for column in all_of(ledger)}
    return [by_name[name] for name in kept.split(",") if name in by_name] or short(ledger)


@cache
def _led(ledger: type[Ledger]) -> set[str]:
    """The columns that the first two cells of a row show."""
    return {ledger.info.name, *under_columns(ledger), ledger.scope_column(), ledger.town_column() or ""}


def under_columns(ledger: type[Ledger]) -> list[str]:
    """The key columns that stand under the name; a month has a column of its own."""
    return [name for name in ledger.info.key if name not in (ledger.info.name, ledger.info.period)]


def _rank(column: Column) -> int:
    if isinstance(column, CodeColumn) and len(column.codes) > MANY_CODES:
        return len(_ORDER)
    if isinstance(column, TextColumn) and column.tones:
        return _ORDER.index("code")
    if isinstance(column, TextColumn) and column.kind == "text" and column.suggest:
        return len(_ORDER) - 1
    return _ORDER.index(column.kind) if column.kind in _ORDER else len(_ORDER)


def headings(columns: Sequence[Column]) -> list[Heading]:
    return list(_headings(tuple(columns), get_language()))


@lru_cache(maxsize=500)
def _headings(columns: tuple[Column, ...], _language: str | None) -> list[Heading]:
    return [
        Heading(
            column.name,
            said(column.label),
            showing.unit_of(column),
            column.kind in showing.NUMERIC and column.kind != "percent",
            _look(column),
            showing.tones(column),
            column.kind in _WORDS,
        )
        for column in columns
    ]


def _look(column: Column) -> str:
    if column.kind == "percent":
        return "bar"
    if isinstance(column, TextColumn):
        return "tag" if column.tones else ""
    return "tag" if isinstance(column, CodeColumn) and len(column.codes) <= TAGGED else ""


def lines(ledger: type[Ledger], rows: Sequence[Any], columns: Sequence[Column]) -> list[Line]:
    """The rows as the list draws them."""
    led = [ledger.columns[name] for name in (ledger.info.name, *under_columns(ledger))]
    shown = showing.texts(ledger, rows, [*led, *columns])
    heads = headings(columns)
    county, town = ledger.scope_column(), ledger.town_column()
    named: dict[tuple[Any, ...], str] = {}
    found = []
    for row, values in zip(rows, shown, strict=True):
        under = "　".join(values[name] for name in under_columns(ledger) if values[name])
        found.append(
            Line(
                row.pk,
                values[ledger.info.name] or f"#{row.pk}",
                under,
                _place(ledger, county, row, named),
                _place(ledger, town, row, named) if town else "",
                [(head, values[head.name]) for head in heads],
            )
        )
    return found


def _place(ledger: type[Ledger], name: str, row: Any, named: dict[tuple[Any, ...], str]) -> str:
    """The place of a row in words; `named` holds those that were put into words already."""
    column = ledger.columns.get(name)
    asked = (name, getattr(row, name), getattr(row, f"{name}_text", None))
    if asked not in named:
        named[asked] = showing.region(column or RegionColumn(""), *asked[1:])
    return named[asked]


def county_label(ledger: type[Ledger]) -> str:
    """The heading of the county; a ledger that takes it from another row has no column for it."""
    column = ledger.columns.get(ledger.scope_column())
    return said(column.label) if column else _("县")


def name_label(ledger: type[Ledger]) -> str:
    """The heading of what names a row."""
    return said(ledger.columns[ledger.info.name].label)
