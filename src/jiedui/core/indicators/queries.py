"""Figures for pages, the API and the command line: always scoped, always from the present state of the ledgers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import DIVISIONS, MONTH, Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import keeping, reference
from jiedui.core.indicators.evaluation import TOTAL, Evaluation, Parts
from jiedui.core.indicators.keeping import WHOLE, figures
from jiedui.core.indicators.moment import Moment, month_days
from jiedui.core.indicators.targets import applies, targets
from jiedui.core.indicators.values import Part, Value
from jiedui.core.lake.queries import Lake, open_lake
from jiedui.core.words.errors import Refused


@dataclass(frozen=True)
class Drill:
    """The rows behind a figure: ids of rows of `ledger`, ascending."""

    ledger: str
    ids: list[int]


@dataclass(frozen=True)
class Survey:
    """Figures by id, with their parts by division, id and key; all of one state of the ledgers (`snapshots` name it)."""

    day: dt.date
    values: Mapping[str, Value]
    parts: Mapping[str, Mapping[str, dict[str, Part]]]
    districts: Mapping[str, str]
    """The paired counties in reach with their districts on that day."""

    @property
    def snapshots(self) -> list[str]:
        return sorted({value.snapshot for value in self.values.values()})


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
            _("不能按“%(by)s”分组。可选：county（县）、city（市）、district（区）、month（月）。") % {"by": by},
        )
    found = _survey(ids, scope, as_of, {by: None} if by else {})
    divided = found.parts.get(by, {}) if by else {}
    return [replace(value, by=divided.get(id)) for id, value in found.values.items()]


def survey(
    ids: Iterable[str] | None = None,
    *,
    scope: Scope,
    as_of: dt.date | None = None,
    by: Sequence[str] = (),
    months_of: Iterable[str] = (),
) -> Survey:
    """The figures of `ids` (all) as `evaluate` gives them, divided by each of `by`, and those of `months_of` by month:
    for a page that shows them side by side, from one state of the ledgers."""
    divisions: dict[str, frozenset[str] | None] = dict.fromkeys(by)
    monthly = frozenset(months_of)
    return _survey(ids, scope, as_of, divisions | ({MONTH: monthly} if monthly else {}))


def _survey(
    ids: Iterable[str] | None, scope: Scope, as_of: dt.date | None, divisions: Mapping[str, frozenset[str] | None]
) -> Survey:
    """`divisions`: which figures are divided by it, None is all that have such a division."""
    wanted = catalogue() if ids is None else [registry.indicator(id) for id in dict.fromkeys(ids)]
    moment = reference.moment(as_of)
    months = {month: _month(moment, month) for month in month_days(moment.day)} if MONTH in divisions else {}
    reached = {one.id: _reach(scope, one) for one in wanted}
    values: dict[str, Value] = {}
    parts: dict[str, dict[str, dict[str, Part]]] = {by: {} for by in divisions}
    for narrow, group in groupby(sorted(wanted, key=lambda one: reached[one.id] != scope), lambda o: reached[o.id]):
        some = list(group)
        with open_lake(narrow, {ledger for one in some for ledger in one.ledgers}) as lake:
            asked: dict[str, set[str]] = {WHOLE: {one.id for one in some}}
            for by, only in divisions.items():
                asked[by] = {one.id for one in some if by in one.divisions and (only is None or one.id in only)}
            found = figures(lake, moment, asked, months)
            values |= _values(lake, some, moment, found[WHOLE])
        for by in divisions:
            parts[by] |= {id: _divided(found, id, by, months) for id in asked[by]}
    districts = {c: d for c, d in moment.districts.items() if scope.counties is None or c in scope.counties}
    return Survey(moment.day, {one.id: values[one.id] for one in wanted}, parts, districts)


def towns(id: str, *, scope: Scope, as_of: dt.date | None = None) -> dict[str, Part] | None:
    """A figure by the township of its rows, "" for rows that name none: for a scope of one county, whose rows they are.

    None where it cannot be divided so, because a ledger it looks at knows no township or the figure is one of counties.
    """
    indicator = registry.indicator(id)
    if any(registry.ledger(ledger).town_column() is None for ledger in indicator.ledgers):
        return None
    with open_lake(scope, indicator.ledgers) as lake:
        return keeping.towns(lake, reference.moment(as_of), indicator)


def drill(
    id: str,
    *,
    scope: Scope,
    as_of: dt.date | None = None,
    county: str | None = None,
    district: str | None = None,
    month: str | None = None,
    town: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> Drill:
    """The rows behind a figure or behind its part of a county, district, month (YYYY-MM) or town ("" for rows without one); as many as its `rows`.

    after, limit: a page of them, by id.
    """
    indicator = registry.indicator(id)
    moment = reference.moment(as_of)
    if month:
        moment = _month(moment, month)
    with open_lake(_reach(scope, indicator), indicator.ledgers) as lake:
        rows = Evaluation(lake).rows(indicator, moment, county, district, town)
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


def _divided(found: Mapping[str, Parts], id: str, by: str, months: Iterable[str]) -> dict[str, Part]:
    return {month: found[month][id][TOTAL] for month in months} if by == MONTH else found[by][id]


def _values(lake: Lake, some: list[Indicator], moment: Moment, totals: Parts) -> dict[str, Value]:
    aims = targets([one.id for one in some], moment.day)
    now = timezone.now()
    values: dict[str, Value] = {}
    for one in some:
        total, aim = totals[one.id][TOTAL], aims.get(one.id)
        binding = aim is not None and applies(one, lake.scope, moment.districts)
        values[one.id] = Value(
            id=one.id,
            name=one.name,
            unit=one.unit,
            better=one.better,
            value=total.value,
            exact=total.exact,
            rows=total.rows,
            by=None,
            as_of=moment.day,
            target=aim,
            met=aim.met(total.exact) if aim and binding else None,
            unknown=total.unknown,
            unknown_words=one.unknown,
            measures=one.measures,
            ledgers=one.ledgers,
            definition=one.words,
            snapshot=lake.snapshot.id,
            computed_at=now,
            binding=binding,
        )
    return values
