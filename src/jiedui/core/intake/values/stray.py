"""Personal numbers where they do not belong: an ID in the remarks, or used as the number of a household.

Remarks and the like are kept in plain text, so a resident ID, mobile number or bank card in them is masked (the file itself stays,
sealed); a column that identifies a row cannot hold one at all.
"""

import re
from datetime import date

from jiedui.core.declare.columns import Column
from jiedui.core.intake.values.faults import Fault, Read
from jiedui.core.intake.values.identity import check_character
from jiedui.core.vault.masking import mask_card, mask_id, mask_phone

PROSE = {"text", "long_text", "organisation", "name"}
EXACT = {"key", "uscc", "reference"}
_ID = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{16}[0-9Xx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9]{9})(?![0-9])")
_CARD = re.compile(r"(?<![0-9A-Za-z])((?:62|9558)[0-9]{14,17})(?![0-9A-Za-z])")
HINT = r"[0-9]{11}"


def is_resident_id(text: str) -> bool:
    """18 characters with a real date and the right check character."""
    if not _ID.fullmatch(text):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return 1890 <= born.year <= 2100 and check_character(text[:17]) == text[17].upper()


def is_bank_card(digits: str) -> bool:
    """16 to 19 digits of a card issued in China (its number starts with 62, ICBC's older ones with 9558), check digit right."""
    if not _CARD.fullmatch(digits) or len(digits) > 19:
        return False
    # ISO/IEC 7812-1: from the right, every second digit counts double, the digits of a double being added.
    return sum(sum(divmod(int(digit) * (1 + at % 2), 10)) for at, digit in enumerate(reversed(digits))) % 10 == 0


def read_stray(text: str, column: Column) -> Read:
    """What is to be stored instead of `text`, and the finding; the text itself where it holds no personal number."""
    if column.kind in EXACT:
        if is_resident_id(text):
            return None, [Fault("value.personal_number", mask_id(text), {"label": column.label})]
        return text, []
    masked = _ID.sub(lambda found: mask_id(found[0]) if is_resident_id(found[0]) else found[0], text)
    masked = _MOBILE.sub(lambda found: mask_phone(found[0]), masked)
    masked = _CARD.sub(lambda found: mask_card(found[0]) if is_bank_card(found[0]) else found[0], masked)
    if masked == text:
        return text, []
    return masked, [Fault("text.personal_number", masked[:80], {"label": column.label})]
