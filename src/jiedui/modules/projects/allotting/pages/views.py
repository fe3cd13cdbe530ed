"""Proposals within reach, a new one, one with its reasons, what changing it costs, and its workbook."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access.queries import may
from jiedui.core.access.rights import CHANGE, EXPORT, VIEW, VIEW_TRAIL
from jiedui.core.places.shown import shown_name
from jiedui.core.words import clock
from jiedui.core.words.errors import JieduiError, NotAllowed
from jiedui.modules.projects.allotting import library
from jiedui.modules.projects.allotting import proposals as operations
from jiedui.modules.projects.allotting.explaining import difference, reasons
from jiedui.modules.projects.allotting.model import Answer, County, Inputs
from jiedui.modules.projects.allotting.pages.forms import ProposalForm, counties_of, fixed_of, typed_counties, wishes_of
from jiedui.modules.projects.allotting.solving import ordered
from jiedui.modules.projects.allotting.telling import CONDITIONS, percent, reason
from jiedui.modules.projects.allotting.workbook import workbook
from jiedui.modules.projects.review.pages.telling import place_name
from jiedui.web.downloads import XLSX, download
from jiedui.web.guard import requires
from jiedui.web.signin import address_of

SHOWN = 100


@requires(VIEW)
def proposals(request: HttpRequest) -> HttpResponse:
    """What was worked out, the newest first."""
    user: Any = request.user
    lines = []
    for one in operations.proposals(user).select_related("base")[:SHOWN]:
        inputs, answer, _rest = operations.read(one)
        lines.append({"one": one, "place": place_name(one.place), "total": inputs.total, "allotted": answer.allotted, "count": len(answer.taken)})
    context = {"lines": lines, "may_make": operations.may_propose(user)}
    return render(request, "projects/allotting/proposals.html", context)


@requires(CHANGE)
def new(request: HttpRequest) -> HttpResponse:
    """Conditions for a new proposal, filled with what the ledgers know; where they cannot be kept the page says why."""
    user: Any = request.user
    places = operations.places_of(user)
    if not places:
        raise NotAllowed("allotting.not_yours", _("分配方案由市办或区办测算：市办测算全部县，区办测算结对的县。"))
    data = request.POST if request.method == "POST" else None
    asked = (data or request.GET).get("place", "")
    place = asked if asked in places else places[0]
    year = clock.today().year + 1
    typed_year = (data or request.GET).get("year", "")
    known, source = library.counties(place, int(typed_year) if typed_year.isdecimal() and len(typed_year) == 4 else year)
    total = sum(one.last for one in known)
    initial = {"title": _("%(year)s 年%(place)s资金分配建议") % {"year": year, "place": place_name(place)}, "year": year}
    if total:
        initial["total"] = f"{total / 1_000_000:.2f}"
    form = ProposalForm(data, initial=initial)
    if data is not None and form.is_valid():
        try:
            facts = form.facts()
            made = operations.propose(**facts, place=place, counties=counties_of(data, known), by=user, address=address_of(request))
        except JieduiError as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("测算完成。方案已保存，不会改动资金下达台账。"))
            return redirect("projects:allotting_proposal", made.pk)
    projects = library.projects(place)
    asked_for: dict[str, int] = {}
    for one in projects:
        asked_for[one.county] = asked_for.get(one.county, 0) + one.amount
    rows = (
        typed_counties(data, known)
        if data is not None
        else [(one, {"last": f"{one.last / 1_000_000:.2f}" if one.last else "", "floor": "", "ceiling": ""}, one.key) for one in known]
    )
    context = {
        "form": form, "rows": [(in_words(one), *rest, asked_for.get(one.code, 0)) for one, *rest in rows], "place": place, "place_name": place_name(place),
        "source": source, "projects": len(projects), "asked": sum(asked_for.values()), "last_total": total,
    }  # fmt: skip
    return render(request, "projects/allotting/new.html", context, status=400 if form.errors else 200)


def in_words(county: County) -> County:
    """With its name in the reader's language; a proposal keeps the name it was made with."""
    return replace(county, name=shown_name(county.code))


