"""A template handed in twice: new the first time, the same the second."""

from collections.abc import Sequence

from jiedui.core.intake.report import Report
from jiedui.demo.recipes import Row
from tests.integration.modules.handing_in import counts, hand_in


def check_taken_back(ledger: str, rows: Sequence[Row]) -> Report:
    """The rows go in as new, and handed in again change nothing; they may be warned of, but neither refused nor asked about."""
    report = hand_in(ledger, rows)
    told = [one for one in report.as_dict()["findings"] if one["level"] != "warning"]
    assert not told, told[:3]
    assert rows and counts(report) == (len(rows), len(rows), 0, 0, 0), ledger
    assert counts(hand_in(ledger, rows)) == (len(rows), 0, 0, len(rows), 0), ledger
    return report
