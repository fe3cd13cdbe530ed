"""What is said where the books refuse: the row, the account, what it holds, what was asked of it, and what to do."""

import polars as pl
from django.utils.translation import gettext as _

from jiedui.core.accounts import naming
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.agreement import money
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said


def short(entries: pl.DataFrame, accounts: pl.DataFrame, key: str) -> Refused:
    """A balance does not suffice: names the first row with which it does not."""
    have = accounts.filter(pl.col("key") == key).select(pl.col("incoming") - pl.col("outgoing")).item()
    came = int(entries.filter(pl.col("debit") == key)["amount"].sum())
    taken = entries.filter(pl.col("credit") == key).with_columns(upto=pl.col("amount").cum_sum())
    first = taken.filter(pl.col("upto") > have + came).row(0, named=True)
    free = have + came - (first["upto"] - first["amount"])
    told = sentence(
        who(first["ledger"], first["row"], gone=first["reversal"]), key, free=free, amount=first["amount"],
        reversal=first["reversal"],
    )  # fmt: skip
    return Refused("accounts.short", told + _("没有写入任何内容。"))


def sentence(who: str, key: str, *, free: int, amount: int, reversal: bool = False) -> str:
    """`who` asks for `amount` where `free` is left."""
    kind = registry.account_kind(key.split(":")[0])
    values = {
        "who": who, "account": naming.account_names([key])[key], "balance": money(free, "元"), "amount": money(amount, "元"),
        "lack": money(amount - free, "元"), "remedy": said(kind.remedy),
    }  # fmt: skip
    if reversal:
        return (
            _(
                "%(who)s不能这样更正或撤销：要从“%(account)s”冲回 %(amount)s 元，但其中只剩 %(balance)s 元，其余已经用出。"
                "请先更正用出这笔钱的记录，或先登记应有的到账。"
            )
            % values
        )
    return (
        _("%(who)s要从“%(account)s”付出 %(amount)s 元，余额只有 %(balance)s 元，差 %(lack)s 元。%(remedy)s") % values
    )


def who(ledger_id: str, row: int, *, gone: bool = False) -> str:
    """A row in a sentence: 支付凭证“451022-202106-0007”."""
    try:
        ledger = registry.ledger(ledger_id)
    except Exception:
        return _("年度结转")
    name = naming.row_names(ledger_id, [row]).get(row, "")
    return f"{said(ledger.info.noun)}“{name}”" if name else said(ledger.info.noun)


def closed(late: pl.DataFrame) -> Refused:
    """Something is dated in, or takes back something of, a year that is closed."""
    first = late.row(0, named=True)
    told = _(
        "%(who)s的日期在 %(year)s 年度，该年度已经结账，不能再登记、更正或撤销。请在未结账的年度用红字（负数）或补记凭证更正；"
        "确需改动的，请市级主管部门在“资金 · 年度结转”中重新开账。"
    )
    values = {"who": who(first["ledger"], first["row"]), "year": first["year"]}
    return Refused("accounts.closed_year", told % values + _("没有写入任何内容。"))


def check_opened(batch: pl.DataFrame, accounts: pl.DataFrame) -> None:
    """What happened up to the day of an opening is within its sums already, and must not be booked beside it."""
    opened = accounts.filter(pl.col("opened") != "").select("key", "opened")
    if opened.is_empty():
        return
    asked = batch.filter(~pl.col("reversal") & (pl.col("day") != "") & ~pl.col("kind").is_in(["opened", "opened_paid"]))
    for side in ("credit", "debit"):
        found = asked.join(opened, left_on=side, right_on="key", maintain_order="left")
        known = pl.col("opened").str.slice(0, pl.col("day").str.len_chars())
        early = found.filter((pl.col("day") < known) | ((pl.col("day") == known) & (pl.col("day").str.len_chars() == 10)))
        if len(early):
            first = early.row(0, named=True)
            told = _(
                "%(who)s的日期 %(day)s 不晚于期初日期 %(opened)s，这笔钱已经包含在期初数里，不能再登记一次。"
                "请核对日期；期初数有误的，请先冲回期初。没有写入任何内容。"
            )
            values = {"who": who(first["ledger"], first["row"]), "day": first["day"], "opened": first["opened"]}
            raise Refused("accounts.before_opening", told % values)
