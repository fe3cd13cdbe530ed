"""The proof that the books are right: they add up to zero, every balance is the sum of its entries, and every row of a ledger
that names an amount has exactly the one standing booking that follows from it.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator

import polars as pl
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core import store
from jiedui.core.accounts import facts, following, naming, queries
from jiedui.core.accounts.booking import UNCOUNTED
from jiedui.core.accounts.models import Account, Entry, Monthly, Proof, Yearly
from jiedui.core.declare.registry import registry
from jiedui.core.trail.operations import SYSTEM, record_event
from jiedui.core.words import clock
from jiedui.core.words.saying import said

_log = logging.getLogger("jiedui.accounts")
MOST = 20
"""Problems told of one kind; the rest is counted."""


def prove(record: bool = True) -> Proof:
    """Check everything; `record` keeps what was found, and an event in the trail where something is wrong."""
    begun = time.monotonic()
    with transaction.atomic():
        problems = list(problems_found())
        entries = Entry.objects.count()
        found = Proof(
            at=timezone.now(), day=clock.today(), accounts=Account.objects.count(), entries=entries,
            rows=_rows(), seconds=round(time.monotonic() - begun, 3),
            problems=json.dumps(problems, ensure_ascii=False),
        )  # fmt: skip
        if record:
            found.save()
            if problems:
                record_event("accounts.wrong", actor=SYSTEM, note={"problems": len(problems)})
    return found


def prove_daily() -> Proof | None:
    """Prove the books where that was not done on this day of the calendar yet; what is wrong is logged as an error."""
    last = queries.last_proof()
    if last is not None and timezone.localdate(last.at) == timezone.localdate():
        return None
    found = prove()
    if not found.holds:
        _log.error("the books are wrong: jiedui accounts check\n%s", "\n".join(problems_of(found)))
    return found


def problems_of(proof: Proof) -> list[str]:
    return [str(one) for one in json.loads(proof.problems)]


def problems_found() -> Iterator[str]:
    """What is wrong, in sentences; nothing where the books are right."""
    checks: list[Callable[[], Iterator[str]]] = [_zero, _sums, _below, _months, _years, _pairs, _guarded]
    for check in checks:
        yield from check()
    for one in registry.bookings():
        yield from _rows_booked(one.ledger)


def _rows() -> int:
    return sum(registry.ledger(one.ledger)._default_manager.count() for one in registry.bookings())


def _zero() -> Iterator[str]:
    trial = queries.trial_balance()
    if not trial.zero:
        yield _("全部账户的收付合计相差 %(fen)s 分，应为 0。") % {"fen": trial.incoming - trial.outgoing}


def _sums() -> Iterator[str]:
    entry, account = Entry._meta.db_table, Account._meta.db_table
    sums = f"""
        SELECT account, SUM(came) AS came, SUM(gone) AS gone FROM (
          SELECT debit_id AS account, CASE WHEN reversal THEN 0 ELSE amount END AS came,
                 CASE WHEN reversal THEN -amount ELSE 0 END AS gone FROM {entry}
          UNION ALL
          SELECT credit_id, CASE WHEN reversal THEN -amount ELSE 0 END, CASE WHEN reversal THEN 0 ELSE amount END FROM {entry}
        ) AS moved GROUP BY account"""
    sql = (
        f"SELECT a.key, a.incoming, a.outgoing, COALESCE(s.came, 0), COALESCE(s.gone, 0) FROM {account} a "
        f"LEFT JOIN ({sums}) AS s ON s.account = a.id "
        "WHERE a.incoming <> COALESCE(s.came, 0) OR a.outgoing <> COALESCE(s.gone, 0) ORDER BY a.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        wrong = cursor.fetchall()
        cursor.execute(
            f"SELECT COUNT(*) FROM {entry} e WHERE NOT EXISTS (SELECT 1 FROM {account} a WHERE a.id = e.credit_id) "
            f"OR NOT EXISTS (SELECT 1 FROM {account} a WHERE a.id = e.debit_id)"
        )
        lost = cursor.fetchone()[0]
    names = naming.account_names(one[0] for one in wrong[:MOST])
    for key, came, gone, summed_in, summed_out in wrong[:MOST]:
        yield _("账户“%(account)s”记着收 %(came)s 分、付 %(gone)s 分，按分录应为收 %(in)s 分、付 %(out)s 分。") % {
            "account": names[key], "came": came, "gone": gone, "in": summed_in, "out": summed_out,
        }  # fmt: skip
    if len(wrong) > MOST:
        yield _("另有 %(count)s 个账户的余额与分录不符。") % {"count": len(wrong) - MOST}
    if lost:
        yield _("有 %(count)s 笔分录的账户不存在。") % {"count": lost}


def _below() -> Iterator[str]:
    wrong = Account.objects.filter(limited=True, outgoing__gt=F("incoming"))[:MOST]
    names = naming.account_names(one.key for one in wrong)
    for one in wrong:
        yield _("账户“%(account)s”的余额为负。") % {"account": names[one.key]}




def _months() -> Iterator[str]:
    entry, account = Entry._meta.db_table, Account._meta.db_table
    left_out = ", ".join(f"'{kind}'" for kind in UNCOUNTED)
    summed = f"""
        SELECT CASE WHEN c.place <> '' THEN c.place ELSE d.place END AS county, e.kind AS kind,
               SUBSTR(e.day, 1, 7) AS month, c.money AS money,
               CASE WHEN c.origin <> '' THEN c.origin ELSE d.origin END AS origin,
               SUM(CASE WHEN e.reversal THEN -e.amount ELSE e.amount END) AS amount,
               SUM(CASE WHEN e.reversal THEN -1 ELSE 1 END) AS entries
        FROM {entry} e JOIN {account} c ON c.id = e.credit_id JOIN {account} d ON d.id = e.debit_id
        WHERE e.kind NOT IN ({left_out}) GROUP BY 1, 2, 3, 4, 5"""
    kept = "SELECT county, kind, month, money, origin, amount, entries FROM " + Monthly._meta.db_table
    schema = {name: pl.String() for name in ("county", "kind", "month", "money", "origin")}
    numbers = {"amount": pl.Int64(), "entries": pl.Int64()}
    one = store.fetch_frame(summed, [], {**schema, **numbers}).filter((pl.col("entries") != 0) | (pl.col("amount") != 0))
    other = store.fetch_frame(kept, [], {**schema, **numbers}).filter((pl.col("entries") != 0) | (pl.col("amount") != 0))
    differing = one.join(other, on=list(one.columns), how="anti").height + other.join(one, on=list(one.columns), how="anti").height
    if differing:
        yield _("按月汇总与分录不符（%(count)s 处）。") % {"count": differing}


def _years() -> Iterator[str]:
    entry, account = Entry._meta.db_table, Account._meta.db_table
    left_out = ", ".join(f"'{kind}'" for kind in UNCOUNTED)
    kinds = ", ".join(f"'{one.kind}'" for one in registry.openings()) or "''"
    sides = " UNION ALL ".join(
        f"SELECT e.{side} AS account, e.year AS year, e.kind AS kind, CASE WHEN e.reversal THEN -e.amount ELSE e.amount END AS amount "
        f"FROM {entry} e JOIN {account} a ON a.id = e.{side} WHERE a.kind IN ({kinds}) AND e.kind NOT IN ({left_out})"
        for side in ("credit_id", "debit_id")
    )
    summed = f"SELECT account, year, kind, SUM(amount) FROM ({sides}) AS moved GROUP BY 1, 2, 3"
    schema = {"account": pl.Int64(), "year": pl.Int64(), "kind": pl.String(), "amount": pl.Int64()}
    one = store.fetch_frame(summed, [], schema).filter(pl.col("amount") != 0)
    kept = f"SELECT account_id, year, kind, amount FROM {Yearly._meta.db_table}"
    other = store.fetch_frame(kept, [], schema).filter(pl.col("amount") != 0)
    differing = one.join(other, on=list(schema), how="anti").height + other.join(one, on=list(schema), how="anti").height
    if differing:
        yield _("按年汇总与分录不符（%(count)s 处）。") % {"count": differing}


def _pairs() -> Iterator[str]:
    """A reversal takes back what there was, and all of it; both accounts of an entry hold the same kind of money."""
    entry, account = Entry._meta.db_table, Account._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM {entry} b LEFT JOIN {entry} e ON e.ledger = b.ledger AND e.row = b.row AND e.turn = b.turn "
            "AND e.part = b.part AND NOT e.reversal WHERE b.reversal AND (e.id IS NULL OR e.amount <> b.amount "
            "OR e.credit_id <> b.debit_id OR e.debit_id <> b.credit_id)"
        )
        unpaired = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT COUNT(*) FROM {entry} e JOIN {account} c ON c.id = e.credit_id JOIN {account} d ON d.id = e.debit_id "
            "WHERE c.money <> d.money"
        )
        mixed = cursor.fetchone()[0]
    if unpaired:
        yield _("有 %(count)s 笔冲回与原分录不符。") % {"count": unpaired}
    if mixed:
        yield _("有 %(count)s 笔分录把两类资金混在一起。") % {"count": mixed}


def _guarded() -> Iterator[str]:
    from jiedui.core.accounts.guarding import missing

    if gone := missing():
        yield _("数据库里保护分录的触发器缺了 %(count)s 个：%(names)s。") % {"count": len(gone), "names": "、".join(gone)}


def _rows_booked(ledger_id: str) -> Iterator[str]:
    """Every row has exactly the standing booking that follows from what it says now."""
    booking, same = registry.booking(ledger_id), ["row", *following.SAME]
    every = following.standing(ledger_id)
    main = every.filter(pl.col("part") == 0)
    alone = every.filter(pl.col("part") != 0).join(main, on=["row", "turn"], how="anti")["row"]
    there = main.select(same)
    wanted = facts.stored(booking).select(same)
    title = said(registry.ledger(ledger_id).info.title)
    lacking = wanted.join(there, on=same, how="anti")["row"]
    spare = there.join(wanted, on=same, how="anti")["row"]
    twice = there.filter(pl.col("row").is_duplicated())["row"].unique()
    for told, rows in (
        (_("%(title)s有 %(count)s 行没有记账或记账不符，例如：%(rows)s。"), lacking),
        (_("%(title)s有 %(count)s 笔账没有对应的记录或与记录不符，例如第 %(rows)s 行。"), spare),
        (_("%(title)s有 %(count)s 行重复记账，例如第 %(rows)s 行。"), twice),
        (_("%(title)s有 %(count)s 笔划拨的支付已经冲回，划拨还在，例如第 %(rows)s 行。"), alone),
    ):
        if len(rows):
            ids = rows.head(5).to_list()
            names = naming.row_names(ledger_id, ids)
            listed = "、".join(names.get(id, str(id)) for id in ids)
            yield told % {"title": title, "count": len(rows), "rows": listed}
