"""What is declared is drawn: every indicator and every rule has a table test, every ledger a recipe and a measure or a reason."""

import re
from pathlib import Path

import pytest

from jiedui.core.declare.registry import registry
from jiedui.demo.recipes import recipes

SPEC = Path(__file__).resolve().parents[1] / "spec"
FIRST = {"workers", "projects", "contracts", "payments", "household_months"}
"""Ledgers whose rows the invented world itself makes."""
MEASURES = range(1, 27)


def words(folder: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((SPEC / folder).glob("test_*.py")))


def own(thing: object) -> bool:
    return str(getattr(thing, "__module__", "")).startswith("jiedui.modules.")


def test_every_indicator_has_a_drawn_table() -> None:
    drawn = set(re.findall(r'"(\d\d)"', words("indicators")))
    declared = {one.id for one in registry.indicators() if own(one.compute)}
    assert declared >= {f"{number:02d}" for number in range(1, 50)}
    assert not declared - drawn


def test_every_rule_has_a_drawn_table() -> None:
    text = words("rules")
    assert not [one.id for one in registry.rules() if one.compute is not None and own(one.compute) and f'"{one.id}"' not in text]


def test_every_ledger_is_filled_by_the_demonstration() -> None:
    made = FIRST | {one.ledger for one in recipes()}
    assert not [one.info.id for one in registry.ledgers() if own(one) and one.info.id not in made]


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_the_plan_has_a_ledger(measure: int) -> None:
    assert [one.info.id for one in registry.ledgers() if own(one) and measure in one.info.measures]


def test_names_point_somewhere() -> None:
    assert registry.check() == []
