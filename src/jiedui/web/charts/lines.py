"""A line over months as points in percent of its frame, drawn by a template; the labels are plain text beside it."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiedui.core.words.saying import in_chinese
from jiedui.web.charts.numbers import grouped
from jiedui.web.charts.scales import round_up, ticks

MONTHS = 12


@dataclass(frozen=True)
class Dot:
    """x, y: percent from the left and the top; text: what it says."""

    x: float
    y: float
    label: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Chart:
    """lines: (class, the points of a polyline as SVG writes them); a gap in the data begins a new line.
    area: the surface below the actual line. dots: the months with a figure."""

    lines: list[tuple[str, str]]
    area: str
    dots: list[Dot]
    across: list[tuple[float, str]]
    upright: list[tuple[float, str]]


def month_name(month: str) -> str:
    """2021-03 as an axis writes it: 3月, Mar."""
    number = int(month[5:7])
    return f"{number}月" if in_chinese() else calendar.month_abbr[number]


def chart(
    values: Mapping[str, float | int | None],
    *,
    unit: str,
    plan: Mapping[str, float] | None = None,
    hrefs: Mapping[str, str] | None = None,
) -> Chart:
    """`values` by month of one year (YYYY-MM, in order). plan: a second line, what is expected at the end of each month."""
    known = [float(v) for v in values.values() if v is not None]
    plan = plan or {}
    top = round_up(max([*known, *plan.values()], default=1.0))
    if unit == "%" and 50 < top < 100:
        top = 100.0
    low = 0.0 if not known or min(known) >= 0 else -round_up(-min(known))

    def y(value: float) -> float:
        return round(100 * (top - value) / (top - low), 2)

    def x(month: str) -> float:
        return round(100 * (int(month[5:7]) - 0.5) / MONTHS, 2)

    runs: list[list[tuple[float, float]]] = [[]]
    dots = []
    for month, value in values.items():
        if value is None:
            runs.append([])
            continue
        runs[-1].append((x(month), y(float(value))))
        said = f"{month} {grouped(value)} {unit}".strip()
        dots.append(Dot(x(month), y(float(value)), month_name(month), said, (hrefs or {}).get(month, "")))
    lines = [("actual", _points(run)) for run in runs if len(run) > 1]
    if plan:
        lines.insert(0, ("plan", _points([(x(month), y(value)) for month, value in plan.items()])))
    floor = y(max(low, 0.0))
    area = " ".join(f"M{run[0][0]} {floor} L{_points(run)} L{run[-1][0]} {floor}Z" for run in runs if len(run) > 1)
    return Chart(
        lines,
        area,
        dots,
        [(y(value), grouped(round(value, 6))) for value in ticks(top)] + ([(y(low), grouped(low))] if low else []),
        [(x(month), month_name(month)) for month in (f"0000-{at:02d}" for at in range(1, MONTHS + 1))],
    )


def _points(run: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in run)
