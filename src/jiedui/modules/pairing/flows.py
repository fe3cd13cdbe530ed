"""Handing over what a county's former district began: both districts sign (measure 2)."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.roles import COUNTY, DISTRICT
from jiedui.core.access.scope import Scope
from jiedui.core.declare.flows import SIGN, Band, Side, State, Transition, flow
from jiedui.core.declare.registry import registry
from jiedui.core.flows import hooks
from jiedui.core.flows.hooks import Decided
from jiedui.core.flows.models import Signature
from jiedui.core.flows.policies import listing
from jiedui.core.ledger.operations import Source, save
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import Refused

SIGNED_BY_BOTH = (Band(0, (SIGN,)),)
EITHER = (COUNTY, DISTRICT)
FROM, TO = Side("from", "移交区", (DISTRICT,), place="from_district"), Side("to", "接收区", (DISTRICT,), place="to_district")


def money_is_found(step: Transition, rows: Sequence[Any]) -> None:
    """Refused where what is unfinished lacks money and nobody has said where it comes from."""
    open_ = [f"“{row.title}”" for row in rows if row.kind == "unfinished" and row.lacking and not row.source]
    if open_ and step.signed:
        raise Refused(
            "handovers.no_money",
            _("{rows}未完工且有资金缺口，请先与新结对区、县商定并填写“后续资金来源”，再提请签署。").format(rows=listing(open_)),
        )


HANDOVER = flow(
    "handover",
    ledger="handovers",
    title="项目交接流程",
    sheet="东西部协作项目交接签字表",
    states=(
        State("listed", "待双方签署", EITHER, 60),
        State("signed", "双方已签署", (COUNTY,), tone="good"),
        State("closed", "已办结", final=True, tone="good"),
        State("changed", "内容已变更", EITHER, 30, tone="warn"),
    ),
    transitions=(
        Transition(
            "sign", "签字交接", ("listed",), "signed", EITHER, needs=("kind", "from_district", "to_district", "letter"),
            bands=SIGNED_BY_BOTH, many=True,
        ),
        Transition("confirm", "确认变更", ("changed",), "signed", EITHER, bands=SIGNED_BY_BOTH, many=True),
        Transition("close", "办结", ("signed",), "closed", (COUNTY,)),
    ),
    covers=(
        "number", "title", "kind", "county", "from_district", "to_district", "implementer", "built_on", "total", "paid", "lacking",
        "source", "running", "open_matters", "letter",
    ),
    amount="total",
    signed=("signed", "closed"),
    changed="changed",
    confirm="confirm",
    sides=(FROM, TO),
    writes=True,
    check=money_is_found,
)  # fmt: skip


def fill_in(decided: Decided) -> None:
    """Nobody types again who signed and when: the ledger takes it from the signatures; what stands there already stays."""
    if decided.flow != HANDOVER.id or decided.transition != "sign":
        return
    ledger = registry.ledger(HANDOVER.ledger)
    signed = {one.side: one for one in Signature.objects.filter(decision=decided.decision).order_by("pk")}
    for row in ledger._default_manager.filter(pk__in=decided.rows).order_by("pk"):
        values: dict[str, Any] = {"state": "signed"} if row.state in (None, "", "listed", "checked") else {}
        for side, one in signed.items():
            if not getattr(row, f"{side}_signed_on"):
                values |= {f"{side}_signed_on": timezone.localdate(one.at).isoformat(), f"{side}_signer": one.person_name}
        if values:
            save(
                ledger, values, row_id=row.pk, revision=row.revision, actor=SYSTEM, scope=Scope.everything(),
                source=Source("flow.filled", note={"decision": decided.decision}),
            )  # fmt: skip


hooks.listeners.append(fill_in)
