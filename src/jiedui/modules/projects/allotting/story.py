"""A proposal as a demonstration shows it: the library's projects, no less money than last year, and one change."""

from dataclasses import replace

from jiedui.core.access.models import User
from jiedui.demo.stories import story
from jiedui.modules.projects.allotting import library, proposals
from jiedui.modules.projects.allotting.model import up
from jiedui.modules.projects.allotting.models import AllotmentProposal

YEAR = 2022
HUNDRED = 100_000_000
"""A million yuan."""


@story
def allotting() -> int:
    """Make both; 0 where there is one already, no project in the library or no account."""
    office = User.objects.filter(username="shiban").prefetch_related("grants").first()
    waiting = library.projects("")
    if office is None or not waiting or AllotmentProposal.objects.exists():
        return 0
    known, _source = library.counties("", YEAR)
    last = sum(one.last for one in known)
    total = -(-last // HUNDRED) * HUNDRED if last else sum(one.amount for one in waiting) * 2 // 3 // HUNDRED * HUNDRED
    floor, ceiling = up(total // 60), up(total // 10)
    counties = {one.code: replace(one, floor=floor, ceiling=ceiling) for one in known}
    made = proposals.propose(
        title="2022 年粤桂协作资金分配建议", place="", year=YEAR, total=total, counties=counties, keep=0, key_share=7200, by=office
    )
    first = next(one for one in known if not one.key)
    more = {first.code: up(ceiling - ceiling // 10)}
    proposals.change(made.pk, title=f"{first.name}增加到 {more[first.code] / 1_000_000:,.0f} 万元", fixed=more, wishes={}, by=office)
    return 2
