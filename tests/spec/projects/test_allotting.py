"""The allotment aid: drawn tables with an optimum worked out by hand, and small cases beside every possible set of projects.

Amounts in the tables are 万元.
"""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.modules.projects.allotting.model import (
    Answer,
    County,
    Inputs,
    Project,
    inputs_of,
    troubles,
    value_of,
    weighed,
)
from jiedui.modules.projects.allotting.solving import solve

WAN = 1_000_000


def drawn(total: int, counties: str, projects: str, **more: int) -> Inputs:
    """counties: name, last year, key (k or -), floor, ceiling (- for none). projects: number, county, amount, score."""
    some = [line.split() for line in counties.strip().splitlines()]
    many = [line.split() for line in projects.strip().splitlines()]
    return Inputs(
        total * WAN,
        tuple(
            County(name, name, int(last) * WAN, key == "k", int(floor) * WAN, None if ceiling == "-" else int(ceiling) * WAN)
            for name, last, key, floor, ceiling in some
        ),
        tuple(Project(at, number, number, county, int(amount) * WAN, int(score) * 100) for at, (number, county, amount, score) in enumerate(many)),
        **more,
    )


def shown(found: Answer | None, inputs: Inputs) -> dict[str, tuple[int, str]]:
    assert found is not None
    numbers = {one.id: one.number for one in inputs.projects}
    return {one.county: (one.amount // WAN, " ".join(numbers[id] for id in one.taken)) for one in found.shares}


TWO = """
甲 0 k 0 -
乙 0 - 0 -
"""


def test_the_money_goes_to_what_scores_most_for_it() -> None:
    inputs = drawn(100, TWO, """
        A1 甲 60 90
        A2 甲 50 80
        B1 乙 50 85
        """)
    # 60x90 = 5400 leaves 40; 50x80 + 50x85 = 8250 uses all of it.
    found = solve(inputs)
    assert shown(found, inputs) == {"甲": (50, "A2"), "乙": (50, "B1")}
    assert found is not None and (found.value, found.proven, found.bound) == (8250 * WAN * 100, True, 8250 * WAN * 100)


def test_a_floor_is_kept_with_projects_or_without() -> None:
    inputs = drawn(100, """
        甲 0 - 0 -
        乙 0 - 30 -
        """, """
        A1 甲 60 90
        A2 甲 40 90
        B1 乙 20 70
        """)
    # Without the floor A1 and A2; with it 70 are left for 甲.
    assert shown(solve(inputs), inputs) == {"甲": (60, "A1"), "乙": (30, "B1")}


def test_last_years_part_is_a_floor() -> None:
    inputs = drawn(100, """
        甲 80 - 0 -
        乙 60 - 10 -
        """, """
        A1 甲 60 90
        B1 乙 40 95
        B2 乙 30 94
        """, keep=5000)
    # 甲 gets 40 at least, 乙 30: B1 and B2 would take 70, more than is left beside 甲's 40.
    assert shown(solve(inputs), inputs) == {"甲": (60, "A1"), "乙": (40, "B1")}


def test_a_ceiling_stops_a_county() -> None:
    inputs = drawn(100, """
        甲 0 - 0 50
        乙 0 - 0 -
        """, """
        A1 甲 50 99
        A2 甲 40 98
        B1 乙 50 60
        """)
    assert shown(solve(inputs), inputs) == {"甲": (50, "A1"), "乙": (50, "B1")}


def test_key_counties_get_their_part_topped_up_where_their_projects_are_too_few() -> None:
    inputs = drawn(100, TWO, """
        A1 甲 20 70
        B1 乙 40 99
        B2 乙 40 98
        """, key_share=6000)
    # One of 乙's projects (40) needs 60 for 甲, of which 20 have a project.
    found = solve(inputs)
    assert shown(found, inputs) == {"甲": (60, "A1"), "乙": (40, "B1")}
    assert found is not None and (found.shares[0].extra, found.shares[0].idle) == (40 * WAN, 40 * WAN)


def test_of_projects_that_are_alike_the_better_ranked_is_taken() -> None:
    inputs = drawn(50, TWO, """
        A2 甲 50 80
        A1 甲 50 80
        """)
    assert shown(solve(inputs), inputs)["甲"] == (50, "A1")


def test_what_somebody_set_is_kept() -> None:
    inputs = drawn(100, TWO, """
        A1 甲 60 90
        A2 甲 50 80
        B1 乙 50 85
        """)
    first, *rest = inputs.counties
    fixed = replace(inputs, counties=(replace(first, fixed=65 * WAN), *rest))
    assert shown(solve(fixed), fixed) == {"甲": (65, "A1"), "乙": (0, "")}
    wished = replace(inputs, projects=(replace(inputs.projects[0], wish="in"), *inputs.projects[1:]))
    assert shown(solve(wished), wished) == {"甲": (60, "A1"), "乙": (0, "")}
    unwanted = replace(inputs, projects=(*inputs.projects[:2], replace(inputs.projects[2], wish="out")))
    assert shown(solve(unwanted), unwanted) == {"甲": (60, "A1"), "乙": (0, "")}


def test_amounts_are_whole_hundreds_of_yuan() -> None:
    inputs = Inputs(1_000_009_999, (County("甲", "甲", last=33_333_333),), (Project(1, "A", "A", "甲", 999_999_999, 9000),), keep=9_999)
    found = solve(inputs)
    assert found is not None and found.shares[0].amount == 1_000_000_000 and found.shares[0].taken == (1,)


@pytest.mark.parametrize(("total", "counties", "more", "id", "facts"), [
    (50, "甲 0 - 30 -\n乙 0 - 40 -", {}, "floors_over_total", {"need": 70 * WAN, "total": 50 * WAN, "over": 20 * WAN, "floors": [("乙", 40 * WAN), ("甲", 30 * WAN)]}),
    (90, "甲 0 - 50 40\n乙 0 - 10 -", {}, "floor_over_ceiling", {"name": "甲", "low": 50 * WAN, "high": 40 * WAN}),
    (90, "甲 0 k 0 30\n乙 0 - 60 -", {"key_share": 5000}, "key_share", {"asked": 5000, "most": 3333, "rest": 60 * WAN, "room": 30 * WAN, "limit": "ceilings"}),
    (90, "甲 0 k 0 -\n乙 0 - 60 -", {"key_share": 5000}, "key_share", {"asked": 5000, "most": 3333, "rest": 60 * WAN, "room": 30 * WAN, "limit": "total"}),
    (90, "甲 90 k 0 -\n乙 60 - 0 -", {"keep": 10_000}, "floors_over_total", None),
])  # fmt: skip
def test_what_cannot_be_is_explained(total: int, counties: str, more: dict[str, int], id: str, facts: dict[str, object] | None) -> None:
    inputs = drawn(total, counties, "A1 甲 10 90", **more)
    (found,) = troubles(inputs)
    assert found.id == id and (facts is None or found.facts == facts)
    assert solve(inputs) is None


def test_inputs_come_back_as_they_were_and_their_digest_tells_a_change() -> None:
    inputs = drawn(100, TWO, "A1 甲 60 90", keep=5000, key_share=6000)
    assert inputs_of(inputs.text()) == inputs
    assert inputs.digest != replace(inputs, keep=5001).digest


county = st.tuples(st.integers(0, 60), st.booleans(), st.integers(0, 40), st.one_of(st.none(), st.integers(0, 90)))
project = st.tuples(st.integers(0, 2), st.integers(1, 60), st.integers(1, 12))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 200), st.lists(county, min_size=3, max_size=3), st.lists(project, max_size=8), st.sampled_from([0, 5000, 10_000]),
    st.sampled_from([0, 3333, 7000, 10_000]),
)  # fmt: skip
def test_beside_every_possible_set_of_projects(total: int, counties: list, projects: list, keep: int, key: int) -> None:  # type: ignore[type-arg]
    names = "甲乙丙"
    inputs = Inputs(
        total * WAN,
        tuple(County(n, n, last * WAN, is_key, floor * WAN, None if top is None else top * WAN) for n, (last, is_key, floor, top) in zip(names, counties, strict=True)),
        tuple(Project(at, f"P{at}", f"P{at}", names[where], amount * WAN, score * 100) for at, (where, amount, score) in enumerate(projects)),
        keep, key,
    )  # fmt: skip
    best = None
    for size in range(len(projects) + 1):
        for some in combinations(inputs.projects, size):
            if weighed(inputs, [one.id for one in some], proven=True, bound=0) is not None:
                best = max(best or 0, value_of(some))
    found = solve(inputs)
    assert (found is None) == (best is None) == bool(troubles(inputs))
    if found is None:
        return
    assert found.value == best and found.proven
    assert kept(found, inputs)
    assert solve(inputs) == found, "the same inputs give the same answer"


def kept(found: Answer, inputs: Inputs) -> bool:
    """Every condition, worked out anew from the answer."""
    given = {one.county: one.amount for one in found.shares}
    key = sum(given[one.code] for one in inputs.counties if one.key)
    return (
        sum(given.values()) <= inputs.total
        and all(given[one.code] >= max(one.floor, one.last * inputs.keep / 10_000) for one in inputs.counties)
        and all(one.ceiling is None or given[one.code] <= one.ceiling for one in inputs.counties)
        and all(share.used <= share.amount for share in found.shares)
        and key * 10_000 >= inputs.key_share * sum(given.values())
    )
