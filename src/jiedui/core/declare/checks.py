"""Checks that look at more than one cell, declared beside a ledger."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from jiedui.core.words.findings import Level


@dataclass(frozen=True)
class Check:
    """A rule over the columns of one row.

    `broken` gets the row's normal forms as polars expressions by storage name and says which rows break the rule
    (null means not broken). `columns`: the columns concerned, the one to mark first. `message` may use {value}.
    """

    id: str
    level: Level
    columns: tuple[str, ...]
    message: str
    broken: Callable[[Mapping[str, pl.Expr]], pl.Expr]


@dataclass(frozen=True)
class CrossCheck:
    """A rule that asks other rows or ledgers.

    `run(frame, scope)` gets the accepted rows (normal forms by storage name, with `_key` as identity within the file)
    and returns a frame with the columns `_index` (of the row in `frame`), `value` (shown) and `message`.
    It runs inside the transaction that applies the rows, so what it reads cannot change before they are written.
    """

    id: str
    level: Level
    column: str
    run: Callable[[pl.DataFrame, Any], pl.DataFrame]
