"""Rule: a standing check, declared by a function over the lake's tables. Where it finds a cause, an alert is open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiedui.core.declare.registry import registry

URGENT, NOTICE = "bad", "warn"
COUNTY, DISTRICT, MUNICIPAL = "county", "district", "municipal"
FEN, RATE, DAY, ORGANISATION, REGION = "fen", "rate", "day", "organisation", "region"
FIXED = ("county", "cause", "row")


@dataclass(frozen=True)
class Rule:
    """A declared standing check.

    compute: gets one lake table for each ledger named and a Moment; returns an Ibis table with one row a cause:
        county: whose alert it is (a paired county, a district or a city);
        cause: text that stays the same as long as the cause is the same one (a row's id, a county): one open alert a cause;
        row: the id of the row of the first ledger that shows it, null where it is none;
        and a column for each name in `message`: whole numbers and coded text, nothing personal.
    message: what is wrong with its values, in Chinese: "{name}” …; kinds: how a value is shown (FEN, RATE in hundredths of a
        percent, DAY, ORGANISATION, REGION), by name; by default as it is.
    closes: what makes the alert go; it closes by itself then. owner: whose work it is, COUNTY, DISTRICT or MUNICIPAL.
    indicator: instead of compute, the figure that must not fall behind; see core.alerts.figures.
    """

    id: str
    title: str
    message: str
    closes: str
    ledgers: tuple[str, ...] = ()
    compute: Callable[..., Any] | None = None
    indicator: str = ""
    forecast: bool = False
    measures: tuple[int, ...] = ()
    owner: str = COUNTY
    tone: str = NOTICE
    kinds: Mapping[str, str] = field(default_factory=dict)


def rule(
    id: str,
    title: str,
    *,
    message: str,
    closes: str,
    ledgers: Sequence[str],
    measures: Sequence[int] = (),
    owner: str = COUNTY,
    tone: str = NOTICE,
    kinds: Mapping[str, str] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the rule `id` (module.what, such as talent.too_few)."""

    def register(compute: Callable[..., Any]) -> Callable[..., Any]:
        registry.add_rule(
            Rule(
                id, title, message, closes, tuple(ledgers), compute, measures=tuple(measures), owner=owner, tone=tone,
                kinds=dict(kinds or {}),
            )
        )  # fmt: skip
        return compute

    return register


def figure_rule(
    id: str,
    title: str,
    *,
    indicator: str,
    message: str,
    closes: str,
    forecast: bool = False,
    measures: Sequence[int] = (),
    owner: str = COUNTY,
    tone: str = NOTICE,
) -> None:
    """Declare that a county's figure must not fall behind its target; with `forecast`, that it must not be forecast to
    miss it at the year's end. `message` may name {value}, {target}, {expected} (or {forecast}) and {unit}."""
    registry.add_rule(
        Rule(
            id, title, message, closes, indicator=indicator, forecast=forecast, measures=tuple(measures), owner=owner,
            tone=tone,
        )
    )  # fmt: skip
