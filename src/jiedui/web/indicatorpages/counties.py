"""The counties of one figure in the order that the reader asks for."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiedui.core.indicators.pace import State
from jiedui.web.workbench.cards import ByCounty, CountyLine

ORDERS = ("name", "district", "value", "state", "rows")
HEADINGS: dict[str, str | Promise] = {
    "name": _("县（市、区）"),
    "district": _("结对区"),
    "value": _("数值"),
    "state": _("状态"),
    "rows": _("依据行数"),
}
_RANKS = {state: rank for rank, state in enumerate(State)}


@dataclass(frozen=True)
class Heading:
    """A heading that orders the table. query: what its link asks for; order: how the column is sorted now."""

    label: str | Promise
    query: str
    order: str
    number: bool


def order_of(given: QueryDict) -> str:
    """A name of ORDERS, with a minus for the other direction; "" is by size, the best first."""
    order = given.get("sort", "")
    return order if order.removeprefix("-") in ORDERS else ""


def ordered(found: ByCounty, order: str) -> ByCounty:
    """The same with its lines in this order; what has no figure stands last in either direction."""
    if not order:
        return found
    name = order.removeprefix("-")
    known = [one for one in found.lines if name not in ("value", "state") or one.part.exact is not None]
    rest = [one for one in found.lines if one not in known]
    return replace(found, lines=sorted(known, key=lambda one: _key(one, name), reverse=order.startswith("-")) + rest)


def _key(line: CountyLine, name: str) -> tuple[object, ...]:
    match name:
        case "district":
            return line.district, line.code
        case "value":
            return line.part.exact, line.code
        case "state":
            return _RANKS[line.stands.state], line.stands.lag, line.code
        case "rows":
            return line.part.rows, line.code
        case _:
            return (line.code,)


def sorting(given: QueryDict, order: str) -> list[Heading]:
    """The headings of the table; a second press turns the order round. Numbers begin with the largest."""
    found = []
    for name in ORDERS:
        first, second = (f"-{name}", name) if name in ("value", "rows") else (name, f"-{name}")
        asked = given.copy()
        asked["sort"] = second if order == first else first
        now = "" if order.removeprefix("-") != name else "descending" if order.startswith("-") else "ascending"
        found.append(Heading(HEADINGS[name], asked.urlencode(), now, name in ("value", "rows")))
    return found
