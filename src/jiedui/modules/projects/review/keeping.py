"""Who runs a round, and how it goes from one state to the next: one at a time, each step kept."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, grants_of
from jiedui.core.access.models import User
from jiedui.core.access.regions import today_of
from jiedui.core.access.rights import CHANGE, RIGHTS
from jiedui.core.access.scope import Scope
from jiedui.core.places.queries import paired_counties
from jiedui.core.store import lock
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import record_event
from jiedui.core.vault.masking import scrub
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotAllowed, Refused
from jiedui.modules.projects.review import queries
from jiedui.modules.projects.review.lists import STATES
from jiedui.modules.projects.review.models import Reviewer, ReviewRound, ReviewStep

LOCK = "projects.review"
LONGEST = 1000
KEEPERS = (roles.MUNICIPAL, roles.DISTRICT, roles.FRONT_GROUP, roles.COUNTY)


def places_of(user: Any) -> list[str]:
    """The places whose rounds a user runs: "" for the municipal office, a district, the counties of a bureau or working group."""
    found: list[str] = []
    paired = set(paired_counties(clock.today()))
    for grant in grants_of(user):
        if grant.role not in KEEPERS or CHANGE not in RIGHTS[grant.role]:
            continue
        if not grant.region:
            found.append("")
        elif grant.role == roles.DISTRICT:
            found.append(today_of(grant.region))
        else:
            found += sorted((Scope.of_region(grant.region).counties or frozenset()) & paired)
    return list(dict.fromkeys(found))


def keeps(user: Any, round: ReviewRound) -> bool:
    """Whether the user runs this round: its place is the user's own, and the user does not score in it."""
    return round.place in places_of(user) and not Reviewer.objects.filter(round=round, user=user.pk).exists()


def check_keeper(by: User, round: ReviewRound) -> None:
    """NotAllowed for who sees the round but does not run it."""
    check_may(by, CHANGE)
    if round.place not in places_of(by):
        raise NotAllowed("review.not_yours", _("这轮评审由主办地的单位主持，您可以查看，不能办理。"))
    if Reviewer.objects.filter(round=round, user=by.pk).exists():
        raise NotAllowed("review.is_reviewer", _("您是这轮评审的评审人，不能同时主持。请由主办单位的其他人员办理。"))


def held(id: int, by: User, *states: str) -> ReviewRound:
    """The round, locked until the transaction ends, for who runs it; Conflict where it is in none of the states."""
    lock(LOCK)
    round = queries.round(by, id)
    check_keeper(by, round)
    check_state(round, *states)
    return round


def check_state(round: ReviewRound, *states: str) -> None:
    """Conflict, with who moved the round on, where it is in none of the states."""
    if round.state in states:
        return
    last = round.steps.order_by("-id").first()
    state = str(STATES[round.state][0])
    if last is None:
        raise Conflict("review.state", _("这轮评审还是“%(state)s”，不能这样办理。") % {"state": state})
    raise Conflict(
        "review.moved",
        _("这轮评审已由 %(who)s 转为“%(state)s”，刚才的操作没有执行。请刷新后再看。")
        % {"who": last.by_name, "state": state},
    )


def move(round: ReviewRound, new: str, kind: str, *, by: User, reason: str = "", address: str = "", **note: Any) -> Event:
    """Put the round into its next state, with the step and the event of the trail."""
    facts = {"review": round.title, "round": round.pk, **note, **({"reason": reason} if reason else {})}
    event = record_event(kind, actor=actor(by, address), scope=round.place, note=facts)
    ReviewStep.objects.create(
        round=round, old=round.state, new=new, reason=reason, at=timezone.now(), by=by.pk, by_name=by.display_name,
        event=event.pk,
    )  # fmt: skip
    round.state = new
    round.save(update_fields=["state"])
    return event


def note(round: ReviewRound, kind: str, *, by: User, address: str = "", **facts: Any) -> Event:
    """An event of the trail about a round that stays in its state."""
    return record_event(
        kind, actor=actor(by, address), scope=round.place, note={"review": round.title, "round": round.pk, **facts}
    )


def worded(text: str, what: str, *, least: int = 2) -> str:
    """What somebody typed, tidied and without personal numbers; Refused where it is too short or too long."""
    found = scrub(" ".join(text.split()))
    if not least <= len(found) <= LONGEST:
        raise Refused(
            "review.text", _("请填写{what}，{least} 至 {longest} 个字。").format(what=what, least=least, longest=LONGEST)
        )
    return found


def named(names: Iterable[str], most: int = 3) -> str:
    """The first names of many: “甲”“乙”等 5 个."""
    some = list(names)
    told = "".join(_("“%(name)s”") % {"name": one} for one in some[:most])
    return told if len(some) <= most else _("%(names)s等 %(count)s 个") % {"names": told, "count": len(some)}
