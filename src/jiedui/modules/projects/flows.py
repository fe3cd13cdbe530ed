"""The life of a project: from the village's application to its performance review (measures 3, 4, 10; safeguard 2).

Payments are made only for projects that both sides have signed: see guards.py.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.roles import COUNTY, DISTRICT, FRONT_GROUP, MUNICIPAL, TOWNSHIP
from jiedui.core.declare.flows import MANAGE, REVIEW, SIGN, SUPERVISE, Band, State, Transition, flow
from jiedui.core.flows.policies import listing
from jiedui.core.trail.queries import first_at
from jiedui.core.words.errors import Refused

EITHER = (DISTRICT, FRONT_GROUP, COUNTY)
BIG = 500_000_000
"""From five million yuan on, all four gates: the amount at which a project of a county counts as a large one here."""
BY_AMOUNT = (Band(0, (REVIEW, SIGN)), Band(BIG, (REVIEW, SIGN, MANAGE, SUPERVISE)))
REVIEWED_AND_SIGNED = (Band(0, (REVIEW, SIGN)),)
BUILT = (Band(0, (REVIEW, SUPERVISE)),)



def begun_before(step: Transition, rows: Sequence[Any]) -> None:
    """Refused where a project that began after the installation's first day is opened: a new one goes through the review."""
    first = first_at()
    if step.id != "open" or first is None:
        return
    day = timezone.localdate(first).isoformat()
    late = [f"“{row.name}”（{row.actual_start}）" for row in rows if row.actual_start > day[: len(row.actual_start)]]
    if late:
        raise Refused(
            "projects.opened_late",
            _("期初登记只用于系统启用（{day}）前已开工的项目，{projects}在此之后开工，请从“乡镇审核通过”起按流程办理。").format(
                day=day, projects=listing(late)
            ),
        )


PROJECT = flow(
    "project",
    ledger="projects",
    title="帮扶项目流程",
    states=(
        State("applied", "村级申报", (TOWNSHIP, COUNTY), 30),
        State("checked", "乡镇已审核", (COUNTY,), 30),
        State("appraised", "县级已评估", (COUNTY,), 60),
        State("reviewed", "竞争性评审通过", EITHER, 30, tone="fine"),
        State("library", "已入库", EITHER, tone="fine"),
        State("planned", "已列入年度计划", (DISTRICT, MUNICIPAL), 60, money=False, tone="fine"),
        State("allotted", "资金已下达", (COUNTY,), 60, money=True, tone="fine"),
        State("building", "建设中", (COUNTY,), money=True, tone="fine"),
        State("accepted", "已验收", (COUNTY,), 60, money=True, tone="good"),
        State("handed_over", "已移交", (COUNTY,), money=True, tone="good"),
        State("upkeep", "管护中", (COUNTY, TOWNSHIP), money=True, tone="good"),
        State("evaluated", "已绩效评价", money=True, final=True, tone="good"),
        State("changed", "内容已变更", EITHER, 30, tone="warn"),
        State("rejected", "未通过", final=False, tone="bad"),
        State("stopped", "已终止", final=True, tone="bad"),
    ),
    transitions=(
        Transition("check", "乡镇审核通过", ("applied",), "checked", (TOWNSHIP, COUNTY), needs=("name", "category", "planned_fund")),
        Transition(
            "appraise", "县级评估通过", ("checked",), "appraised", (COUNTY,), needs=("category", "fund_kind", "planned_fund", "evidence")
        ),
        Transition("pass_review", "通过竞争性评审", ("appraised",), "reviewed", by_system=True),
        Transition("fail_review", "竞争性评审未通过", ("appraised",), "rejected", by_system=True),
        Transition("roll_over", "结转下年", ("appraised",), "appraised", by_system=True),
        Transition("enter", "入库", ("reviewed",), "library", EITHER, bands=BY_AMOUNT, many=True),
        Transition("plan", "列入年度计划", ("library",), "planned", EITHER, bands=BY_AMOUNT, many=True),
        Transition("allot", "下达资金", ("planned",), "allotted", (DISTRICT, FRONT_GROUP, MUNICIPAL)),
        Transition("start", "开工", ("allotted",), "building", (COUNTY, TOWNSHIP), needs=("actual_start", "implementer")),
        Transition(
            "accept", "验收", ("building",), "accepted", EITHER, bands=BUILT, needs=("actual_end", "evidence")
        ),
        Transition("hand_over", "资产移交", ("accepted",), "handed_over", EITHER, bands=REVIEWED_AND_SIGNED),
        Transition("keep_up", "转入管护", ("handed_over",), "upkeep", (COUNTY, TOWNSHIP)),
        Transition("evaluate", "绩效评价", ("upkeep",), "evaluated", (COUNTY, DISTRICT), reason=True),
        Transition(
            "open", "期初登记", ("applied",), "building", EITHER, bands=REVIEWED_AND_SIGNED, many=True, needs=("actual_start",)
        ),
        Transition("confirm", "确认变更", ("changed",), "library", EITHER, bands=BY_AMOUNT, many=True),
        Transition(
            "send_back", "退回申报", ("checked", "appraised", "reviewed", "rejected"), "applied", (COUNTY, DISTRICT, FRONT_GROUP),
            reason=True,
        ),
        Transition(
            "stop", "终止", ("applied", "checked", "appraised", "reviewed", "library", "planned", "rejected"), "stopped", (COUNTY,),
            reason=True,
        ),
        Transition("take_out", "调整出库", ("library", "planned"), "appraised", EITHER, bands=REVIEWED_AND_SIGNED, reason=True),
    ),
    covers=(
        "number", "name", "county", "town", "village", "category", "implementer", "fund_kind", "planned_total", "planned_fund",
        "opening_on", "opening_arrived", "opening_paid",
    ),
    amount="planned_fund",
    signed=("library", "planned", "allotted", "building", "accepted"),
    changed="changed",
    confirm="confirm",
    check=begun_before,
)  # fmt: skip
