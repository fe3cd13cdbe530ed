"""The heads of a list's table: what each sorts by, and how wide it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jiedui.core.declare.columns import Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger import listing
from jiedui.core.words.saying import with_note
from jiedui.web.ledgers import columns


@dataclass(frozen=True)
class Head:
    """sort: the address that a press on it asks for, "" where it cannot be sorted; order: ascending, descending or "" as it is now;
    width: in pixels, 0 is the browser's choice."""

    name: str
    label: str
    unit: str
    numeric: bool
    sort: str
    order: str
    width: int

    @property
    def hint(self) -> str:
        """What a press would do, for who cannot see the arrow."""
        if self.order == "ascending":
            return _("改为从大到小排序")
        return _("恢复默认排序") if self.order == "descending" else _("从小到大排序")

    @property
    def full(self) -> str:
        return with_note(self.label, self.unit)


def of(
    ledger: type[Ledger], chosen: Sequence[Column], sort: str, widths: Mapping[str, int], address: str = ""
) -> list[Head]:
    """The name, the place, and the chosen columns. address: of the list without its order, ending so that one follows."""
    sortable = listing.sortable(ledger)
    county = ledger.scope_column()
    named = [
        (ledger.info.name, columns.name_label(ledger), "", False),
        (county, columns.county_label(ledger), "", False),
        *((head.name, head.label, head.unit, head.numeric) for head in columns.headings(chosen)),
    ]
    found = []
    for name, label, unit, numeric in named:
        order = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        after = {"": name, "ascending": f"-{name}", "descending": ""}[order]
        found.append(
            Head(
                name,
                label,
                unit,
                numeric,
                f"{address}sort={after}" if address and name in sortable else "",
                order,
                widths.get(name, 0),
            )
        )
    return found
