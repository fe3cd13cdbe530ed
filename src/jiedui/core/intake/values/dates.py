"""Dates and months as clerks write them, with the precision given (GB/T 7408)."""

import calendar
import contextlib
import re
from datetime import date
from decimal import Decimal

from jiedui.core.declare.columns import Column, DateColumn, MonthColumn
from jiedui.core.intake import keys
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import formats
from jiedui.core.intake.values.cells import Cell, fold, is_nothing
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Read, shorten
from jiedui.core.intake.values.serials import from_serial
from jiedui.core.intake.values.shown import exact, number_of, plain_number, shown

FIRST, LAST = 1900, 2100
SERIALS = (20_000, 80_000)
"""Bare numbers taken for days: 1954 to 2119. Real years (2021) and months (202103) lie outside."""
_OPEN = {"至今", "现在", "目前", "今", "迄今", "长期", "未离岗", "在岗", "在职", "未定", "现今"}
_TIME = re.compile(
    r"[T ]?[0-9]{1,2}[:时点][0-9]{1,2}(?:[:分][0-9.]*)?[秒分]?(?:Z|[+-][0-9:]+)?$|T[0-9]{6}$|[0-9]{1,2}时$"
)
_WEEKDAY = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")
_HAN = {char: str(number) for number, chars in enumerate(("〇零○O", *"一二三四五六七八九")) for char in chars}
_HAN_NUMBER = re.compile("[〇零○一二三四五六七八九十O]+")

