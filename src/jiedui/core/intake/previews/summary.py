"""What the page says above the rows of a preview, made once, so that no page reads the whole report of a large file."""

from collections import Counter
from typing import Any

import polars as pl

from jiedui.core.intake import asked
from jiedui.core.intake.report import Report
from jiedui.core.words.findings import Level

MOST = 20
"""So many questions of a kind are put one by one; what is said for all of a kind holds for the others too."""
ANSWERED = 200
GENERAL = 200


def summary(report: Report) -> dict[str, Any]:
    """The report without its rows: the first questions of each kind and how many there are, findings of the file, counts."""
    found = report.findings
    general = report.finding_dicts_of(found.filter(pl.col("row").is_null()).head(GENERAL))
    questions = asked.asked(
        {
            "findings": report.finding_dicts_of(found.filter(pl.col("level") == Level.QUESTION.value)),
            "typed": report.typed,
        }
    )
    kinds: dict[str, list[dict[str, Any]]] = {}
    for one in questions:
        kinds.setdefault(one["id"], []).append(one)
    shown = {id: some[:MOST] for id, some in kinds.items()}
    keys = {one["key"] for some in shown.values() for one in some}
    tally = Counter(found.select("level", "id").iter_rows())
    return {
        "ledger": report.ledger.info.id, "rows": report.rows, "sheets": report.sheets, "columns": report.columns,
        "ok": report.ok, "removing": report.removing, "typed": report.typed, "findings": general,
        "left_out": len(report.left_out), "answered": report.answered[:ANSWERED], "answered_total": len(report.answered),
        "questions": {id: {"total": len(kinds[id]), "some": some, "common": common(kinds[id])} for id, some in shown.items()},
        "conflicts": {key: one for key, one in report.conflicts.items() if key in keys},
        "tally": [[level, id, count] for (level, id), count in tally.items()],
    }  # fmt: skip


def common(some: list[dict[str, Any]]) -> list[str]:
    """The choices that every one of some questions offers."""
    every = set.intersection(*(set(one["choices"]) for one in some))
    return [choice for choice in some[0]["choices"] if choice in every]
