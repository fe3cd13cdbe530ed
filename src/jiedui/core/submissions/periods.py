"""The months, quarters and years for which ledgers are handed in, and until when."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from jiedui.core.declare.ledger import MONTH, QUARTER, YEAR
from jiedui.core.words.errors import Refused

MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}
_FORM = re.compile(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


@dataclass(frozen=True)
class Period:
    """A month, quarter or year: its year and its last month."""

    frequency: str
    year: int
    month: int

    @property
    def text(self) -> str:
        """As it is stored: 2021-12, 2021-Q4, 2021."""
        if self.frequency == YEAR:
            return str(self.year)
        return f"{self.year}-Q{self.month // 3}" if self.frequency == QUARTER else f"{self.year}-{self.month:02d}"

    @property
    def label(self) -> str:
        """As people say it: 2021年12月, 2021年第4季度, 2021年."""
        if self.frequency == YEAR:
            return _("%(year)s年") % {"year": self.year}
        if self.frequency == QUARTER:
            return _("%(year)s年第%(quarter)s季度") % {"year": self.year, "quarter": self.month // 3}
        return _("%(year)s年%(month)s月") % {"year": self.year, "month": self.month}

    @property
    def months(self) -> tuple[str, str]:
        """Its first and its last month, as a month column holds them."""
        return f"{self.year}-{self.month - MONTHS[self.frequency] + 1:02d}", f"{self.year}-{self.month:02d}"

    @property
    def start(self) -> dt.date:
        return dt.date(self.year, self.month - MONTHS[self.frequency] + 1, 1)

    @property
    def end(self) -> dt.date:
        return _first_after(self.year, self.month) - dt.timedelta(days=1)

    @property
    def due(self) -> dt.date:
        """The last day on which it is handed in in time: JIEDUI_DUE_DAY of the month that follows."""
        return _first_after(self.year, self.month).replace(day=min(max(settings.DUE_DAY, 1), 28))


def _first_after(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1)


def parse(text: str) -> Period:
    """A period as it is stored; Refused."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise Refused(
            "submission.period", _("“%(text)s”不是报告期。请填写如 2021-12、2021-Q4 或 2021。") % {"text": text[:20]}
        )
    year, month, quarter = found.groups()
    if month:
        return Period(MONTH, int(year), int(month))
    return Period(QUARTER, int(year), 3 * int(quarter)) if quarter else Period(YEAR, int(year), 12)


def latest(frequency: str, year: int, month: int) -> Period:
    """The last period of this kind that has ended by the end of a month."""
    months = MONTHS[frequency]
    last = (year * 12 + month) // months * months - 1
    return Period(frequency, last // 12, last % 12 + 1)


def ended_by(day: dt.date) -> tuple[int, int]:
    """Year and number of the last month that is over, on its own last day already."""
    following = day + dt.timedelta(days=1)
    last = following.replace(day=1) - dt.timedelta(days=1)
    return last.year, last.month
