"""The cards, the list of what falls short, and the counties of one figure, as the templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jiedui.core.declare.indicators import DATE, MONTH
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.pace import Standing, State
from jiedui.core.indicators.targets import Target
from jiedui.core.indicators.values import Part, Value
from jiedui.core.places.shown import shown_name
from jiedui.core.words import saying
from jiedui.core.words.saying import said
from jiedui.web.charts import lines, maps, tones
from jiedui.web.charts.names import short
from jiedui.web.charts.numbers import amount, grouped, percent, share, size
from jiedui.web.indicatorpages.figures import target_text
from jiedui.web.workbench.board import Board

SHORTFALLS = 8


@dataclass(frozen=True)
class Card:
    """One figure with its bar. width, mark: percent of the bar's length; note: why there is no comparison; aim: the target
    of the year's own plan, `open` where its value has to be entered first."""

    value: Value
    icon: str
    standing: Standing
    target: str
    done: str
    width: float
    mark: float | None
    note: str
    aim: Target | None

    @property
    def open(self) -> bool:
        return self.aim is not None and self.aim.value is None


def card(board: Board, value: Value) -> Card:
    stands = board.standing(value)
    ratio = stands.ratio
    return Card(
        value,
        registry.ledger(value.ledger).info.icon,
        stands,
        target_text(board.target(value.id), value.unit),
        percent(ratio) if ratio is not None else "",
        _width(ratio),
        float(round(stands.expected * 100, 1)) if ratio is not None and stands.expected is not None else None,
        _note(board, value),
        board.target(value.id),
    )


def cards(board: Board, most: int) -> list[Card]:
    return [card(board, board.survey.values[id]) for id in board.order[:most]]


def _width(ratio: Fraction | None) -> float:
    return float(round(min(max(ratio, Fraction(0)), Fraction(1)) * 100, 1)) if ratio is not None else 0.0


def _note(board: Board, value: Value) -> str:
    """Why the figure stands beside no target."""
    if board.time.plan is None:
        return _("%(year)s 年没有载入工作计划") % {"year": board.time.year}
    if value.target is None:
        return _("计划中没有这项目标")
    if value.target.value is None:
        return _("目标值待录入")
    return "" if value.binding else _("目标按全部县合计，本范围没有单列")


@dataclass(frozen=True)
class Shortfall:
    """Something below what can be expected. place: "" is the whole scope."""

    place: str
    name: str
    stands: Standing
    missing: str
    done: str
    href: str
    weight: Fraction


def shortfalls(board: Board, most: int = SHORTFALLS) -> tuple[list[Shortfall], int]:
    """The furthest behind first, and how many there are: figures of the whole, and of each county where one target
    holds for all."""
    found = []
    for id, value in board.survey.values.items():
        stands = board.standing(value)
        if stands.state.short:
            found.append(_shortfall(board, value, "", stands))
        if board.part_target(id) is None or len(board.counties(id)) < 2:
            continue
        for county, part in board.counties(id).items():
            if (stands := board.part_standing(id, part)).state.short:
                found.append(_shortfall(board, value, county, stands))
    found.sort(key=lambda one: (-one.weight, one.name, one.place))
    return found[:most], len(found)


def _shortfall(board: Board, value: Value, county: str, stands: Standing) -> Shortfall:
    unit = _("个百分点") if value.unit == "%" else saying.unit(value.unit)
    less = stands.ratio is not None
    words = _("还差 %(number)s %(unit)s") if less else _("超出 %(number)s %(unit)s")
    part = f"&region={county}" if county else ""
    return Shortfall(
        short(county) if county else "",
        said(value.name),
        stands,
        words % {"number": amount(stands.missing), "unit": unit} if stands.missing is not None else str(value.value),
        percent(stands.ratio) if stands.ratio is not None else "",
        f"{reverse('web:indicator', args=[value.id])}?as_of={board.time.day.isoformat()}{part}",
        stands.lag if less else Fraction(1),
    )


@dataclass(frozen=True)
class CountyLine:
    """One county of a figure. height: percent of the tallest bar."""

    code: str
    name: str
    short: str
    district: str
    part: Part
    text: str
    stands: Standing
    done: str
    tone: str
    height: float
    href: str
    rows: str


@dataclass(frozen=True)
class ByCounty:
    """One figure over the counties: lines in order of size, map, legend, and where the line expected by now lies: a part of the height."""

    value: Value
    lines: list[CountyLine]
    legend: list[tones.Key]
    line: float | None
    line_text: str
    map: maps.Map | None
    unknown: int
    source: str | Promise = maps.SOURCE


