"""Looking something up in the dictionary: columns of ledgers by any of their headings, codes by any of their words."""

from dataclasses import dataclass
from typing import Any

from jiedui.core.declare.registry import registry
from jiedui.core.words.codes import Code, CodeList, code_lists
from jiedui.core.words.saying import said

MOST = 40


@dataclass(frozen=True)
class FoundColumn:
    """A column that fits: its ledger, its label, the heading that fits where it is another one."""

    ledger: Any
    name: str
    label: str
    also: str


@dataclass(frozen=True)
class FoundCode:
    """A code that fits, with its list."""

    codes: CodeList
    code: Code
    also: str


def columns(text: str) -> list[FoundColumn]:
    """Columns whose label, heading or name holds the text."""
    wanted = text.casefold()
    found = []
    for ledger in registry.ledgers():
        for column in ledger.declared:
            fitting = _fitting(wanted, (said(column.label), column.label, *column.also, column.name))
            if fitting is not None:
                label = said(column.label)
                also = "" if fitting in (label, column.name) else fitting
                found.append(FoundColumn(ledger.info, column.name, label, also))
    return found[:MOST]


def codes(text: str, within: CodeList | None = None) -> list[FoundCode]:
    """Codes whose label, other way of writing or code holds the text; of one list, all of them."""
    wanted = text.casefold()
    found = []
    for one in [within] if within else code_lists():
        for code in one.codes:
            label = said(code.label, one.id)
            fitting = _fitting(wanted, (label, code.label, *code.aliases, code.code))
            if fitting is not None:
                found.append(FoundCode(one, code, "" if fitting in (label, code.label, code.code) else fitting))
    return found if within else found[:MOST]


def _fitting(wanted: str, words: tuple[str, ...]) -> str | None:
    return next((word for word in words if wanted in word.casefold()), None)
