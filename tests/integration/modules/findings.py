"""What a report says, in the order of the file."""

from jiedui.core.intake.report import Report

Place = tuple[int | None, str | None, str]


def said(report: Report) -> list[Place]:
    """(Excel row, column, finding) of everything that stops a row."""
    return [one for level, one in _all(report) if level != "warning"]


def warned(report: Report) -> list[Place]:
    """(Excel row, column, finding) of the warnings."""
    return [one for level, one in _all(report) if level == "warning"]


def _all(report: Report) -> list[tuple[str, Place]]:
    return [(one["level"], (one["row"], one["field"], one["id"])) for one in report.as_dict()["findings"]]
