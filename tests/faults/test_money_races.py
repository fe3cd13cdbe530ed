"""Thirty-two people pay at the same moment out of the same money: never more than there is, on both databases."""

import threading
from typing import Any

import pytest
from django.db import connections

from jiedui.core.accounts.models import Account, Entry
from jiedui.core.words.errors import Refused
from tests.unit.accounts.money import MASHAN, allot, arrive, balance, balances, pay, project, save, wrong

THREADS = 32


def at_once(acts: list[Any]) -> list[Any]:
    """Run all at the same moment, each with a connection of its own; what each gave or was refused with."""
    told: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(at: int) -> None:
        try:
            gate.wait(timeout=120)
            told[at] = acts[at]()
        except Exception as error:
            told[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=240)
    return told


def check(told: list[Any]) -> int:
    """Everybody was served or told why not; how many were served."""
    strange = [one for one in told if not isinstance(one, (int, Refused))]
    assert not strange, strange
    assert {one.id for one in told if isinstance(one, Refused)} <= {"accounts.short"}
    return sum(isinstance(one, int) for one in told)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_32_pay_at_once_and_nobody_overspends() -> None:
    for number in range(8):
        project(f"P{number}")
    allot(1000, "A1")
    arrive(1000, "A1")
    served = check(at_once([lambda at=at: pay(90, f"P{at % 8}", f"Z-{at}") for at in range(THREADS)]))
    assert served == 11  # 11 x 90 = 990
    assert balances() == {"source": -1000, "county": 10, "payee": 990}
    assert wrong() == []


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_money_arrives_leaves_and_is_sent_back_at_once() -> None:
    """Different ledgers are written at the same time here, so that only the accounts keep them apart."""
    for number in range(4):
        project(f"P{number}")
    for number in range(8):
        allot(1000, f"B{number}")
    arrive(500, "B0", "D-first")
    acts: list[Any] = []
    for at in range(8):
        acts += [
            lambda at=at: pay(120, f"P{at % 4}", f"Z-{at}"),
            lambda at=at: arrive(60, f"B{at}", f"D-{at}"),
            lambda at=at: arrive(-70, "B0", f"R-{at}"),
            lambda at=at: allot(-10, f"T-{at}"),
        ]
    check(at_once(acts))
    assert wrong() == []
    assert min(one.balance for one in Account.objects.filter(kind__in=("county", "project", "payee"))) >= 0
    assert balance("county") >= 0
    assert Entry.objects.filter(kind="arrived", reversal=False).count() >= 9


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_limit_is_lowered_while_money_is_spent() -> None:
    """Someone corrects the arrival downwards while others pay: whoever comes second is refused."""
    project("P1")
    allot(1000, "A1")
    one = arrive(1000, "A1", "D1")
    acts: list[Any] = [lambda at=at: pay(100, "P1", f"Z-{at}") for at in range(16)]
    acts += [lambda: save("arrivals", one, amount=500)]
    told = at_once(acts)
    paid = sum(isinstance(one, int) for one in told[:16])
    lowered = isinstance(told[16], int)
    assert paid <= (5 if lowered else 10)
    assert balance("county", place=MASHAN) >= 0
    assert wrong() == []
