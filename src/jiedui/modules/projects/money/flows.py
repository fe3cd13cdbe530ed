"""What moved in a year, by county, source and month, from the summaries that the books keep; amounts in fen."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery, Sum

from jiedui.core.access.scope import Scope
from jiedui.core.accounts import queries
from jiedui.core.accounts.models import Account, Yearly
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import rows as ledger_rows

SIGNS = {
    "allotted": ("allotted", 1), "taken_back": ("allotted", -1), "arrived": ("arrived", 1), "sent_back": ("arrived", -1),
    "opened": ("arrived", 1), "paid": ("paid", 1), "paid_back": ("paid", -1), "opened_paid": ("paid", 1),
}  # fmt: skip
OPENED = ("opened", "opened_paid")


@dataclass
class County:
    """One county's money: `before` and `way_before` what it held, and what was on its way, when the year began."""

    code: str
    before: int = 0
    way_before: int = 0
    allotted: int = 0
    arrived: int = 0
    paid: int = 0
    opened: int = 0
    allotted_before: int = 0
    sources: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    uses: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def available(self) -> int:
        return self.before + self.arrived

    @property
    def held(self) -> int:
        return self.available - self.paid

    @property
    def way(self) -> int:
        return self.way_before + self.allotted - self.arrived + self.opened

    @property
    def rate(self) -> float | None:
        """Paid of what was available, in percent; None where nothing was."""
        return 100 * self.paid / self.available if self.available > 0 else None


@dataclass
class Year:
    """A year of one kind of money within a scope. months: (step, month) -> fen, of the year alone."""

    year: int
    money: str
    counties: dict[str, County]
    months: dict[tuple[str, str], int]

    def total(self, name: str) -> int:
        return sum(getattr(one, name) for one in self.counties.values())

    def step(self, name: str) -> dict[str, int]:
        """One step by month, in order."""
        return {month: amount for (step, month), amount in sorted(self.months.items()) if step == name}


def year_of(scope: Scope, year: int, money: str) -> Year:
    """Everything of a year. What has no day counts to the year that is asked for: it happened, and nobody says when."""
    counties: dict[str, County] = {}
    months: dict[tuple[str, str], int] = defaultdict(int)
    found = queries.months(scope, money=money, kind__in=list(SIGNS)).values_list("county", "kind", "month", "origin", "amount")
    for code, kind, month, origin, amount in found:
        one = counties.setdefault(code, County(code))
        step, sign = SIGNS[kind]
        at = int(month[:4]) if month else year
        if at > year:
            continue
        fen = sign * amount
        if at < year:
            one.before += {"arrived": fen, "paid": -fen, "allotted": 0}[step]
            one.way_before += {"allotted": fen, "arrived": -fen if kind not in OPENED else 0, "paid": 0}[step]
            one.allotted_before += fen if step == "allotted" and at == year - 1 else 0
            continue
        setattr(one, step, getattr(one, step) + fen)
        one.opened += fen if kind == "opened" else 0
        months[step, month] += fen
        if step == "allotted":
            one.sources[origin] += fen
    return Year(year, money, counties, dict(months))


def add_uses(found: Year, scope: Scope) -> None:
    """What the projects of each category were paid in the year; read from the sums by project."""
    project = registry.ledger("projects")._default_manager.filter(pk=OuterRef("account__subject"))
    paid = (
        Yearly.objects.filter(year__in=(found.year, 0), kind__in=("paid", "paid_back", "opened_paid"), account__money=found.money)
        .filter(scope.q("account__place")).order_by()
        .annotate(county=Subquery(project.values("county")), category=Subquery(project.values("category")))
        .values_list("county", "category", "kind").annotate(fen=Sum("amount"))
    )  # fmt: skip
    for county, category, kind, fen in paid:
        if county in found.counties:
            found.counties[county].uses[category or ""] += SIGNS[kind][1] * fen


def last_planned(scope: Scope, year: int) -> int:
    """Last year's total as the fund plans of a year state it: for the first year of the books."""
    plans = ledger_rows(registry.ledger("fund_plans"), scope).filter(year=str(year))
    return int(plans.aggregate(sum=Sum("last_year_total"))["sum"] or 0)


