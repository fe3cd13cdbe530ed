"""Booking: the one way into the books. A batch of moves is drawn up, held against the balances and written as a whole.

Runs inside the caller's transaction. The accounts concerned are made first and then locked in the order of their numbers,
so that two batches wait for each other and never in a circle; the balance is checked here, in the condition of the update
and once more by the table itself.
"""

from collections.abc import Iterable, Sequence

import polars as pl
from django.db import connection

from jiedui.core import store
from jiedui.core.accounts import refusing
from jiedui.core.accounts.models import Account, ClosedYear, Entry, Monthly, Yearly
from jiedui.core.declare.bookings import ALWAYS, CARRIED_IN, CARRIED_OUT, DRAWN
from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import Conflict

BATCH = {
    "ledger": pl.String(), "row": pl.Int64(), "turn": pl.Int64(), "part": pl.Int64(), "reversal": pl.Boolean(),
    "kind": pl.String(), "amount": pl.Int64(), "credit": pl.String(), "debit": pl.String(), "day": pl.String(),
    "year": pl.Int64(), "county": pl.String(), "money": pl.String(), "origin": pl.String(), "funds": pl.Boolean(),
}  # fmt: skip
"""One entry a row. credit, debit: keys of accounts. A reversal has them the other way round than what it takes back."""
ACCOUNTS = {
    "key": pl.String(), "id": pl.Int64(), "incoming": pl.Int64(), "outgoing": pl.Int64(), "limited": pl.Boolean(),
    "opened": pl.String(),
}  # fmt: skip
UNCOUNTED = (DRAWN.id, CARRIED_IN.id, CARRIED_OUT.id)
"""Kinds of entries that are no movement of the programme's money from one hand to another."""
PART, FEW = 500, 20
AT_REVERSAL = 2
"""The part of what is drawn because something was taken back."""


def book(batch: pl.DataFrame, *, event: int, lenient: bool = False) -> None:
    """Write a batch. Refused, with the row and the account named, where a year is closed or a balance does not suffice.

    lenient: rows from before the books were kept; accounts that they overdraw are not held until money covers them.
    """
    if batch.is_empty():
        return
    batch = batch.select(list(BATCH))
    _check_years(batch)
    accounts = locked(_keys(batch))
    if not lenient:
        refusing.check_opened(batch, accounts)
    entries = pl.concat([batch, draws(batch, accounts)])
    after = settled(entries, accounts)
    if not lenient and (problem := overdrawn(after)):
        raise refusing.short(entries, accounts, problem)
    if lenient:
        after = after.with_columns(limited=pl.col("limited") & (pl.col("balance") >= 0))
    _write_entries(entries, accounts, event)
    _write_accounts(after)
    _write_months(entries)
    _write_years(entries, accounts)


def _check_years(batch: pl.DataFrame) -> None:
    closed = ClosedYear.objects.filter(closed=True, year__in=batch["year"].unique().to_list())
    years = list(closed.values_list("year", flat=True))
    carried = pl.col("kind").is_in([CARRIED_IN.id, CARRIED_OUT.id])
    late = batch.filter(pl.col("year").is_in(years) & ~carried) if years else batch.clear()
    if not late.is_empty():
        raise refusing.closed(late)


def kind_of(column: str = "key") -> pl.Expr:
    """The kind of account in a column of keys."""
    return pl.col(column).str.split(":").list.first()


def above_of(column: str = "key") -> pl.Expr:
    """The key of the account that gives what an account lacks; null where there is none."""
    parts = pl.col(column).str.split(":")
    above = {kind.id: kind.above for kind in registry.account_kinds() if kind.above}
    if not above:
        return pl.lit(None, pl.String)
    kind = parts.list.first().replace_strict(above, default=None, return_dtype=pl.String)
    return pl.format("{}:{}:{}::0", kind, parts.list.get(1), parts.list.get(2))


def _keys(batch: pl.DataFrame) -> list[str]:
    own = pl.concat([batch.select(key="credit"), batch.select(key="debit")]).unique()
    above = own.select(key=above_of()).drop_nulls().unique()
    return sorted(pl.concat([own, above])["key"].unique().to_list())


def locked(keys: Iterable[str]) -> pl.DataFrame:
    """The accounts of these keys as ACCOUNTS, made where they are new, locked until the end of the transaction."""
    wanted = sorted(keys)
    found = found_accounts(wanted)
    missing = sorted(set(wanted) - set(found["key"].to_list()))
    if missing:
        _make(missing)
        found = found_accounts(wanted)
    if connection.vendor == "postgresql":
        ids = sorted(found["id"].to_list())
        with connection.cursor() as cursor:
            for part in _parts(ids):
                cursor.execute(
                    f"SELECT id FROM {Account._meta.db_table} WHERE id IN ({_marks(part)}) ORDER BY id FOR UPDATE", part
                )
        found = found_accounts(wanted)  # what they hold now that nobody else moves them
    return found


