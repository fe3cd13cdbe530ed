"""A moment whose dates are blanks, so that one statement, made once, serves every month and every day of the same kind.

Making a statement costs ten times as much as most take to run, and a year by month asks each of them twelve times.
"""

import re
from collections.abc import Mapping
from typing import Any

from jiedui.core.indicators.moment import WINDOW, Days, Moment

_BLANK = re.compile(r"‹([a-z]+)(?::(\d+))?›")
_PARTS = {(None, 4): "year", (0, 4): "year", (None, 7): "month", (0, 7): "month", (5, 7): "number"}


class DayAskedError(Exception):
    """A definition asks for more of the day than its text: its statement is made for each day anew."""


class Text(str):
    """A date to be filled in. Put together with other text it stays one; of its parts year, month and number are known."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> "Text":
        part = _PARTS.get((key.start, key.stop)) if isinstance(key, slice) and self == "‹day›" else None
        if part is None:
            raise DayAskedError
        return Text(f"‹{part}›")

    def _asked(self, other: object) -> Any:
        """Comparing with a column makes an expression; with a text nothing is known yet."""
        if isinstance(other, str):
            raise DayAskedError
        return NotImplemented

    __lt__ = __le__ = __gt__ = __ge__ = _asked

    def _unknown(self, *_: object) -> Any:
        raise DayAskedError

    __int__ = __float__ = __iter__ = __len__ = split = _unknown  # type: ignore[assignment]


class Blank(Days):
    """The kind of a moment: everything that shapes a statement, with blanks for its dates."""

    def __init__(self, moment: Moment) -> None:
        self.text = Text("‹day›")
        self.past, self.asked, self.undated = moment.past, moment.asked, moment.undated
        self.districts: Mapping[str, str] = moment.districts
        self.key_counties, self.lines = moment.key_counties, moment.lines

    @property
    def kind(self) -> str:
        """Equal where one statement serves."""
        sets = [sorted(self.districts.items()), sorted(self.key_counties), sorted(self.lines.items())]
        return repr((self.past, self.asked, self.undated, *sets))

    def after(self, days: int) -> str:
        return Text(f"‹after:{days}›") if days >= 0 else self._day()

    def months_ago(self, months: int) -> str:
        return Text(f"‹ago:{months}›")

    def last_full_month(self) -> str:
        return Text("‹full›")

    def window(self) -> list[str]:
        return [Text(f"‹window:{number}›") for number in range(WINDOW)]

    def _day(self) -> Any:
        raise DayAskedError

    day = today = plan_year = property(_day)


def fill(statement: str, moment: Moment) -> str:
    """The statement with the dates of the moment. They hold digits and dashes only, so nothing needs to be quoted."""

    def told(found: re.Match[str]) -> str:
        name, number = found[1], int(found[2] or 0)
        match name:
            case "day":
                return moment.text
            case "year":
                return moment.text[:4]
            case "month":
                return moment.text[:7]
            case "number":
                return moment.text[5:7]
            case "full":
                return moment.last_full_month()
            case "window":
                return moment.window()[number]
            case "after":
                return moment.after(number)
            case "ago":
                return moment.months_ago(number)
        raise ValueError(name)

    return _BLANK.sub(told, statement)
