"""Values of coded lists, and yes or no."""

import re

from jiedui.core.declare.columns import CodeColumn, YesNoColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values.cells import Cell, is_nothing, tidy, tidy_lines
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Read, shorten
from jiedui.core.intake.values.shown import shown
from jiedui.core.words.codes import CodeList, yes_no

MOST_ALLOWED = 12
_BETWEEN = re.compile(r"[、，,;；/|+\n]")
_NUMBERING = re.compile(r"^[(（]?(?:[0-9]{1,2}|[A-Za-z]|[①-⑳])(?:[.．、:：)）\-—\s]+(?=[^0-9\s])|(?=[一-鿿]))")
_TICKED = re.compile(r"[☑√✓✔■☒]\s*([^☑√✓✔■☒□☐]+)")
_BOXES = re.compile("[☑√✓✔■☒□☐]")


def parse_code(cell: Cell, column: CodeColumn, context: Context) -> Read:
    """The code of a label, an alias, a code or a numbered label (1.男); several joined by `,` in the list's order."""
    text = shown(cell, context.date1904)
    whole = _one(text, column.codes)
    if whole is not None:
        return whole, []
    if is_nothing(text):
        return None, []
    if "□" in text or "☐" in text:
        parts = [part.strip() for part in _TICKED.findall(text)]
    else:
        written = tidy_lines(cell.text) if cell.kind == kinds.STRING else text
        parts = [part for part in _BETWEEN.split(written) if part.strip()]
        parts = [piece for part in parts for piece in _pieces(part, column.codes)]
    codes = {part: _one(part, column.codes) for part in parts}
    unknown = [part.strip() for part, code in codes.items() if code is None]
    found = column.codes.ordered(code for code in codes.values() if code is not None)
    if unknown or not found or (len(found) > 1 and not column.several):
        wrong = "、".join(unknown) if unknown and column.several else tidy(text)
        return None, [Fault("code.unknown", shorten(wrong), {"label": column.label, "allowed": _allowed(column.codes)})]
    return ",".join(found), []


def _one(text: str, codes: CodeList) -> str | None:
    """The code of one text, looked up as it is, without boxes, without its numbering."""
    for form in dict.fromkeys((text, _BOXES.sub("", text), _NUMBERING.sub("", _BOXES.sub("", text)))):
        if form.strip() and (code := codes.resolve(form)) is not None:
            return code
    # A spreadsheet that takes 01 for a number keeps 1.
    return codes.resolve(f"0{text}") if len(text) == 1 and text.isdecimal() and text.isascii() else None


def _pieces(part: str, codes: CodeList) -> list[str]:
    """Blanks also hold values apart where the whole part is not a value."""
    return [part] if _one(part, codes) is not None else part.split()


def _allowed(codes: CodeList) -> str:
    labels = codes.labels()
    return "、".join(labels[:MOST_ALLOWED]) + ("……" if len(labels) > MOST_ALLOWED else "")


def parse_yes_no(cell: Cell, column: YesNoColumn, context: Context) -> Read:
    """True for 是/有/√/1, False for 否/无/×/0."""
    text = shown(cell, context.date1904)
    answer = yes_no(text)
    if answer is None and not is_nothing(text):
        answer = yes_no(_NUMBERING.sub("", text))
        if answer is None:
            return None, [Fault("yes_no.unreadable", shorten(text))]
    return answer, []
