"""The traffic light of each measure and what it rests on: figures beside targets, open alerts, tasks and milestones.

Red where anything is far behind, urgent or overdue; amber where something is slightly behind, noticed or due at once; green
where something can be judged and nothing speaks against it; grey where nothing can be judged, and it says why.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jiedui.core.access.scope import Scope
from jiedui.core.alerts import queries as alerts
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import pace
from jiedui.core.indicators.pace import Standing, State
from jiedui.core.indicators.queries import survey
from jiedui.core.indicators.values import Value
from jiedui.core.ledger.queries import counts
from jiedui.core.plan import belonging, queries
from jiedui.core.plan.belonging import Belonging
from jiedui.core.plan.models import Measure, Plan, Task
from jiedui.core.words import clock

BAD, WARN, GOOD, NONE = "bad", "warn", "good", "none"
WORST_FIRST = (BAD, WARN, GOOD, NONE)
FIGURE, ALERT, TASK, CHECKED = "figure", "alert", "task", "checked"
DATA, NOTHING, FUTURE = "data", "nothing", "future"
NEAR = dt.timedelta(days=3)
"""A task due within so many days is amber."""


@dataclass(frozen=True)
class Reason:
    """One thing that a light rests on: FIGURE (id of the indicator), ALERT (id of the rule, how many), TASK (number of the
    task), CHECKED (so many rules found nothing), DATA (so many rows, nothing to hold them against), NOTHING (no row), FUTURE
    (the plan's year has not begun)."""

    tone: str
    kind: str
    id: str = ""
    count: int = 0


@dataclass(frozen=True)
class Light:
    """reasons: the worst first."""

    tone: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Facts:
    """What the lights of a plan are made from, within one scope, on one day."""

    day: dt.date
    begun: bool
    values: Mapping[str, Value]
    alerts: Mapping[str, int]
    rows: Mapping[str, int]
    tasks: Mapping[int, list[Task]]

    def standing(self, id: str) -> Standing:
        """How a figure stands beside its target, where the target can be held against this scope."""
        value = self.values[id]
        return pace.standing(registry.indicator(id), value.exact, value.target if value.binding else None, value.as_of)


def day_of(plan: Plan) -> dt.date:
    """The day of a plan's lights: the present one, or the last of its year once that is over."""
    return min(clock.today(), dt.date(plan.year, 12, 31))


def facts(plan: Plan, scope: Scope, measures: Sequence[Measure]) -> Facts:
    """One survey of the figures, and a fixed number of queries."""
    day = day_of(plan)
    begun = day.year == plan.year
    ids = sorted({id for one in measures for id in belonging.of(one).indicators})
    values = survey(ids, scope=scope, as_of=day).values if ids and begun else {}
    tasks: dict[int, list[Task]] = {}
    for task in queries.tasks(scope, plan=plan):
        tasks.setdefault(task.measure_id, []).append(task)
    return Facts(day, begun, values, alerts.counts(scope), counts(scope), tasks)


def light(measure: Measure, known: Facts) -> Light:
    """The light of one measure."""
    own = belonging.of(measure)
    if not known.begun:
        reasons = [*_tasks(known.tasks.get(measure.pk, ()), known.day)] or [Reason(NONE, FUTURE)]
        return Light(worst(reason.tone for reason in reasons), tuple(sorted(reasons, key=_order)))
    reasons = [*_figures(own, known), *_alerts(own, known), *_tasks(known.tasks.get(measure.pk, ()), known.day)]
    if not any(reason.tone == BAD or reason.tone == WARN for reason in reasons):
        reasons += _checked(own, known)
    if not reasons:
        rows = sum(known.rows.get(ledger, 0) for ledger in own.ledgers)
        reasons = [Reason(NONE, DATA, count=rows) if rows else Reason(NONE, NOTHING)]
    return Light(worst(reason.tone for reason in reasons), tuple(sorted(reasons, key=_order)))


def worst(tones: Iterable[str]) -> str:
    """The worst of several tones; NONE of none."""
    return min(tones, key=WORST_FIRST.index, default=NONE)


def _order(reason: Reason) -> int:
    return WORST_FIRST.index(reason.tone)


def _figures(own: Belonging, known: Facts) -> Iterable[Reason]:
    for id in own.indicators:
        if id not in known.values:
            continue
        state = known.standing(id).state
        if state not in (State.NO_DATA, State.NO_TARGET):
            yield Reason(GOOD if state.tone == "fine" else state.tone, FIGURE, id)


def _alerts(own: Belonging, known: Facts) -> Iterable[Reason]:
    for id in own.rules:
        if known.alerts.get(id):
            yield Reason(BAD if registry.rule(id).tone == BAD else WARN, ALERT, id, known.alerts[id])


def _tasks(tasks: Iterable[Task], day: dt.date) -> Iterable[Reason]:
    for task in tasks:
        if task.done_on is not None:
            yield Reason(GOOD, TASK, str(task.pk))
        elif task.due is not None and task.due < day:
            yield Reason(BAD, TASK, str(task.pk))
        elif task.due is not None and task.due - day <= NEAR:
            yield Reason(WARN, TASK, str(task.pk))
        else:
            yield Reason(NONE, TASK, str(task.pk))


def _checked(own: Belonging, known: Facts) -> Iterable[Reason]:
    """Rules over ledgers that hold rows, none of which found anything."""
    count = sum(1 for id in own.rules if any(known.rows.get(ledger) for ledger in _looked_at(id)))
    if count:
        yield Reason(GOOD, CHECKED, count=count)


def _looked_at(rule: str) -> tuple[str, ...]:
    one = registry.rule(rule)
    return registry.indicator(one.indicator).ledgers if one.indicator else one.ledgers
