"""Reads of the plan: measures as printed and the targets in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiedui.core.indicators import targets as indicator_targets
from jiedui.core.plan.models import Measure, Plan, Target


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


def measures(plan: str | None = None) -> list[Measure]:
    """Goals, measures and safeguards in the order of the plan; `plan` is its slug, by default the latest plan."""
    known = Plan.objects.order_by("-year", "slug")
    chosen = known.filter(slug=plan).first() if plan else known.first()
    return list(Measure.objects.filter(plan=chosen).select_related("plan")) if chosen else []


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
