"""The invented world: one seed gives the same people, firms, projects and households again."""

import zlib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import numpy as np

from jiedui.demo.employers import Registry, make_employers
from jiedui.demo.geography import County
from jiedui.demo.households import make_households
from jiedui.demo.identity import Identities
from jiedui.demo.projects import make_projects
from jiedui.demo.recipes import CITIES, COUNTIES, DISTRICTS, Place, Recipe, Scene, recipes
from jiedui.demo.series import DEMO, Series
from jiedui.demo.workers import make_workers

Row = dict[str, Any]


class World:
    """Rows of all ledgers for `counties`, as dicts from the ledger's headings to cell values.

    Values are what a clerk has in the cells: text, numbers, dates; an empty cell is None or an absent heading.
    Each ledger has its own stream of chance, so more workers do not change the projects.
    """

    def __init__(
        self,
        counties: Sequence[County],
        *,
        seed: int = 1,
        workers: int = 300,
        households: int = 100,
        months: int = 12,
        projects: int = 40,
        series: Series = DEMO,
    ) -> None:
        self.counties = list(counties)
        self.seed = seed
        self.household_count, self.months = households, months
        self.identities = Identities(series)
        registry = Registry(self._stream(0), series)
        employers = make_employers(self._stream(1), registry, self.counties)
        self._workers = make_workers(self._stream(2), self.identities, self.counties, employers, workers)
        self._projects, self._payments, self._contracts = make_projects(self._stream(3), registry, self.counties, projects)
        self._registry, self._employers = registry, employers
        self._size = min(1.0, max(0.05, projects / 400))
        self._made: dict[str, list[tuple[str, list[Row]]]] = {}

    def _stream(self, number: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, number])

    def by_county(self, ledger: str) -> Iterator[tuple[str, list[Row]]]:
        """(county code, rows) in the order of the counties; the panel is made while it is read."""
        if ledger == "household_months":
            yield from make_households(
                self._stream(4),
                deepcopy(self.identities),
                self.counties,
                self.household_count,
                self.months,
                self._workers,
            )
        else:
            made = {
                "workers": self._workers, "projects": self._projects, "contracts": self._contracts, "payments": self._payments
            }[ledger]
            yield from ((county.code, made[county.code]) for county in self.counties)

    def by_place(self, ledger: str) -> list[tuple[str, list[Row]]]:
        """(code of a county, district or city, rows) of a ledger with a recipe, or of one of the first ledgers but the panel."""
        recipe = next((one for one in recipes() if one.ledger == ledger), None)
        if recipe is None:
            return list(self.by_county(ledger)) if ledger != "household_months" else []
        if ledger not in self._made:
            self._made[ledger] = self._cook(recipe)
        return self._made[ledger]

    def _cook(self, recipe: Recipe) -> list[tuple[str, list[Row]]]:
        made = []
        mark = zlib.crc32(recipe.ledger.encode())
        for number, place in enumerate(one for one in self.places() if one.kind in recipe.per):
            rng = np.random.default_rng([self.seed, mark, number])
            scene = Scene(
                place,
                rng,
                self,
                self.identities,
                self._registry,
                self._size,
                {k: v for k, v in self._employers.items()},
            )
            made.append((place.code, list(recipe.make(scene))))
        return made

    def places(self) -> list[Place]:
        """The counties, the districts that help them and the city of these districts."""
        found = [Place(county.code, county.name, COUNTIES, (county,)) for county in self.counties]
        districts = sorted({(county.district_place or county.district_code, county.district) for county in self.counties})
        for code, name in districts:
            found.append(Place(code, name, DISTRICTS, tuple(c for c in self.counties if c.district == name)))
        found.append(Place(districts[0][0][:4] + "00", "深圳市", CITIES, tuple(self.counties)))
        return found

    def rows(self, ledger: str) -> list[Row]:
        """All rows of one ledger."""
        return [row for _, rows in self.by_county(ledger) for row in rows]
