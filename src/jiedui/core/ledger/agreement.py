"""Cross-checks that many ledgers need, made from two names and a sentence: a sum within its limit, a row in the county of
the row it names, a day not before another. Modules declare them without importing each other.

Each declares its finding. `message` may hold {key}, the key of the row named, and what the function says.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck, earlier
from jiedui.core.declare.columns import FEN_PER, YUAN
from jiedui.core.declare.registry import registry
from jiedui.core.words.findings import TYPES, Level, declare_finding

FOUND = {"_index": pl.UInt32(), "value": pl.String(), "message": pl.String(), "subject": pl.String()}


def sum_within(
    id: str, title: str, message: str, *, ledger: str, reference: str, amount: str, to: str, limit: str,
    level: Level = Level.QUESTION,
) -> CrossCheck:  # fmt: skip
    """The rows of `ledger` with which the sum of `amount` first passes `limit` of the row of `to` that they name.

    Only rows that are new or changed count on top of what the ledger holds; an unknown limit is none, for unknown is not
    zero. message: {sum} and {limit} in the amount's unit, which it prints itself.
    """
    declare_finding(id, level, title, message)

    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        from jiedui.core.ledger.queries import sum_by

        held, parts = registry.ledger(ledger), registry.ledger(to)
        there = held.columns[reference].storage[0]
        if not {there, amount} <= set(frame.columns):
            return pl.DataFrame(schema=FOUND)
        rows = frame.filter((pl.col(there) > 0) & pl.col(amount).is_not_null())
        if rows.is_empty():
            return pl.DataFrame(schema=FOUND)
        known = _facts(to, rows[there], [parts.info.key[-1], limit])
        sums = sum_by(ledger, there, amount, known["id"].to_list(), without=rows["_id"].drop_nulls().to_list())
        rows = (
            rows.sort("_index")
            .select("_index", there, pl.col(amount).alias("amount"))
            .join(known.rename({"id": there}), on=there)
            .join(sums, on=there, how="left")
            .with_columns((pl.col("sum").fill_null(0) + pl.col("amount").cum_sum().over(there)).alias("total"))
            .filter((pl.col("total") > pl.col("limit")) & (pl.col("amount") > 0))
        )
        unit = getattr(held.columns[amount], "unit", YUAN)
        return _found(
            (index, money(total, unit), message.format(key=key, sum=money(total, unit), limit=money(most, unit)), key)
            for index, key, total, most in rows.select("_index", "key", "total", "limit").iter_rows()
        )

    return CrossCheck(id, level, amount, run)


def limit_kept(
    id: str, title: str, message: str, *, limit: str, ledger: str, reference: str, amount: str,
    level: Level = Level.QUESTION,
) -> CrossCheck:  # fmt: skip
    """The other side of `sum_within`: rows whose `limit` falls below what rows of `ledger` that name them add up to, asked where it falls.

    `id` may be that of the `sum_within` whose other side it is.
    """
    if id not in TYPES:
        declare_finding(id, level, title, message)

    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        from jiedui.core.ledger.comparing import OLD
        from jiedui.core.ledger.queries import sum_by

        if limit not in frame.columns:
            return pl.DataFrame(schema=FOUND)
        parts = registry.ledger(ledger)
        there, unit = parts.columns[reference].storage[0], getattr(parts.columns[amount], "unit", YUAN)
        key = next(column for column in parts.declared if column.name == reference).to  # type: ignore[attr-defined]
        key = registry.ledger(key).info.key[-1]
        rows = frame.filter((pl.col("_id") > 0) & pl.col(limit).is_not_null())
        if OLD + limit in rows.columns:
            rows = rows.filter(pl.col(OLD + limit).is_null() | (pl.col(limit) < pl.col(OLD + limit)))
        sums = sum_by(ledger, there, amount, rows["_id"].to_list()).rename({there: "_id"})
        rows = rows.join(sums, on="_id").filter(pl.col("sum") > pl.col(limit))
        return _found(
            (index, money(most, unit), message.format(key=name, sum=money(total, unit), limit=money(most, unit)), name)
            for index, name, total, most in rows.select("_index", key, "sum", limit).iter_rows()
        )

    return CrossCheck(id, level, limit, run)


def same_county(
    id: str, title: str, message: str, *, ledger: str, reference: str, to: str, level: Level = Level.WARNING
) -> CrossCheck:
    """Rows that stand in another county than the row of `to` that they name."""
    declare_finding(id, level, title, message)

    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        here, target = registry.ledger(ledger), registry.ledger(to)
        there = here.columns[reference].storage[0]
        if there not in frame.columns:
            return pl.DataFrame(schema=FOUND)
        known = _facts(to, frame[there], [target.info.key[-1], target.scope_column()])
        rows = frame.select("_index", there, pl.col(here.scope_column()).alias("here")).join(
            known.rename({"id": there}), on=there
        )
        rows = rows.filter(pl.col("here") != pl.col("limit"))
        return _found(
            (index, key, message.format(key=key), key) for index, key in rows.select("_index", "key").iter_rows()
        )

    return CrossCheck(id, level, reference, run)


def not_before(
    id: str, title: str, message: str, *, ledger: str, date: str, reference: str, to: str, first: str,
    level: Level = Level.WARNING,
) -> CrossCheck:  # fmt: skip
    """Rows whose `date` lies before the date `first` of the row of `to` that they name. message: {date} and {first}."""
    declare_finding(id, level, title, message)

    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        there = registry.ledger(ledger).columns[reference].storage[0]
        if not {there, date} <= set(frame.columns):
            return pl.DataFrame(schema=FOUND)
        known = _facts(to, frame[there], [registry.ledger(to).info.key[-1], first])
        rows = frame.select("_index", there, pl.col(date).alias("date")).join(known.rename({"id": there}), on=there)
        rows = rows.filter(earlier(pl.col("date"), pl.col("limit")).fill_null(False))
        return _found(
            (index, day, message.format(key=key, date=day, first=begun), key)
            for index, key, day, begun in rows.select("_index", "key", "date", "limit").iter_rows()
        )

    return CrossCheck(id, level, date, run)


def money(fen: int, unit: str) -> str:
    """An amount in `unit` without its name: yuan with both decimals, wider units without idle zeros."""
    if unit == YUAN:
        return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
    whole, rest = divmod(abs(fen), FEN_PER[unit])
    decimals = str(rest).zfill(len(str(FEN_PER[unit])) - 1).rstrip("0")
    return f"{'-' if fen < 0 else ''}{whole}{'.' + decimals if decimals else ''}"


def _facts(ledger: str, ids: pl.Series, columns: Sequence[str]) -> pl.DataFrame:
    """`id`, `key` and `limit`: two columns of the rows named."""
    from jiedui.core.ledger.queries import facts_of

    named = ids.drop_nulls().unique().to_list()
    return facts_of(ledger, [one for one in named if one > 0], columns).rename(
        dict(zip(columns, ("key", "limit"), strict=True))
    )


def _found(rows: Iterator[tuple[int, str, str, str]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=FOUND, orient="row")
