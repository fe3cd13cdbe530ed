"""The money of the programme in accounts: from its source, on its way, in the county, to the project, to the payee."""

from jiedui.core.declare.bookings import ALWAYS, FUNDED, NEVER, At, account_kind, booking, kinds_of_money, opening
from jiedui.modules.projects.lists import FUND_KIND

kinds_of_money(FUND_KIND)

account_kind("source", "资金来源", NEVER)
account_kind(
    "transit", "已下达未到账", FUNDED, subject="allotments", carries=True,
    remedy="到账合计不能超过下达金额。请核对到账金额和下达编号；下达金额有误的，请先更正下达台账。",
)  # fmt: skip
account_kind(
    "county", "县级资金", FUNDED, carries=True,
    remedy="请先在资金到账台账登记到账，再登记支付；金额有误的，请核对单位（元、万元）。",
)  # fmt: skip
account_kind(
    "project", "项目资金", FUNDED, above="county", subject="projects", carries=True,
    remedy="请先登记到账（或办理项目期初），再登记支付；金额有误的，请核对单位（元、万元）。",
)  # fmt: skip
account_kind(
    "payee", "收款单位", ALWAYS, above="prior", subject="organisation",
    remedy="退回的金额不能超过已付给该单位的金额，请核对收款单位和金额。",
)  # fmt: skip

booking(
    "allotments", amount="amount", day=("issued_on", "year"), county="county", money="fund_kind", origin="source",
    out=At("source", origin=True, place=False), into=At("transit", subject="id", origin=True),
    forth=("allotted", "下达"), back=("taken_back", "收回"),
)  # fmt: skip
booking(
    "arrivals", amount="amount", day=("arrived_on",), county="county", money="allotment.fund_kind",
    origin="allotment.source", out=At("transit", subject="allotment", origin=True),
    into=At("project", subject="allotment.project", other=At("county")),
    forth=("arrived", "到账"), back=("sent_back", "退回上级"),
)  # fmt: skip
booking(
    "payments", amount="amount", day=("paid_on",), county="county", money="project.fund_kind",
    out=At("project", subject="project"), into=At("payee", subject="payee"),
    forth=("paid", "支付"), back=("paid_back", "支付退回"), funds=False,
)  # fmt: skip
opening("project", ledger="projects", county="county", money="fund_kind")
