"""Telephone numbers, bank cards and unified social credit codes."""

import re

from jiedui.core.declare.columns import BankCardColumn, PhoneColumn, UsccColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values.cells import Cell, fold, is_nothing, squeeze, tidy_lines
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Read, shorten
from jiedui.core.intake.values.shown import lost_digits, number_of, plain_number
from jiedui.core.vault.masking import mask_card, mask_name, mask_phone

_BETWEEN = re.compile(r"[/\\、,;|\n]|或者?|和")
_MARKS = re.compile(r"[-‐–—()\s.·]")
# Mobile, land line with area code, land line without, 400 and 800, short public numbers.
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[1-9][0-9]{8,10}|[2-8][0-9]{6,7}|[48]00[0-9]{7}|1[0-9]{4}|9[5-6][0-9]{3,4}")
_NOTE = re.compile(r"[(\[【]([^()\[\]【】0-9]{1,12})[)\]】]")
_KIN = re.compile("(?:本人|户主|亲属|家属|父亲?|母亲?|爸爸?|妈妈?|夫|妻子?|丈夫|配偶|爱人|儿子?|女儿?|子|媳妇?|儿媳|女婿|兄弟?|哥哥?|弟弟?|姐姐?|妹妹?|叔叔?|邻居|同事"
                  "|老板|单位|家里|家庭|备用|微信同号|常用)(?:的?(?:电话|手机|号码))?")  # fmt: skip
_FIRST = re.compile("^(?:电话|手机|联系电话|固话|座机)号?码?:?")

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def parse_phone(cell: Cell, column: PhoneColumn, context: Context) -> Read:
    """Digits of every number, joined by `;`. What is no number of a usual length stays as written, with a warning."""
    if lost_digits(cell):
        return None, [Fault("value.lost_digits", mask_phone(squeeze(cell.text)), {"label": column.label})]
    text = _number_text(cell)
    if is_nothing(text.strip()):
        return None, []
    if "*" in text:
        return None, [Fault("value.masked", mask_phone(squeeze(text)), {"label": column.label})]
    notes = _NOTE.findall(text)
    text = _NOTE.sub(" ", text) if notes else text
    numbers = [number for part in _BETWEEN.split(text) if part.strip() for number in _phones(part)]
    value = ";".join(dict.fromkeys(numbers))
    if not value:
        return None, []
    # Whose number it is may be a name, which is not repeated.
    said = "、".join(note if _KIN.fullmatch(note.strip()) else mask_name(note) for note in notes)
    faults = [Fault("phone.note", mask_phone(value), {"note": said})] if notes else []
    if not all(_PHONE.fullmatch(number) for number in numbers):
        faults.append(Fault("phone.unusual", mask_phone(value)))
    return value, faults


def _phones(part: str) -> list[str]:
    """One number, or several held apart by blanks or hyphens only; else the part as written."""
    part = _FIRST.sub("", fold(part))
    whole = _bare(part)
    if _PHONE.fullmatch(whole):
        return [whole]
    for between in (r"\s+", r"[-–—]+", r"[\s\-–—]+"):
        pieces = [_bare(piece) for piece in re.split(between, part) if piece]
        if len(pieces) > 1 and all(_PHONE.fullmatch(piece) for piece in pieces):
            return pieces
    return [whole if whole.isdigit() else part.replace(" ", "")] if whole else []


def _bare(text: str) -> str:
    digits = _MARKS.sub("", text)
    return re.sub(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$)", "", digits)


def _number_text(cell: Cell) -> str:
    """The text of a cell with line breaks kept; a number cell as plain digits."""
    if cell.kind == kinds.NUMBER and (number := number_of(cell)) is not None:
        return plain_number(number)
    return "\n".join(fold(line) for line in tidy_lines(cell.text).split("\n"))


def parse_bank_card(cell: Cell, column: BankCardColumn, context: Context) -> Read:
    """8 to 32 digits."""
    if lost_digits(cell):
        return None, [Fault("bank_card.lost_digits", mask_card(squeeze(cell.text)))]
    text = squeeze(_number_text(cell))
    if is_nothing(text):
        return None, []
    if "*" in text:
        return None, [Fault("value.masked", mask_card(text), {"label": column.label})]
    digits = re.sub(r"[-–—]", "", text)
    if re.fullmatch("[0-9]{8,32}", digits):
        return digits, []
    return None, [Fault("bank_card.unreadable", mask_card(text))]


def uscc_check(body: str) -> str | None:
    """The 18th character for the first 17 (GB 32100-2015, mod 31); None when one of them is not in the alphabet."""
    if any(char not in USCC_ALPHABET for char in body):
        return None
    total = sum(weight * USCC_ALPHABET.index(char) for weight, char in zip(USCC_WEIGHTS, body, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def parse_uscc(cell: Cell, column: UsccColumn, context: Context) -> Read:
    """Upper case without blanks. A wrong length or check character is a warning: early codes fail it."""
    if lost_digits(cell):
        return None, [Fault("value.lost_digits", squeeze(cell.text), {"label": column.label})]
    text = squeeze(_number_text(cell)).upper()
    if is_nothing(text):
        return None, []
    without = text.replace("-", "")
    text = without if len(without) == 18 else text
    if len(text) != 18:
        return text, [Fault("uscc.length", shorten(text), {"length": len(text)})]
    return text, [] if uscc_check(text[:17]) == text[17] else [Fault("uscc.checksum", text)]
