"""What the worker brings up to date after the ledgers changed: snapshots, figures, alerts. Whoever asks then need not wait."""

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass

from jiedui.core.access.scope import Scope
from jiedui.core.alerts import operations as alerts
from jiedui.core.declare.indicators import CITY, COUNTY, DISTRICT
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import queries as indicators
from jiedui.core.indicators import reference
from jiedui.core.indicators.targets import targets
from jiedui.core.lake import queries as lake
from jiedui.core.words import clock


@dataclass(frozen=True)
class State:
    """What was brought up to date: the day, the ledgers' states; pairings, income lines, the plan's year and targets."""

    day: dt.date
    ledgers: Mapping[str, str]
    facts: str


_kept: State | None = None


def keep_up() -> bool:
    """Do what a change of a ledger, or a new day, asks for; whether there was anything to do."""
    global _kept
    day, ledgers = clock.today(), lake.states()
    if not ledgers or (_kept is not None and (_kept.day, _kept.ledgers) == (day, ledgers)):
        return False
    everything = {one.id for one in registry.indicators()}
    state = State(day, ledgers, repr((reference.moment(day), sorted(targets(everything, day).items(), key=str))))
    # Figures first: they are what people wait for, and most of them are kept from the last time.
    indicators.survey(scope=Scope.everything(), as_of=day, by=(COUNTY, CITY, DISTRICT), months_of=everything)
    rules = _touched(state)
    if rules:
        alerts.refresh(rules)
    _kept = state
    return True


def _touched(state: State) -> Set[str]:
    """The rules over a ledger that changed; all of them when anything else did, or at first."""
    if _kept is None or (_kept.day, _kept.facts) != (state.day, state.facts):
        return {one.id for one in registry.rules()}
    changed = {id for id in {*_kept.ledgers, *state.ledgers} if _kept.ledgers.get(id) != state.ledgers.get(id)}
    return {one.id for one in registry.rules() if changed & set(_ledgers(one.indicator, one.ledgers))}


def _ledgers(indicator: str, own: tuple[str, ...]) -> tuple[str, ...]:
    return registry.indicator(indicator).ledgers if indicator else own
