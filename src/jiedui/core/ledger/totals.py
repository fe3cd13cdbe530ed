"""What the rows of a list come to: how many, how many people, sums and averages. From the database where they are few."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, QuerySet, Sum

from jiedui.core.declare.columns import Column, MoneyColumn, NumberColumn, PercentColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger.filtering import Wanted

SUM, AVERAGE = "sum", "average"


@dataclass(frozen=True)
class Amount:
    """value: in the storage unit of the column, not rounded, None where no row holds one; filled: how many rows do."""

    column: str
    how: str
    value: int | float | None
    filled: int


@dataclass(frozen=True)
class Totals:
    """count: rows; distinct: different values of `distinct_column`, None where that says no more than the count."""

    count: int
    distinct: int | None
    amounts: tuple[Amount, ...]


def distinct_column(ledger: type[Ledger]) -> Column | None:
    """What is counted once however many rows name it: the person, or in a monthly ledger what each month tells of."""
    for name in ledger.info.key:
        column = ledger.columns[name]
        if column.kind == "resident_id" or (ledger.info.period and name != ledger.info.period):
            return column
    return None


def totalled(ledger: type[Ledger], wanted: Wanted) -> list[tuple[Column, str]]:
    """The columns with a total, and which. What is not added up is averaged: a wage, a percentage, and over several
    months a number of people, who are the same from month to month."""
    month = wanted.conditions.get(ledger.info.period) if ledger.info.period else None
    one_month = not ledger.info.period or (month is not None and len(month.low) == 7 and month.low == month.high)
    found: list[tuple[Column, str]] = []
    for column in ledger.declared:
        if isinstance(column, PercentColumn):
            found.append((column, AVERAGE))
        elif isinstance(column, MoneyColumn):
            adds = column.sums and (one_month or not column.cumulative)
            found.append((column, SUM if adds else AVERAGE))
        elif isinstance(column, NumberColumn):
            found.append((column, SUM if column.sums and one_month else AVERAGE))
    return found


def of_rows(ledger: type[Ledger], found: QuerySet[Any], wanted: Wanted) -> Totals:
    """The totals of these rows, by the database."""
    columns = totalled(ledger, wanted)
    asked: dict[str, Any] = {"count": Count("pk")}
    distinct = distinct_column(ledger)
    if distinct:
        asked["distinct"] = Count(distinct.name, distinct=True)
    for column, how in columns:
        asked[f"{column.name}_value"] = (Sum if how == SUM else Avg)(column.name)
        asked[f"{column.name}_filled"] = Count(column.name)
    told = found.order_by().aggregate(**asked)
    return Totals(told["count"], told.get("distinct"), amounts(columns, told))


def amounts(columns: Sequence[tuple[Column, str]], told: dict[str, Any]) -> tuple[Amount, ...]:
    """The amounts from NAME_value and NAME_filled."""
    return tuple(
        Amount(column.name, how, told[f"{column.name}_value"], told[f"{column.name}_filled"]) for column, how in columns
    )
