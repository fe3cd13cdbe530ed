"""An invoice counts once, in all counties and for both kinds of money.

Numbers of fully digital invoices (20 digits) are unique in the country; those of older ones have 8 digits beside a code that
the ledger does not hold, so that two firms may have the same: with another payee it is a question.
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from jiedui.core.declare.checks import CrossCheck
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import hooks
from jiedui.core.ledger.agreement import FOUND
from jiedui.core.words.errors import Refused
from jiedui.core.words.findings import Level, declare_finding

UNIQUE, PART = 18, 500
ONCE = "发票 {value} 已经登记在凭证“{voucher}”上，一张发票只能登记一次。分次付款的，发票只登记在第一张凭证上；号码抄错的，请更正。"
SEEN = "发票号码 {value} 在凭证“{voucher}”上也有，收款单位不同。请核对是不是同一张发票。是否照此导入？"
declare_finding("payments.invoice_twice", Level.ERROR, "发票重复登记", ONCE)
declare_finding("payments.invoice_seen", Level.QUESTION, "另有相同的发票号码", SEEN)
HELD = {"id": pl.Int64(), "invoice": pl.String(), "amount": pl.Int64(), "payee": pl.Int64(), "voucher": pl.String()}


def twice(rows: pl.DataFrame) -> pl.DataFrame:
    """Of rows (HELD, those that count first), each that carries an invoice already carried: with `voucher_before` and `same`
    (the payee is the same or unknown, or the number unique). A payment and its whole return together are no payment.
    """
    known = rows.filter(pl.col("invoice").is_not_null() & pl.col("amount").is_not_null())
    known = known.filter(pl.len().over("invoice") > 1)
    found: list[dict[str, Any]] = []
    for _invoice, group in known.group_by("invoice", maintain_order=True):
        standing: list[dict[str, Any]] = []
        for row in group.iter_rows(named=True):
            if row["amount"] < 0:
                back = next((one for one in standing if one["amount"] == -row["amount"]), None)
                standing = [one for one in standing if one is not back]
            elif row["amount"] > 0:
                found += [{**row, **_beside(row, one)} for one in standing[:1]]
                standing.append(row)
    schema = {**HELD, "voucher_before": pl.String(), "same": pl.Boolean()}
    return pl.DataFrame(found, schema=schema)


def _beside(row: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    unknown = row["payee"] is None or one["payee"] is None
    same = unknown or row["payee"] == one["payee"] or len(row["invoice"]) >= UNIQUE
    return {"voucher_before": one["voucher"], "same": same}


def _check(id: str, level: Level, message: str, same: bool) -> CrossCheck:
    def run(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
        if "invoice" not in frame.columns or frame["invoice"].null_count() == len(frame):
            return pl.DataFrame(schema=FOUND)
        rows = frame.filter(pl.col("_state").is_in(["new", "changed"]))
        mine = rows.select(
            id=-pl.col("_index").cast(pl.Int64) - 2, invoice="invoice", amount=_or_null(rows, "amount", pl.Int64()),
            payee=_or_null(rows, "payee_id", pl.Int64()), voucher="voucher",
        ).filter(pl.col("invoice").is_not_null())  # fmt: skip
        held = carried(mine["invoice"].unique().to_list(), without=rows["_id"].drop_nulls().to_list())
        found = twice(pl.concat([held, mine])).filter((pl.col("id") < 0) & (pl.col("same") == same))
        return pl.DataFrame(list(_told(found, message)), schema=FOUND, orient="row")

    return CrossCheck(id, level, "invoice", run)


def _or_null(rows: pl.DataFrame, name: str, dtype: pl.DataType) -> pl.Expr:
    return pl.col(name) if name in rows.columns else pl.lit(None, dtype)


def _told(found: pl.DataFrame, message: str) -> Iterator[tuple[int, str, str, str]]:
    for id, invoice, voucher in found.select("id", "invoice", "voucher_before").iter_rows():
        yield -id - 2, invoice, message.format(value=invoice, voucher=voucher), invoice


def carried(invoices: list[str], *, without: list[int] | None = None) -> pl.DataFrame:
    """The rows in all counties that carry any of the invoices, the oldest first."""
    payments = registry.ledger("payments")
    left_out = set(without or ())
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(invoices), PART):
        named = payments._default_manager.filter(invoice__in=invoices[start : start + PART])
        rows += named.order_by("pk").values_list("pk", "invoice", "amount", "payee_id", "voucher")
    return pl.DataFrame([row for row in rows if row[0] not in left_out], schema=HELD, orient="row")


def refuse_twice(written: hooks.Written) -> None:
    """Whatever way a row came in, undoing included: an invoice of the same payee counts once."""
    payments = registry.ledger("payments")
    ids = [*written.new, *(id for id in written.changed if written.touches(id, ("invoice", "amount", "payee_id")))]
    invoices: set[str] = set()
    for start in range(0, len(ids), PART):
        named = payments._default_manager.filter(pk__in=ids[start : start + PART], invoice__isnull=False)
        invoices |= set(named.values_list("invoice", flat=True))
    found = twice(carried(sorted(invoices))).filter("same")
    if len(found):
        told = ONCE.format(value=found["invoice"][0], voucher=found["voucher_before"][0])
        raise Refused("payments.invoice_twice", told + "没有写入任何内容。")


invoice_once = _check("payments.invoice_twice", Level.ERROR, ONCE, True)
invoice_seen = _check("payments.invoice_seen", Level.QUESTION, SEEN, False)
hooks.add_follower("payments", refuse_twice)
