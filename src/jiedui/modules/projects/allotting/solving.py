"""The best allotment, by mixed-integer programming (HiGHS), checked afterwards in whole numbers.

One thread, a fixed seed and a limit counted in nodes: the same inputs give the same answer. The search ends when nothing can be
better by even the smallest difference that two sets of projects may have. What is left open at a limit is told as the bound.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import gcd
from typing import Any

from jiedui.modules.projects.allotting.model import STEP, WHOLE, Answer, Inputs, Project, down, troubles, up, weighed

NODES, SECONDS = 5_000, 30.0
"""Limits of one search. The second is a net for a machine that stands still; three hundred projects take about a second."""


def ordered(projects: Iterable[Project]) -> list[Project]:
    """By rank: the best score first, equals by number."""
    return sorted(projects, key=lambda one: (-one.score, one.number, one.id))


def solve(inputs: Inputs) -> Answer | None:
    """The allotment whose projects are worth most; None where the conditions cannot be kept (see `model.troubles`)."""
    if troubles(inputs):
        return None
    projects = [one for one in ordered(inputs.projects) if one.amount > 0]
    for whole in (False, True):
        found = _search(inputs, projects, whole=whole)
        taken, bound, proven = found or ([], 0, True)
        best = weighed(inputs, _better_ranked(projects, set(taken)), proven=proven, bound=bound)
        if best is not None:
            return replace(best, bound=best.value if proven else max(bound, best.value))
        # The key counties' part came to a broken step: once more with whole ones.
    raise ArithmeticError("the solver's answer does not keep the conditions in whole numbers")


def _better_ranked(projects: list[Project], taken: set[int]) -> set[int]:
    """The same with the better-ranked of projects that are alike in county, amount and score: it costs nothing."""
    alike: dict[tuple[str, int, int], list[Project]] = {}
    for one in projects:
        if not one.wish:
            alike.setdefault((one.county, up(one.amount), one.score), []).append(one)
    for some in alike.values():
        count = sum(one.id in taken for one in some)
        taken = taken - {one.id for one in some} | {one.id for one in some[:count]}
    return taken


def _search(inputs: Inputs, projects: list[Project], *, whole: bool) -> tuple[list[int], int, bool] | None:
    """Projects that are worth most together, the proven bound on their value, and whether it is reached; None where there is none.

    A variable for each project (taken or not) and each county (steps that it gets, in whole ones where asked).
    """
    import highspy  # a second to load, which no other page should wait for

    worth = [one.amount * one.score for one in projects]
    unit = max(worth, default=0) or 1
    inf, count = highspy.kHighsInf, len(projects)
    solver = highspy.Highs()
    for name, value in (
        ("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0), ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.4 * gcd(*worth) / unit), ("mip_feasibility_tolerance", 1e-9), ("mip_max_nodes", NODES),
        ("time_limit", SECONDS),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    for number, one in enumerate(projects):
        solver.addVar(*((1, 1) if one.wish == "in" else (0, 0) if one.wish == "out" else (0, 1)))
        solver.changeColCost(number, worth[number] / unit)
        solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    at = {one.code: count + number for number, one in enumerate(inputs.counties)}
    for county in inputs.counties:
        solver.addVar(inputs.low(county) // STEP, inputs.high(county) // STEP)
        if whole:
            solver.changeColIntegrality(at[county.code], highspy.HighsVarType.kInteger)
    for county in inputs.counties:
        mine = [number for number, one in enumerate(projects) if one.county == county.code]
        _row(solver, 0, inf, [(at[county.code], 1.0), *((number, -float(up(projects[number].amount) // STEP)) for number in mine)])
    _row(solver, -inf, down(inputs.total) // STEP, [(number, 1.0) for number in at.values()])
    if inputs.key_share:
        parts = {one.code: (WHOLE - inputs.key_share if one.key else -inputs.key_share) / WHOLE for one in inputs.counties}
        _row(solver, 0, inf, [(at[code], part) for code, part in parts.items() if part])
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    if solver.getInfo().primal_solution_status != 2:  # no solution was found
        return None
    values = solver.getSolution().col_value
    taken = [one.id for number, one in enumerate(projects) if values[number] > 0.5]
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return taken, int(solver.getInfo().mip_dual_bound * unit) + 1, proven


def _row(solver: Any, low: float, high: float, terms: list[tuple[int, float]]) -> None:
    solver.addRow(low, high, len(terms), [number for number, _value in terms], [value for _number, value in terms])


def value_without(inputs: Inputs, **changed: Any) -> int | None:
    """The best value under other conditions, to tell what a condition costs."""
    found = solve(replace(inputs, **changed))
    return None if found is None else found.value
