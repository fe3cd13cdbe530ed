"""Cross-checks of ledgers that are booked: what the books would refuse as a whole is said of the very rows, so that the others
may go in and these come back.
"""

from collections.abc import Iterator

import polars as pl
from django.utils import translation

from jiedui.core.accounts import facts, following, naming, queries
from jiedui.core.accounts.booking import BATCH, above_of, draws, found_accounts, overdrawn, settled
from jiedui.core.accounts.models import Account
from jiedui.core.declare.bookings import ALWAYS, DRAWN
from jiedui.core.declare.checks import CrossCheck
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.agreement import FOUND, money
from jiedui.core.words.findings import TYPES, Level, declare_finding

SHORT, CLOSED, OPENED = "accounts.short", "accounts.closed_year", "accounts.before_opening"
_SHORT = "要从“{account}”付出 {amount} 元，余额只有 {balance} 元，差 {lack} 元。{remedy}"
_CLOSED = "“{value}”在 {year} 年度，该年度已经结账，不能再登记。请在未结账的年度补记，或请市级主管部门重新开账。"
_OPENED = "日期 {value} 不晚于这个项目的期初日期 {opened}，这笔钱已经包含在期初数里，不能再登记一次。"


def covered(ledger: str, column: str = "amount") -> CrossCheck:
    """Rows that ask more of an account than it holds."""
    _declare(SHORT, "账户余额不足", _SHORT)

    def run(frame: pl.DataFrame, scope: object) -> pl.DataFrame:
        return _found(_short(ledger, _moving(frame)))

    return CrossCheck(SHORT, Level.ERROR, column, run)


def open_year(ledger: str, column: str) -> CrossCheck:
    """Rows dated in a year that is closed, or moved out of one."""
    _declare(CLOSED, "年度已经结账", _CLOSED)

    def run(frame: pl.DataFrame, scope: object) -> pl.DataFrame:
        years = [str(year) for year, one in queries.closed_years().items() if one.closed]
        if not years or column not in frame.columns:
            return pl.DataFrame(schema=FOUND)
        day = pl.col(column).cast(pl.String)
        late = _moving(frame).filter(day.str.slice(0, 4).is_in(years) & pl.col("_id").is_null())
        return _found(
            (index, text, _CLOSED.format(value=text, year=text[:4])) for index, text in late.select("_index", column).iter_rows()
        )

    return CrossCheck(CLOSED, Level.ERROR, column, run)


def after_opening(ledger: str, column: str) -> CrossCheck:
    """New rows of a project that fall into the time before its opening."""
    _declare(OPENED, "日期在期初之前", _OPENED)

    def run(frame: pl.DataFrame, scope: object) -> pl.DataFrame:
        opened = dict(Account.objects.exclude(opened="").values_list("key", "opened"))
        if not opened:
            return pl.DataFrame(schema=FOUND)
        moves = facts.given(registry.booking(ledger), _moving(frame).filter(pl.col("_id").is_null()))
        found: list[tuple[int, str, str]] = []
        for index, day, *keys in moves.select("row", "day", "credit", "debit").iter_rows():
            known = next((opened[key] for key in keys if key in opened), "")
            if known and len(day) == 10 and day <= known:
                found.append((index, day, _OPENED.format(value=day, opened=known)))
        return _found(iter(found))

    return CrossCheck(OPENED, Level.ERROR, column, run)


def _declare(id: str, title: str, message: str) -> None:
    if id not in TYPES:
        declare_finding(id, Level.ERROR, title, message)


def _moving(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("_state").is_in(["new", "changed"])) if "_state" in frame.columns else frame


def _found(rows: Iterator[tuple[int, str, str]]) -> pl.DataFrame:
    return pl.DataFrame([(*row, None) for row in rows], schema=FOUND, orient="row")


def _short(ledger: str, frame: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    booking = registry.booking(ledger)
    moves = facts.given(booking, frame)
    known = frame.filter(pl.col("_id").is_not_null()).select(pl.col("_index").cast(pl.Int64).alias("index"), row="_id")
    there = following.standing(ledger, known["row"].to_list())
    there = there.join(known, on="row").with_columns(row=pl.col("index")).drop("index")
    batch = pl.concat([following.reversed_(ledger, there), following.batch(booking, moves.with_columns(turn=pl.lit(1)))])
    if batch.is_empty():
        return
    keys = pl.concat([batch.select(key="credit"), batch.select(key="debit")]).unique()
    keys = pl.concat([keys, keys.select(key=above_of()).drop_nulls()]).unique()
    accounts = keys.join(found_accounts(keys["key"].to_list()), on="key", how="left").with_columns(
        pl.col("incoming", "outgoing").fill_null(0), pl.col("opened").fill_null(""), pl.col("limited").fill_null(_always())
    )
    if overdrawn(settled(pl.concat([batch, draws(batch, accounts)]), accounts)):
        yield from _each(batch.select(list(BATCH)), accounts)


def _always() -> pl.Expr:
    kinds = [kind.id for kind in registry.account_kinds() if kind.limit == ALWAYS]
    return pl.col("key").str.split(":").list.first().is_in(kinds)


def _each(batch: pl.DataFrame, accounts: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Row by row, in the order of the file; a row that does not fit is left out before the next is looked at."""
    held = dict(accounts.select("key", pl.col("incoming") - pl.col("outgoing")).iter_rows())
    limited = dict(accounts.select("key", "limited").iter_rows())
    above = dict(accounts.select("key", above=above_of()).iter_rows())
    funded = {kind.id for kind in registry.account_kinds() if kind.limit == "funded"}
    names = ("reversal", "kind", "amount", "credit", "debit", "funds")
    for (row,), parts in batch.group_by("row", maintain_order=True):
        before, was = dict(held), dict(limited)
        asked: tuple[str, int] | None = None
        touched: set[str] = set()
        bound: set[str] = set()
        for reversal, kind, amount, credit, debit, funds in parts.select(names).iter_rows():
            lack = amount - max(held[credit], 0)
            if above[credit] and lack > 0 and not reversal and kind != DRAWN.id:
                source = above[credit]
                held[source] -= lack
                held[credit] += lack
                touched.add(source)
                bound |= {source} if limited[credit] else set()
            held[credit] -= amount
            held[debit] += amount
            touched.add(credit)
            if funds and debit.split(":")[0] in funded and held[debit] >= 0:
                limited[debit] = True
        for key in sorted(touched):
            if (was[key] or key in bound) and held[key] < 0 and held[key] < before[key]:
                asked = (key, held[key])
        if asked is not None:
            key, after = asked
            amount = before[key] - after
            held, limited = before, was
            with translation.override("zh-hans"):
                name = naming.account_names([key])[key]
            yield int(row), money(amount, "元"), _SHORT.format(
                account=name, amount=money(amount, "元"), balance=money(before[key], "元"), lack=money(-after, "元"),
                remedy=registry.account_kind(key.split(":")[0]).remedy,
            )  # fmt: skip
