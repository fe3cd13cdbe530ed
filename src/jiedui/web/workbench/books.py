"""The ledgers of the workbench: of each module those that are filled most; the directory has them all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from jiedui.core.declare.ledger import Ledger, LedgerInfo
from jiedui.core.declare.modules import Module, modules
from jiedui.core.declare.registry import registry

MOST, FEW = 4, 2


@dataclass(frozen=True)
class Shelf:
    """A module: its fullest ledgers with their rows, how many rows it has in all, and how many ledgers are not shown."""

    module: Module
    ledgers: tuple[tuple[LedgerInfo, int], ...]
    rows: int
    more: int


def shelves(held: Mapping[str, int]) -> list[Shelf]:
    """held: rows in reach by ledger. Where a module has none, the ledgers that most figures rest on stand in."""
    uses = Counter(id for indicator in registry.indicators() for id in indicator.ledgers)

    def weight(ledger: type[Ledger]) -> tuple[int, int]:
        return held[ledger.info.id], uses[ledger.info.id]

    found = []
    for module in modules():
        ranked = sorted(module.ledgers, key=weight, reverse=True)
        filled = [one for one in ranked if held[one.info.id]]
        shown = (filled or ranked[:FEW])[:MOST]
        lines = tuple((one.info, held[one.info.id]) for one in shown)
        rows = sum(held[one.info.id] for one in module.ledgers)
        found.append(Shelf(module, lines, rows, len(ranked) - len(shown)))
    return found
