"""Figures for pages, the API and the command line: always scoped, always from the present state of the ledgers."""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import DIVISIONS, MONTH, Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import reference
from jiedui.core.indicators.evaluation import Evaluation, group_keys
from jiedui.core.indicators.moment import Moment, month_days
from jiedui.core.indicators.targets import target
from jiedui.core.indicators.values import Part, Value
from jiedui.core.lake.queries import open_lake
from jiedui.core.words.errors import Refused

KEPT = 200
"""Results kept in memory; a change of a ledger gives other slices, so an old result is never shown for a new state."""


@dataclass(frozen=True)
class Drill:
    """The rows behind a figure: ids of rows of `ledger`, ascending."""

    ledger: str
    ids: list[int]


def catalogue() -> list[Indicator]:
    """All declared indicators by id."""
    return registry.indicators()


def evaluate(
    ids: Iterable[str] | None = None, *, scope: Scope, as_of: dt.date | None = None, by: str | None = None
) -> list[Value]:
    """The figures of `ids` (all) on the day `as_of` (today) over the rows in `scope`, divided `by` county, district or month.

    A month's figure is the figure on its last day, or on `as_of` itself for the month that it lies in; months are those of
    the year of `as_of`. All figures of one call come from the same state of the ledgers.
    """
    if by is not None and by not in DIVISIONS:
        raise Refused(
            "indicator.division",
            _("不能按“%(by)s”分组。可选：county（县）、district（区）、month（月）。") % {"by": by},
        )
    wanted = catalogue() if ids is None else [registry.indicator(id) for id in dict.fromkeys(ids)]
    moment = reference.moment(as_of or timezone.localdate())
    reached = {one.id: _reach(scope, one) for one in wanted}
    values: dict[str, Value] = {}
    for narrow, group in groupby(sorted(wanted, key=lambda one: reached[one.id] != scope), lambda o: reached[o.id]):
        some = list(group)
        with open_lake(narrow, {ledger for one in some for ledger in one.ledgers}) as lake:
            values |= _values(Evaluation(lake), some, moment, by)
    return [values[one.id] for one in wanted]


def drill(
    id: str,
    *,
    scope: Scope,
    as_of: dt.date | None = None,
    county: str | None = None,
    district: str | None = None,
    month: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> Drill:
    """The rows behind a figure or behind its part of a county, district or month (YYYY-MM); as many as its `rows`.

    after, limit: a page of them, by id.
    """
    indicator = registry.indicator(id)
    moment = reference.moment(as_of or timezone.localdate())
    if month:
        moment = _month(moment, month)
    with open_lake(_reach(scope, indicator), indicator.ledgers) as lake:
        rows = Evaluation(lake).rows(indicator, moment, county, district)
        found = rows.filter(rows.id > after).order_by("id").select("id").limit(limit)
        return Drill(indicator.ledgers[0], [row[0] for row in lake.fetch(found)])


def _reach(scope: Scope, indicator: Indicator) -> Scope:
    """The part of `scope` for which the figure can be said: whole counties only where a ledger knows no town."""
    if scope.towns and any(registry.ledger(ledger).town_column() is None for ledger in indicator.ledgers):
        return Scope(scope.whole)
    return scope


def _month(moment: Moment, month: str) -> Moment:
    days = month_days(moment.day)
    if month not in days:
        raise Refused(
            "indicator.month",
            _("没有“%(month)s”这个月份：只能查 %(year)s 年截至所选日期的各月，写作 2021-03。")
            % {"month": month, "year": moment.day.year},
        )
    other = Moment(days[month], moment.today)
    return moment.at(other.day, reference.lines_of(other))


def _by(evaluation: Evaluation, some: list[Indicator], moment: Moment, by: str) -> dict[str, dict[str, Part]]:
    """Parts by indicator id; indicators that have no such division are left out."""
    some = [one for one in some if by in one.divisions]
    if by != MONTH:
        return evaluation.grouped(some, moment, by, group_keys(by, moment, evaluation.lake.scope.counties))
    months = {month: evaluation.totals(some, _month(moment, month)) for month in month_days(moment.day)}
    return {one.id: {month: parts[one.id] for month, parts in months.items()} for one in some}


Parts = tuple[dict[str, Part], dict[str, dict[str, Part]]]
_computed: OrderedDict[tuple[object, ...], Parts] = OrderedDict()
_lock = threading.Lock()


def _parts(evaluation: Evaluation, some: list[Indicator], moment: Moment, by: str | None) -> Parts:
    """Totals and divisions; kept while the ledgers, the day, the reference data and the reach are the same."""
    lake = evaluation.lake
    key = (tuple(one.id for one in some), lake.snapshot.slices, lake.scope, repr(moment), by)
    with _lock:
        if key in _computed:
            _computed.move_to_end(key)
            return _computed[key]
    made = evaluation.totals(some, moment), _by(evaluation, some, moment, by) if by else {}
    with _lock:
        _computed[key] = made
        if len(_computed) > KEPT:
            _computed.popitem(last=False)
    return made


def _values(evaluation: Evaluation, some: list[Indicator], moment: Moment, by: str | None) -> dict[str, Value]:
    totals, parts = _parts(evaluation, some, moment, by)
    now = timezone.now()
    values: dict[str, Value] = {}
    for one in some:
        total, aim = totals[one.id], target(one.id, moment.day)
        values[one.id] = Value(
            id=one.id,
            name=one.name,
            unit=one.unit,
            better=one.better,
            value=total.value,
            exact=total.exact,
            rows=total.rows,
            by=parts.get(one.id),
            as_of=moment.day,
            target=aim,
            met=aim.met(total.exact) if aim else None,
            unknown=total.unknown,
            unknown_words=one.unknown,
            measures=one.measures,
            ledgers=one.ledgers,
            definition=one.words,
            snapshot=evaluation.lake.snapshot.id,
            computed_at=now,
        )
    return values
