"""After a write the worker brings figures and alerts up to date; whoever asks then computes nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from jiedui.core.access.scope import Scope
from jiedui.core.alerts import operations as alerts
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import keeping
from jiedui.core.indicators.queries import survey
from jiedui.core.lake import session
from jiedui.core.places.models import Pairing
from jiedui.core.words import clock
from jiedui.jobs import keeping_up
from jiedui.jobs.operations import _now_and_then
from tests.unit.lake.rows import put, worker

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def afresh(settings: Any, tmp_path: Any, db: None) -> Iterator[None]:
    settings.LAKE = tmp_path / "lake"
    Pairing.objects.create(county="450124", district="440304", kind="不变", confidence="plan")
    keeping_up._kept = None
    yield
    keeping_up._kept = None


@pytest.fixture
def asked(monkeypatch: Any) -> list[tuple[set[str], int]]:
    """What the engine was asked: the ledgers it read and how many statements."""
    found: list[tuple[set[str], int]] = []
    real = session.Embedded.answer

    def answer(self: Any, statements: list[str], columns: Any) -> Any:
        found.append((set(columns), len(statements)))
        return real(self, statements, columns)

    monkeypatch.setattr(session.Embedded, "answer", answer)
    return found


@pytest.fixture
def checked(monkeypatch: Any) -> list[set[str]]:
    """The rules that were checked."""
    found: list[set[str]] = []
    monkeypatch.setattr(alerts, "refresh", lambda ids: found.append(set(ids)))
    return found


def shown() -> Any:
    everything = {one.id for one in registry.indicators()}
    return survey(scope=Scope.everything(), as_of=clock.today(), by=("county", "district"), months_of=everything)


def test_figures_are_at_hand_after_a_write_and_in_another_process_too(asked: list[Any], checked: list[Any]) -> None:
    put("workers", worker("450124", status="arrived", since="2020-03-01"))
    assert keeping_up.keep_up()
    asked.clear()
    assert shown().values["26"].value == 1
    keeping._held.clear()  # another process has none in memory
    assert shown().parts["county"]["26"]["450124"].value == 1
    assert asked == []


def test_a_write_to_one_ledger_asks_for_its_figures_and_rules_alone(asked: list[Any], checked: list[Any]) -> None:
    put("workers", worker("450124", status="arrived", since="2020-03-01"))
    put("clues", {"county": "450124", "found_on": "2021-03-01"})
    assert keeping_up.keep_up()
    assert checked == [{one.id for one in registry.rules()}]
    asked.clear()
    checked.clear()
    assert not keeping_up.keep_up()
    put("workers", worker("450124", status="arrived", since="2020-03-01"))
    assert keeping_up.keep_up()
    assert {ledger for ledgers, _count in asked for ledger in ledgers} == {"workers"}
    assert shown().values["26"].value == 2
    about = {one.id for one in registry.rules() if "workers" in one.ledgers}
    assert about
    assert len(checked) == 1
    assert about <= checked[0] < {one.id for one in registry.rules()}
    assert not any(registry.rule(id).ledgers == ("clues",) for id in checked[0])


def test_other_pairings_concern_all_rules(checked: list[Any]) -> None:
    put("workers", worker("450124", status="arrived", since="2020-03-01"))
    keeping_up.keep_up()
    Pairing.objects.create(county="451022", district="440310", kind="不变", confidence="plan")
    put("workers", worker("450124", status="arrived", since="2020-03-01"))
    keeping_up.keep_up()
    assert checked == [{one.id for one in registry.rules()}] * 2


def test_nothing_is_done_before_the_first_row(checked: list[Any]) -> None:
    assert not keeping_up.keep_up()
    assert checked == []


def test_the_worker_looks_every_few_seconds() -> None:
    """So that a change is shown within ten: the look, and what it takes (see benchmarks.figures)."""
    assert [seconds for fn, seconds in _now_and_then.items() if fn.__name__ == "keep_up"] == [3]
