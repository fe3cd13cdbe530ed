"""The overview of a year's money, the projects of a county, the statement of an account."""

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from jiedui.core.access.queries import may
from jiedui.core.access.rights import MANAGE_PLAN, VIEW
from jiedui.core.accounts import naming, proving, queries
from jiedui.core.accounts.models import Account, Entry
from jiedui.core.declare.bookings import STEPS
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import facts_of
from jiedui.core.places.shown import shown_name
from jiedui.core.words import clock
from jiedui.core.words.errors import NotFound
from jiedui.core.words.saying import label, said
from jiedui.modules.projects.lists import FUND_KIND, TRANCHES
from jiedui.modules.projects.money import flows, kept, tables
from jiedui.modules.projects.money.lines import STEPS_SHOWN
from jiedui.modules.projects.money.pace import AIM, pace
from jiedui.modules.projects.review.pages.forms import number_of
from jiedui.web.charts import lines
from jiedui.web.guard import requires
from jiedui.web.workbench.board import scope_for

PAGE = 50
FEN_PER_WAN = 1_000_000


def asked(request: HttpRequest) -> tuple[int, str, str, dt.date]:
    """Year, kind of money and region that a page is asked for, and the day it is of: today or the year's last."""
    today = clock.today()
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 and 2000 <= int(text) <= today.year else today.year
    money = request.GET.get("money", "fiscal")
    money = money if money in [one.code for one in FUND_KIND.codes] else "fiscal"
    return year, money, request.GET.get("region", ""), min(today, dt.date(year, 12, 31))


@requires(VIEW)
def money(request: HttpRequest) -> HttpResponse:
    """Sources and uses, counties, months, pace, tranches, ages: all of one year and one kind of money, within reach."""
    year, kind, region, day = asked(request)
    scope = scope_for(request.user, region, day)
    facts, pieces = kept.of(kept.Asked(scope, year, kind, region, day))
    found, ages = facts.found, facts.ages
    paid = found.step("paid")
    available, allotted = found.total("available"), found.total("allotted")
    speed = pace(paid, available=available, allotted=allotted, day=day)
    last = facts.last or facts.planned
    proof = queries.last_proof()
    context = {
        "year": year, "years": sorted({*facts.years, clock.today().year, year}, reverse=True), "money": kind, "moneys": [(one.code, label(FUND_KIND, one.code)) for one in FUND_KIND.codes],
        "region": region, "region_name": shown_name(region), "day": day, "found": found, "pieces": pieces, "query": urlencode({"year": str(year), "money": kind}),
        "total": {name: found.total(name) for name in ("before", "allotted", "arrived", "paid", "held", "way", "available")},
        "pace": speed, "a_month": round(speed.a_day * 30), "aim": AIM,
        "chart": _chart(found, year, day),
        "tranches": [
            {"one": one, "label": label(TRANCHES, one.number) if one.number else _("未填批次"), "tone": one.tone(day), "open": one.open}
            for one in facts.tranches
        ],
        "ages": [sum(part[at] for part in ages.values()) for at in range(4)], "aged": bool(ages),
        "last": last, "stated": bool(facts.planned), "beside": allotted - last,
        "short": [(one, shown_name(one.place)) for one in facts.short],
        "undated": facts.undated, "proof": proof, "wrong": proof is not None and not proof.holds,
        "closed": facts.closed,
    }  # fmt: skip
    return render(request, "projects/money/money.html", context)


def _chart(found: flows.Year, year: int, day: dt.date) -> lines.Chart | None:
    """What was paid (the line) beside what was there to pay from (the other), both summed up, in 万元."""
    paid, arrived = found.step("paid"), found.step("arrived")
    if not paid and not arrived:
        return None
    spent, there = float(sum(fen for month, fen in paid.items() if len(month) < 7)), float(found.total("before"))
    there += sum(fen for month, fen in arrived.items() if len(month) < 7)
    values: dict[str, float | None] = {}
    plan: dict[str, float] = {}
    for at in range(1, 13):
        month = f"{year}-{at:02d}"
        if at > day.month:
            values[month] = None
            continue
        spent += paid.get(month, 0)
        there += arrived.get(month, 0)
        values[month], plan[month] = round(spent / FEN_PER_WAN, 2), round(there / FEN_PER_WAN, 2)
    return lines.chart(values, unit="万元", plan=plan)


