"""Submissions as a demonstration shows them: the third quarter handed in, the fourth begun; one corrected, one withdrawn."""

from collections.abc import Iterator, Sequence

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.queries import scope_of, users
from jiedui.core.access.rights import CHANGE
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.operations import Source, save
from jiedui.core.places import queries as places
from jiedui.core.submissions.models import Submission
from jiedui.core.submissions.operations import freeze, take_back
from jiedui.core.trail.operations import Actor
from jiedui.demo.accounts import MARK
from jiedui.demo.geography import County

THIRD, FOURTH, NOVEMBER, DECEMBER = "2021-Q3", "2021-Q4", "2021-11", "2021-12"
MANY = ("workers", "projects", "payments", "workshops", "officials", "households", "visits", "trainees", "clues", "welfare_posts")
FEW = ("workers", "projects", "payments")
OFFICES = ("purchases", "visits", "officials", "meetings")
MONTHLY = "household_months"
REMARK = "年底核对后补充（演示）"


def hand_in_some(counties: Sequence[County]) -> int:
    """Hand in for every county and district of the demonstration; how many submissions. None where there are any already."""
    if Submission.objects.exists():
        return 0
    clerk = next((user for user in users() if user.username == "xian"), None)
    own = clerk.grants.get(role=roles.COUNTY).region if clerk else ""
    made = sum(1 for county in counties for _one in _quarters(county.code, own))
    districts = sorted({county.district_place or county.district_code for county in counties})
    made += sum(1 for district in districts for _one in _of(district, OFFICES, THIRD))
    if clerk is None or not own:
        return made
    corrected = Actor(clerk.pk, clerk.display_name)
    # Between the quarters one fact was corrected: the two submissions differ, and each row's page tells why.
    _correct("workers", own, clerk)
    made += sum(1 for _one in _of(own, MANY[:7], FOURTH, corrected)) + sum(1 for _one in _of(own, (MONTHLY,), DECEMBER, corrected))
    _correct("projects", own, clerk)
    wrong = Submission.objects.filter(place=own, ledger="visits", period=FOURTH).first()
    if wrong is not None:
        take_back(wrong, actor=corrected, reason="漏记一次互访，补录后重新报送。")
    return made


def _quarters(county: str, own: str) -> Iterator[Submission]:
    """The third quarter and November of a county: the one whose clerk can be looked at keeps more ledgers in time."""
    actor = Actor(None, f"{places.name_of(county)}填报员{MARK}")
    yield from _of(county, MANY if county == own else FEW, THIRD, actor)
    yield from _of(county, (MONTHLY,), NOVEMBER, actor)


def _of(place: str, ledgers: Sequence[str], period: str, actor: Actor | None = None) -> Iterator[Submission]:
    said = actor or Actor(None, f"{places.name_of(place)}填报员{MARK}")
    for id in ledgers:
        yield freeze(id, place, period, actor=said, reason="与上期相比按月新增，已核对。")


def _correct(ledger_id: str, county: str, clerk: User) -> None:
    """A remark added to one row by its clerk."""
    ledger = registry.ledger(ledger_id)
    row = ledger._default_manager.filter(**{ledger.scope_column(): county}).order_by("pk").first()
    if row is not None:
        save(
            ledger, {"remark": REMARK}, row_id=row.pk, revision=row.revision, actor=Actor(clerk.pk, clerk.display_name),
            scope=scope_of(clerk, action=CHANGE), source=Source("form"),
        )  # fmt: skip