def found_accounts(keys: list[str]) -> pl.DataFrame:
    """Those of the accounts that there are; nothing is locked."""
    names = ", ".join(ACCOUNTS)
    table = Account._meta.db_table
    pieces = [pl.DataFrame(schema=ACCOUNTS)]
    for part in _parts(keys):
        sql = f"SELECT {names} FROM {table} WHERE key IN ({_marks(part)})"
        pieces.append(store.fetch_frame(sql, part, ACCOUNTS))
    return pl.concat(pieces)


def _make(keys: list[str]) -> None:
    made = []
    for key in keys:
        kind, money, place, origin, subject = key.split(":")
        limited = registry.account_kind(kind).limit == ALWAYS
        made.append((key, kind, money, place, origin, int(subject), limited))
    names = ("key", "kind", "money", "place", "origin", "subject", "limited")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Account._meta.db_table} ({', '.join(names)}, incoming, outgoing, opened) "
            f"VALUES ({_marks(names)}, 0, 0, '') ON CONFLICT (key) DO NOTHING",
            made,
        )


def draws(batch: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """What accounts that lack something draw from the account above, an entry for each that takes more than there is."""
    credits = batch.with_columns(above=above_of("credit")).filter(pl.col("above").is_not_null())
    if credits.is_empty():
        return batch.clear()
    came = batch.group_by("debit").agg(came=pl.col("amount").sum())
    credits = (
        credits.join(accounts.select("key", "incoming", "outgoing"), left_on="credit", right_on="key", how="left", maintain_order="left")
        .join(came, left_on="credit", right_on="debit", how="left", maintain_order="left")
        .with_columns(
            have=pl.max_horizontal(pl.col("incoming") - pl.col("outgoing") + pl.col("came").fill_null(0), 0),
            upto=pl.col("amount").cum_sum().over("credit"),
        )
    )  # fmt: skip
    before = (pl.col("upto") - pl.col("amount") - pl.col("have")).clip(lower_bound=0)
    drawn = (pl.col("upto") - pl.col("have")).clip(lower_bound=0) - before
    made = credits.with_columns(drawn=drawn).filter(pl.col("drawn") > 0)
    return made.select(
        "ledger", "row", "turn",
        pl.when("reversal").then(pl.lit(AT_REVERSAL)).otherwise(pl.lit(1)).cast(pl.Int64).alias("part"),
        pl.lit(False).alias("reversal"), pl.lit(DRAWN.id).alias("kind"), pl.col("drawn").alias("amount"),
        pl.col("above").alias("credit"), pl.col("credit").alias("debit"), "day", "year", "county", "money", "origin",
        pl.lit(False).alias("funds"),
    )  # fmt: skip


def settled(entries: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """ACCOUNTS as they will be, with `incoming+` and `outgoing+` (what is added), `balance`, and `held` (it may not be below)."""
    forth, back = ~pl.col("reversal"), pl.col("reversal")
    amount = pl.col("amount")
    debits = entries.group_by(key="debit").agg(
        amount.filter(forth).sum().alias("in"), (-amount.filter(back).sum()).alias("out"),
        amount.filter(pl.col("funds")).sum().alias("fresh"),
    )  # fmt: skip
    credits = entries.group_by(key="credit").agg(
        (-amount.filter(back).sum()).alias("in"), amount.filter(forth).sum().alias("out"), pl.lit(0).alias("fresh")
    )
    added = (
        pl.concat([debits, credits.cast({"fresh": debits.schema["fresh"]})])
        .group_by("key")
        .agg(pl.col("in").sum().alias("incoming+"), pl.col("out").sum().alias("outgoing+"), pl.col("fresh").sum())
    )
    funded = {kind.id for kind in registry.account_kinds() if kind.limit == "funded"}
    after = accounts.join(added, on="key", how="inner").with_columns(
        balance=pl.col("incoming") + pl.col("incoming+") - pl.col("outgoing") - pl.col("outgoing+"),
        before=pl.col("incoming") - pl.col("outgoing"),
    )
    newly = kind_of().is_in(sorted(funded)) & (pl.col("fresh") > 0) & (pl.col("balance") >= 0)
    # All that ever came was taken back, and nothing was taken: as if it had never been opened.
    blank = kind_of().is_in(sorted(funded)) & (pl.col("incoming") + pl.col("incoming+") == 0)
    blank &= pl.col("outgoing") + pl.col("outgoing+") == 0
    # A project that has had money of its own lives on what there is: it may not draw on a county that has none.
    drawing = entries.filter(pl.col("kind") == DRAWN.id).select(key="credit", by="debit")
    known = accounts.filter("limited")["key"].to_list()
    asked = drawing.filter(pl.col("by").is_in(known))["key"].unique().to_list()
    return after.with_columns(
        limited=(pl.col("limited") | newly) & ~blank, held=pl.col("limited") | pl.col("key").is_in(asked)
    )


def overdrawn(after: pl.DataFrame) -> str:
    """The key of an account that would fall below zero though it may not; empty where none does."""
    found = after.filter((pl.col("held") | pl.col("limited")) & (pl.col("balance") < 0) & (pl.col("balance") < pl.col("before")))
    return str(found.sort("balance")["key"][0]) if len(found) else ""


def _write_entries(entries: pl.DataFrame, accounts: pl.DataFrame, event: int) -> None:
    ids = accounts.select("key", "id")
    rows = (
        entries.join(ids.rename({"id": "credit_id"}), left_on="credit", right_on="key", how="left", maintain_order="left")
        .join(ids.rename({"id": "debit_id"}), left_on="debit", right_on="key", how="left", maintain_order="left")
        .select(
            "ledger", "row", "turn", "part", "reversal", "kind", "credit_id", "debit_id", "amount", "day", "year",
            pl.lit(event, pl.Int64).alias("event"),
        )
    )  # fmt: skip
    store.insert_frame(Entry._meta.db_table, rows)


def _write_accounts(after: pl.DataFrame) -> None:
    table = Account._meta.db_table
    rows = after.select("id", "incoming+", "outgoing+", "limited").sort("id").rows()
    holds = "(NOT {limited} OR {a}.incoming + {i} >= {a}.outgoing + {o})"
    done = 0
    with connection.cursor() as cursor:
        if len(rows) <= FEW:
            condition = holds.format(a=table, i="%s", o="%s", limited="%s")
            for id, incoming, outgoing, limited in rows:
                cursor.execute(
                    f"UPDATE {table} SET incoming = incoming + %s, outgoing = outgoing + %s, limited = %s "
                    f"WHERE id = %s AND {condition}",
                    [incoming, outgoing, limited, id, limited, incoming, outgoing],
                )
                done += cursor.rowcount
        else:
            kinds = {"id": "bigint", "plus": "bigint", "minus": "bigint", "limited": "boolean"}
            with store.temporary_table("accounts_moved", kinds) as moved:
                store.insert_rows(moved, list(kinds), rows)
                condition = holds.format(a=table, i="m.plus", o="m.minus", limited="m.limited")
                cursor.execute(
                    f"UPDATE {table} SET incoming = {table}.incoming + m.plus, outgoing = {table}.outgoing + m.minus, "
                    f"limited = m.limited FROM {moved} m WHERE {table}.id = m.id AND {condition}"
                )
                done = cursor.rowcount
    if done != len(rows):  # cannot happen while the accounts are locked; nothing is written if it does
        raise Conflict("accounts.moved", "账户余额刚被他人改动，没有写入任何内容。请重试。")


def _write_months(entries: pl.DataFrame) -> None:
    counted = entries.filter(~pl.col("kind").is_in(UNCOUNTED))
    sign = pl.when("reversal").then(-1).otherwise(1)
    keys = ("county", "kind", "month", "money", "origin")
    sums = (
        counted.with_columns(month=pl.col("day").str.slice(0, 7))
        .group_by(keys)
        .agg((pl.col("amount") * sign).sum().alias("amount"), sign.sum().cast(pl.Int64).alias("entries"))
        .sort(keys)
    )
    _add_up(Monthly._meta.db_table, sums, keys, ("amount", "entries"))


def _write_years(entries: pl.DataFrame, accounts: pl.DataFrame) -> None:
    """Of accounts that can be opened: those of projects."""
    kinds = [one.kind for one in registry.openings()]
    counted = entries.filter(~pl.col("kind").is_in(UNCOUNTED))
    sides = [counted.select("year", "kind", "amount", "reversal", key=side) for side in ("credit", "debit")]
    keys = ("year", "kind", "account_id")
    sums = (
        pl.concat(sides).filter(kind_of().is_in(kinds))
        .join(accounts.select("key", account_id="id"), on="key")
        .group_by(keys).agg((pl.col("amount") * pl.when("reversal").then(-1).otherwise(1)).sum().alias("amount"))
        .sort(keys)
    )  # fmt: skip
    _add_up(Yearly._meta.db_table, sums, keys, ("amount",))


def _add_up(table: str, sums: pl.DataFrame, keys: Sequence[str], values: Sequence[str]) -> None:
    names = (*keys, *values)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in values)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({_marks(names)}) "
            f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}",
            sums.select(names).rows(),
        )


def _parts(values: list[str] | list[int]) -> Iterable[list[str] | list[int]]:
    return (values[start : start + PART] for start in range(0, len(values), PART))


def _marks(values: Iterable[object]) -> str:
    return ", ".join(["%s"] * len(list(values)))
