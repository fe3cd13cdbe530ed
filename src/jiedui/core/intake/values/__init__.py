"""Normal forms: from the raw cells of a column to typed values and findings.

`parse_column` reads a column; `match_name` compares people's names; `split_range` splits 2021.3-2021.9; `describe`,
`to_cell`, `to_text` and `cell_format` show storage values again.
"""

from jiedui.core.intake.values.columns import FINDINGS, Parsed, parse_column
from jiedui.core.intake.values.context import Context, Places
from jiedui.core.intake.values.dates import split_range
from jiedui.core.intake.values.definitions import parse_cell
from jiedui.core.intake.values.display import cell_format, describe, labels, neutral, to_cell, to_text
from jiedui.core.intake.values.faults import AS_IS, LEAVE_EMPTY, LEAVE_OUT, LEAVE_OUT_ALL
from jiedui.core.intake.values.texts import match_name

__all__ = [
    "AS_IS", "FINDINGS", "LEAVE_EMPTY", "LEAVE_OUT", "LEAVE_OUT_ALL", "Context", "Parsed", "Places", "cell_format", "describe", "labels",
    "match_name", "neutral", "parse_cell", "parse_column", "split_range", "to_cell", "to_text",
]  # fmt: skip
