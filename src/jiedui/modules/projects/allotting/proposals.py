"""Working a proposal out, changing it, taking it out as a workbook. It is kept with its inputs and touches no ledger."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, grants_of, may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.regions import today_of
from jiedui.core.access.rights import CHANGE, EXPORT
from jiedui.core.trail.operations import record_event
from jiedui.core.vault.masking import scrub
from jiedui.core.words.errors import NotAllowed, NotFound, Refused
from jiedui.modules.projects.allotting import explaining, library
from jiedui.modules.projects.allotting.model import WHOLE, Answer, County, Inputs, answer_of, inputs_of, troubles
from jiedui.modules.projects.allotting.models import AllotmentProposal
from jiedui.modules.projects.allotting.solving import solve
from jiedui.modules.projects.allotting.telling import trouble

MOST = 10**16
"""Fen; more is a slip of the unit."""


class Impossible(Refused):
    """The conditions cannot be kept together; the message says which and by how much."""


def places_of(user: Any) -> list[str]:
    """The places for which a user works allotments out: "" for the municipal office, one's district."""
    found = []
    for grant in grants_of(user):
        if grant.role == roles.MUNICIPAL:
            found.append("")
        elif grant.role == roles.DISTRICT and grant.region:
            found.append(today_of(grant.region))
    return list(dict.fromkeys(found))


def may_propose(user: Any) -> bool:
    return may(user, CHANGE) and bool(places_of(user))


def check_place(by: User, place: str) -> None:
    """NotAllowed for a place that is not one's own."""
    check_may(by, CHANGE)
    if place not in places_of(by):
        raise NotAllowed("allotting.not_yours", _("分配方案由市办或区办测算：市办测算全部县，区办测算结对的县。"))


def proposals(user: Any) -> QuerySet[AllotmentProposal]:
    """The proposals within reach: what an office considers is seen by whoever sees that office's own rows."""
    scope = scope_of(user)
    return AllotmentProposal.objects.filter(scope.q("place")) if scope else AllotmentProposal.objects.none()


