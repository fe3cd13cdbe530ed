"""What the rows of a ledger say about money: the booking that follows from each, read from the database or from a frame."""

from collections.abc import Sequence

import polars as pl
from django.db import connection

from jiedui.core import store
from jiedui.core.declare.bookings import At, Booking
from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import facts_of
from jiedui.core.ledger.schema import storage_schema

FACTS = {
    "row": pl.Int64(), "amount": pl.Int64(), "day": pl.String(), "county": pl.String(), "money": pl.String(),
    "origin": pl.String(), "out": pl.Int64(), "into": pl.Int64(),
}  # fmt: skip
"""As read: amount in fen with its sign; `out` and `into` the subjects of the two accounts."""
FEW = 400


def stored(booking: Booking, ids: Sequence[int] | None = None, *, by: str = "id") -> pl.DataFrame:
    """The moves (see `moves`) of the rows `ids`, or with `by` (a reference) of the rows that refer to them; None: of all."""
    ledger = registry.ledger(booking.ledger)
    table = store.quote(ledger._meta.db_table)
    chosen, joins = _select(booking)
    sql = f"SELECT {chosen} FROM {table} r {joins} "
    column = f"r.{store.quote(_column(ledger, by))}"
    if ids is None:
        return moves(booking, store.fetch_frame(sql + "ORDER BY r.id", [], FACTS))
    if len(ids) <= FEW:
        marks = ", ".join(["%s"] * len(ids))
        return moves(booking, store.fetch_frame(f"{sql} WHERE {column} IN ({marks}) ORDER BY r.id", list(ids), FACTS))
    low, high = min(ids), max(ids)
    if by == "id" and high - low + 1 == len(ids):  # the rows of one import
        return moves(booking, store.fetch_frame(f"{sql} WHERE r.id BETWEEN %s AND %s ORDER BY r.id", [low, high], FACTS))
    with store.temporary_table(f"asked_{ledger.info.id}", {"id": "bigint"}) as asked:
        store.insert_rows(asked, ["id"], [(one,) for one in ids])
        _analyse(asked)
        where = f"WHERE {column} IN (SELECT id FROM {asked}) ORDER BY r.id"
        return moves(booking, store.fetch_frame(sql + where, [], FACTS))


