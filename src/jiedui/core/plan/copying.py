"""A year's plan as the draft of the next: measures, tasks and milestones anew, targets that the next year must state open."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.models import User
from jiedui.core.plan import queries
from jiedui.core.plan.keeping import check_keeper
from jiedui.core.plan.models import DRAFT, Measure, Plan, Target, Task
from jiedui.core.store import lock
from jiedui.core.trail.operations import record_event
from jiedui.core.words.errors import Refused

MEASURE = (
    "slug", "number", "section", "title", "summary", "proof", "strength", "note", "position", "owners", "ledgers",
    "indicators", "rules", "declared",
)  # fmt: skip
TASK = ("slug", "milestone", "title", "proof", "owner", "role", "place")


@transaction.atomic
def copy_plan(slug: str, *, by: User, address: str = "") -> Plan:
    """Copy a plan into the next year, as a draft. Days move by a year; nothing is done yet.

    The text as printed stays with the old document. A target that the old plan left open (last year's total) is open again,
    and so is one that is a day; every other keeps its number until the new document states another.
    """
    check_keeper(by)
    lock("plan.load")
    old = queries.plan(slug)
    year = old.year + 1
    if queries.plan_of(year) is not None:
        raise Refused("plan.year_taken", _("已有 {year} 年的计划，不能再复制。").format(year=year))
    new = Plan.objects.create(
        slug=_next_slug(old, year), title=old.title.replace(str(old.year), str(year)), year=year, draft=True, state=DRAFT,
        copied_from=old.slug,
    )  # fmt: skip
    for measure in queries.measures(old.slug):
        _copy(measure, new)
    note = {"plan": new.slug, "copied_from": old.slug}
    record_event("plan.copied", actor=actor(by, address), note=note)
    return new


def _copy(measure: Measure, plan: Plan) -> None:
    facts = {key: getattr(measure, key) for key in MEASURE}
    made = Measure.objects.create(plan=plan, due=_next_year(measure.due), **facts)
    first_day = dt.date(plan.year, 1, 1)
    versions: dict[str, list[Target]] = {}
    for target in measure.targets.order_by("indicator", "version"):
        versions.setdefault(target.indicator, []).append(target)
    for stated in versions.values():
        first, last = stated[0], stated[-1]
        anew = first.value is None or last.op == "by"
        Target.objects.create(
            measure=made, indicator=last.indicator, op=last.op, unit=last.unit, strength=last.strength, scope=last.scope,
            value=None if anew else last.value, upper=None if anew else last.upper, source=first.source,
            valid_from=first_day,
        )  # fmt: skip
    Task.objects.bulk_create(
        Task(measure=made, due=_next_year(task.due), made_by=task.made_by, **{key: getattr(task, key) for key in TASK})
        for task in measure.tasks.all()
    )


def _next_slug(old: Plan, year: int) -> str:
    base = old.slug.removesuffix(f"-{old.year}")
    return f"{base}-{year}"[-60:]


def _next_year(day: dt.date | None) -> dt.date | None:
    if day is None:
        return None
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
