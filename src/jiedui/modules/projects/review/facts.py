"""The projects of the ledger as a review takes them in, and what speaks against one."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access.models import User
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import rows
from jiedui.core.places.queries import name_of
from jiedui.core.trail.models import Entry, Event
from jiedui.core.vault.masking import scrub
from jiedui.modules.projects.lists import PROJECT_CATEGORY

BEGUN = ("在建", "已完工", "已验收", "已移交", "停工")
"""States of a project, as clerks write them, in which it no longer competes."""
JUDGED = ("number", "name", "county", "town", "implementer", "amount")
"""What of a candidate must stay as it is while it is judged."""


def eligible(scope: Scope) -> QuerySet[Any]:
    """Projects in reach that may compete as far as the ledger says: fiscal money, an amount, not begun."""
    found = rows(registry.ledger("projects"), scope).filter(planned_fund__gt=0, actual_start=None, actual_end=None)
    return found.exclude(fund_kind="donation").filter(Q(status=None) | ~Q(status__in=BEGUN)).order_by("number")


def facts_of(projects: Collection[int], scope: Scope) -> dict[int, dict[str, Any]]:
    """The fields of a candidate by row of the ledger, for those in reach. A fixed number of queries."""
    ids = sorted(projects)
    known = rows(registry.ledger("projects"), scope).filter(pk__in=ids).select_related("implementer").order_by("number")
    found = list(known)
    made = entered([one.pk for one in found])
    return {
        one.pk: {
            "project": one.pk, "number": one.number, "name": scrub(one.name), "county": one.county, "town": one.town,
            "village": name_of(one.village) if one.village else one.village_text or "",
            "category": PROJECT_CATEGORY.label(one.category) if one.category else "",
            "amount": one.planned_fund or 0, "implementer": one.implementer_id,
            "implementer_name": one.implementer.name if one.implementer_id else "",
            "entered_by": made.get(one.pk, (None, ""))[0], "entered_unit": made.get(one.pk, (None, ""))[1],
            "revision": one.revision, "digest": bytes(one.digest).hex(),
        }
        for one in found
    }  # fmt: skip


def entered(projects: Collection[int]) -> dict[int, tuple[int | None, str]]:
    """Row -> the user who first put it into the ledger, and that user's unit; the system has neither."""
    first = dict(
        Entry.objects.filter(ledger="projects", row_id__in=list(projects), action="n").order_by("-seq")
        .values_list("row_id", "event_id")
    )  # fmt: skip
    by = dict(Event.objects.filter(pk__in=set(first.values())).values_list("pk", "actor_id"))
    units = dict(User.objects.filter(pk__in={one for one in by.values() if one}).values_list("pk", "organisation_name"))
    return {row: (by.get(event), units.get(by.get(event) or 0, "")) for row, event in first.items()}


def reason_against(projects: Collection[int], facts: dict[int, dict[str, Any]]) -> dict[int, str]:
    """Why a project may not compete, in words, for those that may not."""
    found: dict[int, str] = {}
    for one in registry.ledger("projects")._default_manager.filter(pk__in=list(projects)):
        if one.fund_kind == "donation":
            found[one.pk] = _("社会捐赠资金与财政资金分开，不参加财政资金的评审")
        elif facts[one.pk]["amount"] <= 0:
            found[one.pk] = _("没有填写协作资金，请先在项目台账补填")
        elif one.actual_start or one.actual_end or one.status in BEGUN:
            found[one.pk] = _("项目已经开工")
    return found