@dataclass(frozen=True)
class Tranche:
    """What was allotted as one tranche of a year, when it was due, and how much of it has arrived."""

    number: str
    due: str
    allotted: int
    arrived: int
    first: str
    last: str
    rows: int

    @property
    def open(self) -> int:
        return self.allotted - self.arrived

    def tone(self, today: dt.date) -> str:
        """good: all there; warn: not due yet; bad: overdue, or first money after its day."""
        if self.open <= 0:
            return "bad" if self.number == "1" and self.first > self.due else "good"
        return "bad" if self.due and self.due < today.isoformat() else "warn"


def tranches(scope: Scope, year: int, money: str) -> list[Tranche]:
    """The tranches of a budget year. The first is due on 30 April (the plan), the others on the latest day a notice says."""
    allotments, arrivals = registry.ledger("allotments"), registry.ledger("arrivals")
    notices = ledger_rows(allotments, scope).filter(fund_kind=money or None)
    notices = notices.filter(year=str(year)) | notices.filter(year=None, issued_on__startswith=str(year))
    known = list(notices.order_by().values_list("pk", "tranche", "amount", "due_on"))
    came = dict(
        Account.objects.filter(scope.q("place"), kind="transit", money=money).order_by().values_list("subject", "outgoing")
    )
    days: dict[int, tuple[str, str]] = {}
    dated = ledger_rows(arrivals, scope).filter(amount__gt=0, arrived_on__isnull=False, allotment__in=notices.values("pk"))
    for allotment, day in dated.order_by("arrived_on").values_list("allotment_id", "arrived_on"):
        days[allotment] = (days.get(allotment, (day, day))[0], day)
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for pk, tranche, amount, due in known:
        found[tranche or ""].append((pk, amount or 0, due or ""))
    return [_tranche(number, some, came, days, year) for number, some in sorted(found.items(), key=lambda one: one[0] or "9")]


def _tranche(
    number: str, notices: list[tuple[int, int, str]], came: dict[int, int], days: dict[int, tuple[str, str]], year: int
) -> Tranche:
    named = [days[pk] for pk, _amount, _due in notices if pk in days]
    due = f"{year}-04-30" if number == "1" else max((day for _pk, _amount, day in notices), default="")
    return Tranche(
        number, due, sum(amount for _pk, amount, _due in notices), sum(came.get(pk, 0) for pk, _amount, _due in notices),
        min((first for first, _last in named), default=""), max((last for _first, last in named), default=""), len(notices),
    )  # fmt: skip


def idle(scope: Scope, money: str, today: dt.date) -> dict[str, list[int]]:
    """What lies in each county and since when: the oldest money is used first. Fen by age: under 3, 6, 12 months, longer.

    Money that came on a day nobody says counts as the oldest.
    """
    moved: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    spent: dict[str, int] = defaultdict(int)
    found = queries.months(scope, money=money, kind__in=[kind for kind, (step, _sign) in SIGNS.items() if step != "allotted"])
    for code, kind, month, amount in found.values_list("county", "kind", "month", "amount"):
        step, sign = SIGNS[kind]
        if step == "arrived" and sign > 0:
            moved[code][month] += amount
        else:
            spent[code] += amount if (step == "paid" and sign > 0) or step == "arrived" else -amount
    now = today.year * 12 + today.month
    ages: dict[str, list[int]] = {}
    for code, months in moved.items():
        left, parts = spent[code], [0, 0, 0, 0]
        for month, amount in sorted(months.items()):
            rest = max(0, amount - max(left, 0))
            left -= amount
            parts[_age(month, now)] += rest
        if any(parts):
            ages[code] = parts
    return ages


def _age(month: str, now: int) -> int:
    if len(month) < 7:
        return 3
    months = now - (int(month[:4]) * 12 + int(month[5:7]))
    return next((at for at, limit in enumerate((3, 6, 12)) if months < limit), 3)


def short_of(scope: Scope, money: str) -> list[Account]:
    return [one for one in queries.short(scope) if one.money == money and one.kind == "county"]
