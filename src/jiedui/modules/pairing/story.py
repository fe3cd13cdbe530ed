"""Handovers as a demonstration shows them: some that wait for both districts, some that the present one has signed."""

from django.db import transaction

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.flows import signing
from jiedui.core.flows.models import Decision
from jiedui.core.flows.operations import lay_before, lock
from jiedui.core.flows.policies import transition
from jiedui.demo.approvals import ACTOR, signer
from jiedui.demo.stories import story
from jiedui.modules.pairing.flows import HANDOVER, money_is_found

MOST = 3


@story
def handing_over() -> int:
    """One decision a county about a few things that nobody has signed yet; 0 where there is one already."""
    if Decision.objects.filter(flow=HANDOVER.id).exists():
        return 0
    step = transition(HANDOVER, "sign")
    rows = registry.ledger(HANDOVER.ledger)._default_manager.filter(from_signed_on=None).exclude(from_district=None)
    by_county: dict[str, list[int]] = {}
    for row in rows.exclude(to_district=None).order_by("county", "pk"):
        if row.kind == "built" or not row.lacking or row.source:
            by_county.setdefault(row.county, []).append(row.pk)
    for number, (county, ids) in enumerate(sorted(by_county.items())):
        with transaction.atomic():
            lock(HANDOVER, county)
            chosen = list(registry.ledger(HANDOVER.ledger)._default_manager.filter(pk__in=ids[:MOST]).order_by("pk"))
            money_is_found(step, chosen)
            made = lay_before(HANDOVER, step, chosen, actor=ACTOR, remark="结对关系调整，按清单交接")
        if number % 2 and made.second_place:
            person = signer(roles.DISTRICT, made.second_place)
            signing.sign(made.pk, digest=signing.current(made).digest, by=person, factor="password")
    return len(by_county)
