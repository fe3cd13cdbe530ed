"""Split purchases: payments to one payee for one project, each below the limit, that together pass it within some days."""

import datetime as dt
import os
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.queries import rows as ledger_rows


def limit() -> int:
    """Fen from which a purchase is put out to tender; the environment may change it. Customary for goods and services: 500,000 yuan."""
    return int(float(os.environ.get("JIEDUI_SPLIT_WAN") or 50) * 1_000_000)


def window() -> int:
    """Days within which payments are summed."""
    return int(os.environ.get("JIEDUI_SPLIT_DAYS") or 30)


STAGES = ("工程款", "工程进度款", "进度款", "结算款", "预付款", "质保金")
"""Purposes that are paid by stages of one contract."""


@dataclass(frozen=True)
class Split:
    """The largest sum within one window of a project and payee."""

    county: str
    project: int
    payee: int
    first: str
    last: str
    vouchers: int
    amount: int
    rows: tuple[int, ...]


def splits(scope: Scope, *, start: str = "", most: int = 200) -> list[Split]:
    """Within reach, the largest first. Payments of a stage of a contract, and those at or above the limit, do not count."""
    payments = ledger_rows(registry.ledger("payments"), scope).filter(amount__gt=0, amount__lt=limit(), payee__isnull=False)
    payments = payments.exclude(purpose__in=STAGES).filter(paid_on__gte=start or "0")
    found = payments.order_by("project_id", "payee_id", "paid_on", "pk")
    return sorted(
        rolling(found.values_list("county", "project_id", "payee_id", "paid_on", "amount", "pk").iterator(chunk_size=5000)),
        key=lambda one: -one.amount,
    )[:most]


def rolling(payments: Iterable[tuple[str, int, int, str, int, int]]) -> list[Split]:
    """payments by project, payee and day; those without an exact day are left out."""
    best: dict[tuple[int, int], Split] = {}
    held: dict[tuple[int, int], deque[tuple[dt.date, int, int]]] = defaultdict(deque)
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for county, project, payee, text, amount, id in payments:
        if len(text) != 10:
            continue
        key, day = (project, payee), dt.date.fromisoformat(text)
        held[key].append((day, amount, id))
        sums[key] += amount
        while (day - held[key][0][0]).days >= window():
            sums[key] -= held[key].popleft()[1]
        known = best.get(key)
        if len(held[key]) > 1 and sums[key] >= limit() and (known is None or sums[key] > known.amount):
            ids = tuple(one[2] for one in held[key])
            best[key] = Split(county, project, payee, held[key][0][0].isoformat(), text, len(ids), sums[key], ids)
    return list(best.values())
