"""How rows of a ledger move money: the kinds of accounts there are, and from which to which a row goes.

A path names what a row holds ("amount") or what the row that it refers to holds ("project.fund_kind"). core.accounts books
by these declarations; nothing else writes there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jiedui.core.declare.registry import registry
from jiedui.core.words.codes import CodeList

NEVER, FUNDED, ALWAYS = "never", "funded", "always"


@dataclass(frozen=True)
class AccountKind:
    """A kind of account. Its accounts are told apart by kind of money, place, origin and subject.

    limit: ALWAYS, its balance never falls below zero; FUNDED, never again once money came to it and covered what had been
        taken before; NEVER, it is where money comes from.
    above: the kind (of the same place and money) that gives what it lacks.
    subject: the ledger whose row, or "organisation" whose organisation, an account is of; empty where it is of a place alone.
    remedy: what to do where its balance does not suffice.
    carries: what is left on it at a year's end is carried over to the next.
    """

    id: str
    title: str
    limit: str
    above: str = ""
    subject: str = ""
    remedy: str = ""
    carries: bool = False


@dataclass(frozen=True)
class At:
    """An account as a row names it; `other` where the row names no subject. place: it is of the row's county."""

    kind: str
    subject: str = ""
    origin: bool = False
    place: bool = True
    other: "At | None" = None


@dataclass(frozen=True)
class Step:
    """What a booking is called, forth (the amount is positive) or back."""

    id: str
    title: str


@dataclass(frozen=True)
class Booking:
    """The rows of `ledger` move `amount` from `out` to `into` as `forth`; a negative amount moves back as `back`.

    county, money, origin: paths. day: paths of dates, the first that is filled in counts. funds: what comes to `into` is new
    money there, so that its balance is held from then on.
    """

    ledger: str
    amount: str
    day: tuple[str, ...]
    county: str
    money: str
    out: At
    into: At
    forth: Step
    back: Step
    origin: str = ""
    funds: bool = True


@dataclass(frozen=True)
class Opening:
    """Accounts of `kind` may be opened with what was there before: `ledger` has their rows; money and county as in Booking."""

    kind: str
    ledger: str
    county: str
    money: str


OPENED, OPENED_PAID = Step("opened", "期初到账"), Step("opened_paid", "期初已付")
DRAWN, CARRIED_OUT, CARRIED_IN = Step("drawn", "划拨"), Step("carried_out", "结转下年"), Step("carried_in", "上年结转")
STEPS: dict[str, Step] = {one.id: one for one in (OPENED, OPENED_PAID, DRAWN, CARRIED_OUT, CARRIED_IN)}

BEFORE = AccountKind("before", "期初", NEVER)
PRIOR = AccountKind(
    "prior", "期初前已付", ALWAYS, remedy="退回的是启用本账之前付的款，请先办理项目期初登记；否则请核对收款单位和金额。"
)
CARRIED = AccountKind("carried", "年度结转", NEVER)


def account_kind(
    id: str, title: str, limit: str, *, above: str = "", subject: str = "", remedy: str = "", carries: bool = False
) -> AccountKind:
    """Declare a kind of account."""
    return registry.add_account_kind(AccountKind(id, title, limit, above, subject, remedy, carries))


def booking(
    ledger: str, *, amount: str, day: Sequence[str], county: str, money: str, out: At, into: At, forth: tuple[str, str],
    back: tuple[str, str], origin: str = "", funds: bool = True,
) -> None:  # fmt: skip
    """Declare how the rows of a ledger move money."""
    steps = [STEPS.setdefault(id, Step(id, title)) for id, title in (forth, back)]
    registry.add_booking(
        Booking(ledger, amount, tuple(day), county, money, out, into, steps[0], steps[1], origin, funds)
    )


def opening(kind: str, *, ledger: str, county: str, money: str) -> None:
    """Declare that rows of a ledger may be opened with the money they had before."""
    registry.add_opening(Opening(kind, ledger, county, money))


def kinds_of_money(codes: CodeList) -> None:
    """Declare the kinds of money, which are never mixed."""
    registry.moneys = codes


for _kind in (BEFORE, PRIOR, CARRIED):
    registry.add_account_kind(_kind)
