"""Which column of a sheet is which column of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from jiedui.core.declare.columns import Column, MoneyColumn, NumberColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import headings, keys
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.headings import MONEY_UNITS, SERIAL, Heading
from jiedui.core.intake.layout import Layout

AGREE, IGNORE = "照此导入", "不导入这一列"
BY_HAND = "column.map"
"""`column.map:HEADING` in the answers maps a column by hand: to a column of the ledger, by label or name, or to IGNORE."""
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
    """Match headings as a person said, exactly, by alias, as remembered, then by likeness (a question). `given`: columns
    whose value the context supplies, such as the county of a sheet named after it."""
    chosen: dict[int, tuple[Column, str]] = {}
    taken: dict[str, str] = {}
    order = sorted(layout.headings.items())
    known = {at: match for at, heading in order if (match := headings.find(ledger, heading))}
    for at, heading in order:
        name = remembered.get(heading.plain)
        if name == "":
            known.pop(at, None)
        elif name in ledger.columns and (at not in known or known[at][0].name != name):
            known[at] = ledger.columns[name], "alias"
    said = _by_hand(ledger, layout, answers, findings)
    ignored = _obey(said, known)
    held = False
    suggested: dict[int, Column] = {}
    for column in ledger.declared:
        rivals = [at for at, (one, _) in known.items() if one is column]
        if rivals:
            at, open = _choose(column, rivals, known, layout, answers, findings)
            taken[column.name] = layout.headings[at].text
            if open:
                # None of them counts yet; of a required column one is read, so that the rest can be checked.
                suggested[at] = column
                held = held or column.required
            if not open or column.required:
                chosen[at] = known[at]
    ignored |= set(known) - set(chosen)
    for at, heading in order:
        if at in chosen or at in ignored or heading.plain in SERIAL:
            continue
        if remembered.get(heading.plain) == "":
            ignored.add(at)
            continue
        like = headings.suggest(ledger, heading, set(taken))
        if like is None:
            continue
        column = like
        key = keys.key("column.fuzzy", heading.text)
        answer = answers.get(key)
        if answer in (column.label, column.name):
            _take(at, heading, column, "fuzzy", chosen, taken)
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
                _take(at, heading, column, "fuzzy", chosen, taken)
            else:
                taken[column.name] = heading.text
                ignored.add(at)
    for at, heading in order:
        if at not in chosen and at not in ignored and heading.plain not in SERIAL:
            findings.say("column.unknown", heading=heading.text, value=heading.text)
    _require(ledger, taken, given, findings)
    for at in sorted(chosen):
        if not _unit_agreed(layout.headings[at], chosen[at][0], answers, findings):
            del chosen[at]
    mapped = [_mapped(at, layout.headings[at], *chosen[at], layout) for at in sorted(chosen)]
    report = [
        {
            "heading": heading.text,
            "field": chosen[at][0].name if at in chosen else suggested[at].name if at in suggested else None,
            "how": chosen[at][1] if at in chosen else known.get(at, (None, "fuzzy"))[1] if at in suggested else "ignored",
        }
        for at, heading in order
    ]
    return SheetMapping(mapped, report, held)


def named(ledger: type[Ledger], text: str) -> Column | None:
    """The column that an answer names, by its label or its name."""
    if text in ledger.columns:
        return ledger.columns[text]
    return next((column for column in ledger.declared if column.label == text), None)


def _by_hand(
    ledger: type[Ledger], layout: Layout, answers: Mapping[str, str], findings: Findings
) -> dict[int, Column | None]:
    """What a person said of columns, whatever their headings suggest: the column meant, or None for not importing."""
    said: dict[int, Column | None] = {}
    for at, heading in layout.headings.items():
        answer = answers.get(keys.key(BY_HAND, heading.text), "").strip()
        column = named(ledger, answer)
        if answer == IGNORE or column is not None:
            said[at] = column
        elif answer:
            findings.say("column.map_unknown", heading=heading.text, value=answer, written=heading.text)
    return said


def _obey(said: Mapping[int, Column | None], known: dict[int, tuple[Column, str]]) -> set[int]:
    """Put what a person said into `known`; the columns that are not imported because of it."""
    wanted = {column.name for column in said.values() if column is not None}
    ignored = {at for at, (column, _how) in known.items() if column.name in wanted}
    ignored |= set(said)
    for at in ignored:
        known.pop(at, None)
    for at, column in said.items():
        if column is not None:
            known[at] = column, "fuzzy"
    return ignored - set(known)


def _choose(
    column: Column,
    rivals: list[int],
    known: Mapping[int, tuple[Column, str]],
    layout: Layout,
    answers: Mapping[str, str],
    findings: Findings,
) -> tuple[int, bool]:
    """Which of several columns of the same meaning counts, and whether that is still to be answered.

    Where one holds all that the others hold, it counts and nobody is asked; else the one that bears the label comes first.
    """
    rivals = sorted(rivals, key=lambda at: (known[at][1] != "exact", at))
    if len(rivals) == 1:
        return rivals[0], False
    texts = [layout.headings[at].text for at in rivals]
    choices = [
        text if texts.count(text) == 1 else f"{text}（第 {at + 1} 列）" for at, text in zip(rivals, texts, strict=True)
    ]
    key = f"column.twice:{column.label}"
    if (answer := answers.get(key)) in choices:
        return rivals[choices.index(answer)], False
    cells = {at: layout.data[f"t{at}"].str.strip_chars().fill_null("") for at in rivals}
    fullest = next((at for at in rivals if all(_holds(cells[at], cells[other]) for other in rivals)), None)
    if fullest is None:
        findings.ask(
            "column.twice", key, choices, heading=texts[1], field=column.name, value=choices[1], other=choices[0],
            label=column.label,
        )  # fmt: skip
        return rivals[0], True
    for at, choice in zip(rivals, choices, strict=True):
        if at != fullest:
            findings.say(
                "column.repeated", heading=layout.headings[at].text, field=column.name, value=choice,
                other=choices[rivals.index(fullest)],
            )  # fmt: skip
    return fullest, False


def _holds(one: pl.Series, other: pl.Series) -> bool:
    """Whether `one` says all that `other` says."""
    return bool(((other == "") | (one == other)).all())


def _take(
    at: int, heading: Heading, column: Column, how: str, chosen: dict[int, tuple[Column, str]], taken: dict[str, str]
) -> None:
    chosen[at] = column, how
    taken[column.name] = heading.text


def _require(ledger: type[Ledger], taken: Mapping[str, str], given: set[str], findings: Findings) -> None:
    for column in ledger.declared:
        if column.required and column.name not in taken and column.name not in given:
            findings.say("column.missing", field=column.name, label=column.label)


def _unit_agreed(heading: Heading, column: Column, answers: Mapping[str, str], findings: Findings) -> bool:
    """人次 over a column of 人: read only when a person agreed; asked unless a person answered."""
    if not isinstance(column, NumberColumn) or not heading.unit or heading.unit not in COUNTS.get(column.unit, set()):
        return True
    key = keys.key("column.unit", heading.text)
    if (answer := answers.get(key)) not in (AGREE, IGNORE):
        findings.ask(
            "column.unit", key, [AGREE, IGNORE], heading=heading.text, field=column.name, value=heading.text,
            unit=heading.unit, label=column.label, expected=column.unit,
        )  # fmt: skip
    return answer == AGREE


def _mapped(at: int, heading: Heading, column: Column, how: str, layout: Layout) -> Mapped:
    unit = None
    if isinstance(column, MoneyColumn):
        unit = heading.unit if heading.unit in MONEY_UNITS else layout.unit
    return Mapped(at, heading.text, column, how, unit)
