"""Which column of a sheet is which column of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass

from jiedui.core.declare.columns import Column, MoneyColumn, NumberColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import headings
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.headings import SERIAL, Heading
from jiedui.core.intake.layout import Layout

IGNORE = "不导入这一列"
COUNTS = {"人": {"人次", "户"}, "人次": {"人", "户"}, "户": {"人", "人次"}}


@dataclass(frozen=True)
class Mapped:
    """A sheet's column (counted from 0) read as a ledger's column; `unit` overrides the declared one."""

    at: int
    heading: str
    column: Column
    how: str
    unit: str | None


@dataclass(frozen=True)
class SheetMapping:
    """mapped: by sheet order; report: every headed column for the answer of an import; held: waits for an answer."""

    mapped: list[Mapped]
    report: list[dict[str, str | None]]
    held: bool


def map_columns(
    ledger: type[Ledger],
    layout: Layout,
    remembered: Mapping[str, str],
    answers: Mapping[str, str],
    findings: Findings,
    *,
    given: set[str],
) -> SheetMapping:
    """Match headings exactly, by alias, as remembered, then by likeness (a question). `given`: columns whose value the
    context supplies, such as the county of a sheet named after it."""
    chosen: dict[int, tuple[Column, str]] = {}
    taken: dict[str, str] = {}
    order = sorted(layout.headings.items())
    for at, heading in order:
        if match := headings.find(ledger, heading):
            _take(at, heading, *match, chosen, taken, findings)
    for at, heading in order:
        name = remembered.get(heading.plain)
        if at not in chosen and name and name in ledger.columns and name not in taken:
            _take(at, heading, ledger.columns[name], "alias", chosen, taken, findings)
    held = False
    ignored: set[int] = set()
    suggested: dict[int, Column] = {}
    for at, heading in order:
        if at in chosen or heading.plain in SERIAL:
            continue
        if remembered.get(heading.plain) == "":
            ignored.add(at)
            continue
        column = headings.suggest(ledger, heading, set(taken))
        if column is None:
            continue
        key = f"column.fuzzy:{heading.text}"
        answer = answers.get(key)
        if answer in (column.label, column.name):
            _take(at, heading, column, "fuzzy", chosen, taken, findings)
        elif answer == IGNORE:
            ignored.add(at)
        else:
            findings.ask(
                "column.fuzzy", key, [column.label, IGNORE], heading=heading.text, field=column.name,
                value=heading.text, label=column.label,
            )  # fmt: skip
            suggested[at] = column
            if column.required:
                # Read as suggested, so that the rest can be checked; the rows wait for the answer.
                held = True
                _take(at, heading, column, "fuzzy", chosen, taken, findings)
            else:
                taken[column.name] = heading.text
                ignored.add(at)
    for at, heading in order:
        if at not in chosen and at not in ignored and heading.plain not in SERIAL:
            findings.say("column.unknown", heading=heading.text, value=heading.text)
    _require(ledger, taken, given, findings)
    mapped = [_mapped(at, layout.headings[at], *chosen[at], layout, answers, findings) for at in sorted(chosen)]
    report = [
        {
            "heading": heading.text,
            "field": chosen[at][0].name if at in chosen else suggested[at].name if at in suggested else None,
            "how": chosen[at][1] if at in chosen else "fuzzy" if at in suggested else "ignored",
        }
        for at, heading in order
    ]
    return SheetMapping(mapped, report, held)


def _take(
    at: int, heading: Heading, column: Column, how: str, chosen: dict[int, tuple[Column, str]], taken: dict[str, str],
    findings: Findings,
) -> None:  # fmt: skip
    if column.name in taken:
        findings.say(
            "column.twice", heading=heading.text, field=column.name, value=heading.text, other=taken[column.name],
            label=column.label,
        )  # fmt: skip
        return
    chosen[at] = column, how
    taken[column.name] = heading.text


def _require(ledger: type[Ledger], taken: Mapping[str, str], given: set[str], findings: Findings) -> None:
    for column in ledger.declared:
        if column.required and column.name not in taken and column.name not in given:
            findings.say("column.missing", field=column.name, label=column.label)


def _mapped(
    at: int, heading: Heading, column: Column, how: str, layout: Layout, answers: Mapping[str, str], findings: Findings
) -> Mapped:
    unit = None
    if isinstance(column, MoneyColumn):
        unit = heading.unit if heading.unit in ("元", "千元", "万元", "亿元") else layout.unit
    elif isinstance(column, NumberColumn) and heading.unit and heading.unit in COUNTS.get(column.unit, set()):
        key = f"column.unit:{heading.text}"
        if answers.get(key) != "照此导入":
            findings.ask(
                "column.unit", key, ["照此导入", IGNORE], heading=heading.text, field=column.name, value=heading.text,
                unit=heading.unit, label=column.label, expected=column.unit,
            )  # fmt: skip
    return Mapped(at, heading.text, column, how, unit)
