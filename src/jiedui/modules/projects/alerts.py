"""Standing checks of projects and their money (measures 3 and 4)."""

from typing import Any

from jiedui.core.declare.rules import DISTRICT, FEN, ORGANISATION, URGENT, figure_rule, rule
from jiedui.core.indicators.moment import Moment
from jiedui.modules.projects.money import splitting


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


@rule(
    "payments.split",
    "疑似拆分支付",
    message="{payee} 从 {first} 到 {last} 收到同一项目的 {vouchers} 笔支付，每笔都低于限额 {limit} 元，合计 {amount} 元。",
    closes="核对合同和采购方式；属于按合同进度付款的，把用途改为工程款、进度款等",
    ledgers=["payments"],
    measures=(3, 4),
    kinds={"amount": FEN, "limit": FEN, "payee": ORGANISATION},
)
def split(payments: Any, at: Moment) -> Any:
    """The largest sum within the window, of each project and payee. Payments by stages of a contract do not count."""
    most, days = splitting.limit(), splitting.window()
    small = payments.filter(
        (payments.amount > 0) & (payments.amount < most) & payments.payee.notnull() & (payments.paid_on.length() == 10)
        & ~payments.purpose.isin(list(splitting.STAGES)).fill_null(False)
    )  # fmt: skip
    small = small.select("id", "county", "project", "payee", "amount", "paid_on")
    groups = small.group_by("project", "payee").aggregate(whole=small.amount.sum(), number=small.count())
    groups = groups.filter((groups.whole >= most) & (groups.number > 1)).select(of="project", to="payee")
    small = small.join(groups, [small.project == groups.of, small.payee == groups.to]).select(*small.columns)
    before = small.select(
        of="project", to="payee", earlier="amount", began="paid_on", since=small.paid_on.cast("date"), other="id"
    )
    joined = small.join(before, [small.project == before.of, small.payee == before.to])
    gap = joined.paid_on.cast("date").delta(joined.since, unit="day")
    joined = joined.filter((gap >= 0) & (gap < days))
    sums = joined.group_by("county", "project", "payee", "id", "paid_on").aggregate(
        amount=joined.earlier.sum(), vouchers=joined.count(), first=joined.began.min()
    )
    sums = sums.filter((sums.amount >= most) & (sums.vouchers > 1))
    best = sums.group_by("project", "payee").aggregate(most=sums.amount.max())
    found = sums.join(best, [sums.project == best.project, sums.payee == best.payee, sums.amount == best.most])
    found = found.group_by("county", "project", "payee", "amount").aggregate(
        row=found.id.min(), vouchers=found.vouchers.max(), first=found.first.min(), last=found.paid_on.min()
    )
    cause = found.project.cast("string") + "/" + found.payee.cast("string")
    return found.select("county", "payee", "first", "last", "vouchers", "amount", "row", limit=most, cause=cause)


@rule(
    "funds.tranche_late",
    "下达资金逾期未到账",
    message="下达编号 {number} 应于 {due} 前到账 {amount} 元，已到账 {arrived} 元。",
    closes="登记到账凭证，使到账金额等于下达金额",
    ledgers=["allotments", "arrivals"],
    measures=(3,),
    owner=DISTRICT,
    tone=URGENT,
    kinds={"amount": FEN, "arrived": FEN},
)
def tranche_late(allotments: Any, arrivals: Any, at: Moment) -> Any:
    """Due on the day that the notice says, else, for the first tranche of a year, on 30 April (measure 3)."""
    come = arrivals.filter((arrivals.arrived_on <= at.text).fill_null(True))
    come = come.group_by("allotment").aggregate(arrived=come.amount.sum())
    joined = allotments.left_join(come, allotments.id == come.allotment)
    first = (joined.tranche == "1").fill_null(False)
    year = joined.year.fill_null(joined.issued_on.left(4))
    due = joined.due_on.coalesce(first.ifelse(year + "-04-30", None))
    joined = joined.select("id", "county", "number", "amount", due=due, arrived=joined.arrived.fill_null(0))
    found = joined.filter((joined.amount > joined.arrived) & joined.due.notnull() & ~at.not_over(joined.due))
    return found.select("county", "number", "due", "amount", "arrived", cause=found.id.cast("string"), row=found.id)


@rule(
    "funds.less_than_last_year",
    "下达财政援助资金少于上年同期",
    message="本年截至今日下达财政援助资金 {now} 元，上年同期 {before} 元。“四不摘”要求帮扶投入不减。",
    closes="登记新下达的资金，使本年累计不少于上年同期",
    ledgers=["allotments"],
    measures=(3,),
    owner=DISTRICT,
    kinds={"now": FEN, "before": FEN},
)
def less_than_last_year(allotments: Any, at: Moment) -> Any:
    fiscal = allotments.filter((allotments.fund_kind == "fiscal").fill_null(False))
    last = at.year_before()
    held = fiscal.group_by("county").aggregate(
        now=fiscal.amount.sum(where=at.in_year(fiscal.issued_on)).fill_null(0),
        before=fiscal.amount.sum(where=last.in_year(fiscal.issued_on)).fill_null(0),
    )
    found = held.filter(held.now < held.before)
    return found.select("county", "now", "before", cause=found.county, row=found.now.nullif(found.now).cast("int64"))


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
