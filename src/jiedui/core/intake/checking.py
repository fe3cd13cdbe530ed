"""From a read workbook to rows in normal form and findings. Nothing here touches a ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from jiedui.core.access.scope import Scope
from jiedui.core.declare.columns import ANY, DateColumn, RegionColumn, ResidentIdColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import cells as cell_looks
from jiedui.core.intake import keys, surroundings, totals
from jiedui.core.intake.blanks import fill_down
from jiedui.core.intake.books import OWN_SHEETS
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.headings import Heading
from jiedui.core.intake.hints import with_hints
from jiedui.core.intake.layout import Layout, find_layout, named
from jiedui.core.intake.mapping import Mapped, map_columns
from jiedui.core.intake.ranges import split_ranges
from jiedui.core.intake.reading import Sheet, Workbook, kinds
from jiedui.core.intake.rows import check_duplicates, check_rows
from jiedui.core.intake.values import Context, Parsed, local, parse_column
from jiedui.core.ledger.single import normal_schema
from jiedui.core.places import queries as places

INCLUDE, EXCLUDE = "一并导入", "不导入"


@dataclass
class Checked:
    """normal: every data row in normal form with _index, _sheet, _row. stopped rows are still in it."""

    ledger: type[Ledger]
    normal: pl.DataFrame
    findings: Findings
    sheets: list[dict[str, Any]] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    dropped: int = 0
    headings: dict[str, Heading] = field(default_factory=dict)
    """The headings of the sheets used, by their text."""
    positions: dict[str, dict[str, int]] = field(default_factory=dict)
    """Sheet -> heading -> column counted from 0."""
    left_out: list[tuple[int, int]] = field(default_factory=list)
    """(sheet, Excel row) of hidden rows that a person left out: they are not in `normal`."""
    held: set[int] = field(default_factory=set)
    """Rows that wait for the answer to a question about their column."""
    read: list[tuple[int, Sheet, Layout]] = field(default_factory=list)
    """For a preview, which shows rows as they were written: the sheets used, by number."""

    def stopped(self) -> set[int]:
        return self.findings.stopped() | self.held


def check(
    workbook: Workbook,
    ledger: type[Ledger],
    *,
    scope: Scope,
    answers: Mapping[str, str],
    remembered: Mapping[str, str],
    today: date,
    keep: bool = False,
) -> Checked:
    """Read every visible sheet that has this ledger's header; find, map, normalise and check its rows.

    keep: the sheets as read are wanted afterwards.
    """
    findings = Findings()
    schema = {"_index": pl.UInt32, "_sheet": pl.Int32, "_row": pl.Int64}
    checked = Checked(ledger, pl.DataFrame(schema=schema), findings)
    pieces: list[pl.DataFrame] = []
    offset = 0
    unused: list[int] = []
    unsure: list[tuple[int, Layout]] = []

    def read(number: int, layout: Layout) -> None:
        nonlocal offset
        sheet = workbook.sheets[number]
        checked.sheets[number] = _sheet_report(sheet, layout)
        piece = _read_sheet(workbook, sheet, layout, checked, offset, scope, answers, remembered, today)
        if piece.is_empty():
            findings.say("sheet.no_rows", value=sheet.name)
        pieces.append(piece.with_columns(pl.lit(number, pl.Int32).alias("_sheet")))
        offset += len(piece)
        if keep:
            checked.read.append((number, sheet, layout))
        checked.dropped += len(layout.dropped) + layout.empty_rows

    for number, sheet in enumerate(workbook.sheets):
        findings.sheet = number
        layout = None if sheet.hidden or _is_own(sheet) else find_layout(sheet, ledger, dict(remembered))
        checked.sheets.append(_sheet_report(sheet, None))
        if layout is not None and (not layout.few or _has_required(ledger, sheet, layout, remembered, scope)):
            read(number, layout)
        elif layout is not None:
            unsure.append((number, layout))
        elif sheet.hidden and not _is_own(sheet):
            findings.say("sheet.hidden", value=sheet.name)
        elif not _is_own(sheet) and not sheet.frame.is_empty():
            unused.append(number)
    # A few known headings beside the ledger itself are another list; alone they are the ledger that lacks a column.
    alone = not pieces
    for number, layout in unsure:
        findings.sheet = number
        if alone:
            read(number, layout)
        else:
            unused.append(number)
    for number in sorted(unused):
        findings.sheet = number
        name = workbook.sheets[number].name
        if pieces:
            findings.say("sheet.unused", value=name)
        else:
            findings.say("sheet.no_header", value=name)
    findings.sheet = None
    if not pieces and not unused:
        findings.say("sheet.no_header")
    if pieces:
        checked.normal = pl.concat(pieces, how="diagonal")
        check_rows(checked.ledger, checked.normal, scope, findings)
        check_duplicates(checked.ledger, checked.normal, findings, answers)
    return checked


def _has_required(
    ledger: type[Ledger], sheet: Sheet, layout: Layout, remembered: Mapping[str, str], scope: Scope
) -> bool:
    """Whether every required column is there, or known from the sheet's name, its title or the scope."""
    there = named(ledger, layout.headings, remembered) | set(surroundings.read(ledger, sheet.name, layout.title, scope))
    return {column.name for column in ledger.declared if column.required} <= there


