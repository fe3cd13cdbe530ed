"""What the worker brings up to date after the ledgers changed: snapshots, figures, alerts. Whoever asks then need not wait."""

import datetime as dt

from jiedui.core.access.scope import Scope
from jiedui.core.alerts import operations as alerts
from jiedui.core.declare.indicators import CITY, COUNTY, DISTRICT
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import queries as indicators
from jiedui.core.lake import queries as lake
from jiedui.core.words import clock

_kept: tuple[dt.date, str] | None = None


def keep_up() -> bool:
    """Do what a change of a ledger, or a new day, asks for; whether there was anything to do."""
    global _kept
    state = (clock.today(), lake.state())
    if state == _kept or not state[1]:
        return False
    alerts.refresh()
    everything = {one.id for one in registry.indicators()}
    indicators.survey(scope=Scope.everything(), as_of=state[0], by=(COUNTY, CITY, DISTRICT), months_of=everything)
    _kept = state
    return True
