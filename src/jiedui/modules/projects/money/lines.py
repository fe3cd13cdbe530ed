"""The lines of the overview's tables: counties and months of a year, each number with the page of what is behind it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from jiedui.core.places.shown import shown_name
from jiedui.modules.projects.money.flows import Year
from jiedui.modules.projects.money.pace import AIM
from jiedui.web.charts.lines import month_name

STEPS_SHOWN = ("allotted", "arrived", "paid")


@dataclass(frozen=True)
class Addresses:
    """The pages that numbers lead to, looked up once: there are a hundred of them on a page."""

    overview: str
    projects: str
    entries: str

    @classmethod
    def of(cls, query: dict[str, str]) -> "Addresses":
        """All with the parameters that the page itself was asked with."""
        names = ("projects:money", "projects:money_projects", "projects:money_entries")
        return cls(*(f"{reverse(name)}?{urlencode(query)}" for name in names))

    def county(self, region: str) -> str:
        return f"{self.overview}&region={quote_plus(region)}"

    def projects_of(self, region: str) -> str:
        return f"{self.projects}&region={quote_plus(region)}"

    def rows(self, step: str, region: str, month: str = "") -> str:
        """The page of the entries behind a number."""
        asked = (("step", step), ("region", region), ("month", month))
        return self.entries + "".join(f"&{name}={quote_plus(value)}" for name, value in asked if value)


def counties(found: Year, addresses: Addresses, ages: dict[str, list[int]]) -> list[dict[str, Any]]:
    """The counties, in order of their codes."""
    made = []
    for one in sorted(found.counties.values(), key=lambda one: one.code):
        aged = ages.get(one.code, [0, 0, 0, 0])
        whole = sum(aged) or 1
        rate = one.rate
        made.append({
            "one": one, "name": shown_name(one.code) or one.code, "href": addresses.county(one.code),
            **{step: addresses.rows(step, one.code) for step in STEPS_SHOWN}, "projects": addresses.projects_of(one.code),
            "tone": "none" if rate is None else "good" if rate > AIM else "fine" if rate > 70 else "warn" if rate > 40 else "bad",
            "ages": aged, "bars": [(tone, 100 * part / whole) for tone, part in zip(("good", "fine", "warn", "bad"), aged, strict=True) if part],
        })  # fmt: skip
    return made


def months(found: Year, addresses: Addresses, region: str) -> list[dict[str, Any]]:
    """The months in which something moved."""
    rows = []
    for month in sorted({month for _step, month in found.months}):
        rows.append({
            "name": month_name(month) if len(month) == 7 else _("%(year)s 年（未填月份）") % {"year": month} if month else _("未填日期"),
            "cells": [(found.months.get((step, month), 0), addresses.rows(step, region, month or "none")) for step in STEPS_SHOWN],
        })  # fmt: skip
    return rows