@requires(VIEW)
def proposal(request: HttpRequest, proposal_id: int, typed: QueryDict | None = None, status: int = 200) -> HttpResponse:
    """One proposal: every county's share and why, the projects, what the conditions cost; beside the one it was changed from."""
    user: Any = request.user
    found = operations.proposal(user, proposal_id)
    inputs, answer, rest = operations.read(found)
    inputs = replace(inputs, counties=tuple(in_words(one) for one in inputs.counties))
    why = reasons(inputs, answer, rest["unkeyed"])
    names = {one.code: one.name for one in inputs.counties}
    counties = [
        {
            "county": one, "share": share, "low": inputs.low(one), "change": share.amount - one.last if one.last else None,
            "why": [reason(each) for each in why[one.code]],
            "typed": typed.get(f"fixed:{one.code}", "") if typed else "" if one.fixed is None else f"{one.fixed / 1_000_000:.2f}",
        }
        for one, share in zip(inputs.counties, answer.shares, strict=True)
    ]  # fmt: skip
    projects = [
        {"project": one, "county": names[one.county], "taken": one.id in answer.taken, "wish": typed.get(f"wish:{one.id}", "") if typed else one.wish}
        for one in ordered(inputs.projects)
    ]
    context = {
        "found": found, "place": place_name(found.place), "inputs": inputs, "answer": answer, "counties": counties, "projects": projects,
        "summary": _summary(inputs, answer), "conditions": _conditions(inputs, answer, rest["costs"]),
        "beside": _beside(user, found, inputs, answer, names), "may_change": operations.may_propose(user) and found.place in operations.places_of(user),
        "may_export": may(user, EXPORT), "may_trail": may(user, VIEW_TRAIL), "typed": typed,
    }  # fmt: skip
    return render(request, "projects/allotting/proposal.html", context, status=status)


def _summary(inputs: Inputs, answer: Answer) -> dict[str, Any]:
    key = {one.code for one in inputs.counties if one.key}
    of_key = sum(one.amount for one in answer.shares if one.county in key)
    return {
        "left": inputs.total - answer.allotted,
        "mean": answer.value // answer.used if answer.used else None,
        "key": percent(of_key * 10_000 // answer.allotted) if answer.allotted else "—",
        "idle": answer.allotted - answer.used,
        "below_last": max(inputs.last_total - inputs.total, 0),
        "gap": f"{100 * (answer.bound - answer.value) / max(answer.value, 1):.4f}",
    }


def _conditions(inputs: Inputs, answer: Answer, costs: dict[str, int]) -> list[tuple[Any, str]]:
    """Each condition that is set, and what it costs: as money at the mean score of the projects taken."""
    mean = answer.value // answer.used if answer.used else 0
    told = []
    for id, cost in costs.items():
        if not cost:
            told.append((CONDITIONS[id], _("没有代价：不设这个条件，结果也一样好。")))
        else:
            worth = {"cost": f"{cost / answer.value * 100:.2f}" if answer.value else "—", "money": f"{cost / mean / 1_000_000:,.2f}" if mean else "—"}
            told.append((CONDITIONS[id], _("代价 %(cost)s%%：不设这个条件，得分资金可多出相当于 %(money)s 万元的项目。") % worth))
    return told


def _beside(user: Any, found: Any, inputs: Inputs, answer: Answer, names: dict[str, str]) -> dict[str, Any] | None:
    """What changed since the proposal this one was made from."""
    if found.base is None:
        return None
    old_inputs, old, _rest = operations.read(found.base)
    told = difference((old_inputs, old), (inputs, answer))
    return {
        "base": found.base, "lost": told.lost, "part": f"{abs(told.lost) / old.value * 100:.2f}" if old.value else "—",
        "out": [(one, names[one.county]) for one in told.out], "into": [(one, names[one.county]) for one in told.into],
        "moved": [(names[code], before, after, after - before) for code, before, after in told.moved], "idle": (answer.allotted - answer.used) - (old.allotted - old.used),
    }  # fmt: skip


@require_POST
@requires(CHANGE)
def change(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Work it out anew with what somebody set; where that cannot be, the page says why and keeps what was typed."""
    user: Any = request.user
    found = operations.proposal(user, proposal_id)
    inputs, _answer, _rest = operations.read(found)
    given = request.POST
    try:
        made = operations.change(
            proposal_id, title=given.get("title", ""), fixed=fixed_of(given, inputs), wishes=wishes_of(given), by=user, address=address_of(request)
        )
    except JieduiError as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.message)
        return proposal(request, proposal_id, typed=given, status=refusal.status)
    messages.success(request, _("已按您的改动重新测算，另存为一个方案。"))
    return redirect("projects:allotting_proposal", made.pk)


@never_cache
@require_POST
@requires(EXPORT)
def export(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The workbook."""
    user: Any = request.user
    found = operations.export(proposal_id, by=user, address=address_of(request))
    inputs, answer, rest = operations.read(found)
    return download(f"{found.title}.xlsx", workbook(found, inputs, answer, rest), XLSX)
