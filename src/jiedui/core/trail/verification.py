"""Verification: is every fact, and every record of it, as the product left it?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jiedui.core.trail import facts
from jiedui.core.trail.chain import Chain
from jiedui.core.trail.checkpoint import Checkpoint
from jiedui.core.trail.facts import FactProvider, Problem, Progress
from jiedui.core.trail.operations import REMOVED
from jiedui.core.trail.reading import rows, snapshot

SHOWN = 200
"""Problems of one kind that are listed; more are counted."""
STEP = 20_000


@dataclass
class Report:
    """The result; `ok` is true when there is no problem. `counts` has all problems by id, `problems` lists some."""

    entries: int = 0
    heads: int = 0
    facts: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    unchecked: list[str] = field(default_factory=list)
    """Ledgers with entries whose rows nobody could recompute (their module is not installed)."""

    @property
    def ok(self) -> bool:
        return not self.counts

    def add(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.counts[problem.id] += 1
            if self.counts[problem.id] <= SHOWN:
                self.problems.append(problem)


def verify(progress: Progress | None = None, *, checkpoint: Checkpoint | None = None) -> Report:
    """Check the whole trail and every registered fact as of one moment; writers are not held up.

    Finds changed, inserted and removed rows, entries, events and heads, and a chain rebuilt without the key. A chain
    rebuilt with the key, or cut at the end together with its facts, shows only against an outside `checkpoint`.
    """
    report = Report()
    with snapshot():
        chain = Chain(checkpoint, progress)
        report.add(chain.problems())
        report.entries, report.heads = chain.entries, chain.heads
        for ledger, provider in sorted(facts.providers.items()):
            report.add(_compare(ledger, provider, report, progress))
        for _name, check in sorted(facts.checks.items()):
            report.add(check(progress))
        known = {"", *facts.providers}
        report.unchecked = sorted(
            row[0] for row in rows("SELECT DISTINCT ledger FROM trail_entry") if row[0] not in known
        )
    return report


def _compare(ledger: str, provider: FactProvider, report: Report, progress: Progress | None) -> Iterator[Problem]:
    """Merge the live rows with the latest entry of each row; both come in the order of row ids."""
    about = {"ledger": ledger}
    recorded = _latest(ledger)
    record = next(recorded, None)
    for row_id, digest in provider(progress):
        while record is not None and record[0] < row_id:
            yield from _gone(ledger, record)
            record = next(recorded, None)
        report.facts += 1
        if progress and report.facts % STEP == 0:
            progress(_("核对台账事实"), report.facts, 0)
        if record is None or record[0] > row_id:
            yield Problem(
                "facts.inserted",
                _("台账 %(ledger)s 的第 %(row)d 号记录没有存证，是绕过系统插入的。") % {**about, "row": row_id},
            )
            continue
        if record[1] == REMOVED:
            yield Problem(
                "facts.inserted",
                _("台账 %(ledger)s 的第 %(row)d 号记录已删除，又被绕过系统插入。") % {**about, "row": row_id},
            )
        elif record[2] != digest:
            yield Problem(
                "facts.edited", _("台账 %(ledger)s 的第 %(row)d 号记录被绕过系统修改。") % {**about, "row": row_id}
            )
        record = next(recorded, None)
    while record is not None:
        yield from _gone(ledger, record)
        record = next(recorded, None)


def _gone(ledger: str, record: tuple[int, str, bytes]) -> Iterator[Problem]:
    if record[1] != REMOVED:
        yield Problem(
            "facts.deleted",
            _("台账 %(ledger)s 的第 %(row)d 号记录被绕过系统删除。") % {"ledger": ledger, "row": record[0]},
        )


def _latest(ledger: str) -> Iterator[tuple[int, str, bytes]]:
    """(row id, action, digest) of the last entry of each row of a ledger, in the order of row ids."""
    last: tuple[int, str, bytes] | None = None
    sql = "SELECT row_id, action, digest FROM trail_entry WHERE ledger = %s ORDER BY row_id, seq"
    for row_id, action, digest in rows(sql, [ledger]):
        if last is not None and last[0] != row_id:
            yield last
        last = (row_id, action, bytes(digest))
    if last is not None:
        yield last
