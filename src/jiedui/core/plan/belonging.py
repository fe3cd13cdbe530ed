"""Which ledgers, indicators and rules belong to a measure: what the plan's file gives it, what its targets are bound to, and
what modules declare for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from jiedui.core.declare.registry import registry
from jiedui.core.plan.models import Measure


@dataclass(frozen=True)
class Belonging:
    """Ids, each once: those that the plan's file states first, then those declared, in the order of the registry."""

    ledgers: tuple[str, ...]
    indicators: tuple[str, ...]
    rules: tuple[str, ...]


def of(measure: Measure) -> Belonging:
    """What belongs to a measure. A name that the product does not have is left out. Reads the
    targets, which `queries.measures` fetches beforehand."""
    bound = " ".join(target.indicator for target in measure.targets.all())
    numbers = {int(number) for number in measure.declared.split()}
    ledgers = {one.info.id: one.info.measures for one in registry.ledgers()}
    indicators = {one.id: one.measures for one in registry.indicators()}
    rules = {one.id: one.measures for one in registry.rules()}
    return Belonging(
        _both(measure.ledgers, ledgers, numbers),
        _both(f"{measure.indicators} {bound}", indicators, numbers),
        _both(measure.rules, rules, numbers),
    )


def _both(stated: str, known: dict[str, tuple[int, ...]], numbers: set[int]) -> tuple[str, ...]:
    declared: Iterable[str] = (id for id, measures in known.items() if numbers & set(measures))
    return tuple(dict.fromkeys([*(id for id in stated.split() if id in known), *declared]))
