"""A state in a list is coloured by what its declaration says that it means; a word of nobody's is left alone."""

import pytest

from jiedui.core.declare.columns import TextColumn
from jiedui.core.declare.registry import registry
from jiedui.core.words.codes import TONES, Code, simple
from jiedui.web.charts.numbers import brief
from jiedui.web.ledgers import columns, drawing


def drawn(ledger_id: str, name: str, text: str) -> str:
    ledger = registry.ledger(ledger_id)
    (head,) = columns.headings([ledger.columns[name]])
    line = columns.Line(7, "x", "", "y", "", [(head, text)])
    return str(drawing.body(ledger_id, "县", [head], [line], ticks=False))


def test_a_state_has_the_tone_of_its_declaration() -> None:
    assert '<span class="code-tag state tone-bad">停工</span>' in drawn("projects", "status", "停工")
    assert '<span class="code-tag state tone-good">稳定就业</span>' in drawn("workers", "status", "稳定就业")
    assert '<span class="code-tag">缓建</span>' in drawn("projects", "status", "缓建")
    assert '<span class="code-tag">产业</span>' in drawn("projects", "category", "产业")


def test_a_column_of_states_is_in_the_short_list() -> None:
    assert "status" in {column.name for column in columns.short(registry.ledger("projects"))}


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="no tone"):
        Code("x", "甲", tone="red")
    with pytest.raises(ValueError, match="no tone"):
        TextColumn("状态", tones={"甲": "red"})
    assert [one.tone for one in simple("甲", "乙", tones={"乙": TONES[0]})] == ["", "good"]


def test_a_figure_over_a_bar_is_brief() -> None:
    assert [brief(value) for value in (None, 0, 12.34, 1234.5, 12345.6, "2021-04-30")] == [
        "—", "0", "12.3", "1234", "12,346", "2021-04-30",
    ]  # fmt: skip
