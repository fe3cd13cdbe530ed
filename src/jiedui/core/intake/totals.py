"""合计 and 小计 rows: left out of the data and checked against it."""

import re
from decimal import Decimal, InvalidOperation

import polars as pl

from jiedui.core.declare.columns import FEN_PER, MoneyColumn, NumberColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.findings import Findings
from jiedui.core.intake.layout import Layout
from jiedui.core.intake.mapping import Mapped


def check(ledger: type[Ledger], layout: Layout, mapped: list[Mapped], rows: pl.DataFrame, findings: Findings) -> None:
    """A grand total counts all rows of the sheet above it, a subtotal those since the subtotal before."""
    since = 0
    for record in layout.totals.iter_rows(named=True):
        row = int(record["row"])
        grand = layout.dropped[row] == "total"
        part = rows.filter(pl.col("_row") < row) if grand else rows.filter(pl.col("_row").is_between(since, row))
        if not grand:
            since = row
        for one in mapped:
            column = one.column
            if not isinstance(column, (MoneyColumn, NumberColumn)) or column.name not in rows.columns:
                continue
            written = _number(record[f"t{one.at}"])
            if written is None or part[column.name].null_count() == len(part):
                continue
            per = (
                Decimal(FEN_PER.get(one.unit or column.unit, 100))
                if isinstance(column, MoneyColumn)
                else Decimal(10) ** column.decimals
            )
            total = Decimal(int(part[column.name].sum() or 0)) / per
            # A total typed with fewer decimals than its parts is no mistake.
            if abs(total - written) > Decimal("0.01") and abs(total - written) > abs(total) / 10_000:
                findings.say(
                    "total.mismatch", row=row, heading=one.heading, field=column.name, value=_plain(written),
                    sum=_plain(total), label=column.label,
                )  # fmt: skip


def _number(text: str | None) -> Decimal | None:
    if not text or not re.fullmatch(r"\s*-?[\d,，]+(\.\d+)?([eE][+-]?\d+)?\s*", text):
        return None
    try:
        return round(Decimal(re.sub(r"[,，\s]", "", text)), 6)
    except InvalidOperation:
        return None


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"
