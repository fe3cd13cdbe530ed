"""What a form sends back, in the words that the ledger keeps: texts by column, answers to questions, what was touched."""

from django.http import QueryDict

from jiedui.core.declare.columns import CodeColumn, Column
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.saying import in_chinese, said

SEPARATOR = "、"
CLEAR = "clear-"
SEALED = ("resident_id", "phone", "bank_card")
"""Kinds whose numbers are masked and never put back into a form."""


def texts(ledger: type[Ledger], post: QueryDict, *, changing: bool) -> dict[str, str]:
    """The texts to check and save, by column. A sealed number left empty stays as it is unless it is to be cleared."""
    values: dict[str, str] = {}
    for column in ledger.declared:
        if column.kind == "attachment" or (changing and column.name in ledger.info.key):
            continue
        text = SEPARATOR.join(value for value in post.getlist(column.name) if value.strip())
        if changing and not text and column.kind in SEALED:
            if post.get(CLEAR + column.name):
                values[column.name] = ""
            continue
        if column.name in post or (isinstance(column, CodeColumn) and column.several):
            values[column.name] = in_the_ledgers_words(column, text)
    return values


def key_texts(ledger: type[Ledger], post: QueryDict) -> dict[str, str]:
    """The texts of the key columns; a sealed number left empty stays as it is."""
    typed = {name: post.get(name, "").strip() for name in ledger.info.key if name in post}
    return {name: text for name, text in typed.items() if text or ledger.columns[name].kind not in SEALED}


def in_the_ledgers_words(column: Column, text: str) -> str:
    """What a person typed or chose from the suggestions in their own language, in the words that the ledger keeps."""
    if in_chinese():
        return text
    if isinstance(column, CodeColumn):
        words = {said(label, column.codes.id): label for label in reversed(column.codes.labels())}
        return words.get(text) or SEPARATOR.join(words.get(part, part) for part in text.split(SEPARATOR))
    words = {said(word): word for word in getattr(column, "suggest", ())}
    return words.get(text, text)


def answers(post: QueryDict) -> dict[str, str]:
    """The choices made for questions: fields named answer:KEY."""
    return {name.removeprefix("answer:"): value for name, value in post.items() if name.startswith("answer:") and value}


def revision(post: QueryDict, name: str = "revision") -> int | None:
    """The revision of the row that the person had before them."""
    text = post.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
