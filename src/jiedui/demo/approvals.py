"""The demonstration's projects on their way: those with payments opened by both sides' signatures, the others at several
steps, some decisions waiting for the accounts of the demonstration."""

from collections.abc import Sequence

from django.db import transaction

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.operations import GrantSpec, create_user, new_password
from jiedui.core.access.queries import users
from jiedui.core.declare.registry import registry
from jiedui.core.flows import signing
from jiedui.core.flows.models import Case, Decision
from jiedui.core.flows.operations import lay_before, take_by_system
from jiedui.core.flows.policies import transition
from jiedui.core.flows.showing import live_rows
from jiedui.core.places import queries as places
from jiedui.core.store import lock
from jiedui.core.trail.operations import Actor
from jiedui.demo.geography import LAST_DAY, County

FLOW, MOST_GATES = "project", 4
ACTOR = Actor(None, "演示数据")
MARK = "（演示）"
SHOWN = 3
WAYS = (("check",), ("check", "appraise"), ("check", "appraise", "pass_review"), ("check", "appraise", "pass_review"), ())
"""How far the projects without payments have come, in turn."""


def signer(role: str, region: str) -> User:
    """The account that signs for a county or district; its password is known to nobody."""
    name = f"{'xian' if role == roles.COUNTY else 'qu'}-{region}".lower()
    known = next((one for one in users() if one.username == name), None)
    if known is not None:
        return known
    office = "乡村振兴局" if role == roles.COUNTY else "协作主管部门"
    return create_user(
        username=name, display_name=f"{places.name_of(region)}负责人{MARK}", password=new_password(), by=None,
        organisation_name=f"{places.name_of(region)}{office}{MARK}", must_change_password=True,
        grants=[GrantSpec(role, region, valid_from=LAST_DAY)],
    )  # fmt: skip


def approve(counties: Sequence[County], paid: frozenset[str]) -> int:
    """Open the projects numbered in `paid` and move the others on; how many decisions were made. Nothing where it was done."""
    if Case.objects.filter(flow=FLOW).exists():
        return 0
    made = 0
    for county in counties:
        district = places.district_of(county.code, LAST_DAY) or county.district_code
        people = (signer(roles.COUNTY, county.code), signer(roles.DISTRICT, district))
        rows = registry.ledger("projects")._default_manager.filter(county=county.code).order_by("pk")
        numbers = dict(rows.values_list("pk", "number"))
        running = [row for row, number in numbers.items() if number in paid]
        if running:
            _signed(_lay("open", running, "系统启用前已在实施的项目"), people, 4)
            made += 1
            built = list(rows.filter(pk__in=running).exclude(actual_end=None).values_list("pk", flat=True))
            for number, row in enumerate(built[: SHOWN if county.code == "451022" else 1]):
                # Of those of the county that is shown one waits for both sides, one for the east, and one is accepted.
                _signed(_lay("accept", [row], "竣工验收资料已齐"), people, (0, 1, 4)[number % 3])
                made += 1
        made += _on_their_way([row for row in numbers if row not in running], people, county.code == "451022")
    return made


def _on_their_way(rows: Sequence[int], people: tuple[User, User], shown: bool) -> int:
    """Projects that are not built yet; what passed the review is before both sides, in the county that is shown unsigned."""
    reviewed: list[int] = []
    for number, row in enumerate(rows):
        way = WAYS[number % len(WAYS)]
        for step in way:
            with transaction.atomic():
                take_by_system(FLOW, step, [row], actor=ACTOR)
        if "pass_review" in way:
            reviewed.append(row)
    if not reviewed:
        return 0
    half = max(1, len(reviewed) // 2)
    _signed(_lay("enter", reviewed[:half], "竞争性评审排序在前的项目"), people, 0 if shown else 2)
    if reviewed[half:]:
        _signed(_lay("enter", reviewed[half:], "竞争性评审排序在后的项目"), people, 4)
    return 2


def into_library(rows: Sequence[int], county: str, remark: str) -> None:
    """Both sides sign rows of one county, which have passed a review, into the library."""
    district = places.district_of(county, LAST_DAY) or ""
    people = (signer(roles.COUNTY, county), signer(roles.DISTRICT, district))
    _signed(_lay("enter", rows, remark), people, 2 * MOST_GATES)


@transaction.atomic
def _lay(step: str, rows: Sequence[int], remark: str) -> Decision:
    flow = registry.flow(FLOW)
    lock(f"ledger:{flow.ledger}", shared=True)
    return lay_before(flow, transition(flow, step), live_rows(flow, rows), actor=ACTOR, remark=remark)


def _signed(decision: Decision, people: tuple[User, User], count: int) -> None:
    """The first `count` signatures, the county's before the district's at each gate."""
    for number in range(count):
        decision.refresh_from_db()
        if decision.outcome != "open":
            return
        digest = signing.current(decision).digest
        signing.sign(decision.pk, digest=digest, by=people[number % 2], factor="password")


