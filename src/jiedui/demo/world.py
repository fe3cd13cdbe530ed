"""The invented world: one seed gives the same people, firms, projects and households again."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import numpy as np

from jiedui.demo.employers import Registry, make_employers
from jiedui.demo.geography import County
from jiedui.demo.households import make_households
from jiedui.demo.identity import Identities
from jiedui.demo.projects import make_projects
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
    ) -> None:
        self.counties = list(counties)
        self.seed = seed
        self.household_count, self.months = households, months
        self.identities = Identities()
        registry = Registry(self._stream(0))
        employers = make_employers(self._stream(1), registry, self.counties)
        self._workers = make_workers(self._stream(2), self.identities, self.counties, employers, workers)
        self._projects, self._payments = make_projects(self._stream(3), registry, self.counties, projects)

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
            made = {"workers": self._workers, "projects": self._projects, "payments": self._payments}[ledger]
            yield from ((county.code, made[county.code]) for county in self.counties)

    def rows(self, ledger: str) -> list[Row]:
        """All rows of one ledger."""
        return [row for _, rows in self.by_county(ledger) for row in rows]
