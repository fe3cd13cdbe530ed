"""The reference data of a moment, read from places and from the plan's files."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.targets import present_year
from jiedui.core.places import queries as places

LINES = "monitoring-lines.csv"
"""Columns province (two digits), year, yuan (a person and year), source. Those of all plans, then the data folder's."""


def moment(day: dt.date | None) -> Moment:
    """The moment of `day`, with the pairings, key counties and income lines in force and the present plan's year.

    None: the present day, without a day having been asked for.
    """
    today = timezone.localdate()
    as_of = day or today
    bare = Moment(as_of, today)
    return Moment(
        as_of,
        today,
        districts={pairing.county: pairing.district for pairing in places.pairings_at(as_of)},
        key_counties=frozenset(places.key_counties(as_of)),
        lines=lines_of(bare),
        plan_year=present_year(today),
        asked=day is not None,
    )


def lines_of(at: Moment) -> dict[str, int]:
    """The income line in fen by province for the moment's window; empty where none was entered for its year."""
    year = at.last_full_month()[:4]
    return {province: fen for (province, y), fen in monitoring_lines().items() if y == year}


def monitoring_lines() -> dict[tuple[str, str], int]:
    """Income lines in fen by (province, year). A line entered in the data folder replaces the plans'."""
    found: dict[tuple[str, str], int] = {}
    for path in (*sorted(Path(settings.PLAN).parent.glob(f"*/{LINES}")), Path(settings.DATA) / LINES):
        if path.exists():
            with open(path, encoding="utf-8-sig", newline="") as handle:
                for row in csv.DictReader(handle):
                    found[row["province"][:2], row["year"]] = int(Decimal(row["yuan"]) * 100)
    return found
