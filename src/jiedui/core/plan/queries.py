"""Reads of the plan: measures as printed and the targets in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.indicators import targets as indicator_targets
from jiedui.core.plan.models import Change, Comment, Measure, Plan, Target, Task
from jiedui.core.words.errors import NotFound


@dataclass(frozen=True)
class PlanTarget(indicator_targets.Target):
    """A target with where it stands. `words` is its wording in the plan.

    indicator: the id it is bound to; measure, measure_number, measure_title: the measure it belongs to; scope: what it is
    counted over (plan, county).
    """

    indicator: str = ""
    unit: str = ""
    measure: str = ""
    measure_number: str = ""
    measure_title: str = ""
    scope: str = "plan"
    version: int = 1
    valid_from: date | None = None
    entered_by: str = ""


def plans() -> list[Plan]:
    """All plans, the latest year first."""
    return list(Plan.objects.order_by("-year", "slug"))


def plan_of(year: int) -> Plan | None:
    """The plan of a year; None where none was loaded."""
    return Plan.objects.filter(year=year).order_by("slug").first()


def year_at(day: date) -> int | None:
    """The year of the plan at work on `day`: of that year, else the latest before it, else the first to come."""
    years = sorted(Plan.objects.values_list("year", flat=True))
    past = [year for year in years if year <= day.year]
    return past[-1] if past else next(iter(years), None)


def known_measures() -> QuerySet[Measure]:
    """Measures with their plan and targets, read in two queries."""
    return Measure.objects.select_related("plan").prefetch_related("targets")


def measures(plan: str | None = None) -> list[Measure]:
    """Goals, measures and safeguards in the order of the plan; `plan` is its slug, by default the latest plan."""
    known = Plan.objects.order_by("-year", "slug")
    chosen = known.filter(slug=plan).first() if plan else known.first()
    return list(known_measures().filter(plan=chosen)) if chosen else []


def target(indicator: str, at: date) -> PlanTarget | None:
    """The target of an indicator in force on `at`, or None; its `value` is None while it has to be entered."""
    found = Target.objects.filter(indicator=indicator, valid_from__lte=at).select_related("measure")
    latest = found.order_by("-valid_from", "-version", "-pk").first()
    return _as_fact(latest) if latest else None


def targets(indicators: Iterable[str] | None, at: date) -> dict[str, PlanTarget]:
    """Targets in force on `at` by indicator id, for the ids given (None: all), in one query."""
    rows = Target.objects.filter(valid_from__lte=at).select_related("measure")
    if indicators is not None:
        rows = rows.filter(indicator__in=list(indicators))
    return {row.indicator: _as_fact(row) for row in rows.order_by("valid_from", "version", "pk")}


def versions(indicator: str) -> list[PlanTarget]:
    """Every version of an indicator's target, the oldest first: an amended target keeps its old value."""
    rows = Target.objects.filter(indicator=indicator).select_related("measure").order_by("valid_from", "version", "pk")
    return [_as_fact(row) for row in rows]


def latest() -> list[PlanTarget]:
    """The latest version of every target, in the order of the plan's measures; the latest plan first."""
    rows = Target.objects.select_related("measure").order_by("valid_from", "version", "pk")
    newest = {row.indicator: row for row in rows}
    order = {
        pk: at for at, pk in enumerate(Measure.objects.order_by("-plan__year", "position").values_list("pk", flat=True))
    }
    return [_as_fact(row) for row in sorted(newest.values(), key=lambda row: (order[row.measure_id], row.indicator))]


def wordings() -> dict[str, str]:
    """How the plan first words the target of each indicator, by indicator id."""
    rows = Target.objects.order_by("-valid_from", "-version", "-pk")
    return dict(rows.values_list("indicator", "source"))


def missing() -> list[PlanTarget]:
    """Targets whose value nobody has entered yet (last year's total), in their latest version."""
    return [fact for fact in targets(None, date.max).values() if fact.value is None]


