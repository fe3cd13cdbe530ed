"""What an allotment is worked out from, and what comes of it. Plain values: no database, no user, no solver.

Amounts are fen; every amount is taken in whole STEPs: what is needed is rounded up, what there is down. Scores are
hundredths of a point, shares of money basis points (hundredths of a percent).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

STEP = 10_000
"""100 yuan: an allotment is a multiple of it."""
WHOLE = 10_000
"""All of it, in basis points."""


@dataclass(frozen=True)
class County:
    """A county: last year's money, whether it is a key county, its floor and ceiling (None: none), an amount that somebody set."""

    code: str
    name: str
    last: int = 0
    key: bool = False
    floor: int = 0
    ceiling: int | None = None
    fixed: int | None = None


@dataclass(frozen=True)
class Project:
    """A project of the library. wish: "in" or "out" where somebody wants it taken or left out whatever its score."""

    id: int
    number: str
    name: str
    county: str
    amount: int
    score: int
    wish: str = ""


@dataclass(frozen=True)
class Inputs:
    """total: the year's money. keep: what each county gets at least of last year's, key_share: what the key counties get at least
    of all that is allotted; basis points, 0 where not asked."""

    total: int
    counties: tuple[County, ...]
    projects: tuple[Project, ...]
    keep: int = 0
    key_share: int = 0

    @property
    def last_total(self) -> int:
        return sum(one.last for one in self.counties)

    def low(self, county: County) -> int:
        """The least that a county may get, in whole steps: its floor or its part of last year's, whichever is more."""
        if county.fixed is not None:
            return county.fixed
        return max(up(county.floor), up(-(-county.last * self.keep // WHOLE)))

    def high(self, county: County) -> int:
        """The most that a county may get, in whole steps."""
        if county.fixed is not None:
            return county.fixed
        return down(self.total if county.ceiling is None else min(county.ceiling, self.total))

    def text(self) -> str:
        """As it is kept and as its digest is made."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text().encode()).hexdigest()


def inputs_of(text: str) -> Inputs:
    """What `Inputs.text` has written."""
    found = json.loads(text)
    counties = tuple(County(**one) for one in found["counties"])
    projects = tuple(Project(**one) for one in found["projects"])
    return Inputs(found["total"], counties, projects, found["keep"], found["key_share"])


def up(fen: int) -> int:
    return -(-fen // STEP) * STEP


def down(fen: int) -> int:
    return fen // STEP * STEP


@dataclass(frozen=True)
class Share:
    """What one county gets. used: for projects taken; extra: that the key counties' share needed beyond floor and projects."""

    county: str
    amount: int
    used: int
    taken: tuple[int, ...]
    extra: int = 0

    @property
    def idle(self) -> int:
        """Allotted without a project in the library."""
        return self.amount - self.used


@dataclass(frozen=True)
class Answer:
    """An allotment. value: fen x hundredths of points of the projects taken. proven: there is none with more; else `bound` says
    how much more there could be at most."""

    shares: tuple[Share, ...]
    value: int
    proven: bool
    bound: int

    @property
    def taken(self) -> frozenset[int]:
        return frozenset(id for one in self.shares for id in one.taken)

    @property
    def allotted(self) -> int:
        return sum(one.amount for one in self.shares)

    @property
    def used(self) -> int:
        return sum(one.used for one in self.shares)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def answer_of(found: Mapping[str, Any]) -> Answer:
    """What `Answer.as_dict` has written, once it has been JSON."""
    shares = tuple(Share(**{**one, "taken": tuple(one["taken"])}) for one in found["shares"])
    return Answer(shares, found["value"], found["proven"], found["bound"])


def value_of(projects: Iterable[Project]) -> int:
    """What taking these is worth: each yuan counts with its project's score."""
    return sum(one.amount * one.score for one in projects)


def weighed(inputs: Inputs, taken: Iterable[int], *, proven: bool, bound: int) -> Answer | None:
    """The smallest allotment that pays for these projects and keeps every condition, exactly; None where there is none.

    Each county gets its least or what its projects need; where the key counties' share is short of its part, it is topped
    up from the county with most unfunded projects on.
    """
    chosen = set(taken)
    by_id = {one.id: one for one in inputs.projects}
    used = {one.code: 0 for one in inputs.counties}
    wanted = dict(used)
    for one in inputs.projects:
        (used if one.id in chosen else wanted)[one.county] += up(one.amount)
    amounts = {one.code: max(inputs.low(one), used[one.code]) for one in inputs.counties}
    if any(amounts[one.code] > inputs.high(one) for one in inputs.counties):
        return None
    extra = dict.fromkeys(amounts, 0)
    short = missing(inputs, amounts)
    keys = sorted((one for one in inputs.counties if one.key), key=lambda one: (-wanted[one.code], one.code))
    for county in keys:
        more = min(short, inputs.high(county) - amounts[county.code])
        amounts[county.code] += more
        extra[county.code] = more
        short -= more
    if short > 0 or sum(amounts.values()) > down(inputs.total):
        return None
    shares = tuple(
        Share(
            one.code, amounts[one.code], used[one.code],
            tuple(id for id in sorted(chosen) if by_id[id].county == one.code), extra[one.code],
        )
        for one in inputs.counties
    )  # fmt: skip
    return Answer(shares, value_of(by_id[id] for id in chosen), proven, bound)


def missing(inputs: Inputs, amounts: Mapping[str, int]) -> int:
    """How much the key counties lack to their part of all that is allotted, in whole steps, when it is they who get it."""
    if not inputs.key_share:
        return 0
    key = sum(amounts[one.code] for one in inputs.counties if one.key)
    rest = sum(amounts[one.code] for one in inputs.counties if not one.key)
    if inputs.key_share >= WHOLE:
        return 0 if rest == 0 else rest * WHOLE  # never reached: nothing may go elsewhere
    lack = inputs.key_share * rest - (WHOLE - inputs.key_share) * key
    return up(-(-lack // (WHOLE - inputs.key_share))) if lack > 0 else 0


@dataclass(frozen=True)
class Trouble:
    """Why there is no allotment at all. id: what it is; facts: amounts and names for its sentence."""

    id: str
    facts: dict[str, Any] = field(default_factory=dict)


def troubles(inputs: Inputs) -> list[Trouble]:
    """Every reason why the conditions cannot be kept together; none where there is an allotment. Complete: see the tests."""
    found: list[Trouble] = []
    forced = {one.code: 0 for one in inputs.counties}
    for one in inputs.projects:
        if one.wish == "in":
            forced[one.county] += up(one.amount)
    least = {one.code: max(inputs.low(one), forced[one.code]) for one in inputs.counties}
    for county in inputs.counties:
        low, high = inputs.low(county), inputs.high(county)
        name = {"name": county.name}
        if county.fixed is None and low > high:
            found.append(Trouble("floor_over_ceiling", {**name, "low": low, "high": high}))
        elif forced[county.code] > high:
            found.append(Trouble("wishes_over_ceiling", {**name, "need": forced[county.code], "high": high}))
    if (need := sum(least.values())) > down(inputs.total):
        floors = sorted(((one.name, least[one.code]) for one in inputs.counties if least[one.code]), key=lambda pair: -pair[1])
        found.append(Trouble("floors_over_total", {"need": need, "total": down(inputs.total), "over": need - down(inputs.total), "floors": floors}))
    if found or not inputs.key_share:
        return found
    rest = sum(least[one.code] for one in inputs.counties if not one.key)
    room = sum(inputs.high(one) for one in inputs.counties if one.key)
    key = min(room, down(inputs.total) - rest)
    short = missing(inputs, least)
    if key < sum(least[one.code] for one in inputs.counties if one.key) + short:
        part = key * WHOLE // (key + rest) if key + rest else 0
        limit = "ceilings" if room <= down(inputs.total) - rest else "total"
        found.append(Trouble("key_share", {"asked": inputs.key_share, "most": part, "rest": rest, "room": key, "limit": limit}))
    return found
