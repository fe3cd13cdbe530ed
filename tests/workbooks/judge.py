"""Hand a made workbook in and say in words where the product differs from the expectation."""

from collections import Counter
from typing import Any

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.intake.report import Report
from jiedui.core.trail.operations import SYSTEM
from tests.workbooks.draft import Finding, Made


def hand_in(made: Made, *, partial: bool = True, **options: Any) -> Report:
    """Import what comes before, then the file itself, keeping good rows where `partial`."""
    for before in made.expected.get("before", []):
        first = import_file(before.ledger, before.data, name=before.name, scope=_ALL, actor=SYSTEM, partial=True)
        assert first.rows["refused"] == 0, first.finding_dicts()
    return import_file(made.ledger, made.data, name=made.name, scope=_ALL, actor=SYSTEM, partial=partial, **options)


_ALL = Scope.everything()


def differences(made: Made, report: Report) -> list[str]:
    """What the report says otherwise than expected; empty when all is well. Facts are read from the database."""
    expected = made.expected
    if expected.get("refused"):
        held = any(report.rows.values()) or report.applied or report.ok
        return ["the file was read"] if held else []
    found: list[Finding] = [(f["row"], f["field"], f["id"], f["level"]) for f in report.finding_dicts()]
    missing, surplus = _matched(expected["findings"], found)
    told = [f"missing finding {f}" for f in missing]
    told += [f"unexpected finding {f}" for f in surplus if not expected.get("open")]
    for name, count in expected["counts"].items():
        if report.rows[name] != count:
            told.append(f"{name} is {report.rows[name]}, not {count}")
    return told + _wrong_facts(made)


def _matched(wanted: list[Finding], found: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    left, missing = list(found), []
    for want in sorted(wanted, key=lambda f: (f[0] is None) + (f[1] is None)):
        hit = next((f for f in left if _alike(want, f)), None)
        if hit is None:
            missing.append(want)
        else:
            left.remove(hit)
    return missing, left


def _alike(want: Finding, found: Finding) -> bool:
    return all(w is None or w == f for w, f in zip(want[:2], found[:2], strict=True)) and want[2:] == found[2:]


def _wrong_facts(made: Made) -> list[str]:
    """Stored values against the expected ones; a row is found by the source row that its trail entry names."""
    from jiedui.core.trail.models import Entry

    facts: dict[tuple[int, str], Any] = made.expected.get("facts", {})
    if not facts:
        return []
    ledger = registry.ledger(made.ledger)
    last = Entry.objects.filter(ledger=made.ledger, action="n").order_by("-seq").values_list("event_id", flat=True)[:1]
    entries = Entry.objects.filter(event_id__in=list(last), ledger=made.ledger).values_list("row", "row_id")
    ids = {row: row_id for row, row_id in entries}
    told = []
    for (row, name), value in facts.items():
        if row not in ids:
            told.append(f"row {row} is not in the ledger")
            continue
        stored = ledger._default_manager.values_list(name, flat=True).get(pk=ids[row])
        if stored != value:
            told.append(f"row {row} {name} is {stored!r}, not {value!r}")
    return told


def counted(report: Report) -> Counter[str]:
    """Findings by id."""
    return Counter(report.findings["id"].to_list()) if not report.findings.is_empty() else Counter()
