"""No payment without a project that both sides have approved: whoever writes it, from file, form or API, or by undoing."""

from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.declare.registry import registry
from jiedui.core.flows.policies import listing
from jiedui.core.flows.queries import not_payable
from jiedui.core.ledger.hooks import Written, add_follower
from jiedui.core.ledger.queries import facts_of
from jiedui.core.words.errors import Refused


def approved_only(written: Written) -> None:
    """Refused where a new or changed payment belongs to a project in whose state nothing may be paid."""
    ids = written.new + written.changed
    if settings.UNSIGNED_PAYMENTS or not ids:
        return
    projects = facts_of("payments", ids, ["project_id"])["project_id"].drop_nulls().unique().to_list()
    wrong = not_payable("projects", projects)
    if not wrong:
        return
    ledger = registry.ledger("projects")
    numbers = dict(ledger._default_manager.filter(pk__in=list(wrong)[:1000]).values_list("pk", "number"))
    listed = listing(f"“{numbers.get(row, row)}”（{label}）" for row, label in sorted(wrong.items()))
    raise Refused(
        "payments.not_approved",
        _(
            "项目{projects}还没有走完双方签批、下达资金的流程，不能登记支付，没有写入任何内容。"
            "新项目请先在“签批”中办理；系统启用前已在实施的项目，请由双方签署“期初登记”。"
        ).format(projects=listed),
    )


add_follower("payments", approved_only)
