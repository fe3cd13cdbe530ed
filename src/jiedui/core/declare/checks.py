"""Checks that look at more than one cell, declared beside a ledger."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from jiedui.core.words.findings import TYPES, FindingType, Level


@dataclass(frozen=True)
class Check:
    """A rule over the columns of one row.

    `broken` gets the row's normal forms as polars expressions by storage name and says which rows break the rule
    (null means not broken). `columns`: the columns concerned, the one to mark first. `message` may name them: {since}
    stands for what the column holds.
    """

    id: str
    level: Level
    columns: tuple[str, ...]
    message: str
    broken: Callable[[Mapping[str, pl.Expr]], pl.Expr]

    def __post_init__(self) -> None:
        TYPES.setdefault(self.id, FindingType(self.id, self.level, self.message.split("，")[0], self.message))


@dataclass(frozen=True)
class CrossCheck:
    """A rule that asks other rows or ledgers.

    `run(frame, scope)` gets the rows that are new or changed, in storage form (database columns) with `_index` (the row in
    the file) and `_id` (the ledger's row when it exists). It returns `_index`, `value` (shown), `message` and, for a
    question, `subject` (what the answer holds for). It runs inside the transaction that applies the rows, so what it
    reads cannot change before they are written.
    """

    id: str
    level: Level
    column: str
    run: Callable[[pl.DataFrame, Any], pl.DataFrame]

    def __post_init__(self) -> None:
        if self.id not in TYPES:
            raise TypeError(f"cross-check {self.id!r}: declare its finding with words.findings.declare_finding first")


def earlier(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Whether the date `one` lies before `other`, compared at the coarser of the two precisions."""
    length = pl.min_horizontal(one.str.len_chars(), other.str.len_chars())
    return one.str.slice(0, length) < other.str.slice(0, length)


def order(later: str, first: str, later_label: str, first_label: str) -> Check:
    """The date in column `later` must not lie before the one in `first`."""
    return Check(
        "date.order",
        Level.ERROR,
        (later, first),
        f"“{later_label}”（{{{later}}}）早于“{first_label}”（{{{first}}}），请核对两个日期。",
        lambda c: earlier(c[later], c[first]),
    )


def missing(column: str, said: str, label: str, said_label: str, codes: Iterable[str] = ()) -> Check:
    """A warning where `said` holds something (one of `codes`, where given) that asks for `column`, and that is empty."""
    wanted = list(codes)
    return Check(
        "evidence.missing",
        Level.WARNING,
        (said, column),
        f"“{said_label}”为“{{{said}}}”，但没有填写“{label}”，请补填。",
        lambda c: c[column].is_null() & (c[said].is_in(wanted) if wanted else c[said].is_not_null()),
    )
