"""The books follow the ledgers: what was written, by intake, form, API or undo, is booked in the same transaction.

A new row is booked. A row that changed in what its booking depends on, or whose project changed in it, has its booking
reversed and is booked anew. A row that is gone has its booking reversed. Nothing is ever edited.
"""

from collections.abc import Collection, Sequence

import polars as pl

from jiedui.core import store
from jiedui.core.accounts import facts
from jiedui.core.accounts.booking import BATCH, book
from jiedui.core.accounts.models import Account, Entry
from jiedui.core.declare.bookings import Booking
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import hooks

PART = 500
STANDING = {
    "row": pl.Int64(), "turn": pl.Int64(), "part": pl.Int64(), "kind": pl.String(), "amount": pl.Int64(),
    "credit": pl.String(), "debit": pl.String(), "day": pl.String(), "year": pl.Int64(), "county": pl.String(),
    "money": pl.String(), "origin": pl.String(),
}  # fmt: skip
SAME = ("kind", "amount", "credit", "debit", "day", "year")


def follow_all() -> None:
    """Let the books follow every ledger that is booked, and those that bookings look at."""
    for one in registry.bookings():
        hooks.add_follower(one.ledger, _own(one))
        for reference, columns in facts.borrowed(one).items():
            target = getattr(registry.ledger(one.ledger).columns[reference], "to")  # noqa: B009
            hooks.add_follower(target, _of_another(one, reference, columns))


def _own(booking: Booking) -> hooks.Follower:
    columns = facts.relevant(booking)

    def follow(written: hooks.Written) -> None:
        changed = [id for id in written.changed if written.touches(id, columns)]
        rebook(booking, written.event, new=written.new, old=[*changed, *written.removed])

    return follow


def _of_another(booking: Booking, reference: str, columns: Collection[str]) -> hooks.Follower:
    def follow(written: hooks.Written) -> None:
        changed = [id for id in written.changed if written.touches(id, columns)]
        if changed:
            rebook(booking, written.event, old=_referring(booking, reference, changed))

    return follow


def _referring(booking: Booking, reference: str, ids: Sequence[int]) -> list[int]:
    ledger = registry.ledger(booking.ledger)
    found: list[int] = []
    for start in range(0, len(ids), PART):
        named = ledger._default_manager.filter(**{f"{reference}_id__in": ids[start : start + PART]})
        found += named.order_by("pk").values_list("pk", flat=True)
    return found


def rebook(booking: Booking, event: int, *, new: Sequence[int] = (), old: Sequence[int] = ()) -> None:
    """Book what rows say now: `new` have no booking yet, `old` may have one, which is reversed where it is another."""
    book(pl.concat([unbooked(booking, new), *_again(booking, old)]), event=event)


def unbooked(booking: Booking, ids: Sequence[int]) -> pl.DataFrame:
    """The batch that books rows which have no booking."""
    if not ids:
        return pl.DataFrame(schema=BATCH)
    moves = facts.stored(booking, ids)
    turns = last_turns(booking.ledger, ids)
    turn = pl.col("row").replace_strict(turns, default=0, return_dtype=pl.Int64) + 1 if turns else pl.lit(1, pl.Int64)
    return batch(booking, moves.with_columns(turn=turn))


def _again(booking: Booking, ids: Sequence[int]) -> tuple[pl.DataFrame, ...]:
    if not ids:
        return ()
    there = standing(booking.ledger, ids)
    main = there.filter(pl.col("part") == 0)
    moves = facts.stored(booking, ids)
    same = moves.join(main.select("row", *SAME), on=["row", *SAME], how="semi")["row"]
    moves = moves.filter(~pl.col("row").is_in(same.implode()))
    back = reversed_(booking.ledger, there.filter(~pl.col("row").is_in(same.implode())))
    turns = last_turns(booking.ledger, moves["row"].to_list())
    turn = pl.col("row").replace_strict(turns, default=0, return_dtype=pl.Int64) + 1 if turns else pl.lit(1, pl.Int64)
    return back, batch(booking, moves.with_columns(turn=turn))


def batch(booking: Booking, moves: pl.DataFrame) -> pl.DataFrame:
    """Moves (with `turn`) as a batch."""
    named = moves.with_columns(
        pl.lit(booking.ledger).alias("ledger"), pl.lit(0, pl.Int64).alias("part"), pl.lit(False).alias("reversal")
    )
    return named.select(pl.col(name).cast(dtype) for name, dtype in BATCH.items())


def reversed_(ledger: str, there: pl.DataFrame) -> pl.DataFrame:
    """The batch that takes standing entries back."""
    named = there.rename({"credit": "debit", "debit": "credit"}).with_columns(
        pl.lit(ledger).alias("ledger"), pl.lit(True).alias("reversal"), pl.lit(False).alias("funds")
    )
    return named.select(pl.col(name).cast(dtype) for name, dtype in BATCH.items())


def last_turns(ledger: str, ids: Sequence[int]) -> dict[int, int]:
    """How often rows have been booked; rows that never were are left out."""
    if not ids:
        return {}
    newest = Entry.objects.filter(ledger=ledger).order_by("-row").values_list("row", flat=True).first()
    if newest is None or newest < min(ids):  # the rows of an import: all their numbers are new
        return {}
    found: dict[int, int] = {}
    for start in range(0, len(ids), PART):
        known = Entry.objects.filter(ledger=ledger, row__in=ids[start : start + PART], part=0)
        for row, turn in known.values_list("row", "turn"):
            found[row] = max(turn, found.get(row, 0))
    return found


def standing(ledger: str, ids: Sequence[int] | None = None) -> pl.DataFrame:
    """The entries of rows that were not taken back, as STANDING; what was drawn when something was taken back stays out."""
    entry, account = Entry._meta.db_table, Account._meta.db_table
    county = "CASE WHEN c.place <> '' THEN c.place ELSE d.place END"
    origin = "CASE WHEN c.origin <> '' THEN c.origin ELSE d.origin END"
    sql = (
        f"SELECT e.row, e.turn, e.part, e.kind, e.amount, c.key, d.key, e.day, e.year, {county}, c.money, {origin} "
        f"FROM {entry} e JOIN {account} c ON c.id = e.credit_id JOIN {account} d ON d.id = e.debit_id "
        "WHERE e.ledger = %s AND e.part <> 2 AND NOT e.reversal AND NOT EXISTS ("
        f"SELECT 1 FROM {entry} b WHERE b.ledger = e.ledger AND b.row = e.row AND b.turn = e.turn AND b.part = e.part "
        "AND b.reversal)"
    )
    if ids is None:
        return store.fetch_frame(sql, [ledger], STANDING)
    pieces = [pl.DataFrame(schema=STANDING)]
    for start in range(0, len(ids), PART):
        part = list(ids[start : start + PART])
        marks = ", ".join(["%s"] * len(part))
        pieces.append(store.fetch_frame(f"{sql} AND e.row IN ({marks}) ORDER BY e.row, e.part", [ledger, *part], STANDING))
    return pl.concat(pieces)