_Y, _M, _D = "([0-9]{4}|[0-9]{2})", "([0-9]{1,2})", "([0-9]{1,2})"
_PARTS = [
    re.compile(rf"{_Y}([./-])([0-9]{{1,2}})\2([0-9]{{1,2}})[./]?"),
    re.compile(r"([0-9]{4})([./-])([0-9]{1,2})()[./]?"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
    re.compile(r"([0-9]{4})()([0-9]{2})()"),
    re.compile(rf"{_Y}年()(?:{_M}月份?)?(?:{_D}[日号]?)?"),
    re.compile(r"([0-9]{4})年?度?()()()"),
    re.compile(r"([0-9]{4})年()([0-9]{1,2})[.-]([0-9]{1,2})[日号]?"),
]
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
MONTH_FIRST, DAY_FIRST = "月/日/年", "日/月/年"
_NO_DAY = re.compile("(?:初|中旬|上旬|下旬|中|底|末)$")
_RANGE = re.compile(r"\s*(?:至|到|~|—+|–|--+|-)\s*")


class ImpossibleError(ValueError):
    """The text is a date by its form, but there is no such day."""


def read_date(text: str, today: date) -> str | None:
    """The normal form of a date written as text, None when it is none; raises ImpossibleError for 2021-02-30."""
    text = _TIME.sub("", _WEEKDAY.sub("", fold(text)).strip()).strip()
    text = re.sub(r"\s*([年月日号./\-])\s*", r"\1", _arabic(text).replace("。", ".").replace("\\", "/"))
    text = re.sub("(?<=[0-9]) (?=[0-9])", "-", text)
    if "月" in text:
        text = _NO_DAY.sub("", text)
    for pattern in _PARTS:
        if found := pattern.fullmatch(text):
            year, _mark, month, day = found.groups()
            if not month and day:
                return None
            return _normal(_year(year, today), month or "", day or "")
    if re.fullmatch("[0-9]{5}", text):
        return _serial(Decimal(text), False)
    return None


def _arabic(text: str) -> str:
    """二〇二一年十二月三十一日 with Arabic figures."""

    def figures(found: re.Match[str]) -> str:
        run = found[0]
        if "十" not in run:
            return "".join(_HAN[char] for char in run)
        tens, _ten, ones = run.partition("十")
        return _HAN.get(tens, tens or "1") + _HAN.get(ones, ones or "0")

    return _HAN_NUMBER.sub(figures, text) if re.search("[年月日号]", text) else text


def _year(text: str, today: date) -> int:
    """21 is 2021; two figures more than ten years ahead belong to the last century."""
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    return year if year <= today.year + 10 else year - 100


def _normal(year: int, month: str, day: str) -> str | None:
    if not FIRST <= year <= LAST:
        return None
    if not month:
        return f"{year}"
    if not 1 <= int(month) <= 12:
        raise ImpossibleError
    if not day:
        return f"{year}-{int(month):02d}"
    if not 1 <= int(day) <= calendar.monthrange(year, int(month))[1]:
        raise ImpossibleError
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _serial(number: Decimal, date1904: bool) -> str | None:
    day = from_serial(number, date1904) if SERIALS[0] <= number <= SERIALS[1] else None
    return day.isoformat() if day else None


def split_range(text: str) -> tuple[str, str] | None:
    """Both ends of a text such as 2021.3-2021.9, 2021年3月至9月 or 2021.3至今, as written; None when it is no range.

    An end that is open comes as "".
    """
    whole, today = fold(text), date(LAST, 1, 1)
    if _is_date(whole, today):
        return None
    for mark in _RANGE.finditer(whole):
        left, right = whole[: mark.start()].strip(), whole[mark.end() :].strip()
        if not left or not _is_date(left, today):
            continue
        if right in _OPEN or (right == "" and mark[0].strip() in {"至", "到"}) or mark[0].strip() + right == "至今":
            return left, ""
        if _is_date(right, today) and not re.fullmatch("[0-9]{5}", right):
            return left, right
        if re.fullmatch(r"[0-9]{1,2}月?(?:份|[0-9]{1,2}[日号])?|[0-9]{1,2}[.月][0-9]{1,2}[日号]?", right):
            year = re.match("[0-9]{4}|[0-9]{2}(?=年)", left)
            joined = f"{year[0]}年{right.replace('.', '月')}" if year else right
            joined = joined if "月" in joined else f"{joined}月"
            if _is_date(joined, today):
                return left, joined
    return None


def _is_date(text: str, today: date) -> bool:
    try:
        return read_date(text, today) is not None
    except ImpossibleError:
        return True


def parse_date(cell: Cell, column: DateColumn, context: Context) -> Read:
    """YYYY, YYYY-MM or YYYY-MM-DD. Actual dates (column.future False) after today are an error."""
    return _parse(cell, column, context, "date.unreadable", column.future)


def parse_month(cell: Cell, column: MonthColumn, context: Context) -> Read:
    """YYYY-MM; a whole date gives its month, a year alone is no month."""
    value, faults = _parse(cell, column, context, "month.unreadable", False)
    if value is not None and len(value) < 7:
        return None, [Fault("month.unreadable", shorten(shown(cell, context.date1904)))]
    return value and value[:7], faults


def _parse(cell: Cell, column: Column, context: Context, unreadable: str, future: bool) -> Read:
    text = shown(cell, context.date1904)
    if is_nothing(text) or (text in _OPEN and getattr(column, "open_end", False)):
        return None, []
    faults: list[Fault] = []
    try:
        value = _of_number(cell, context, faults) if cell.kind == kinds.NUMBER else _of_text(cell, context)
        if value is None and cell.kind == kinds.STRING and (found := _YEAR_LAST.fullmatch(_TIME.sub("", fold(cell.text)))):
            value = _year_last(found, column, context, faults)
            if faults:
                return None, faults
    except ImpossibleError:
        return None, [Fault("date.impossible", shorten(text))]
    if value is None:
        if cell.kind == kinds.STRING and split_range(cell.text):
            return None, [Fault("date.range", shorten(text))]
        return None, [Fault(unreadable, shorten(text))]
    if not future and value > context.today.isoformat()[: len(value)]:
        return None, [Fault("date.future", shorten(text), {"label": column.label})]
    return value, faults


def _year_last(found: re.Match[str], column: Column, context: Context, faults: list[Fault]) -> str | None:
    """05/03/2021: asked once a column which is the month; 25/03/2021 can be read in one way only."""
    one, _mark, other, year = found.groups()
    readings: dict[str, str] = {}
    for name, month, day in ((MONTH_FIRST, one, other), (DAY_FIRST, other, one)):
        with contextlib.suppress(ImpossibleError):
            readings[name] = _normal(int(year), month, day) or ""
    if not readings:
        raise ImpossibleError
    if len(set(readings.values())) == 1:
        return next(iter(readings.values())) or None
    key = keys.key("date.ambiguous", column.name)
    answer = context.answers.get(key, "").strip()
    if answer not in readings:
        params = {"label": column.label, "one": readings[MONTH_FIRST], "other": readings[DAY_FIRST]}
        faults.append(Fault("date.ambiguous", found[0], params, key, [MONTH_FIRST, DAY_FIRST]))
        return None
    return readings[answer]


def _of_text(cell: Cell, context: Context) -> str | None:
    value = read_date(cell.text, context.today)
    return _precise(value, cell.format) if value and cell.kind == kinds.ISO_DATE else value


def _of_number(cell: Cell, context: Context, faults: list[Fault]) -> str | None:
    """A serial, 20210305, 202103, 2021, or 2021.3 typed as a number (a lost 0 makes October look like January)."""
    number = number_of(cell)
    if number is None:
        return None
    if formats.date_precision(cell.format):
        day = from_serial(number, context.date1904)
        # A year typed into a cell with a date format shows as a day of 1905: no one can mean it.
        if day is None or FIRST <= number <= LAST:
            return None
        return _precise(day.isoformat(), cell.format)
    text = plain_number(number)
    if re.fullmatch("[0-9]{4}|[0-9]{6}|[0-9]{8}", text):
        return read_date(text, context.today)
    if re.fullmatch(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}", text):
        return _year_and_month(text, cell, faults)
    return _serial(number, context.date1904)


def _precise(day: str, format: str) -> str:
    """2021-03-01 shown as 2021年3月 was given as a month; a day other than the first is kept."""
    precision = formats.date_precision(format)
    if precision == "month" and day.endswith("-01"):
        return day[:7]
    return day[:4] if precision == "year" and day.endswith("-01-01") else day


def _year_and_month(text: str, cell: Cell, faults: list[Fault]) -> str | None:
    year, _point, figures = text.partition(".")
    places = formats.decimals(cell.format)
    as_shown = f"{exact(text):.{places}f}" if places else text
    month = as_shown.partition(".")[2]
    if places == 2 and 1 <= int(month) <= 12:
        return _normal(int(year), month, "")
    if figures == "1":
        faults.append(Fault("date.maybe_october", text, {"other": f"{year}.10", "read": f"{year}-01"}))
    return _normal(int(year), figures, "")
