"""How scores become a ranking, and where the money ends. Numbers only: no database, no user.

Scores are whole points a sheet and hundredths of a point a project, rounded half up: what is shown is what decides, so
projects that show the same score are equal, and equal ones at the line are not told apart here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jiedui.modules.projects.review.lists import LIBRARY, OPEN, ROLLED, VETOED


@dataclass(frozen=True)
class Spread:
    """The sheets of one project. score: mean in hundredths of a point; outliers: positions of the sheets far from the median."""

    count: int
    score: int | None
    low: int | None
    high: int | None
    outliers: tuple[int, ...]

    @property
    def range(self) -> int | None:
        return None if self.low is None or self.high is None else self.high - self.low


def spread(totals: Sequence[int], apart: int) -> Spread:
    """Mean, lowest and highest of the sheets; an outlier lies `apart` points or more from the median, with three sheets or more."""
    if not totals:
        return Spread(0, None, None, None, ())
    count, ordered = len(totals), sorted(totals)
    twice_median = ordered[(count - 1) // 2] + ordered[count // 2]
    far = tuple(at for at, one in enumerate(totals) if count >= 3 and abs(2 * one - twice_median) >= 2 * apart)
    return Spread(count, (200 * sum(totals) + count) // (2 * count), ordered[0], ordered[-1], far)


@dataclass(frozen=True)
class Entry:
    """A project as it enters the ranking. amount: fen; score: hundredths; number: orders equals on the page only."""

    id: int
    number: str
    amount: int
    score: int | None
    vetoed: bool = False


@dataclass(frozen=True)
class Place:
    """Where a project stands. rank: shared by equals (1, 2, 2, 4), None where vetoed."""

    entry: Entry
    rank: int | None
    result: str
    why: str


@dataclass(frozen=True)
class Tie:
    """Equal projects at the line of which not all fit: a person decides. left: fen that remain for them."""

    ids: tuple[int, ...]
    left: int
    score: int


@dataclass(frozen=True)
class Ranking:
    """The places in order. ties: the one at the line, decided or not; open: not decided yet. left: fen that stay over."""

    places: tuple[Place, ...]
    tie: Tie | None
    open: bool
    spent: int
    left: int


Chosen = Mapping[frozenset[int], Collection[int]]
"""All that are equal -> those of them that somebody decided to take."""


def rank(entries: Iterable[Entry], *, budget: int, mark: int = 0, chosen: Chosen | None = None) -> Ranking:
    """From the best score down, as long as the money lasts; the first project that no longer fits ends it for all below.

    mark: hundredths of a point below which nothing is taken. chosen: decisions on ties; one that takes more than is left does
    not count.
    """
    known = list(entries)
    running = sorted((one for one in known if not one.vetoed), key=lambda one: (-(one.score or 0), one.number, one.id))
    found: list[Place] = []
    left, stopped, tie, undecided = budget, False, None, False
    for score, some in groupby(running, key=lambda one: one.score or 0):
        group = list(some)
        at, asked = len(found) + 1, sum(one.amount for one in group)
        if score < mark:
            found += [Place(one, at, ROLLED, "below_mark") for one in group]
        elif stopped:
            found += [Place(one, at, ROLLED, "after_line") for one in group]
        elif asked <= left:
            found += [Place(one, at, LIBRARY, "within") for one in group]
            left -= asked
        else:
            stopped = True
            if len(group) == 1 or all(one.amount > left for one in group):
                found += [Place(one, at, ROLLED, "over_budget") for one in group]
                continue
            tie = Tie(tuple(one.id for one in group), left, score)
            taken = (chosen or {}).get(frozenset(tie.ids))
            if taken is None or sum(one.amount for one in group if one.id in taken) > left:
                undecided = True
                found += [Place(one, at, OPEN, "tie") for one in group]
                continue
            for one in group:
                inside = one.id in taken
                found.append(Place(one, at, LIBRARY if inside else ROLLED, "chosen" if inside else "not_chosen"))
                left -= one.amount if inside else 0
    out = sorted((one for one in known if one.vetoed), key=lambda one: (one.number, one.id))
    found += [Place(one, None, VETOED, "vetoed") for one in out]
    return Ranking(tuple(found), tie, undecided, budget - left, left)
