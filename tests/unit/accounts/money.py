"""Rows of money written as a form writes them, and what the books say then."""

import itertools
from typing import Any

from jiedui.core.access.scope import Scope
from jiedui.core.accounts import proving
from jiedui.core.accounts.models import Account
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import operations as ledger
from jiedui.core.ledger.removing import remove_one
from jiedui.core.trail.operations import SYSTEM

MASHAN, DEBAO, FUTIAN = "450124", "451024", "440304"
FORM = ledger.Source("form")
_serial = itertools.count(1)


def save(ledger_id: str, row_id: int | None = None, **values: Any) -> int:
    return ledger.save(
        registry.ledger(ledger_id), values, actor=SYSTEM, scope=Scope.everything(), source=FORM, row_id=row_id
    )


def remove(ledger_id: str, row_id: int) -> int:
    return remove_one(
        registry.ledger(ledger_id), row_id, revision=None, actor=SYSTEM, scope=Scope.everything(), source=FORM
    )


def project(number: str = "", **more: Any) -> int:
    values = {"name": "冷库", "county": MASHAN, "fund_kind": "fiscal", **more}
    return save("projects", number=number or f"P{next(_serial)}", **values)


def allot(amount: int | None, number: str = "", **more: Any) -> int:
    values = {"county": MASHAN, "fund_kind": "fiscal", "source": FUTIAN, "issued_on": "2021-03-01", **more}
    return save("allotments", number=number or f"A{next(_serial)}", amount=amount, **values)


def arrive(amount: int, of: str, voucher: str = "", **more: Any) -> int:
    values = {"arrived_on": "2021-04-01", **more}
    return save("arrivals", voucher=voucher or f"D{next(_serial)}", allotment=of, amount=amount, **values)


def pay(amount: int, of: str, voucher: str = "", **more: Any) -> int:
    values = {"payee": "马山建筑有限公司", "paid_on": "2021-05-01", **more}
    return save("payments", voucher=voucher or f"Z{next(_serial)}", project=of, amount=amount, **values)


def balance(kind: str, **where: Any) -> int:
    found = Account.objects.filter(kind=kind, **where)
    return sum(one.balance for one in found)


def balances() -> dict[str, int]:
    """What each kind of account holds, those that hold nothing left out."""
    found: dict[str, int] = {}
    for one in Account.objects.all():
        found[one.kind] = found.get(one.kind, 0) + one.balance
    return {kind: held for kind, held in found.items() if held}


def wrong() -> list[str]:
    """What the proof finds."""
    return list(proving.problems_found())