def _as_fact(row: Target) -> PlanTarget:
    return PlanTarget(
        indicator=row.indicator,
        op=row.op,
        value=row.value,
        upper=row.upper,
        strength=row.strength,
        words=row.source,
        unit=row.unit,
        measure=row.measure.slug,
        measure_number=row.measure.number,
        measure_title=row.measure.title,
        scope=row.scope,
        version=row.version,
        valid_from=row.valid_from,
        entered_by=row.entered_by,
    )


def plan(slug: str) -> Plan:
    """One plan; NotFound."""
    found = Plan.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound("plan.unknown", _("没有这个计划。请返回“计划”重新选择。"))
    return found


def present(day: date) -> Plan | None:
    """The plan at work on `day`."""
    year = year_at(day)
    return plan_of(year) if year is not None else None


def measure(plan: str, slug: str) -> Measure:
    """One measure of a plan; NotFound."""
    found = known_measures().filter(plan__slug=plan, slug=slug).first()
    if found is None:
        raise NotFound("measure.unknown", _("计划中没有这一项。请返回“计划”重新选择。"))
    return found


def targets_of(measure: Measure) -> list[PlanTarget]:
    """Every version of every target of a measure, by indicator, the oldest first."""
    rows = Target.objects.filter(measure=measure).select_related("measure").order_by("indicator", "version")
    return [_as_fact(row) for row in rows]


def _reach(scope: Scope) -> Q:
    """Tasks of places in the scope, and those that concern everybody."""
    return Q() if scope.counties is None else scope.q("place") | Q(place="")


def tasks(scope: Scope, *, plan: Plan | None = None, measure: Measure | None = None) -> list[Task]:
    """Tasks and milestones in reach: those of places in the scope, and those that concern everybody; by due date."""
    found = Task.objects.filter(_reach(scope)).select_related("measure__plan")
    if plan is not None:
        found = found.filter(measure__plan=plan)
    if measure is not None:
        found = found.filter(measure=measure)
    return list(found.order_by(F("due").asc(nulls_last=True), "pk"))


def task(scope: Scope, id: int) -> Task:
    """One task in reach; NotFound."""
    found = None
    if id < 2**63:
        found = Task.objects.filter(_reach(scope), pk=id).select_related("measure__plan").first()
    if found is None:
        raise NotFound("task.unknown", _("没有这项任务。请返回列表重新选择。"))
    return found


def comments(scope: Scope, *, plan: Plan | None = None, measure: Measure | None = None) -> list[Comment]:
    """Comments in reach, the oldest first."""
    found = Comment.objects.filter(scope.q("place")).select_related("measure__plan")
    if plan is not None:
        found = found.filter(measure__plan=plan)
    if measure is not None:
        found = found.filter(measure=measure)
    return list(found.order_by("measure__position", "pk"))


def comment(scope: Scope, id: int) -> Comment:
    """One comment in reach; NotFound."""
    found = None
    if id < 2**63:
        found = Comment.objects.filter(scope.q("place"), pk=id).select_related("measure__plan").first()
    if found is None:
        raise NotFound("comment.unknown", _("没有这条意见。请返回列表重新选择。"))
    return found


def unanswered(plan: Plan) -> int:
    """How many comments on a plan wait for an answer."""
    return Comment.objects.filter(measure__plan=plan, answer="").count()


def changes(plan: Plan, measure: Measure | None = None) -> list[Change]:
    """What was changed in the measures, the newest first."""
    found = Change.objects.filter(measure__plan=plan).select_related("measure")
    if measure is not None:
        found = found.filter(measure=measure)
    return list(found.order_by("-pk"))


def due_tasks(scope: Scope, until: date) -> list[Task]:
    """Open tasks in reach that are due by `until` or overdue."""
    found = Task.objects.filter(_reach(scope), done_on=None, due__lte=until)
    return list(found.select_related("measure__plan").order_by("due", "pk"))
