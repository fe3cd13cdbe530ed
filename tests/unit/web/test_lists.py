"""The small decisions of lists: what must not stand in an address, which columns come first."""

import pytest

from jiedui.core.declare.registry import registry
from jiedui.core.ledger.listing import is_personal_number
from jiedui.web.ledgers import columns
from jiedui.web.templatetags.figures import grouped


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("450124199001011234", True), ("45012419900101123x", True), ("４５０１２４１９９００１０１１２３４", True),
        ("138 0000 1111", True), ("+8613800001111", True), ("450124900101123", True), ("韦小兰", False), ("2021-001", False),
        ("450123-2021-001", False), ("450123000001", False), ("450123-202106-0001", False), ("", False),
    ],
)  # fmt: skip
def test_what_looks_like_a_personal_number(text: str, personal: bool) -> None:
    assert is_personal_number(text) is personal


def test_the_short_list_shows_what_tells_most_and_never_too_much() -> None:
    for ledger in registry.ledgers():
        chosen = columns.short(ledger)
        assert 3 <= len(chosen) <= columns.LISTED
        assert [c.name for c in chosen] == [c.name for c in ledger.declared if c in chosen], "in declared order"
        assert not {c.name for c in chosen} & {ledger.info.name, *columns.under_columns(ledger), ledger.scope_column()}
        required = {c.name for c in ledger.declared if c.required} - columns._led(ledger)
        assert required <= {c.name for c in chosen}


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (12345, "12,345"), (81.68, "81.68"), (None, "—"), ("x", "x")])
def test_figures(value: object, shown: str) -> None:
    assert grouped(value) == shown
