"""How personal values look to people who have no reason to see them whole."""

import re

STAR = "*"
_ID = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])")


def mask_id(number: str | None) -> str:
    """First and last four of a document number: 4521**********1234; of a short one only the last character."""
    return _ends(number, 4, 4)


def mask_phone(numbers: str | None) -> str:
    """First three and last four of each number joined by `;`: 138****1234."""
    return ";".join(_ends(one, 3, 4) for one in (numbers or "").split(";")) if numbers else ""


def mask_card(number: str | None) -> str:
    """First and last four of a bank card: 6217***********1234."""
    return _ends(number, 4, 4)


def mask_name(name: str | None) -> str:
    """The first character, and the last one of three or more: 王*, 韦*芳, 买*提."""
    text = (name or "").strip()
    if len(text) <= 1:
        return STAR * len(text)
    if len(text) == 2:
        return text[0] + STAR
    return text[0] + STAR * (len(text) - 2) + text[-1]


def _ends(text: str | None, left: int, right: int) -> str:
    value = (text or "").strip()
    hidden = len(value) - left - right
    if hidden >= 2:
        return value[:left] + STAR * hidden + value[-right:]
    return STAR * (len(value) - 1) + value[-1:]


def scrub(text: str) -> str:
    """Free text without whole personal numbers: whatever looks like a resident ID or a mobile number is masked.

    For what is kept in plain and was typed by people for another purpose: names of files, reasons, messages.
    """
    return _MOBILE.sub(lambda found: mask_phone(found[0]), _ID.sub(lambda found: mask_id(found[0]), text))