def _is_own(sheet: Sheet) -> bool:
    return sheet.name in OWN_SHEETS


def _sheet_report(sheet: Sheet, layout: Layout | None) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "header_row": layout.header_row if layout else None,
        "first_row": layout.first_row if layout else None,
        "last_row": layout.last_row if layout else None,
        "hidden": sheet.hidden,
        "used": layout is not None,
    }


def _read_sheet(
    workbook: Workbook,
    sheet: Sheet,
    layout: Layout,
    checked: Checked,
    offset: int,
    scope: Scope,
    answers: Mapping[str, str],
    remembered: Mapping[str, str],
    today: date,
) -> pl.DataFrame:
    ledger, findings = checked.ledger, checked.findings
    given = surroundings.read(ledger, sheet.name, layout.title, scope)
    mapping = map_columns(ledger, layout, remembered, answers, findings, given=set(given))
    checked.columns += [column for column in mapping.report if column not in checked.columns]
    checked.headings |= {heading.text: heading for heading in layout.headings.values()}
    positions = {heading.text: at for at, heading in reversed(layout.headings.items())}
    checked.positions[sheet.name] = positions | {one.heading: one.at for one in mapping.mapped}
    data = _hidden_rows(sheet, layout, checked, offset, answers)
    say_hidden_columns(sheet, mapping.mapped, findings)
    data = cell_looks.fill_merged(sheet, data)
    rows = data["row"]
    indexes = pl.Series("_index", range(offset, offset + len(data)), dtype=pl.UInt32)
    result = pl.DataFrame({"_index": indexes, "_row": rows.cast(pl.Int64)})
    prepared = {one.column.name: cell_looks.cells_of(data, one.at) for one in mapping.mapped}
    headings = {one.column.name: one for one in mapping.mapped}
    extra: dict[str, dict[str, Any]] = {}
    carried: set[int] = set()
    supposed: dict[str, pl.Series] = {}
    for name, right in split_ranges(ledger, prepared).items():
        prepared[name] = right
        headings[name] = Mapped(-1, headings[_before(ledger, name)].heading, ledger.columns[name], "exact", None)
    if findings.sheet is not None:
        findings.headings |= {(findings.sheet, name): one.heading for name, one in headings.items()}
    for column in ledger.declared:
        one = headings.get(column.name)
        if one is None:
            if column.name in given and len(data):
                result = result.with_columns(pl.lit(given[column.name], pl.String).alias(column.name))
            continue
        frame = prepared[column.name]
        open_blanks: set[int] | None = None
        if ledger.info.key != (column.name,):
            # What alone tells rows apart is never "as above".
            frame, open_blanks = fill_down(column, one.heading, frame, answers, findings, carried)
        within = None
        if isinstance(column, RegionColumn):
            above = result.with_columns(supposed.values())
            within = _within(ledger, column, above) if column.within else own_county(ledger, column, frame, result)
        context = Context(
            today=today, date1904=workbook.date1904, resolver=places.resolver(), unit=one.unit, answers=answers
        )
        parsed = parse_column(column, frame, sheet.formats, context, within=within)
        found = parsed.findings
        if isinstance(column, ResidentIdColumn):
            found = with_hints(ledger, column, found, parsed.extra.get("person"), result, scope)
        if isinstance(column, RegionColumn) and column.within in supposed:
            # What lies in a place that is only supposed so far is not blamed for it.
            unsure = supposed[column.within].is_not_null() & result[column.within].is_null()
            blamed = pl.col("id").is_in(["region.outside", "region.unlisted"])
            found = found.filter(~(blamed & pl.col("index").is_in(unsure.arg_true().to_list())))
        if isinstance(column, RegionColumn) and (places_meant := _supposed(column, parsed)) is not None:
            supposed[column.name] = places_meant
        if open_blanks is not None:
            # The blanks wait for the answer about the column; they are not missing values as well.
            checked.held |= {offset + at for at in open_blanks}
            found = found.filter(~((pl.col("id") == "value.required") & pl.col("index").is_in(list(open_blanks))))
        findings.add_column(column, one.heading, found, offset, rows)
        result = result.with_columns(parsed.values.get_columns())
        if parsed.extra:
            extra[column.name] = parsed.extra
    if mapping.held:
        checked.held |= set(range(offset, offset + len(data)))
    surroundings.check_identity(ledger, result, extra, headings, findings)
    cell_looks.say_looks(sheet, data, mapping.mapped, offset, findings)
    totals.check(ledger, layout, mapping.mapped, result, findings)
    return result.cast({k: v for k, v in normal_schema(ledger).items() if k in result.columns})


