"""What a document number tells by itself (GB 11643-1999: region, birth, sex; the check digit is intake's business)."""

import re
from typing import NamedTuple

from jiedui.core.people.models import Person

FIELD = "people.document"
"""The field under which numbers are sealed."""
PURPOSE = "person"
"""The purpose under which numbers are indexed."""
_RESIDENT = re.compile(r"^\d{17}[\dX]$", re.ASCII)


class Document(NamedTuple):
    """A document by its number in normal form (a resident ID: 18 characters, capital X).

    A provisional person has no number: give any text that names the person for good, such as `ledger:row`.
    """

    number: str
    kind: str = Person.Kind.RESIDENT.value
    birth: str | None = None
    sex: str | None = None
    region: str | None = None


def document(number: str) -> Document:
    """A resident ID with the facts it holds, or another document with none."""
    if not _RESIDENT.match(number):
        return Document(number, Person.Kind.OTHER.value)
    birth = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    return Document(number, Person.Kind.RESIDENT.value, birth, "1" if int(number[16]) % 2 else "2", number[:6])
