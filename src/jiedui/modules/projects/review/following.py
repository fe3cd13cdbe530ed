"""While a round is on, the facts by which its projects are judged stay as they were when it opened."""

from django.utils.translation import gettext as _

from jiedui.core.declare.registry import registry
from jiedui.core.ledger.hooks import Written, add_follower
from jiedui.core.words.errors import Refused
from jiedui.modules.projects.review.lists import DRAFT, LIVE
from jiedui.modules.projects.review.models import ReviewCandidate


def keep(written: Written) -> None:
    """Refused where a write removes a project of a round that is not over, or changes what it is judged by in one that is on."""
    touched = [*written.changed, *written.removed]
    if not touched:
        return
    for start in range(0, len(touched), 500):
        part = touched[start : start + 500]
        held = ReviewCandidate.objects.filter(project__in=part, round__state__in=(DRAFT, *LIVE)).select_related("round")
        found = {one.project: one for one in held}
        now = {one.pk: one for one in registry.ledger("projects")._default_manager.filter(pk__in=list(found))}
        for project, one in found.items():
            row = now.get(project)
            if row is None:
                raise Refused(
                    "review.project_held",
                    _("“{name}”正在参加“{round}”，不能删除。请先移出评审，或等评审结束。").format(name=one.name, round=one.round.title),
                )
            same = (row.number, row.county, row.town, row.implementer_id, row.planned_fund)
            if one.round.state in LIVE and same != (one.number, one.county, one.town, one.implementer, one.amount):
                raise Refused(
                    "review.project_judged",
                    _("“{name}”正在“{round}”中评审，结果确定之前不能改动编号、县、乡镇、实施单位和协作资金。").format(
                        name=one.name, round=one.round.title
                    ),
                )


add_follower("projects", keep)
