"""docs/reference/ledgers.md and ledgers/<id>.md: what each ledger holds, column by column."""

import inspect

from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.lake.layout import enters
from jiedui.core.words.findings import TYPES
from tools.reference.declared import own_ledgers
from tools.reference.markdown import code, joined, table

INDEX = """# Ledgers · 台账

One page each, from the declaration in the module. Column kinds and their storage are explained in
[architecture](../explanation/architecture.md), coded lists in [codes](codes.md).
"""
COLUMNS = """
heading: as printed; also: other headings read without a question; personal: masked, sealed where it is a number, never
in a log; lake: part of the analytical snapshots; storage: columns of the table.
"""
LEVELS = {"county": "县级", "town": "乡镇级", "village": "村级", "any": "任何一级"}
UNIQUE = {"county": "once in its county", "everywhere": "once in the whole programme"}


def index() -> str:
    rows = [
        (f"[{one.info.title}](ledgers/{one.info.id}.md)", code(one.info.id), _labels(one, one.info.key),
         len(one.declared), joined(one.info.measures))
        for one in own_ledgers()
    ]  # fmt: skip
    return f"{INDEX}\n{table(('title', 'id', 'key', 'columns', 'measures'), rows)}"


def pages() -> dict[str, str]:
    return {ledger.info.id: _page(ledger) for ledger in own_ledgers()}


def _page(ledger: type[Ledger]) -> str:
    info = ledger.info
    about: list[tuple[str, object]] = [
        ("id", code(info.id)),
        ("one row is", info.noun),
        ("key", f"{_labels(ledger, info.key)} ({UNIQUE[info.unique]})"),
        ("named by", ledger.columns[info.name].label),
        ("county", _county(ledger)),
        ("month", ledger.columns[info.period].label if info.period else ""),
        ("measures of the plan", joined(info.measures)),
        ("table", code(ledger._meta.db_table)),
    ]
    parts = [f"# {info.title} `{info.id}`\n", f"{inspect.cleandoc(ledger.__doc__ or '')}\n"]
    parts += [table(("", ""), [row for row in about if row[1] != ""]), f"## Columns\n{COLUMNS}"]
    head = ("heading", "field", "kind", "unit", "must", "personal", "lake", "codes", "rules", "also", "storage")
    parts += [table(head, [_row(column) for column in ledger.declared]), "## Checks\n", _checks(ledger)]
    return "\n".join(parts)


def _labels(ledger: type[Ledger], names: tuple[str, ...]) -> str:
    return " + ".join(ledger.columns[name].label for name in names)


def _county(ledger: type[Ledger]) -> str:
    reference = ledger.scope_reference()
    if reference is not None and ledger.scope_column() not in ledger.columns:
        return f"that of {reference.label}, kept in `{ledger.scope_column()}`"
    return ledger.columns[ledger.scope_column()].label


def _row(column: Column) -> tuple[object, ...]:
    codes = getattr(column, "codes", None)
    return (
        column.label, code(column.name), column.kind, getattr(column, "unit", ""), column.required, column.personal,
        enters(column), f"[{codes.id}](../codes.md)" if codes else "", _rules(column), joined(column.also),
        ", ".join(code(name) for name in column.storage),
    )  # fmt: skip


def _rules(column: Column) -> str:
    """Bounds, places, periods and suggestions, as far as the column declares them."""
    low, high = getattr(column, "low", None), getattr(column, "high", None)
    said = {
        "level": LEVELS.get(getattr(column, "level", ""), ""),
        "within": code(getattr(column, "within", "")),
        "plausible": f"{'' if low is None else low:,} – {'' if high is None else high:,}" if _bounded(column) else "",
        "decimals": getattr(column, "decimals", 0) or "",
        "names a row of": code(getattr(column, "to", "")),
        "not before": code(getattr(column, "after", "")),
        "code in": code(getattr(column, "uscc", "")),
        "longest": getattr(column, "longest", ""),
        "suggests": joined(getattr(column, "suggest", ())),
    }
    flags = {
        "several": "several values",
        "cumulative": "running total",
        "open_end": "至今 allowed",
        "future": "may be ahead",
    }
    told = [f"{name} {value}" for name, value in said.items() if value != ""]
    told += [words for name, words in flags.items() if getattr(column, name, False)]
    return "; ".join([*told, *([column.help] if column.help else [])])


def _bounded(column: Column) -> bool:
    return getattr(column, "low", None) is not None or getattr(column, "high", None) is not None


def _checks(ledger: type[Ledger]) -> str:
    rows: list[tuple[object, ...]] = [
        (code(check.id), check.level.value, _labels(ledger, check.columns), check.message)
        for check in ledger.info.checks
    ]
    for cross in ledger.info.cross_checks:
        label = ledger.columns[cross.column].label
        rows.append((code(cross.id), cross.level.value, f"{label} (asks other rows)", TYPES[cross.id].message))
    if not rows:
        return "Only those of each column's kind: see [findings](../findings.md).\n"
    return table(("id", "level", "columns", "message"), rows)
