"""What the definitions report of one cell."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """`id`: a type of words.findings; `value`: the text shown; `params`: for its message; questions have key, choices."""

    id: str
    value: str = ""
    params: Mapping[str, str | int] = {}
    key: str | None = None
    choices: list[str] | None = None


Faults = list[Fault]
Read = tuple[Any, Faults]
"""A normal form (None: empty or refused) and what there is to say about it."""

AS_IS = "照原样录入"
LEAVE_EMPTY = "此格留空"
LEAVE_OUT = "不导入这一行"
LEAVE_OUT_ALL = "不导入这些行"
LONGEST_SHOWN = 80


def shorten(text: str) -> str:
    """A text as findings show it: at most 80 characters."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def rejected(value: str) -> Fault:
    """The person chose not to import the row."""
    return Fault("row.rejected", value)
