"""Which ledger a workbook is for, by its headings."""

from collections.abc import Iterable, Mapping

from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import headings
from jiedui.core.intake.books import OWN_SHEETS
from jiedui.core.intake.layout import find_layout
from jiedui.core.intake.reading import Workbook

ENOUGH = 2
"""So many known headings make a guess; one is met by chance."""


def guess(
    workbook: Workbook, ledgers: Iterable[type[Ledger]], remembered: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, int]]:
    """(ledger id, how well it fits) of the ledgers that fit at all, best first; required columns count double, and a
    ledger one of whose key columns is missing comes after those that have them all.
    """
    found = [(ledger.info.id, *_fit(workbook, ledger, remembered.get(ledger.info.id, {}))) for ledger in ledgers]
    fitting = [(id, whole, fit) for id, whole, fit in found if fit >= ENOUGH]
    return [(id, fit) for id, _whole, fit in sorted(fitting, key=lambda one: (-one[1], -one[2]))]


def _fit(workbook: Workbook, ledger: type[Ledger], remembered: Mapping[str, str]) -> tuple[bool, int]:
    best = (False, 0)
    for sheet in workbook.sheets:
        if sheet.hidden or sheet.name in OWN_SHEETS or sheet.frame.is_empty():
            continue
        layout = find_layout(sheet, ledger, dict(remembered))
        if layout is None:
            continue
        names: set[str] = set()
        for heading in layout.headings.values():
            match = headings.find(ledger, heading)
            name = match[0].name if match else remembered.get(heading.plain, "")
            if name:
                names.add(name)
        required = {column.name for column in ledger.declared if column.required}
        unknown = len(layout.headings) - len(names)
        best = max(best, (set(ledger.info.key) <= names, 2 * len(names) + 2 * len(names & required) - unknown))
    return best
