"""Cross-checks of money and assets: what is paid, arrives or is built stays within what it comes from."""

from jiedui.core.accounts.covering import after_opening, covered, open_year
from jiedui.core.ledger.agreement import limit_kept, not_before, same_county, sum_within
from jiedui.core.words.findings import Level

paid_over_arrived = sum_within(
    "payments.over_arrived", "支付超过到县资金",
    "项目“{key}”支付合计 {sum} 元，超过已到县资金 {limit} 元。是否照此导入？",
    ledger="payments", reference="project", amount="amount", to="projects", limit="arrived",
)  # fmt: skip
arrived_under_paid = limit_kept(
    "payments.over_arrived", "支付超过到县资金",
    "项目“{key}”支付合计 {sum} 元，超过已到县资金 {limit} 元。是否照此导入？",
    limit="arrived", ledger="payments", reference="project", amount="amount",
)  # fmt: skip
arrived_over_allotted = sum_within(
    "arrivals.over_allotted", "到账超过下达金额",
    "下达编号“{key}”到账合计 {sum} 元，超过下达金额 {limit} 元。是否照此导入？",
    ledger="arrivals", reference="allotment", amount="amount", to="allotments", limit="amount",
)  # fmt: skip
arrived_before_allotted = not_before(
    "arrivals.before_allotted", "到账早于下达",
    "到账日期 {date} 早于下达编号“{key}”的下达日期 {first}，请核对。",
    ledger="arrivals", date="arrived_on", reference="allotment", to="allotments", first="issued_on",
)  # fmt: skip
allotted_below_arrived = limit_kept(
    "allotments.below_arrived", "下达金额小于已到账金额",
    "下达编号“{key}”的下达金额改为 {limit} 元，小于已到账合计 {sum} 元。是否照此导入？",
    limit="amount", ledger="arrivals", reference="allotment", amount="amount",
)  # fmt: skip
allotted_elsewhere = same_county(
    "allotments.other_county", "项目不在本县",
    "对应项目“{key}”属于另一个县，资金不能下达到别县的项目，请核对。",
    ledger="allotments", reference="project", to="projects", level=Level.ERROR,
)  # fmt: skip
assets_over_fund = sum_within(
    "assets.over_fund", "资产超过项目资金",
    "项目“{key}”形成资产的协作资金合计 {sum} 万元，超过项目协作资金 {limit} 万元。是否照此导入？",
    ledger="assets", reference="project", amount="fund_value", to="projects", limit="planned_fund",
)  # fmt: skip
assets_elsewhere = same_county(
    "assets.other_county", "来源项目不在本县",
    "来源项目“{key}”属于另一个县，请核对资产所在县或项目编号。",
    ledger="assets", reference="project", to="projects", level=Level.ERROR,
)  # fmt: skip

# The books refuse the whole of a write; these say it of the rows, so that the others may go in.
payments_covered, payments_in_open_year = covered("payments"), open_year("payments", "paid_on")
payments_after_opening = after_opening("payments", "paid_on")
arrivals_covered, arrivals_in_open_year = covered("arrivals"), open_year("arrivals", "arrived_on")
arrivals_after_opening = after_opening("arrivals", "arrived_on")
allotments_covered, allotments_in_open_year = covered("allotments"), open_year("allotments", "issued_on")