def proposal(user: Any, id: int) -> AllotmentProposal:
    found = proposals(user).select_related("base").filter(pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("allotting.unknown", _("没有这个分配方案，或它不在您的数据范围内。"))
    return found


def read(found: AllotmentProposal) -> tuple[Inputs, Answer, dict[str, Any]]:
    """Inputs, answer and the rest of what was kept of a proposal (costs, shares without the key counties' part)."""
    result = json.loads(found.result)
    return inputs_of(found.inputs), answer_of(result["answer"]), result


def propose(
    *, title: str, place: str, year: int, total: int, counties: Mapping[str, County], keep: int, key_share: int, by: User,
    address: str = "",
) -> AllotmentProposal:  # fmt: skip
    """Work out an allotment of `total` fen among the counties of a place and keep it.

    counties: conditions and last year's money by code, of some or all of the place's counties. Impossible, with the reason, where
    no allotment keeps the conditions.
    """
    check_place(by, place)
    known, _source = library.counties(place, year)
    asked = tuple(counties.get(one.code, one) for one in known)
    if set(counties) - {one.code for one in known}:
        raise NotFound("region.not_found", _("没有找到这个地区，或它不在您的数据范围内。"))
    inputs = Inputs(total, asked, tuple(library.projects(place)), keep, key_share)
    return _kept(inputs, title=title, place=place, year=year, base=None, by=by, address=address)


def change(
    id: int, *, title: str, fixed: Mapping[str, int | None], wishes: Mapping[int, str], by: User, address: str = ""
) -> AllotmentProposal:
    """The same with other amounts for some counties, projects wanted or unwanted; kept beside the one it was changed from.

    fixed: county -> fen, None to leave it to the program. wishes: project -> "in", "out" or "".
    """
    found = proposal(by, id)
    check_place(by, found.place)
    inputs, _answer, _rest = read(found)
    if set(fixed) - {one.code for one in inputs.counties} or set(wishes) - {one.id for one in inputs.projects}:
        raise NotFound("allotting.no_such", _("方案里没有这个县或项目。请刷新后重试。"))
    counties = tuple(replace(one, fixed=_whole(fixed.get(one.code), one)) for one in inputs.counties)
    projects = tuple(replace(one, wish=wishes.get(one.id, "")) for one in inputs.projects)
    changed = replace(inputs, counties=counties, projects=projects)
    if changed == inputs:
        raise Refused("allotting.same", _("没有改动，不必重新测算。"))
    return _kept(changed, title=title or found.title, place=found.place, year=found.year, base=found, by=by, address=address)


def _whole(fen: int | None, county: County) -> int | None:
    if fen is not None and (fen % 10_000 or not 0 <= fen <= MOST):
        raise Refused("allotting.step", _("{name}的金额须为百元的整数倍，即万元的两位小数。").format(name=county.name))
    return fen


def _check(inputs: Inputs) -> None:
    if not 0 < inputs.total <= MOST:
        raise Refused("allotting.total", _("请填写本年资金总额（万元），须大于 0。"))
    if not (0 <= inputs.keep <= 2 * WHOLE and 0 <= inputs.key_share <= WHOLE):
        raise Refused("allotting.share", _("重点县占比应在 0 至 100% 之间，不低于上年的比例应在 0 至 200% 之间。"))
    if not inputs.counties:
        raise Refused("allotting.no_counties", _("范围内没有结对的县。"))
    for one in inputs.counties:
        if min(one.last, one.floor, one.ceiling or 0) < 0 or max(one.last, one.floor, one.ceiling or 0) > MOST:
            raise Refused("allotting.amount", _("{name}的金额不对，请核对单位是否为万元。").format(name=one.name))
    if inputs.key_share and not any(one.key for one in inputs.counties):
        raise Refused("allotting.no_key", _("没有勾选重点帮扶县，不能设重点县占比。"))


def _kept(
    inputs: Inputs, *, title: str, place: str, year: int, base: AllotmentProposal | None, by: User, address: str
) -> AllotmentProposal:
    """Solve outside of the transaction, which nobody should wait for; then keep it with its event."""
    said = scrub(" ".join(title.split()))[:100]
    if len(said) < 2:
        raise Refused("allotting.title", _("请填写方案名称。"))
    if not 2015 <= year <= 2060:
        raise Refused("review.year", _("请填写四位年度，例如 2022。"))
    _check(inputs)
    if found := troubles(inputs):
        raise Impossible("allotting.impossible", " ".join(trouble(one) for one in found))
    answer = solve(inputs)
    if answer is None:
        raise Impossible("allotting.impossible", _("没有满足全部条件的分配方案，请放宽条件。"))
    costs, unkeyed = explaining.costs(inputs, answer)
    result = {"answer": answer.as_dict(), "costs": costs, "unkeyed": unkeyed}
    with transaction.atomic():
        note = {"proposal": said, "digest": inputs.digest, **({"base": base.pk} if base else {})}
        event = record_event("allotment.proposed", actor=actor(by, address), scope=place, note=note)
        return AllotmentProposal.objects.create(
            title=said, place=place, year=year, inputs=inputs.text(), digest=inputs.digest,
            result=json.dumps(result, ensure_ascii=False, sort_keys=True), base=base, at=timezone.now(), by=by.pk,
            by_name=by.display_name, event=event.pk,
        )  # fmt: skip


@transaction.atomic
def export(id: int, *, by: User, address: str = "") -> AllotmentProposal:
    """Note that a proposal is taken out as a workbook."""
    check_may(by, EXPORT)
    found = proposal(by, id)
    note = {"proposal": found.title, "digest": found.digest}
    record_event("allotment.exported", actor=actor(by, address), scope=found.place, note=note)
    return found