def _before(ledger: type[Ledger], name: str) -> str:
    column = ledger.columns[name]
    return column.after if isinstance(column, DateColumn) else name


def _within(ledger: type[Ledger], column: RegionColumn, result: pl.DataFrame) -> pl.Series | None:
    """The nearest known region above: the township, else the county."""
    outer = ledger.columns[column.within]
    names = [outer.name]
    while isinstance(outer, RegionColumn) and outer.within:
        outer = ledger.columns[outer.within]
        names.append(outer.name)
    there = [pl.col(name) for name in names if name in result.columns]
    return result.select(pl.coalesce(there).alias("within")).to_series() if there else None


def _supposed(column: RegionColumn, parsed: Parsed) -> pl.Series | None:
    """The regions with the first suggestion for each misspelt one, so that what lies within is asked for at once; None
    where none is misspelt."""
    asked = parsed.findings.filter(pl.col("id") == "region.misspelt").select("index", pl.col("choices").list.first())
    if asked.is_empty() or column.level == ANY:
        return None
    resolver = places.resolver()
    codes = {label: resolver.resolve(label, level=column.level).code for label in asked["choices"].unique().to_list()}
    known = asked.with_columns(pl.col("choices").replace_strict(codes, return_dtype=pl.String)).drop_nulls()
    return parsed.values[column.name].scatter(known["index"], known["choices"])


def own_county(
    ledger: type[Ledger], column: RegionColumn, cells: pl.DataFrame, result: pl.DataFrame
) -> pl.Series | None:
    """The rows' own counties, for a column of any level in which 本县 or the like is written."""
    county = ledger.scope_column()
    if column.level != ANY or county not in result.columns:
        return None
    used = cells["t"].str.strip_chars().is_in(local.WORDS).any()
    return result[county].fill_null(local.UNKNOWN) if used else None


def _hidden_rows(
    sheet: Sheet, layout: Layout, checked: Checked, offset: int, answers: Mapping[str, str]
) -> pl.DataFrame:
    """Hidden and filtered rows: a question; until it is answered they are held back."""
    data = layout.data
    if data.is_empty():
        return data
    flags = [(pl.col(f"k{j}") & kinds.HIDDEN_ROW) > 0 for j in range(sheet.width)]
    hidden = data.select(pl.any_horizontal(flags).fill_null(False).alias("hidden"))["hidden"]
    count = int(hidden.sum())
    if not count:
        return data
    key = keys.key("row.hidden", sheet.name)
    if answers.get(key) == EXCLUDE:
        for row in data["row"].filter(hidden).to_list():
            checked.left_out.append((checked.findings.sheet or 0, row))
            checked.findings.say("row.rejected", row=row)
        return data.filter(~hidden)
    if answers.get(key) != INCLUDE:
        first = int(data["row"].gather(hidden.arg_true())[0])
        checked.findings.say(
            "row.hidden", row=first, key=key, choices=[INCLUDE, EXCLUDE], value=sheet.name, count=count
        )
        checked.held |= {offset + at for at in hidden.arg_true().to_list()}
    return data


def say_hidden_columns(sheet: Sheet, mapped: list[Mapped], findings: Findings) -> None:
    for one in mapped:
        if one.at in sheet.hidden_columns:
            findings.say("column.hidden", heading=one.heading, field=one.column.name, value=one.heading)
