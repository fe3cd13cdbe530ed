"""Writes of pairings: as a plan states them, and what a person confirms, adds or ends.

A county is paired with one district at a time. Each write of a person checks the right and the scope, changes and notes
the trail in one transaction; `by` is the user who acts, None the server's own command line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import MANAGE_PLAN
from jiedui.core.access.scope import Scope
from jiedui.core.places import queries
from jiedui.core.places.levels import Level, level_of
from jiedui.core.places.models import KeyCounty, Loaded, Pairing
from jiedui.core.store import lock
from jiedui.core.trail.operations import record_event
from jiedui.core.words.errors import Refused

KINDS = ("不变", "保留", "调整", "新增", "原结对")
"""How a plan calls a pairing beside the one before it; others may be entered."""
LOCK = "places.pairing"


@dataclass(frozen=True, slots=True)
class PairingFact:
    """One pairing as a plan states it; uncertain ones wait for confirmation."""

    county: str
    district: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    confidence: str
    certain: bool


@transaction.atomic
def load_pairings(facts: Iterable[PairingFact]) -> int:
    """Store pairings; returns how many stand in the facts. Refused where they overlap each other or what is certain.

    Loading again takes the dates of the facts (a pairing that ended gets its end). What people have confirmed stays
    confirmed, and what they have added or ended stays as they left it.
    """
    stated = list(facts)
    lock(LOCK)
    for number, fact in enumerate(stated):
        check_free(fact, stated[:number])
    left = []
    for fact in stated:
        same = Pairing.objects.filter(county=fact.county, district=fact.district)
        known = same.filter(kind=fact.kind, valid_from=fact.valid_from).first()
        known = known or next((one for one in same if overlap(one, fact)), None)
        if known is None:
            left.append(fact)
        elif not known.entered_by:
            _take(known, fact)
    for fact in left:
        inside = [one for one in Pairing.objects.filter(county=fact.county) if overlap(one, fact)]
        if any(one.entered_by for one in inside):
            continue
        if len(inside) == 1 and not inside[0].confirmed:
            _take(inside[0], fact)  # nobody vouched for it, and the plan now knows better
            continue
        check_free(fact, inside)
        _take(Pairing(county=fact.county), fact)
    _announce()
    return len(stated)


def _take(pairing: Pairing, fact: PairingFact) -> None:
    pairing.district, pairing.kind, pairing.confidence = fact.district, fact.kind, fact.confidence
    pairing.valid_from, pairing.valid_to = fact.valid_from, fact.valid_to
    pairing.confirmed = pairing.confirmed or fact.certain
    pairing.save()


@transaction.atomic
def load_key_counties(codes: Iterable[str], *, valid_from: date) -> int:
    """Store the national key counties of a list issued on `valid_from`."""
    return sum(KeyCounty.objects.get_or_create(code=code, defaults={"valid_from": valid_from})[1] for code in codes)


@transaction.atomic
def add_pairing(
    *,
    county: str,
    district: str,
    kind: str,
    valid_from: date,
    confidence: str,
    by: User | None,
    valid_to: date | None = None,
    address: str = "",
) -> Pairing:
    """A new pairing from `valid_from` on (both days belong to it); `confidence` is the document it rests on.

    Refused where the county is paired already within that time: the pairing before it is ended first.
    """
    scope = _scope(by)
    new = Pairing(
        county=_county(county), district=_county(district), kind=kind.strip(), valid_from=valid_from, valid_to=valid_to,
        confidence=confidence.strip(), confirmed=True, entered_by=actor(by).name,
    )  # fmt: skip
    if not scope.covers(new.county):
        raise Refused("pairing.county_out_of_scope", _("所选的县不在您的数据范围内，请重新选择。"))
    if new.county[:2] == new.district[:2]:
        raise Refused("pairing.same_side", _("县和区应分属受援、支援两方，请核对是否填反。"))
    if not new.kind or len(new.kind) > 8:
        raise Refused("pairing.kind", _("请填写结对类型，最多 8 个字，例如“新增”“调整”。"))
    if not new.confidence or len(new.confidence) > 60:
        raise Refused("pairing.source", _("请填写依据（文件名称或文号），最多 60 个字。"))
    lock(LOCK)
    _check_span(new)
    check_free(new, Pairing.objects.filter(county=new.county))
    new.save()
    _note("places.pairing_added", new, by, address, since=str(valid_from), until=str(valid_to or ""))
    _announce()
    return new


@transaction.atomic
def confirm_pairing(id: int, *, by: User | None, address: str = "") -> Pairing:
    """A person vouches for an uncertain pairing; confirming one twice changes nothing."""
    known = _locked(id, by)
    if not known.confirmed:
        known.confirmed = True
        known.save(update_fields=["confirmed"])
        _note("places.pairing_confirmed", known, by, address, confidence=known.confidence)
        _announce()
    return known


@transaction.atomic
def end_pairing(id: int, *, last_day: date, by: User | None, address: str = "") -> Pairing:
    """Give a pairing its last day, or another one; from the day after it no longer counts."""
    known = _locked(id, by)
    before, known.valid_to = known.valid_to, last_day
    if before == last_day:
        return known
    _check_span(known)
    check_free(known, Pairing.objects.filter(county=known.county).exclude(pk=id))
    known.entered_by = actor(by).name
    known.save(update_fields=["valid_to", "entered_by"])
    _note("places.pairing_ended", known, by, address, until=[str(before or ""), str(last_day)])
    _announce()
    return known


def overlap(one: Pairing | PairingFact, other: Pairing | PairingFact) -> bool:
    """Whether there is a day on which both are in force; an empty start or end is open."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts <= min(one.valid_to or date.max, other.valid_to or date.max)


