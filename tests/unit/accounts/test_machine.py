"""Money at random against an oracle, and the same with faults put in: every one of them must be noticed."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from django.db import Error
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from jiedui.core.accounts import booking, facts, following, operations
from jiedui.core.accounts.models import Account
from jiedui.core.words.errors import Conflict
from tests.unit.accounts.machine import Machine

pytestmark = [pytest.mark.django_db]
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
CALM = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=QUIET, derandomize=True, database=None,
    phases=[Phase.generate], report_multiple_bugs=False,
)  # fmt: skip


def run(examples: int = 12) -> None:
    run_state_machine_as_test(Machine, settings=settings(CALM, max_examples=examples))


def test_the_books_hold_whatever_is_registered() -> None:
    run()


def no_reversal(patch: Any) -> None:
    patch.setattr(following, "reversed_", lambda ledger, there: pl.DataFrame(schema=booking.BATCH))


def half_reversed(patch: Any) -> None:
    real = following.reversed_
    patch.setattr(following, "reversed_", lambda ledger, there: real(ledger, there.filter(pl.col("part") == 0)))


def no_limit(patch: Any) -> None:
    """The check is gone; the database still refuses."""
    patch.setattr(booking, "overdrawn", lambda after: "")


def never_held(patch: Any) -> None:
    real = booking.settled
    loose = lambda entries, accounts: real(entries, accounts).with_columns(limited=False, held=False)  # noqa: E731
    patch.setattr(booking, "settled", loose)


def months_forgotten(patch: Any) -> None:
    patch.setattr(booking, "_write_months", lambda entries: None)


def balance_twice(patch: Any) -> None:
    real = booking._write_accounts
    patch.setattr(booking, "_write_accounts", lambda after: (real(after), real(after)))


def money_mixed(patch: Any) -> None:
    real = facts.moves
    mixed = lambda one, found: real(one, found.with_columns(money=pl.lit("fiscal")))  # noqa: E731
    patch.setattr(facts, "moves", mixed)


def removed_rows_kept(patch: Any) -> None:
    real = following.rebook

    def forgetful(one: Any, event: int, *, new: Any = (), old: Any = ()) -> None:
        there = set(facts.stored(one, old)["row"].to_list()) if old else set()
        real(one, event, new=new, old=[id for id in old if id in there])

    patch.setattr(following, "rebook", forgetful)


def negative_as_positive(patch: Any) -> None:
    real = facts.moves
    patch.setattr(facts, "moves", lambda one, found: real(one, found.with_columns(pl.col("amount").abs())))


def drawn_from_nowhere(patch: Any) -> None:
    real = booking.draws
    patch.setattr(booking, "draws", lambda batch, accounts: real(batch, accounts).clear())


def opening_not_noted(patch: Any) -> None:
    """What an opening holds may then be registered once more."""
    real = operations.open_balance

    def forgets(*args: Any, **more: Any) -> int:
        made = real(*args, **more)
        Account.objects.update(opened="")
        return made

    patch.setattr(operations, "open_balance", forgets)


FAULTS: list[Callable[[Any], None]] = [
    no_reversal, half_reversed, no_limit, never_held, months_forgotten, balance_twice, money_mixed, removed_rows_kept,
    negative_as_positive, drawn_from_nowhere, opening_not_noted,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_seeded_fault_is_caught(fault: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises((AssertionError, Error, Conflict)):
        run(40)
