"""How counties are coloured by a figure, and the legend that says it in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from jiedui.core.declare.indicators import DATE, Indicator
from jiedui.core.indicators.pace import SLIGHT, State, standing
from jiedui.core.indicators.targets import Target
from jiedui.core.indicators.values import Part, Value
from jiedui.core.words import saying
from jiedui.web.charts.numbers import amount, grouped, size
from jiedui.web.charts.scales import Steps, steps


@dataclass(frozen=True)
class Key:
    """One colour of the legend with its words."""

    tone: str
    text: str


@dataclass(frozen=True)
class Tones:
    """The colour of each key, and the legend. `line`: the value expected by now, where there is one."""

    of: Mapping[str, str]
    legend: list[Key]
    line: float | None = None
    line_text: str = ""


def tones(indicator: Indicator, value: Value, parts: Mapping[str, Part], target: Target | None) -> Tones:
    """By state where the target can be held against every part, else by size: darker is more, which judges nothing."""
    if indicator.unit == DATE:
        return _by_day(indicator, value, parts, target)
    if indicator.percent and target is not None and target.number is not None and target.op in (">", ">="):
        return _by_state(indicator, value, parts, target)
    return _by_size(indicator, parts)


def _by_day(indicator: Indicator, value: Value, parts: Mapping[str, Part], target: Target | None) -> Tones:
    """Days have no size: in time, late, or not known."""
    stands = {key: standing(indicator, part.exact, target, value.as_of) for key, part in parts.items()}
    legend = [Key("none", str(State.NO_DATA.label))]
    if target is not None and target.value:
        day = {"day": target.value}
        legend = [Key("good", _("不晚于 %(day)s") % day), Key("bad", _("晚于 %(day)s") % day), *legend]
    return Tones({key: one.state.tone for key, one in stands.items()}, legend)


def _by_state(indicator: Indicator, value: Value, parts: Mapping[str, Part], target: Target) -> Tones:
    stands = {key: standing(indicator, part.exact, target, value.as_of) for key, part in parts.items()}
    aim = Fraction(target.value or "")
    expected = next((one.expected for one in stands.values() if one.expected is not None), Fraction(1))
    unit = saying.unit(indicator.unit)
    now, slight = amount(aim * expected), amount(aim * max(expected - SLIGHT, Fraction(0)))
    legend = [Key("good", f"{State.REACHED.label} {'>' if target.op == '>' else '≥'} {amount(aim)} {unit}")]
    behind, far = (
        (State.SLIGHTLY_BEHIND, State.FAR_BEHIND) if indicator.paced else (State.SLIGHTLY_BELOW, State.FAR_BELOW)
    )
    if indicator.paced and expected < 1:
        legend.append(Key("fine", f"{State.AHEAD.label} ≥ {now} {unit}"))
    legend += [Key("warn", f"{behind.label} ≥ {slight} {unit}"), Key("bad", f"{far.label} < {slight} {unit}")]
    legend.append(Key("none", str(State.NO_DATA.label)))
    text = _("序时") if indicator.paced and expected < 1 else _("目标")
    return Tones(
        {key: one.state.tone for key, one in stands.items()}, legend, float(aim * expected), f"{text} {now} {unit}"
    )


def _by_size(indicator: Indicator, parts: Mapping[str, Part]) -> Tones:
    known = {key: figure for key, part in parts.items() if (figure := size(part.value)) is not None}
    classes = steps(list(known.values()))
    of = {key: "none" for key in parts} | {key: f"size-{classes.of(figure)}" for key, figure in known.items()}
    return Tones(
        of, [*_sizes(classes, saying.unit(indicator.unit), bool(known)), Key("none", str(State.NO_DATA.label))]
    )


def _sizes(classes: Steps, unit: str, any_known: bool) -> list[Key]:
    found = [Key(f"size-{at}", f"≥ {_counted(border, unit)}") for at, border in enumerate(classes.borders)]
    if not any_known:
        return []
    last = f"< {_counted(classes.borders[-1], unit)}" if classes.borders else _("有数据")
    return [*found, Key(f"size-{len(classes.borders)}", last)]


def _counted(number: float, unit: str) -> str:
    """The number with its unit; one of it is said in the singular."""
    return f"{grouped(number)} {unit.removesuffix('s') if number == 1 else unit}"
