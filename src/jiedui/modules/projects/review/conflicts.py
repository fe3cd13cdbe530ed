"""Who must not score which project. What is known of a person is set beside what is known of a project; no database."""

from collections.abc import Iterable
from dataclasses import dataclass

from jiedui.core.places.names import match_name


@dataclass(frozen=True)
class Person:
    """A user as a reviewer. units: numbers of the organisation in the register; offices: regions (6 or 9 digits) of the counties
    and townships that the user works for."""

    id: int
    unit: str
    organisation: int | None
    offices: frozenset[str]


@dataclass(frozen=True)
class Case:
    """What of a project matters here. entered_by: the user who put it into the ledger, and that user's unit."""

    county: str
    town: str | None
    implementer: int | None
    implementer_name: str
    entered_by: int | None
    entered_unit: str


def conflict(person: Person, case: Case) -> str:
    """The first reason (key of lists.CONFLICTS) why this person must not score this project; "" where there is none."""
    if case.entered_by is not None and person.id == case.entered_by:
        return "entered"
    own = _compared(person.unit)
    if (person.organisation is not None and person.organisation == case.implementer) or (
        own and own == _compared(case.implementer_name)
    ):
        return "unit"
    if own and own == _compared(case.entered_unit):
        return "applicant"
    if case.county in person.offices or (case.town and case.town in person.offices):
        return "office"
    return ""


def conflicts(person: Person, cases: Iterable[tuple[int, Case]]) -> dict[int, str]:
    """Key of each project that the person must not score -> the reason."""
    found = ((key, conflict(person, case)) for key, case in cases)
    return {key: why for key, why in found if why}


def _compared(name: str) -> str:
    return match_name(name) if name.strip() else ""
