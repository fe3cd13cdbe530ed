"""The day since which ledgers are handed in: nobody owes what was before the installation was used."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from jiedui.core.store.once import once
from jiedui.core.trail.queries import first_at

Source = Callable[[], dt.date | None]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let `source()` name another day than the installation's first; None where it does not."""
    if source not in _sources:
        _sources.append(source)


def first_day() -> dt.date | None:
    """The first day for which anything is owed: JIEDUI_HAND_IN_FROM, else that of the first event in the trail; None
    before anything was done. A period is owed when it ends on that day or later."""
    if settings.HAND_IN_FROM is not None:
        chosen: dt.date = settings.HAND_IN_FROM
        return chosen
    for source in _sources:
        if (day := source()) is not None:
            return day
    return once("submissions.first_day", _installed)


def _installed() -> dt.date | None:
    at = first_at()
    return timezone.localdate(at) if at else None
