"""Why each county gets what it gets, and what another allotment would gain or lose beside it. Reasons are ids with their facts;
pages.telling puts them into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jiedui.modules.projects.allotting.model import Answer, Inputs, Project, up
from jiedui.modules.projects.allotting.solving import ordered, solve

CONDITIONS = ("floors", "keep", "ceilings", "key_share", "fixed", "wishes")
"""What may hold the money back from the best projects."""


@dataclass(frozen=True)
class Reason:
    """One thing that made a county's share what it is."""

    id: str
    facts: dict[str, Any] = field(default_factory=dict)


def reasons(inputs: Inputs, answer: Answer, unkeyed: Mapping[str, int] | None = None) -> dict[str, list[Reason]]:
    """County -> what made its share, the weightiest first. unkeyed: the shares without a part for the key counties."""
    by_id = {one.id: one for one in inputs.projects}
    found: dict[str, list[Reason]] = {}
    for county, share in zip(inputs.counties, answer.shares, strict=True):
        mine = [one for one in ordered(inputs.projects) if one.county == county.code]
        taken = [by_id[id] for id in share.taken]
        left = [one for one in mine if one.id not in share.taken and one.wish != "out"]
        some: list[Reason] = []
        if county.fixed is not None:
            some.append(Reason("fixed", {"amount": county.fixed}))
        if taken:
            some.append(Reason("taken", {"count": len(taken), "used": share.used, "lowest": min(one.score for one in taken)}))
        elif not mine:
            some.append(Reason("no_projects"))
        low = inputs.low(county)
        if county.fixed is None and low > share.used:
            by_last = low > up(county.floor)
            some.append(Reason("last" if by_last else "floor", {"low": low, "idle": max(low - share.used, 0), "last": county.last}))
        if share.extra:
            some.append(Reason("key_extra", {"extra": share.extra, "share": inputs.key_share}))
        if unkeyed is not None and unkeyed.get(county.code, share.amount) != share.amount and not share.extra:
            some.append(Reason("key_moved", {"without": unkeyed[county.code], "share": inputs.key_share}))
        high = inputs.high(county)
        stopped = [one for one in left if share.used + up(one.amount) > high]
        if left and stopped and county.ceiling is not None and county.fixed is None and high < inputs.total:
            some.append(Reason("ceiling", {"high": high, "count": len(stopped), "best": stopped[0].score}))
        elif left:
            some.append(Reason("money", {"count": len(left), "best": left[0].score}))
        found[county.code] = some
    return found


def without(inputs: Inputs, condition: str) -> Inputs:
    """The same without one kind of condition."""
    match condition:
        case "floors":
            return replace(inputs, counties=tuple(replace(one, floor=0) for one in inputs.counties))
        case "keep":
            return replace(inputs, keep=0)
        case "ceilings":
            return replace(inputs, counties=tuple(replace(one, ceiling=None) for one in inputs.counties))
        case "key_share":
            return replace(inputs, key_share=0)
        case "fixed":
            return replace(inputs, counties=tuple(replace(one, fixed=None) for one in inputs.counties))
        case _:
            return replace(inputs, projects=tuple(replace(one, wish="") for one in inputs.projects))


def costs(inputs: Inputs, answer: Answer) -> tuple[dict[str, int], dict[str, int] | None]:
    """Condition -> value that it costs (of those that are set), and the shares without a part for the key counties."""
    found: dict[str, int] = {}
    unkeyed = None
    for condition in CONDITIONS:
        freer = without(inputs, condition)
        if freer == inputs:
            continue
        other = solve(freer)
        if other is not None:
            found[condition] = max(other.value - answer.value, 0)
            if condition == "key_share":
                unkeyed = {one.county: one.amount for one in other.shares}
    return found, unkeyed


@dataclass(frozen=True)
class Difference:
    """A changed allotment beside the one it was changed from. lost: value (fen x hundredths of points); out, into: projects."""

    lost: int
    out: list[Project]
    into: list[Project]
    moved: list[tuple[str, int, int]]
    """County, what it had, what it has now, where they differ."""


def difference(old: tuple[Inputs, Answer], new: tuple[Inputs, Answer]) -> Difference:
    """What a change costs: which projects fall out and come in, and which counties' shares move."""
    before, after = old[1], new[1]
    out = [one for one in ordered(old[0].projects) if one.id in before.taken - after.taken]
    into = [one for one in ordered(new[0].projects) if one.id in after.taken - before.taken]
    amounts = {one.county: one.amount for one in before.shares}
    moved = [(one.county, amounts.get(one.county, 0), one.amount) for one in after.shares if amounts.get(one.county, 0) != one.amount]
    return Difference(before.value - after.value, out, into, moved)