def check_free(new: Pairing | PairingFact, others: Sequence[Pairing | PairingFact] | Any) -> None:
    """Raise Refused where the county is paired already within the time of `new`."""
    for other in others:
        if other.county == new.county and overlap(new, other):
            names = {"county": queries.name_of(new.county), "district": queries.name_of(other.district)}
            sentence = _("%(county)s%(span)s已与%(district)s结对，同一时间只能与一个区结对。请先给原结对填写截止日期。")
            raise Refused("pairing.overlap", sentence % {**names, "span": span_text(other)})


def span_text(pairing: Pairing | PairingFact) -> str:
    """自 2021-01-01 起, 至 2020-12-31, 2021-01-01 至 2021-12-31, or nothing."""
    since, until = pairing.valid_from, pairing.valid_to
    if since and until:
        return _("%(since)s 至 %(until)s ") % {"since": since, "until": until}
    if until:
        return _("至 %(until)s ") % {"until": until}
    return _("自 %(since)s 起") % {"since": since} if since else ""


def _check_span(pairing: Pairing) -> None:
    if pairing.valid_from and pairing.valid_to and pairing.valid_to < pairing.valid_from:
        raise Refused("pairing.dates", _("截止日期早于开始日期（%(day)s），请核对。") % {"day": pairing.valid_from})


def _county(code: str) -> str:
    """Today's code of a county or district, which may be one without a standard code (大鹏新区)."""
    found = queries.resolver().today(code.strip())
    if not found or level_of(found) != Level.COUNTY:
        raise Refused("pairing.region", _("没有代码为“%(code)s”的县或区，请从列表中选择。") % {"code": code.strip()})
    return found


def _scope(by: User | None) -> Scope:
    if by is None:
        return Scope.everything()
    check_may(by, MANAGE_PLAN)
    return scope_of(by, action=MANAGE_PLAN)


def _locked(id: int, by: User | None) -> Pairing:
    scope = _scope(by)
    lock(LOCK)
    return queries.pairing(scope, id)


def _note(kind: str, pairing: Pairing, by: User | None, address: str, **facts: Any) -> None:
    told = {"pairing": pairing.pk, "county": pairing.county, "district": pairing.district, **facts}
    record_event(kind, actor=actor(by, address), scope=pairing.county, note=told)


def _announce() -> None:
    """Other processes see by the changed time that their resolver is outdated."""
    for loaded in Loaded.objects.all():
        loaded.save(update_fields=["at"])
    queries.forget()