@requires(VIEW)
def projects(request: HttpRequest) -> HttpResponse:
    """The projects within reach that moved money: what each had of its own, was paid and holds."""
    year, kind, region, day = asked(request)
    scope = scope_for(request.user, region, day)
    after = number_of(request.GET.get("after"))
    accounts = queries.accounts(scope).filter(kind="project", money=kind).order_by("pk")
    shown = list(accounts.filter(pk__gt=after)[: PAGE + 1])
    more, shown = len(shown) > PAGE, shown[:PAGE]
    facts = {row[0]: row[1:] for row in facts_of("projects", [one.subject for one in shown], ["number", "name", "county", "planned_fund"]).iter_rows()}
    lines_shown = [
        {"account": one, "row": one.subject, "facts": facts[one.subject], "place": shown_name(one.place)} for one in shown if one.subject in facts
    ]  # fmt: skip
    context = {
        "rows": tables.projects(lines_shown), "next": shown[-1].pk if more else None, "region_name": shown_name(region), "region": region,
        "money_label": label(FUND_KIND, kind), "query": urlencode({"year": year, "money": kind, **({"region": region} if region else {})}),
    }  # fmt: skip
    return render(request, "projects/money/projects.html", context)


@requires(VIEW)
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """The statement of one account: every entry with the row that says so."""
    scope = scope_for(request.user, "", clock.today())
    found = queries.account(scope, account_id)
    if found.place == "" and scope.counties is not None:
        raise NotFound("accounts.unknown", _("没有找到这个账户。"))
    shown = queries.latest(account_id, before=number_of(request.GET.get("before")) or None, most=PAGE + 1)
    more, shown = len(shown) > PAGE, shown[:PAGE]
    others = {one.pk: one.credit__key if one.debit_id == account_id else one.debit__key for one in shown}
    names = naming.account_names([found.key, *others.values()])
    rows = _row_names((one.ledger, one.row) for one in shown)
    steps, nouns = _steps(), _nouns()
    context = {
        "found": found, "name": names[found.key], "place": shown_name(found.place), "next": shown[-1].pk if more else None,
        "rows": tables.statement([
            {
                "one": one, "step": steps.get(one.kind, one.kind), "other": names[others[one.pk]],
                "incoming": one.amount if one.debit_id == account_id else None, "outgoing": one.amount if one.credit_id == account_id else None,
                "row": rows.get((one.ledger, one.row), ""), "noun": nouns.get(one.ledger, ""),
            }
            for one in shown
        ]),
    }  # fmt: skip
    return render(request, "projects/money/account.html", context)


