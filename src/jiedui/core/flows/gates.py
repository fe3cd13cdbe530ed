"""Which gates a decision passes: by its kind and amount, as declared or as the installation has set."""

import json
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import User
from jiedui.core.access.rights import MANAGE_PLAN
from jiedui.core.declare.flows import GATES, Band, Flow, Transition
from jiedui.core.declare.registry import registry
from jiedui.core.flows.models import GateChoice
from jiedui.core.flows.policies import transition as transition_of
from jiedui.core.trail.operations import record_event
from jiedui.core.vault.masking import scrub
from jiedui.core.words.errors import Refused

MOST_BANDS = 6
LONGEST = 200


def bands(flow: Flow, step: Transition) -> tuple[Band, ...]:
    """The bands in force, in rising order."""
    chosen = GateChoice.objects.filter(flow=flow.id, transition=step.id).order_by("-pk").first()
    if chosen is None:
        return step.bands
    return tuple(Band(fen, tuple(gates.split())) for fen, gates in json.loads(chosen.bands))


def gates_of(flow: Flow, step: Transition, amount: int) -> tuple[str, ...]:
    """The gates for an amount in fen."""
    return [band.gates for band in bands(flow, step) if amount >= band.at_least][-1]


def check_bands(chosen: Sequence[Band]) -> tuple[Band, ...]:
    """In rising order from 0, every band with at least one gate, none weaker than the one below it; else Refused."""
    found = sorted(chosen, key=lambda band: band.at_least)
    if not found or found[0].at_least != 0:
        raise Refused("gates.from_zero", _("请从 0 元起设置关口，任何金额都须有人签署。"))
    if len({band.at_least for band in found}) != len(found) or len(found) > MOST_BANDS:
        raise Refused("gates.twice", _("金额档次重复或超过 {most} 档，请核对。").format(most=MOST_BANDS))
    for below, above in zip([None, *found], found, strict=False):
        if not above.gates or set(above.gates) - set(GATES):
            raise Refused("gates.none", _("每个金额档次至少选择一个关口。"))
        if below and not set(below.gates) <= set(above.gates):
            raise Refused("gates.weaker", _("金额较大的档次不能比金额较小的少一道关口，请核对。"))
    return tuple(Band(band.at_least, tuple(gate for gate in GATES if gate in band.gates)) for band in found)


@transaction.atomic
def set_bands(
    flow_id: str, transition: str, chosen: Sequence[Band], *, document: str, by: User, address: str = ""
) -> GateChoice:
    """Set the gates of a signed transition from now on; decisions already proposed keep theirs. document: on what basis."""
    check_may(by, MANAGE_PLAN)
    flow = registry.flow(flow_id)
    step = transition_of(flow, transition)
    if not step.signed:
        raise Refused("gates.unsigned", _("这一步不需要签署，不能设置关口。"))
    said = scrub(" ".join(document.split()))
    if not 2 <= len(said) <= LONGEST:
        raise Refused("gates.document", _("请填写设置依据（文件名称或文号）。"))
    found = check_bands(chosen)
    pairs = [[band.at_least, " ".join(band.gates)] for band in found]
    record_event(
        "flow.gates", actor=actor(by, address), ledger=flow.ledger,
        note={"flow": flow_id, "transition": transition, "bands": pairs, "document": said},
    )  # fmt: skip
    return GateChoice.objects.create(
        flow=flow_id, transition=transition, bands=json.dumps(pairs), document=said, at=timezone.now(), by=by.pk,
        by_name=by.display_name,
    )  # fmt: skip
