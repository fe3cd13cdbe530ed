"""Where floors above tell the trail what is stored now, so that verification can compare it with what was recorded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Progress = Callable[[str, int, int], None]
"""Called with a stage, how many are done and how many there are (0: not known)."""
FactProvider = Callable[[Progress | None], Iterable[tuple[int, bytes]]]
"""Yields (row id, 32-byte digest recomputed from the stored facts) of every live row, in the order of row ids."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as the product left it; `id` is stable, `message` is for people."""

    id: str
    message: str


Check = Callable[[Progress | None], Iterable[Problem]]

providers: dict[str, FactProvider] = {}
checks: dict[str, Check] = {}


def register_facts(ledger_id: str, provider: FactProvider) -> None:
    """Let verification compare the live rows of a ledger with their latest entries. Only reads, no transactions."""
    providers[ledger_id] = provider


def register_check(name: str, check: Check) -> None:
    """Let verification run a check of another kind, such as whether every sealed value opens."""
    checks[name] = check
