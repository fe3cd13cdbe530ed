"""Indicator 41 of the assessment: donations in cash and kind. Fiscal money is never mixed in."""

from typing import Any

from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment

FEN_PER_WAN = 1_000_000
NOBODY = 1 << 62
RANK = 1 << 50


@indicator(
    "41", "社会捐赠款物", unit="万元", ledgers=["donations"], measures=(22,), scale=FEN_PER_WAN, paced=True,
    words="当年到所询日期到账的捐赠金额之和，物资按折价，服务不计；认捐未到账的不计。按到账日期计，只有年或年月的按首日，"
    "没有日期的只计入今天的数字。同一张票据、或没有票据但捐赠方、形式、到账日期和金额都相同的，只算一次（先登记的一行）；"
    "“同票分项”填“是”的各行分别计入。财政援助资金不在其中。",
)  # fmt: skip
def donated(donations: Any, at: Moment) -> Figure:
    counts = (
        donations.value.notnull() & (donations.form.fill_null("cash") != "service") & at.in_year(donations.received_on)
    )
    billed = donations.receipt.notnull()
    known = (
        donations.donor.notnull() & donations.form.notnull() & (donations.received_on.length() == 10).fill_null(False)
    )
    rank = donations.id + billed.ifelse(0, RANK)
    table = donations.mutate(received=counts, billed=billed, known=known, standing=counts.ifelse(rank, NOBODY))
    table = table.mutate(
        first_receipt=table.standing.min().over(group_by=[table.receipt]),
        first_gift=table.standing.min().over(group_by=[table.donor, table.form, table.received_on, table.value]),
    )
    first = table.billed.ifelse(table.first_receipt, table.known.ifelse(table.first_gift, table.standing))
    table = table.mutate(counts=table.received & ((table.standing == first) | table.part.fill_null(False)))
    # Summed over all rows: a ledger of which no row counts says 0, an empty one nothing.
    return Figure(table, table.counts, table.counts.ifelse(table.value, 0).sum())
