"""Figures and times as the pages write them."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone

from jiedui.web.charts.numbers import brief

register = template.Library()
register.filter("brief", brief)


@register.filter
def grouped(value: Any) -> str:
    """12345 is 12,345; a number that is not whole keeps its decimals; None is a dash."""
    if value is None or value == "":
        return "—"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A time to the minute, where the product runs: 2021-03-15 09:20."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else "—"


@register.filter
def in_wan(fen: int) -> str:
    """An amount of fen in 万元, without needless zeros: 500000000 is 500."""
    text = f"{fen / 1_000_000:,.6f}"
    return text.rstrip("0").rstrip(".")
