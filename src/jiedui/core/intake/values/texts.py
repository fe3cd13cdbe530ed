"""Text, names of people and organisations, keys and references."""

import re
import unicodedata

from jiedui.core.declare.columns import Column, NameColumn, OrganisationColumn, TextColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values.cells import Cell, fold, is_dash, is_nothing, tidy_lines
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Faults, Read, shorten
from jiedui.core.intake.values.shown import lost_digits, shown
from jiedui.core.vault.masking import mask_name

LONGEST = 200
_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅．●▪･﹒᛫·"), "·")
_SPLIT = re.compile(r"[、，,;；/&\n]")
_IN_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]?")
_LOST = re.compile("[\ue000-\uf8ff\ufffd〓\U000f0000-\U0010ffff]")
_LOST_IN_NAMES = re.compile("[?？□▢☐\ue000-\uf8ff\ufffd〓\U000f0000-\U0010ffff]")
_HAN = "[一-鿿㐀-䶿\U00020000-\U000323af]"
# Up to three characters, however spaced, or four each by itself: 张三 李四 may be two people.
_SPACED = re.compile(f"{_HAN} {_HAN}{{1,2}}|{_HAN}{{2}} {_HAN}|{_HAN}(?: {_HAN}){{2,3}}")


def match_name(text: str) -> str:
    """The form in which names of people are compared: NFKC, no blanks, one kind of middle dot, lower case."""
    text = unicodedata.normalize("NFKC", text.translate(_DOTS)).translate(_DOTS)
    text = re.sub(r"(?<=[一-鿿])\.(?=[一-鿿])", "·", text)
    return "".join(text.split()).lower()


def parse_text(cell: Cell, column: TextColumn, context: Context) -> Read:
    """One clean line, also when it begins with = + - @; a mere dash is empty, 无 is text."""
    if _number_lost(cell):
        return _refuse_lost(cell, column)
    text = shown(cell, context.date1904)
    return (None, []) if is_dash(text) else _checked(text, column, column.longest, _LOST)


def parse_long_text(cell: Cell, column: TextColumn, context: Context) -> Read:
    """As parse_text, with its line breaks."""
    if _number_lost(cell):
        return _refuse_lost(cell, column)
    text = tidy_lines(cell.text) if cell.kind == kinds.STRING else shown(cell, context.date1904)
    return (None, []) if is_dash(text) else _checked(text, column, column.longest, _LOST)


def parse_key(cell: Cell, column: Column, context: Context) -> Read:
    """A number that identifies a row, here or in another ledger: one clean line with half-width letters and digits."""
    if lost_digits(cell):
        return _refuse_lost(cell, column)
    text = fold(shown(cell, context.date1904))
    return (None, []) if is_nothing(text) else _checked(text, column, getattr(column, "longest", LONGEST), _LOST)


def parse_organisation(cell: Cell, column: OrganisationColumn, context: Context) -> Read:
    """The name of an organisation as written, cleaned; 无 is empty."""
    text = shown(cell, context.date1904)
    return (None, []) if is_nothing(text) else _checked(text, column, LONGEST, _LOST_IN_NAMES)


def parse_name(cell: Cell, column: NameColumn, context: Context) -> Read:
    """The name as written; blanks between the characters of a short Chinese name go. Two people are an error."""
    text = shown(cell, context.date1904)
    people = _SPLIT.split(_IN_BRACKETS.sub("", tidy_lines(cell.text).replace(" \n", "\n")))
    text = text.strip("、，,;；/& ")
    if sum(_is_person(person) for person in people) > 1:
        return None, [Fault("cell.two_people", mask_name(text))]
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    if is_nothing(text):
        return None, []
    return _checked(text, column, column.longest, _LOST_IN_NAMES)


def parse_attachment(cell: Cell, column: Column, context: Context) -> Read:
    """Digests as the product exports them; files themselves are uploaded on the page of the record."""
    text = fold(shown(cell, context.date1904)).lower()
    if is_nothing(text):
        return None, []
    if re.fullmatch("[0-9a-f]{64}(?:,[0-9a-f]{64})*", text):
        return text, []
    return None, [Fault("cell.picture_dropped", shorten(text), {"label": column.label})]


def _is_person(text: str) -> bool:
    """Two letters or more: 张\\n三 is one name in two lines."""
    return sum(char.isalpha() for char in text) > 1


def _checked(text: str, column: Column, longest: int, lost: re.Pattern[str]) -> Read:
    value = mask_name(text) if isinstance(column, NameColumn) else shorten(text)
    if len(text) > longest:
        return None, [Fault("value.too_long", value, {"label": column.label, "limit": longest, "length": len(text)})]
    odd = dict.fromkeys(lost.findall(text))
    # The rest of a name stays masked, but which character is in doubt must be told.
    found = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in odd)
    faults: Faults = [Fault("text.rare_character", value, {"label": column.label, "found": found})] if odd else []
    return text, faults


def _number_lost(cell: Cell) -> bool:
    """In free text only a number cell can have lost digits: 4.52E+17 may be meant so there."""
    return cell.kind == kinds.NUMBER and lost_digits(cell)


def _refuse_lost(cell: Cell, column: Column) -> Read:
    return None, [Fault("value.lost_digits", shorten(cell.text.strip()), {"label": column.label})]
