"""A machine that registers, changes, removes and takes back money at random, and an oracle that knows only the ledgers.

After every step the books are proved, and what they hold is compared with sums over the rows as they stand. A refusal must
have had its reason: less was there than was asked for.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jiedui.core.access.scope import Scope
from jiedui.core.accounts import operations
from jiedui.core.accounts.models import Account, Entry
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.undoing import undo_event
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import Refused
from tests.unit.accounts.money import MASHAN, balance, remove, save, wrong

AMOUNTS = st.integers(min_value=-60, max_value=100).filter(bool)
PROJECTS = {"P1": "fiscal", "P2": "fiscal", "P3": "donation"}
ALLOTMENTS = {"A1": ("fiscal", "P1"), "A2": ("fiscal", None), "A3": ("donation", None)}
PAYEES = ("甲公司", "乙公司")
DAYS = st.sampled_from(("2020-11-03", "2021-04-01", "2021-06-30", "2021-09", "2021", None))


def model(ledger: str) -> Any:
    return registry.ledger(ledger)._default_manager


def total(ledger: str, **where: Any) -> int:
    return int(model(ledger).filter(**where).aggregate(sum=Sum("amount"))["sum"] or 0)


class Machine(RuleBasedStateMachine):
    """Runs inside a test's transaction; each example undoes its own."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.opened: dict[int, tuple[int, int]] = {}
        self.serial = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def world(self) -> None:
        self.projects = {
            number: save("projects", number=number, name=number, county=MASHAN, fund_kind=kind)
            for number, kind in PROJECTS.items()
        }
        self.allotments = {
            number: save("allotments", number=number, county=MASHAN, fund_kind=kind, amount=100, project=project)
            for number, (kind, project) in ALLOTMENTS.items()
        }
        self.rows: list[tuple[str, int]] = [("allotments", id) for id in self.allotments.values()]

    def attempt(self, act: Any) -> Any:
        """What `act` gives; None where it was refused, and then nothing is changed."""
        before = (Entry.objects.count(), list(Account.objects.order_by("key").values_list("key", "incoming", "outgoing")))
        try:
            with transaction.atomic():
                return act()
        except Refused as refusal:
            self.refusal = refusal
            after = (Entry.objects.count(), list(Account.objects.order_by("key").values_list("key", "incoming", "outgoing")))
            assert before == after, "a refusal changed something"
            return None

    @rule(amount=AMOUNTS, of=st.sampled_from(sorted(ALLOTMENTS)), day=DAYS)
    def arrive(self, amount: int, of: str, day: str | None) -> None:
        left = balance("transit", subject=self.allotments[of])
        values = {"voucher": self.number("D"), "allotment": of, "amount": amount, "arrived_on": day}
        made = self.attempt(lambda: save("arrivals", **values))
        if made is not None:
            self.rows.append(("arrivals", made))
        elif amount > 0:
            assert self.refusal.id != "accounts.short" or amount > left

    @rule(amount=AMOUNTS, of=st.sampled_from(sorted(PROJECTS)), payee=st.sampled_from(PAYEES), day=DAYS)
    def pay(self, amount: int, of: str, payee: str, day: str | None) -> None:
        money = PROJECTS[of]
        there = balance("project", subject=self.projects[of]) + balance("county", money=money)
        paid = balance("payee", money=money) + balance("prior", money=money)
        values = {"voucher": self.number("Z"), "project": of, "amount": amount, "payee": payee, "paid_on": day}
        made = self.attempt(lambda: save("payments", **values))
        if made is not None:
            early = self.projects[of] in self.opened and day is not None and day < "2021"
            assert not early, "what the opening holds was registered once more"
            self.rows.append(("payments", made))
        elif self.refusal.id == "accounts.short":
            assert amount > there if amount > 0 else -amount > paid - 200

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), amount=AMOUNTS)
    def change(self, data: Any, amount: int) -> None:
        ledger, id = data.draw(st.sampled_from(self.rows))
        self.attempt(lambda: save(ledger, id, amount=amount))

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), kind=st.sampled_from(("fiscal", "donation")))
    def change_kind(self, data: Any, kind: str) -> None:
        number = data.draw(st.sampled_from(sorted(ALLOTMENTS)))
        self.attempt(lambda: save("allotments", self.allotments[number], fund_kind=kind))

    @precondition(lambda self: len(self.rows) > len(ALLOTMENTS))
    @rule(data=st.data())
    def remove(self, data: Any) -> None:
        ledger, id = data.draw(st.sampled_from(self.rows))
        if self.attempt(lambda: remove(ledger, id)) is not None:
            self.rows.remove((ledger, id))

    @rule()
    def undo_last(self) -> None:
        """The last event over a ledger of money, where it may be undone."""
        last = Event.objects.filter(ledger__in=("arrivals", "payments"), kind="form").order_by("-pk").first()
        if last is not None:
            ledger = registry.ledger(last.ledger)
            self.attempt(lambda: undo_event(ledger, last.pk, actor=SYSTEM, scope=Scope.everything()))
            self.rows = [(one, id) for one in ("allotments", "arrivals", "payments") for id in model(one).values_list("pk", flat=True)]

    @rule(of=st.sampled_from(sorted(PROJECTS)), arrived=st.integers(1, 100), paid=st.integers(0, 100))
    def open(self, of: str, arrived: int, paid: int) -> None:
        id, day = self.projects[of], dt.date(2020, 12, 31)
        if self.attempt(
            lambda: operations.open_balance("projects", id, day=day, arrived=arrived, paid=paid, actor=SYSTEM)
        ):
            self.opened[id] = (arrived, paid)

    @rule(of=st.sampled_from(sorted(PROJECTS)))
    def take_opening_back(self, of: str) -> None:
        id = self.projects[of]
        if id in self.opened and self.attempt(lambda: operations.reverse_opening("projects", id, actor=SYSTEM)):
            del self.opened[id]

    @precondition(lambda self: self.opened)
    @rule(data=st.data())
    def pay_what_the_opening_holds(self, data: Any) -> None:
        id = data.draw(st.sampled_from(sorted(self.opened)))
        number = next(number for number, one in self.projects.items() if one == id)
        values = {"voucher": self.number("Z"), "project": number, "amount": 1, "paid_on": "2020-12-31"}
        assert self.attempt(lambda: save("payments", **values)) is None, "what the opening holds was registered once more"

    @rule(year=st.sampled_from((2020, 2021)))
    def close(self, year: int) -> None:
        self.attempt(lambda: operations.close_year(year, by=None))

    @rule(year=st.sampled_from((2020, 2021)))
    def reopen(self, year: int) -> None:
        self.attempt(lambda: operations.reopen_year(year, by=None, reason="补记"))

    def number(self, mark: str) -> str:
        self.serial += 1
        return f"{mark}{self.serial}"

    @invariant()
    def the_books_are_what_the_ledgers_say(self) -> None:
        if not hasattr(self, "projects"):
            return
        assert wrong() == []
        opened = sum(arrived for arrived, _paid in self.opened.values())
        prior = sum(paid for _arrived, paid in self.opened.values())
        assert balance("source") == -total("allotments")
        assert balance("transit") == total("allotments") - total("arrivals")
        assert balance("payee") + balance("prior") == total("payments") + prior
        held = balance("county") + balance("project")
        assert held == total("arrivals") + opened - total("payments") - prior
        assert balance("carried") == 0
        for kind in ("fiscal", "donation"):
            assert balance("payee", money=kind) + balance("prior", money=kind) - sum(
                paid for id, (_arrived, paid) in self.opened.items() if self.kind(id) == kind
            ) == total("payments", project__fund_kind=kind)
            assert balance("source", money=kind) == -total("allotments", fund_kind=kind)
        # Once money has covered what was taken, nothing is below zero: the oracle looks at the rows alone.
        for one in Account.objects.filter(kind__in=("county", "project", "payee", "prior")):
            assert one.balance >= 0 or (one.kind == "county" and not one.limited), one.key

    def kind(self, id: int) -> str:
        return next(PROJECTS[number] for number, one in self.projects.items() if one == id)


