"""Limits of the procedure that offices set for themselves. The environment may change each; the defaults are customary."""

import os


def limit(name: str, default: int) -> int:
    """The limit called `name`: JIEDUI_<NAME> of the environment, else `default`."""
    return int(os.environ.get(f"JIEDUI_{name.upper()}") or default)


def notice_days() -> int:
    """Days for which a public notice in the village stands, at least (JIEDUI_NOTICE_DAYS)."""
    return limit("notice_days", 5)


def marking_days() -> int:
    """Days from a clue to the mark in the system, normally at most (JIEDUI_MARKING_DAYS)."""
    return limit("marking_days", 15)


def watch_months() -> int:
    """Months for which a household is watched before its risk is called removed (JIEDUI_WATCH_MONTHS)."""
    return limit("watch_months", 6)
