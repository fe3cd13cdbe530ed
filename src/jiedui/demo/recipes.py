"""How a module invents rows of its own ledgers: a recipe for each, in the module's demo.py.

    @recipe("job_fairs", after=("vacancies",))
    def job_fairs(scene):
        for serial in range(scene.some(3, 6)):
            yield {"招聘会编号": scene.number(serial), "县": scene.name, "举办日期": scene.day(...), ...}

A row is a dict from the labels of the ledger's columns to what a clerk has in the cells (money in the column's unit). The
rows go in through intake like any workbook, so a recipe that invents nonsense is told so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from jiedui.core.places import queries as places
from jiedui.demo.employers import TRADES, Employer, Registry
from jiedui.demo.geography import LAST_DAY, County
from jiedui.demo.identity import Identities, phones
from jiedui.demo.names import draw_groups, draw_names

if TYPE_CHECKING:
    from jiedui.demo.world import World

Row = dict[str, Any]
COUNTIES, DISTRICTS, CITIES = "counties", "districts", "cities"


@dataclass(frozen=True)
class Recipe:
    """Which ledger; for which places it is called (one call each); the ledgers whose rows it wants to look at."""

    ledger: str
    make: Callable[["Scene"], Iterator[Row]]
    per: tuple[str, ...]
    after: tuple[str, ...]


_recipes: dict[str, Recipe] = {}


def recipe(
    ledger: str, *, per: Sequence[str] = (COUNTIES,), after: Sequence[str] = ()
) -> Callable[[Callable[["Scene"], Iterator[Row]]], Callable[["Scene"], Iterator[Row]]]:
    """Register the decorated generator of rows. `per`: COUNTIES (of the paired side), DISTRICTS (that help), CITIES (the
    city of the helping side itself); `after`: ledgers that must be made before."""

    def register(make: Callable[["Scene"], Iterator[Row]]) -> Callable[["Scene"], Iterator[Row]]:
        _recipes[ledger] = Recipe(ledger, make, tuple(per), tuple(after))
        return make

    return register


def recipes() -> list[Recipe]:
    """All recipes, each after those that it looks at."""
    done: dict[str, Recipe] = {}

    def visit(id: str, above: tuple[str, ...] = ()) -> None:
        if id in above:
            raise TypeError(f"recipes wait for each other: {' > '.join((*above, id))}")
        if id in _recipes and id not in done:
            for other in _recipes[id].after:
                visit(other, (*above, id))
            done[id] = _recipes[id]

    for id in sorted(_recipes):
        visit(id)
    return list(done.values())


@dataclass(frozen=True)
class Place:
    """Whose rows are invented: a county, a district or the helping city; `counties` are those it is, or is paired with."""

    code: str
    name: str
    kind: str
    counties: tuple[County, ...]


@dataclass
class Scene:
    """What a recipe has at hand at one place. All chance comes from `rng`, so equal seeds give equal rows."""

    place: Place
    rng: np.random.Generator
    world: "World"
    identities: Identities
    registry: Registry
    size: float = 1.0
    employers: Mapping[str, Sequence[Employer]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.place.code

    @property
    def name(self) -> str:
        """The place as a clerk writes it."""
        return self.place.name

    @property
    def county(self) -> County:
        """The county, or one by chance of those that the district or city helps."""
        return self.place.counties[int(self.rng.integers(len(self.place.counties)))]

    def some(self, low: int, high: int) -> int:
        """A number of rows between the two, fewer in a small world, at least one where low is."""
        count = int(self.rng.integers(low, high + 1))
        return max(min(low, 1), round(count * self.size))

    def number(self, serial: int, mark: str = "2021") -> str:
        """A number that no other place gives out: 451022-2021-0001 for serial 0."""
        return f"{self.code}-{mark}-{serial + 1:04d}"

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def pick(self, options: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """One of the options, by weight."""
        chances = None if weights is None else np.array(weights, dtype=float) / sum(weights)
        return options[int(self.rng.choice(len(options), p=chances))]

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.rng.integers(low, high + 1))

    def amount(self, middle: float, spread: float = 0.5, decimals: int = 2) -> float:
        """An amount around `middle`, never negative (log-normal)."""
        return round(float(middle * self.rng.lognormal(0, spread)), decimals)

    def day(self, first: date = date(2021, 1, 4), last: date = LAST_DAY) -> date:
        """A day between the two."""
        return first + timedelta(days=int(self.rng.integers(0, (last - first).days + 1)))

    def home(self) -> tuple[str | None, str | None]:
        """A township and a village of the county."""
        (town,), (village,) = self.county.draw_homes(self.rng, 1)
        return town, village

    def villages(self, count: int) -> list[tuple[str, str, str]]:
        """Up to `count` villages of the county, each once, that have a code of their own: code, township, village."""
        pairs = [(town, village) for town, some in self.county.towns for village in some]
        resolver = places.resolver()
        found: list[tuple[str, str, str]] = []
        for at in self.rng.permutation(len(pairs)):
            if len(found) == count:
                break
            town, village = pairs[int(at)]
            within = resolver.resolve(town, level="town", within=self.county.code, suggest=False).code
            code = resolver.resolve(village, level="village", within=within, suggest=False).code if within else None
            if code:
                found.append((code, town, village))
        return found

    @property
    def rank(self) -> int:
        """0 to 4 by the place's turn: 0 does well, 4 lags behind, in all recipes alike, so that figures hang together."""
        return [one.code for one in self.world.places()].index(self.code) % 5

    def firm(
        self, words: Sequence[str] = ("农业发展", "食品", "商贸"), ending: str = "有限公司", kind: str = "91"
    ) -> tuple[str, str]:
        """A new organisation of the place: its name and credit code."""
        prefix = self.county.short if self.place.kind == COUNTIES else f"深圳市{self.name.removesuffix('区')}"
        return self.registry.firm(region=self.code[:6], prefix=prefix, words=words, ending=ending, kind=kind)

    def employer(self) -> Employer:
        """A firm of the place that workers name already; of a city, one of any district."""
        known = self.employers.get(self.code[:6]) or [one for some in self.employers.values() for one in some]
        return known[int(self.rng.integers(len(known)))]

    def people(self, count: int, low: int = 20, high: int = 58) -> list[Row]:
        """New people of the county: 姓名, 身份证号, 性别, 民族, 联系电话, 乡镇, 村; nobody else has their numbers."""
        rng, county = self.rng, self.county
        male = rng.random(count) < 0.55
        days = rng.integers(int(low * 365.25), int(high * 365.25), count)
        born = [date(2021, 6, 30) - timedelta(days=int(one)) for one in days]
        births = np.array([d.year * 10000 + d.month * 100 + d.day for d in born], dtype=np.int64)
        ids = self.identities.draw(rng, county.id_prefixes(rng, births // 10000), births, male)
        towns, villages = county.draw_homes(rng, count)
        columns = (
            draw_names(rng, male), ids, ["男" if one else "女" for one in male],
            draw_groups(rng, county.code, county.city, count), phones(rng, count), towns, villages,
        )  # fmt: skip
        labels = ("姓名", "身份证号", "性别", "民族", "联系电话", "乡镇", "村")
        return [dict(zip(labels, row, strict=True)) for row in zip(*columns, strict=True)]

    def rows(self, ledger: str) -> list[Row]:
        """Rows made before: of the county, or of all counties and offices that belong to the place."""
        codes = {self.code, *(county.code for county in self.place.counties)}
        return [row for code, some in self.world.by_place(ledger) if code in codes for row in some]


TRADE_WORDS = sorted({word for _posts, _wage, words in TRADES.values() for word in words})
