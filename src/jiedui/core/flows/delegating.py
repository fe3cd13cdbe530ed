"""Letting another sign in one's place, from a day to a day."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, grants_of, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import SIGN, VIEW
from jiedui.core.declare.flows import PROGRAMME
from jiedui.core.flows.models import Delegation
from jiedui.core.flows.operations import said
from jiedui.core.trail.operations import record_event
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, NotFound, Refused

LONGEST_DAYS = 90


def own_sides(user: User) -> set[str]:
    """The sides of the programme that any of a user's roles signs for."""
    held = {grant.role for grant in grants_of(user)}
    return {side.id for side in PROGRAMME if held & set(side.roles)}


def takers(user: User) -> list[User]:
    """Who may sign in this user's place: active people who see some of the same counties and are not of the other side."""
    mine, own = scope_of(user, action=SIGN), own_sides(user)
    found: list[User] = []
    for other in User.objects.filter(is_active=True).exclude(pk=user.pk).prefetch_related("grants").order_by("display_name"):
        if own_sides(other) <= own and scope_of(other, action=VIEW).intersect(mine):
            found.append(other)
    return found


@transaction.atomic
def delegate(taker: int, *, first: dt.date, last: dt.date, reason: str, by: User, address: str = "") -> Delegation:
    """Let `taker` sign in the place of `by`, at most 90 days. What `taker` already could not sign, stays so."""
    check_may(by, SIGN)
    chosen = next((one for one in takers(by) if one.pk == taker), None)
    if chosen is None:
        raise NotFound("delegation.taker", _("不能委托这个人：须是在用账号、能看到您的数据范围，且不属于另一方。"))
    if first < clock.today() or last < first:
        raise Refused("delegation.days", _("起始日期不能早于今天，截止日期不能早于起始日期。"))
    if (last - first).days >= LONGEST_DAYS:
        raise Refused("delegation.long", _("一次委托最长 {days} 天，请缩短期限。").format(days=LONGEST_DAYS))
    text = said(reason, needed=True)
    held = Delegation.objects.filter(giver=by.pk, ended_at=None, first__lte=last, last__gte=first)
    if held.exists():
        raise Conflict("delegation.overlaps", _("这段日期内您已有一项委托，请先终止它。"))
    record_event(
        "flow.delegated", actor=actor(by, address),
        note={"to": taker, "first": first.isoformat(), "last": last.isoformat(), "reason": text},
    )  # fmt: skip
    return Delegation.objects.create(
        giver=by.pk, giver_name=by.display_name, taker=taker, taker_name=chosen.display_name, first=first, last=last,
        reason=text,
    )  # fmt: skip


@transaction.atomic
def end(id: int, *, by: User, address: str = "") -> Delegation:
    """End a delegation at once; only who gave it may."""
    found = Delegation.objects.filter(pk=id, giver=by.pk, ended_at=None).first() if id < 2**63 else None
    if found is None:
        raise NotFound("delegation.unknown", _("没有这项委托，或它已经终止。"))
    found.ended_at = timezone.now()
    found.save(update_fields=["ended_at"])
    record_event("flow.delegation_ended", actor=actor(by, address), note={"to": found.taker})
    return found


def of(user: User) -> QuerySet[Delegation]:
    """What a user gave or was given, the newest first."""
    return Delegation.objects.filter(Q(giver=user.pk) | Q(taker=user.pk)).order_by("-pk")