def by_county(board: Board, id: str) -> ByCounty:
    """`id` over the counties in reach. A county leads to its own figures, its number of rows to these."""
    value, parts, indicator = board.survey.values[id], board.counties(id), board.indicator(id)
    shown = tones.tones(indicator, value, parts, board.part_target(id))
    top = max([one for part in parts.values() if (one := size(part.value)) is not None] + [shown.line or 0.0, 0.0])
    found = [_county_line(board, value, code, part, shown, top) for code, part in parts.items()]
    less = indicator.better == "less"
    key = lambda one: (one.part.exact is None, (one.part.exact or 0) * (1 if less else -1), one.code)  # noqa: E731
    found.sort(key=key)
    drawn = maps.county_map(
        [maps.County(one.code, one.tone, one.text, one.href) for one in found], board.survey.districts
    )
    return ByCounty(
        value,
        found,
        shown.legend,
        round(shown.line / top, 3) if shown.line is not None and top > 0 else None,
        shown.line_text,
        drawn,
        sum(one.part.value is None for one in found),
    )


def _county_line(board: Board, value: Value, code: str, part: Part, shown: tones.Tones, top: float) -> CountyLine:
    stands = board.part_standing(value.id, part)
    name, day = shown_name(code), board.time.day.isoformat()
    unit = saying.unit(value.unit)
    district = shown_name(board.survey.districts.get(code))
    figure = f"{grouped(part.value)} {unit}" if part.value is not None else str(State.NO_DATA.label)
    words = [f"{said(value.name)} {figure}"]
    if board.part_target(value.id) is not None and part.value is not None:
        words.append(str(stands.state.label))
    if district:
        words.append(_("结对：%(district)s") % {"district": district})
    height = max(100 * (size(part.value) or 0.0) / top, 0.0) if top > 0 else 0.0
    return CountyLine(
        code,
        name,
        short(code),
        district,
        part,
        _("%(name)s：%(words)s") % {"name": name, "words": _("；").join(words)},
        stands,
        percent(stands.ratio) if stands.ratio is not None else "",
        shown.of.get(code, "none"),
        round(height, 1),
        f"{reverse('web:home')}?region={code}&as_of={day}",
        f"{reverse('web:indicator_rows', args=[value.id])}?as_of={day}&county={code}",
    )


@dataclass(frozen=True)
class Progress:
    """A figure through the months of the year beside what is expected."""

    value: Value
    chart: lines.Chart
    months: list[tuple[str, str, str]]
    """Month, figure and what was expected, as text for the table."""
    planned: bool
    empty: bool


def progress(board: Board, id: str) -> Progress | None:
    """The followed figure by month; None where it has no months."""
    months = board.survey.parts.get(MONTH, {}).get(id)
    if not months or board.indicator(id).unit == DATE:
        return None
    value = board.survey.values[id]
    aim = board.target(id) if value.binding else None
    plan = {}
    if aim is not None and aim.number is not None and aim.op in (">", ">="):
        plan = {f"{board.time.year}-{month:02d}": float(aim.number) * month / 12 for month in range(1, 13)}
    unit = saying.unit(value.unit)
    values = {month: part.value for month, part in months.items()}
    table = [(month, grouped(figure), grouped(plan.get(month)) if plan else "") for month, figure in values.items()]
    known = any(figure is not None for figure in values.values())
    return Progress(value, lines.chart(values, unit=unit, plan=plan), table, bool(plan), not known)


def passed(board: Board) -> str:
    """The part of the year gone by, as 89.6."""
    return share(board.time.passed)


def tabs(board: Board, chosen: str, most: int = 6) -> Sequence[tuple[str, str, bool]]:
    """The figures that the map can show: id, name, whether it is shown."""
    ids = [id for id in board.order if board.counties(id)]
    few = ids[:most] if chosen in ids[:most] else [*ids[: most - 1], chosen]
    return [(id, said(board.survey.values[id].name), id == chosen) for id in few if id in ids]


def chosen(board: Board, asked: str) -> str:
    """The figure that map and bars show: the one asked for, else the first whose target holds for every county."""
    ids = [id for id in board.order if board.counties(id)]
    if asked in ids:
        return asked
    judged = [id for id in ids if board.part_target(id) is not None]
    return (judged or ids or [""])[0]
