"""Rows as the plainest workbook: one sheet, one header row."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.workbooks.draft import Draft


def book(rows: Sequence[Mapping[str, Any]], ledger: str = "workers") -> bytes:
    """The bytes of an .xlsx with these rows, keyed by heading."""
    return Draft(ledger, rows).save()
