"""Reads of the books."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from jiedui.core import store
from jiedui.core.access.scope import Scope
from jiedui.core.accounts.models import Account, ClosedYear, Entry, Monthly, Proof
from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import NotFound


@dataclass(frozen=True)
class Trial:
    """The trial balance: what all accounts together hold, which is zero, and each kind's sums in fen."""

    incoming: int
    outgoing: int
    kinds: tuple[tuple[str, str, int, int, int], ...]
    """Kind, kind of money, number of accounts, incoming, outgoing."""

    @property
    def zero(self) -> bool:
        return self.incoming == self.outgoing


def accounts(scope: Scope) -> QuerySet[Account]:
    """The accounts in reach; those of the sources are everybody's who sees everything."""
    return Account.objects.filter(scope.q("place"))


def account(scope: Scope, id: int) -> Account:
    """One account in reach; NotFound."""
    found = accounts(scope).filter(pk=id).first() if id < 2**63 else None
    if found is None:
        raise NotFound("accounts.unknown", "没有找到这个账户。")
    return found


def trial_balance() -> Trial:
    """Over all accounts, at this moment."""
    # Grouped by an expression, so that SQLite reads the table in its order: by the index on kinds it takes twice as long.
    rows = store.ask(
        "SELECT kind || '', money, COUNT(*), SUM(incoming), SUM(outgoing) "
        f"FROM {store.quote(Account._meta.db_table)} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    kinds = tuple((kind, money, int(held), int(came), int(left)) for kind, money, held, came, left in rows)
    return Trial(sum(one[3] for one in kinds), sum(one[4] for one in kinds), kinds)


def lines(account: int) -> QuerySet[Entry]:
    """The entries of one account, the newest day last."""
    return Entry.objects.filter(Q(credit=account) | Q(debit=account)).order_by("day", "pk")


LINE = (
    "pk", "ledger", "row", "kind", "reversal", "day", "amount", "credit_id", "debit_id", "credit__key", "debit__key",
)  # fmt: skip
"""What a page tells of an entry: whole entries with both accounts take three times as long to read."""


def latest(account: int, *, before: int | None, most: int) -> list[Any]:
    """The last `most` entries of one account that stand before an entry, the newest first, each with what LINE names. Each side
    is read by its own index: asked for both at once, a database sorts all entries of a large account."""
    chosen = Entry.objects.order_by("-pk").values_list(*LINE, named=True)
    if before is not None:
        chosen = chosen.filter(pk__lt=before)
    both = [*chosen.filter(credit=account)[:most], *chosen.filter(debit=account)[:most]]
    return sorted(both, key=lambda one: -one.pk)[:most]


def balances(kind: str, subjects: Sequence[int], *, scope: Scope) -> Mapping[int, int]:
    """The balances of accounts of one kind by subject, over all kinds of money; those without an account are left out."""
    found = accounts(scope).filter(kind=kind, subject__in=list(subjects)).order_by().values_list("subject")
    return dict(found.annotate(left=Sum(F("incoming") - F("outgoing"))))


def short(scope: Scope) -> list[Account]:
    """Accounts below zero: payments that were registered before anything that arrived."""
    negative = accounts(scope).filter(outgoing__gt=F("incoming"), limited=False)
    held = [kind.id for kind in registry.account_kinds() if kind.limit != "never"]
    return list(negative.filter(kind__in=held).order_by("place", "money", "kind")[:200])


def months(scope: Scope, **where: object) -> QuerySet[Monthly]:
    """What was booked by month and county within reach."""
    return Monthly.objects.filter(scope.q("county"), **where)


def years_booked() -> list[int]:
    """The years to which something is booked, in order; rows without a date belong to none."""
    found = Monthly.objects.exclude(month="").values_list("month", flat=True).distinct().order_by()
    return sorted({int(month[:4]) for month in found if month[:4].isdigit()})


def is_closed(year: int) -> bool:
    return ClosedYear.objects.filter(year=year, closed=True).exists()


def closed_years() -> dict[int, ClosedYear]:
    return {one.year: one for one in ClosedYear.objects.all()}


def left_of(year: int) -> dict[str, int]:
    """What each account that carries over holds of the year, by key: what was carried into it, came and left."""
    kinds = [kind.id for kind in registry.account_kinds() if kind.carries]
    held: dict[str, int] = {}
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = Entry.objects.filter(year=year, **{f"{side}__kind__in": kinds}).order_by()
        for key, amount in rows.values_list(f"{side}__key").annotate(total=Sum("amount")):
            held[key] = held.get(key, 0) + sign * amount
    return {key: amount for key, amount in held.items() if amount}


def undated(scope: Scope) -> int:
    """How many standing movements say no day and so belong to no year."""
    return int(months(scope, month="").aggregate(held=Coalesce(Sum("entries"), 0))["held"])


def last_proof() -> Proof | None:
    return Proof.objects.order_by("-id").first()
