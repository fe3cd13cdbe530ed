"""Limits of the procedure that offices set for themselves. The environment may change each; the defaults are customary."""

import os


def notice_days() -> int:
    """Days for which a public notice in the village stands, at least."""
    return int(os.environ.get("JIEDUI_NOTICE_DAYS") or 5)


def marking_days() -> int:
    """Days from a clue to the mark in the system, normally at most."""
    return int(os.environ.get("JIEDUI_MARKING_DAYS") or 15)


def watch_months() -> int:
    """Months for which a household is watched before its risk is called removed, at least."""
    return int(os.environ.get("JIEDUI_WATCH_MONTHS") or 6)