@requires(VIEW)
def entries(request: HttpRequest) -> HttpResponse:
    """The entries behind a number: of one step, a year or month, within reach. Their sum is that number."""
    year, kind, region, day = asked(request)
    scope = scope_for(request.user, region, day)
    step, month = request.GET.get("step", ""), request.GET.get("month", "")
    step = step if step in STEPS_SHOWN else "paid"
    kinds = [name for name, (of, _sign) in flows.SIGNS.items() if of == step]
    side = {"allotted": "transit", "arrived": "transit", "paid": "payee"}[step]
    wanted = Entry.objects.filter(scope.q("debit__place"), debit__kind__in=(side, "prior"), debit__money=kind)
    wanted |= Entry.objects.filter(scope.q("credit__place"), credit__kind__in=(side, "prior", "before"), credit__money=kind)
    wanted = wanted.filter(kind__in=kinds)
    if month == "none":
        wanted = wanted.filter(day="")
    elif month:
        wanted = wanted.filter(day__startswith=month[:7]) if len(month) == 7 else wanted.filter(day=month[:4])
    else:
        wanted = wanted.filter(year__in=(year, 0))
    before = number_of(request.GET.get("before"))
    shown = wanted.filter(pk__lt=before) if before else wanted
    found = list(shown.values_list(*queries.LINE, named=True).order_by("-pk")[: PAGE + 1])
    months = queries.months(scope, money=kind, kind__in=kinds).values_list("month", "kind", "amount", "entries")
    fits = [one for one in months if _fits(one[0], month, year)]
    names = {(one.ledger, one.row): one for one in found}
    rows = _row_names(names)
    payees = naming.account_names({key for one in found[:PAGE] for key in (one.credit__key, one.debit__key)})
    steps, nouns = _steps(), _nouns()
    context = {
        "rows": tables.entries([
            {
                "one": one, "step": steps[one.kind], "row": rows.get((one.ledger, one.row), ""),
                "noun": nouns[one.ledger], "from": payees[one.credit__key], "into": payees[one.debit__key],
                "amount": one.amount * flows.SIGNS[one.kind][1] * (-1 if one.reversal else 1),
            }
            for one in found[:PAGE]
        ]),
        "next": found[PAGE - 1].pk if len(found) > PAGE else None, "total": sum(flows.SIGNS[one[1]][1] * one[2] for one in fits),
        "count": sum(one[3] for one in fits), "title": {"allotted": _("下达"), "arrived": _("到县"), "paid": _("支付")}[step],
        "when": _("未填日期") if month == "none" else month or str(year), "money_label": label(FUND_KIND, kind), "region_name": shown_name(region),
        "query": urlencode({"year": year, "money": kind, **({"region": region} if region else {})}),
    }  # fmt: skip
    return render(request, "projects/money/entries.html", context)


def _fits(of: str, month: str, year: int) -> bool:
    if month == "none":
        return of == ""
    return of == month if month else of[:4] == str(year) or of == ""


def _booked() -> set[str]:
    return {one.ledger for one in (*registry.bookings(), *registry.openings())}


def _steps() -> dict[str, str]:
    """What moves money, in words."""
    return {kind: said(step.title) for kind, step in STEPS.items()}


def _nouns() -> dict[str, str]:
    """What a row of each booked ledger is called."""
    return {ledger: said(registry.ledger(ledger).info.noun) for ledger in _booked()}


def _row_names(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What people call the rows behind entries, by ledger and id; of rows that are gone nothing."""
    booked = _booked()
    asked_for: dict[str, set[int]] = {}
    for ledger, row in keys:
        asked_for.setdefault(ledger, set()).add(row)
    return {
        (ledger, id): name
        for ledger, ids in asked_for.items() if ledger in booked
        for id, name in naming.row_names(ledger, ids).items()
    }  # fmt: skip


@requires(VIEW)
def books(request: HttpRequest) -> HttpResponse:
    """The trial balance within reach, the last proof, and the years."""
    scope = scope_for(request.user, "", clock.today())
    trial, short = kept.books(scope)
    proof = queries.last_proof()
    years, closed = queries.years_booked(), queries.closed_years()
    context = {
        "trial": trial, "proof": proof, "problems": proving.problems_of(proof) if proof and scope.counties is None else [],
        "kinds": [
            {"title": said(registry.account_kind(kind).title), "money": naming.money_label(money), "held": held, "came": came, "gone": gone, "left": came - gone}
            for kind, money, held, came, gone in (trial.kinds if trial else ())
        ],
        "short": _named(short),
        "years": [{"year": year, "one": closed.get(year), "closed": year in closed and closed[year].closed, "over": year < clock.today().year} for year in reversed(years)],
        "may_close": may(request.user, MANAGE_PLAN),
    }  # fmt: skip
    return render(request, "projects/money/books.html", context)


def _named(accounts: list[Account]) -> list[tuple[Account, str]]:
    names = naming.account_names(one.key for one in accounts)
    return [(one, names[one.key]) for one in accounts]
