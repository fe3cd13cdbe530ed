"""Standing checks of projects and their money (measures 3 and 4)."""

from typing import Any

from jiedui.core.declare.rules import FEN, URGENT, figure_rule, rule
from jiedui.core.indicators.moment import Moment


@rule(
    "projects.past_date",
    "项目逾期未完工",
    message="项目 {number} 计划于 {planned_end} 完工，至今没有填写实际完工日期。",
    closes="填写实际完工日期，或按批复调整计划完工日期",
    ledgers=["projects"],
    measures=(4,),
)
def past_date(projects: Any, at: Moment) -> Any:
    late = projects.actual_end.isnull() & projects.planned_end.notnull() & ~at.not_over(projects.planned_end)
    late &= ~projects.status.isin(["已完工", "已验收", "已移交"]).fill_null(False)
    found = projects.filter(late)
    return found.select("county", "number", "planned_end", cause=found.id.cast("string"), row=found.id)


@rule(
    "payments.same_invoice",
    "同一发票多次入账",
    message="发票 {invoice} 登记在 {vouchers} 张支付凭证上，合计 {amount} 元。",
    closes="更正重复凭证的发票号码，或删除重复登记的凭证",
    ledgers=["payments"],
    measures=(3, 4),
    tone=URGENT,
    kinds={"amount": FEN},
)
def same_invoice(payments: Any, at: Moment) -> Any:
    # A payment that was taken back and its reversal together are no payment.
    known = payments.filter(payments.invoice.notnull())
    found = known.group_by("invoice").aggregate(
        county=known.county.min(), row=known.id.min(), vouchers=known.count(), amount=known.amount.sum()
    )
    found = found.filter((found.vouchers > 1) & (found.amount > 0))
    return found.mutate(cause=found.invoice)


figure_rule(
    "funds.use_rate_behind",
    "资金使用率落后于序时进度",
    indicator="12",
    message="资金使用率 {value}%，按序时进度应达到 {expected}%（全年目标 {target}%）。",
    closes="支付进度赶上序时进度",
    measures=(3, 4),
)
figure_rule(
    "funds.use_rate_forecast",
    "预计全年资金使用率达不到目标",
    indicator="12",
    forecast=True,
    message="资金使用率 {value}%，{method}全年约 {forecast}%，达不到目标 {target}%。",
    closes="加快支付，使预测值达到目标",
    measures=(3, 4),
    tone=URGENT,
)
