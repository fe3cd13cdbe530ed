"""Resident IDs (GB 11643-1999) and the other documents that stand in their place."""

import re
from datetime import date
from typing import NamedTuple

from jiedui.core.declare.columns import ResidentIdColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values.cells import Cell, fold, is_nothing, squeeze
from jiedui.core.intake.values.context import Context
from jiedui.core.intake.values.faults import Fault, Read
from jiedui.core.intake.values.shown import exact, lost_digits, number_of, plain_number
from jiedui.core.vault.masking import mask_id

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
EARLIEST = date(1890, 1, 1)
_CROSSES = "xX×✕✖╳*хХΧχ"
_DISABILITIES = {"1": "视力", "2": "听力", "3": "言语", "4": "肢体", "5": "智力", "6": "精神", "7": "多重"}
_GRADES = {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}
_NONE_YET = {"未办", "未办理", "办理中", "未上户", "未落户", "无证", "无身份证", "没有", "未登记"}
# Passports, birth certificates, permits of Hong Kong, Macao and Taiwan, permanent residence, military papers.
_OTHER = re.compile(
    r"[A-Z]{1,3}[0-9]{6,12}|[A-Z][0-9]{6,10}\([0-9A-Z]\)|[0-9]{8,10}\([A-Z]\)|[一-鿿]{1,3}字?第?[0-9]{5,9}号?"
)
_TWO = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx×*]|[0-9]{15})(?![0-9Xx])")


class Identity(NamedTuple):
    """`number`: 18 characters, or another document's; `kind`: resident, other, lost; birth and sex only of residents.

    Of a number that lost its last digits, `number` is None and `stem` holds the first 15, to look for the person.
    """

    number: str | None
    kind: str = "resident"
    birth: str | None = None
    sex: str | None = None
    """GB/T 2261.1: 1 male, 2 female."""
    grade: str | None = None
    """Kind and grade of disability, from a disability certificate."""
    stem: str | None = None


def check_character(body: str) -> str:
    """The 18th character for the first 17 digits (ISO 7064 MOD 11-2)."""
    return CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


def parse_resident_id(cell: Cell, column: ResidentIdColumn, context: Context) -> Read:
    """An Identity. Lost digits are never repaired; old and foreign region prefixes are no fault."""
    if lost_digits(cell):
        return _lost(cell.text.strip())
    text = squeeze(cell.text).upper()
    if cell.kind == kinds.NUMBER and (number := number_of(cell)) is not None:
        text = plain_number(number)
    if is_nothing(text) or text in _NONE_YET:
        return None, []
    if len(_TWO.findall(fold(cell.text).replace("-", ""))) > 1:
        return None, [Fault("cell.two_people", mask_id(text))]
    if "*" in text[:17] or "*" in text[18:]:  # at the 18th place it is a way to write X
        return None, [Fault("value.masked", mask_id(text), {"label": column.label})]
    text = text.replace("-", "").strip("'‘’`")
    text = re.sub("^(?:居民)?身份证(?:号码?)?:?", "", text)
    if len(text) in (18, 20, 21, 22) and text[17] in _CROSSES:
        text = f"{text[:17]}X{text[18:]}"
    return _read(text, context.today)


def _read(text: str, today: date) -> Read:
    if re.fullmatch("[0-9]{15}", text):
        body = f"{text[:6]}{'18' if text[12:] >= '996' else '19'}{text[6:]}"
        identity, faults = _resident(body + check_character(body), text, today)
        return identity, faults or [_fault("converted_15", text)]
    if card := re.fullmatch(r"([0-9]{17}[0-9X])([1-7])([1-4])(?:B[0-9]?)?", text):
        identity, faults = _resident(card[1], text, today)
        grade = f"{_DISABILITIES[card[2]]}{_GRADES[card[3]]}"
        return identity and identity._replace(grade=grade), faults or [_fault("disability_card", text, grade=grade)]
    if re.fullmatch("[0-9]{17}[0-9X]", text):
        return _resident(text, text, today)
    if _OTHER.fullmatch(text):
        return Identity(text, "other"), [_fault("other_document", text)]
    if not re.fullmatch("[0-9]*X?", text) or len(text) == 18:
        return None, [_fault("characters", text)]
    return None, [_fault("length", text, length=len(text))]


def _resident(number: str, written: str, today: date) -> tuple[Identity | None, list[Fault]]:
    """Judge 18 characters of the right form. A wrong date is reported rather than the check digit that fails with it."""
    right = number[17] == check_character(number[:17])
    if not right and number.endswith("000"):
        return _lost(written)
    birth = _day(number[6:14])
    if birth is None or not EARLIEST <= birth <= today:
        return None, [_fault("date", written)]
    if not right:
        return None, [_fault("checksum", written)]
    return Identity(number, "resident", birth.isoformat(), "1" if int(number[16]) % 2 else "2"), []


def _lost(text: str) -> tuple[Identity | None, list[Fault]]:
    number = exact(text)
    digits = f"{int(number)}"[:15] if number is not None else ""
    known = len(re.sub("[Ee].*|[.]", "", text)) >= 15 and len(digits) == 15
    # As the spreadsheet shows it: of the person 4.52E+17 tells no more than the province.
    value = f"{number:.2E}" if number is not None and not text.isdigit() else mask_id(text)
    return Identity(None, "lost", stem=digits if known else None), [
        Fault("resident_id.lost_digits", value, {"hint": ""})
    ]


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _fault(id: str, text: str, **params: str | int) -> Fault:
    return Fault(f"resident_id.{id}", mask_id(text.strip()), params)
