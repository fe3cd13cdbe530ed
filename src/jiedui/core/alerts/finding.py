"""What the rules find on a day, over the present state of the ledgers."""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import COUNTY, Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.declare.rules import FIXED, Rule
from jiedui.core.indicators import reference
from jiedui.core.indicators.evaluation import Evaluation, group_keys
from jiedui.core.indicators.forecast import forecast
from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.pace import elapsed, standing
from jiedui.core.indicators.targets import Target, target
from jiedui.core.indicators.values import printed
from jiedui.core.lake.queries import Lake, open_lake

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cause:
    """One cause: `values` by the names that the rule's message uses, whole numbers, numbers or text."""

    rule: str
    cause: str
    county: str
    row: int | None
    values: dict[str, Any]


def find(rules: Iterable[Rule], day: dt.date) -> dict[str, list[Cause]]:
    """The causes of each rule by its id, over all rows. A rule that fails is left out and logged, so that its alerts stay
    as they are and the others go on."""
    wanted = list(rules)
    moment = reference.moment(day)
    ledgers = {ledger for one in wanted for ledger in _ledgers(one)}
    found: dict[str, list[Cause]] = {}
    with open_lake(Scope.everything(), ledgers) as lake:
        for one in wanted:
            try:
                found[one.id] = causes(one, lake, moment)
            except Exception:
                _log.exception("rule %s could not be checked", one.id)
    return found


def _ledgers(rule: Rule) -> tuple[str, ...]:
    return registry.indicator(rule.indicator).ledgers if rule.indicator else rule.ledgers


def causes(rule: Rule, lake: Lake, moment: Moment) -> list[Cause]:
    """What one rule finds, each cause once (the first, by county and row, where a rule names one twice)."""
    if rule.indicator:
        return _behind(rule, lake, moment)
    if rule.compute is None:
        return []
    table = rule.compute(*(lake.table(ledger) for ledger in rule.ledgers), moment)
    names = [name for name in table.columns if name not in FIXED]
    rows = lake.fetch(table.select(*FIXED, *names).order_by("county", "cause", "row"))
    found: dict[str, Cause] = {}
    for county, cause, row, *values in rows:
        if county and cause is not None:
            known = dict(zip(names, values, strict=True))
            found.setdefault(str(cause), Cause(rule.id, str(cause), county, row, known))
    return list(found.values())


def _behind(rule: Rule, lake: Lake, moment: Moment) -> list[Cause]:
    """The counties whose figure falls behind its target, or whose forecast misses it. Only shares are held against every
    county; an amount belongs to the whole, and is said of the city of the helping side."""
    indicator, aim = registry.indicator(rule.indicator), target(rule.indicator, moment.day)
    if aim is None or aim.number is None or not moment.districts:
        return []
    evaluation = Evaluation(lake)
    if indicator.percent or indicator.each:
        keys = group_keys(COUNTY, moment, None)
        parts = evaluation.grouped([indicator], moment, COUNTY)[indicator.id]
        figures = {key: parts[key].exact for key in keys if key in parts}
    else:
        city = min(moment.districts.values())[:4] + "00"
        figures = {city: evaluation.totals([indicator], moment)[indicator.id].exact}
    found = (_short(rule, indicator, county, figure, aim, moment) for county, figure in figures.items())
    return [one for one in found if one is not None]


def _short(
    rule: Rule, indicator: Indicator, county: str, figure: Fraction | None, aim: Target, moment: Moment
) -> Cause | None:
    values = {"value": printed(indicator, figure), "target": aim.number, "unit": indicator.unit}
    if rule.forecast:
        made = forecast(indicator, figure, moment.day)
        if made is None or aim.met(made.exact) is not False:
            return None
        values |= {"forecast": printed(indicator, made.exact), "method": made.method.value}
    else:
        if not standing(indicator, figure, aim, moment.day).state.short:
            return None
        share = elapsed(moment.day) if indicator.paced else Fraction(1)
        values["expected"] = printed(indicator, Fraction(aim.value or 0) * share)
    return Cause(rule.id, county, county, None, values)