def _analyse(table: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {store.quote(table)}")


def given(booking: Booking, frame: pl.DataFrame) -> pl.DataFrame:
    """The moves of rows in storage form that are about to be written; `row` is their `_index`.

    A new row has no id yet, so that an account of its own is one that does not exist.
    """
    ledger = registry.ledger(booking.ledger)
    wanted = {
        "amount": booking.amount, "county": booking.county, "money": booking.money, "origin": booking.origin,
        "out": booking.out.subject, "into": booking.into.subject,
    }  # fmt: skip
    wanted |= {f"day{at}": path for at, path in enumerate(booking.day)}
    rows = frame
    for name in {path.split(".")[0] for path in wanted.values() if "." in path}:
        column = ledger.columns[name].storage[0]
        fields = {path.split(".")[1] for path in wanted.values() if path.startswith(name + ".")}
        target = registry.ledger(getattr(ledger.columns[name], "to"))  # noqa: B009
        names = {field: _column(target, field) for field in sorted(fields)}
        known = pl.Series(dtype=pl.Int64) if column not in rows.columns else rows[column].drop_nulls().unique()
        facts = facts_of(target.info.id, [one for one in known.to_list() if one > 0], list(names.values()))
        facts = facts.rename({"id": column, **{stored: f"{name}.{field}" for field, stored in names.items()}})
        if column not in rows.columns:
            rows = rows.with_columns(pl.lit(None, pl.Int64).alias(column))
        rows = rows.join(facts, on=column, how="left", maintain_order="left")

    def read(path: str) -> pl.Expr:
        if path == "id":
            return pl.col("_id").fill_null(-pl.col("_index").cast(pl.Int64) - 2)
        name = path if "." in path or not path else _column(ledger, path)
        return pl.col(name) if name in rows.columns else pl.lit(None)

    read_in = {name: read(path) for name, path in wanted.items()}
    days = [read_in.pop(f"day{at}").cast(pl.String) for at in range(len(booking.day))]
    facts = rows.select(
        pl.col("_index").cast(pl.Int64).alias("row"), pl.coalesce(days).alias("day"),
        **{name: value.cast(FACTS[name]) for name, value in read_in.items()},
    )  # fmt: skip
    return moves(booking, facts.select(list(FACTS)))


def moves(booking: Booking, facts: pl.DataFrame) -> pl.DataFrame:
    """One booking a row that names an amount: row, kind, amount (above zero), credit and debit (keys of accounts), day, year,
    county, money, origin, funds (whether the debit is new money)."""
    facts = facts.filter(pl.col("amount").is_not_null() & (pl.col("amount") != 0)).with_columns(
        pl.col("day", "money", "county", "origin").fill_null("")
    )
    back = pl.col("amount") < 0
    out, into = _key(booking.out, "out"), _key(booking.into, "into")
    return facts.select(
        "row",
        pl.when(back).then(pl.lit(booking.back.id)).otherwise(pl.lit(booking.forth.id)).alias("kind"),
        pl.col("amount").abs(),
        pl.when(back).then(into).otherwise(out).alias("credit"),
        pl.when(back).then(out).otherwise(into).alias("debit"),
        "day",
        pl.col("day").str.slice(0, 4).cast(pl.Int64, strict=False).fill_null(0).alias("year"),
        "county",
        "money",
        "origin",
        (~back & pl.lit(booking.funds)).alias("funds"),
    )


def _key(at: At, subject: str) -> pl.Expr:
    own = pl.format(
        at.kind + ":{}:{}:{}:{}",
        "money",
        pl.col("county") if at.place else pl.lit(""),
        pl.col("origin") if at.origin else pl.lit(""),
        pl.col(subject).fill_null(0) if at.subject else pl.lit(0),
    )
    if at.other is None:
        return own
    return pl.when(pl.col(subject).is_null()).then(_key(at.other, subject)).otherwise(own)


def _select(booking: Booking) -> tuple[str, str]:
    """What to select and the joins it needs; the ledger is `r`, a row that it refers to is named like the reference."""
    ledger = registry.ledger(booking.ledger)
    joined: dict[str, str] = {}

    def column(path: str) -> str:
        if not path:
            return "NULL"
        if "." not in path:
            return f"r.{store.quote(_column(ledger, path))}"
        reference, field = path.split(".")
        target = registry.ledger(getattr(ledger.columns[reference], "to"))  # noqa: B009
        alias = store.quote(f"to_{reference}")
        joined[reference] = (
            f"LEFT JOIN {store.quote(target._meta.db_table)} {alias} "
            f"ON {alias}.id = r.{store.quote(ledger.columns[reference].storage[0])}"
        )
        return f"{alias}.{store.quote(_column(target, field))}"

    days = ", ".join(column(path) for path in booking.day)
    day = f"COALESCE({days})" if len(booking.day) > 1 else days
    chosen = [
        "r.id", column(booking.amount), day, column(booking.county), column(booking.money), column(booking.origin),
        column(booking.out.subject), column(booking.into.subject),
    ]  # fmt: skip
    return ", ".join(chosen), " ".join(joined.values())


def _column(ledger: type[Ledger], name: str) -> str:
    if name in ledger.columns:
        return ledger.columns[name].storage[0]
    if name == "id" or name in storage_schema(ledger):
        return name
    raise TypeError(f"{ledger.info.id} has no column {name!r}")


def relevant(booking: Booking) -> frozenset[str]:
    """The storage columns of the ledger itself that a booking depends on."""
    ledger = registry.ledger(booking.ledger)
    paths = (
        booking.amount, booking.county, booking.money, booking.origin, booking.out.subject, booking.into.subject,
        *booking.day,
    )  # fmt: skip
    return frozenset(_column(ledger, path.split(".")[0]) for path in paths if path and path != "id")


def borrowed(booking: Booking) -> dict[str, frozenset[str]]:
    """The references through which a booking depends on rows of another ledger: reference -> storage columns there."""
    ledger = registry.ledger(booking.ledger)
    paths = (
        booking.amount, booking.county, booking.money, booking.origin, booking.out.subject, booking.into.subject,
        *booking.day,
    )  # fmt: skip
    found: dict[str, set[str]] = {}
    for reference, field in (path.split(".") for path in paths if "." in path):
        target = registry.ledger(getattr(ledger.columns[reference], "to"))  # noqa: B009
        found.setdefault(reference, set()).add(_column(target, field))
    return {reference: frozenset(fields) for reference, fields in found.items()}
