"""The directory of ledgers: every module with its ledgers, how many rows are in reach, and what of the plan they serve."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import IMPORT, VIEW
from jiedui.core.declare.ledger import LedgerInfo
from jiedui.core.declare.modules import Module, modules
from jiedui.core.ledger.queries import Tally, tallies
from jiedui.core.plan import queries as plan
from jiedui.core.words.saying import said
from jiedui.web.guard import requires

FILLED, EMPTY = "filled", "empty"


@dataclass(frozen=True)
class Line:
    """One ledger. measures: number and title of what it serves, as the plan prints them."""

    info: LedgerInfo
    tally: Tally
    measures: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Group:
    """A module with those of its ledgers that are shown."""

    module: Module
    lines: tuple[Line, ...]

    @property
    def rows(self) -> int:
        return sum(line.tally.rows for line in self.lines)

    @property
    def changed(self) -> datetime | None:
        return max((line.tally.changed for line in self.lines if line.tally.changed), default=None)


@requires(VIEW)
def directory(request: HttpRequest) -> HttpResponse:
    """All ledgers, or those that a word, a measure or their filling picks out."""
    titles = _titles()
    text = "".join(letter for letter in request.GET.get("q", "") if letter.isprintable()).strip()[:40]
    state, measure = request.GET.get("rows", ""), request.GET.get("measure", "")
    found = list(_groups(tallies(scope_of(request.user)), titles, text.casefold(), state, measure))
    context = {
        "groups": found,
        "total": sum(len(group.lines) for group in found),
        "q": text,
        "rows": state,
        "measure": measure,
        "measures": [(str(number), title) for number, title in titles.items()],
        "filtered": bool(text or state or measure),
        "may_import": may(request.user, IMPORT),
    }
    return render(request, "web/ledgers/directory.html", context)


def _titles() -> dict[int, str]:
    """The measures of the latest plan by number."""
    known = ((one.number, said(one.title)) for one in plan.measures())
    return {int(number): title for number, title in known if number.isascii() and number.isdecimal()}


def _groups(
    held: Mapping[str, Tally], titles: Mapping[int, str], text: str, state: str, measure: str
) -> Iterator[Group]:
    for module in modules():
        lines = tuple(
            Line(one.info, held[one.info.id], tuple((n, titles.get(n, "")) for n in one.info.measures))
            for one in module.ledgers
        )
        named = text in said(module.title).casefold()
        shown = tuple(line for line in lines if (named or text in _words(line)) and _fits(line, state, measure))
        if shown:
            yield Group(module, shown)


def _words(line: Line) -> str:
    """What a word is looked for in: the title in both languages, and the measures."""
    return "\0".join((line.info.title, said(line.info.title), *(title for _n, title in line.measures))).casefold()


def _fits(line: Line, state: str, measure: str) -> bool:
    if (state == FILLED and not line.tally.rows) or (state == EMPTY and line.tally.rows):
        return False
    return not measure or measure in {str(number) for number, _title in line.measures}
