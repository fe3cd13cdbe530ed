"""Cells of an OpenDocument table: what they hold and how it is shown (OpenDocument 1.3, part 3)."""

import re
from typing import Any

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.walk import is_number
from jiedui.core.intake.reading.xml import local

NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT = NAMES % "office", NAMES % "table", NAMES % "text"
PARAGRAPH = TEXT + "p"
DECIMALS = re.compile(r"-?[\d,]*\.(\d+)%?")
ERROR_TEXT = re.compile(r"(#[A-Z/0]+[!?]?(?:N/A)?|Err:\d+)")
LONGEST = 1 << 20


def value_of(cell: Any) -> tuple[int, str, str]:
    """Kind, text and number format; ODS keeps the format as a style, so it is taken from the text shown."""
    type = cell.get(OFFICE + "value-type")
    shown = paragraphs(cell)
    formula = cell.get(TABLE + "formula") is not None
    if type in ("float", "percentage", "currency"):
        # An error has the type float and the value 0; only the text shows it.
        if shown.startswith(("#", "Err:")) and ERROR_TEXT.fullmatch(shown):
            return kinds.ERROR, shown, ""
        text = cell.get(OFFICE + "value") or ""
        return (kinds.NUMBER if is_number(text) else kinds.ERROR), text, number_format(type, shown)
    if type == "date":
        return kinds.ISO_DATE, cell.get(OFFICE + "date-value") or shown, date_format(shown)
    if type == "boolean":
        return kinds.BOOLEAN, "1" if cell.get(OFFICE + "boolean-value") == "true" else "0", ""
    if formula and (type is None or ERROR_TEXT.fullmatch(shown)):
        return kinds.ERROR, shown, ""
    text = cell.get(OFFICE + "string-value") or shown
    return (kinds.STRING, text, "") if text or formula else (0, "", "")


def number_format(type: str, shown: str) -> str:
    found = DECIMALS.fullmatch(shown.lstrip("¥￥$ "))
    places = "." + "0" * len(found[1]) if found else ""
    if type == "percentage" or shown.endswith("%"):
        return f"0{places}%"
    if type == "currency":
        return f"¥#,##0{places}"
    return f"0{places}" if places else "General"


def date_format(shown: str) -> str:
    """The date format whose output looks like this."""
    if "年" in shown:
        return 'yyyy"年"m"月"d"日"' if "日" in shown else 'yyyy"年"m"月"'
    parts = re.split(r"[-/.]", shown)
    sign = next((one for one in "-/." if one in shown), "-")
    return {1: "yyyy", 2: f"yyyy{sign}m"}.get(len(parts), f"yyyy{sign}m{sign}d")


def paragraphs(element: Any) -> str:
    """Text of the paragraphs right below, one a line; runs of blanks, tabs and line breaks as OpenDocument writes them."""
    if not len(element):
        return ""
    if len(element) == 1 and element[0].tag == PARAGRAPH and not len(element[0]):
        return (element[0].text or "")[:LONGEST]
    parts: list[str] = []

    def visit(one: Any) -> None:
        name = local(one)
        if name == "s":
            count = one.get(TEXT + "c") or "1"
            parts.append(" " * min(int(count) if count.isdecimal() else 1, 1000))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        parts.append(one.text or "")
        for inner in one:
            if local(inner) not in ("annotation", "note", "ruby-text"):
                visit(inner)
            parts.append(inner.tail or "")

    lines = []
    for paragraph in element:
        if paragraph.tag == PARAGRAPH:
            parts.clear()
            visit(paragraph)
            lines.append("".join(parts))
    return "\n".join(lines)[:LONGEST]
