"""The rows of a small invented world, written into the product's own templates and handed in."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import openpyxl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.template import heading, template_workbook
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.trail.operations import SYSTEM
from jiedui.demo.geography import County, load_counties
from jiedui.demo.recipes import Row
from jiedui.demo.world import World

FIRST = ("projects", "payments", "workers", "household_months")


def small_world(counties: int = 4, **sizes: int) -> World:
    """The first few counties of the plan with a few rows each. Needs regions and pairings in the database."""
    return World(
        _counties()[:counties], **{"seed": 5, "workers": 60, "households": 60, "months": 2, "projects": 24, **sizes}
    )


@cache
def _counties() -> list[County]:
    """Regions and pairings are the same for every test of a process that needs a small world."""
    return load_counties()


def rows_of(world: World, ledger: str) -> list[Row]:
    """All rows of a ledger, whether one of the first ledgers or made by a recipe."""
    if ledger in FIRST:
        return [{name.split("(")[0]: value for name, value in row.items()} for row in world.rows(ledger)]
    return [row for _code, some in world.by_place(ledger) for row in some]


def template_with(ledger: str, rows: Sequence[Row]) -> bytes:
    """The template of a ledger, filled in with rows (by label) as a clerk types them."""
    declared = registry.ledger(ledger).declared
    unknown = {name for row in rows for name in row} - {column.label for column in declared}
    assert not unknown, f"{ledger} has no columns {unknown}"
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(registry.ledger(ledger), Scope.everything())))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [heading(column) for column in declared]
    # Cells below the headings are there already for their formats and lists.
    for at, row in enumerate(rows, 2):
        for place, column in enumerate(declared, 1):
            value = row.get(column.label)
            if value is not None:
                sheet.cell(at, place, value if isinstance(value, (str, int, float, date)) else value.item())
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def hand_in(ledger: str, rows: Sequence[Row], **more: Any) -> Report:
    return import_file(
        ledger, template_with(ledger, rows), name=f"{ledger}.xlsx", scope=Scope.everything(), actor=SYSTEM, **more
    )


def counts(report: Report) -> tuple[int, ...]:
    """Rows read, new, changed, same, refused."""
    return tuple(report.rows[name] for name in ("read", "new", "changed", "same", "refused"))


def found(report: Report) -> Counter[str]:
    """How often each kind of finding was made."""
    return Counter(one["id"] for one in report.as_dict()["findings"])


def places(report: Report) -> set[tuple[int, str, str]]:
    """(row, column, id) of each finding."""
    return {(one["row"], one["field"], one["id"]) for one in report.as_dict()["findings"]}
