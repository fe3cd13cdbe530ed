"""What a sheet tells beside its cells: the county of its name or title, the month; and what an ID tells of its owner."""

import re
from typing import Any

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import COUNTY, OFFICE, CodeColumn, MonthColumn, RegionColumn, ResidentIdColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.mapping import Mapped
from jiedui.core.places import queries as places

TITLE = 2_000
"""A title is read so far: a cell may hold a book, and the search must end."""
SURE = ("exact", "alias", "short", "old", "code")
EAST = "4403"
"""Shenzhen: its districts stand in titles as the side that helps."""
_MONTH = re.compile(r"(20\d{2})\s*年\s*(\d{1,2})\s*月")


def read(ledger: type[Ledger], sheet: str, title: str, scope: Scope) -> dict[str, str]:
    """Values that hold for every row of a sheet without the column: by column name."""
    given: dict[str, str] = {}
    for column in ledger.declared:
        if isinstance(column, RegionColumn) and column.scope and column.level == COUNTY:
            if county := _county(sheet, title, scope):
                given[column.name] = county
        elif isinstance(column, RegionColumn) and column.scope and column.level == OFFICE:
            if office := _office(sheet, scope):
                given[column.name] = office
        elif isinstance(column, MonthColumn) and (match := _MONTH.search(f"{sheet} {title}")):
            given[column.name] = f"{match.group(1)}-{int(match.group(2)):02d}"
    return given


def _county(sheet: str, title: str, scope: Scope) -> str | None:
    """One sheet a county: the sheet's name says which; else the title; else the scope, if it is a single county."""
    name = re.sub(r"[（(][^（()）]*[)）]|\s|\d+[年月日]?份?", "", sheet)
    found = places.resolver().resolve(name, level=COUNTY, suggest=False)
    if found.code and found.how in SURE:
        return found.code
    for text in (name, title):
        named = _named_in(text)
        # The district that helps is named beside the county that is helped: 福田区对口帮扶隆安县.
        named = [code for code in named if not code.startswith(EAST)] if len(named) > 1 else named
        if len(named) == 1:
            return named[0]
        if named:
            return None
    if scope.counties is not None and len(scope.counties) == 1:
        return next(iter(scope.counties))
    return None


def _office(sheet: str, scope: Scope) -> str | None:
    """The county, district or city that a sheet is named after, else the only one in reach; titles name both sides."""
    found = places.resolver().resolve(re.sub(r"[（(][^（()）]*[)）]|\s", "", sheet), level=OFFICE, suggest=False)
    if found.code and found.how in SURE:
        return found.code
    return next(iter(scope.places)) if scope.places is not None and len(scope.places) == 1 else None


def _named_in(text: str) -> list[str]:
    """The counties named in a running text, each once."""
    resolver, codes = places.resolver(), []
    for word in re.findall(r"[\u4e00-\u9fff]{2,40}?(?:自治县|县|市|区)", text[:TITLE]):
        for start in range(max(0, len(word) - 9), len(word) - 1):
            found = resolver.resolve(word[start:], level=COUNTY, suggest=False)
            if found.code and found.how in SURE:
                codes.append(found.code)
                break
    return list(dict.fromkeys(codes))


def check_identity(
    ledger: type[Ledger],
    rows: pl.DataFrame,
    extra: dict[str, dict[str, Any]],
    headings: dict[str, Mapped],
    findings: Findings,
) -> None:
    """Sex unlike the one in the ID: flagged, never overwritten."""
    for column in ledger.declared:
        if not isinstance(column, ResidentIdColumn) or column.sex_of not in rows.columns or column.name not in extra:
            continue
        sexes = ledger.columns[column.sex_of]
        person = extra[column.name].get("person")
        if person is None or not isinstance(sexes, CodeColumn):
            continue
        differs = rows.with_columns(person["sex"].alias("_expected")).filter(
            (pl.col("_expected") != pl.col(column.sex_of)) & pl.col(column.sex_of).is_in(["1", "2"])
        )
        for index, row, told, wanted in differs.select("_index", "_row", column.sex_of, "_expected").iter_rows():
            findings.say(
                "resident_id.sex_differs", index=index, row=row, heading=headings[column.sex_of].heading,
                field=column.sex_of, value=sexes.codes.label(told), expected=sexes.codes.label(wanted),
            )  # fmt: skip
