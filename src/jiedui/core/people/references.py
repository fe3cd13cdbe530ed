"""Who still uses a person: foreign keys are found by themselves, other uses are registered here."""

from collections.abc import Callable, Sequence

from django.db.models import ForeignKey, OneToOneField

from jiedui.core.people.models import Person

Users = Callable[[Sequence[int]], set[int]]
_registered: list[Users] = []


def register(fn: Users) -> None:
    """Register a function that returns which of the given person ids are still needed."""
    if fn not in _registered:
        _registered.append(fn)


def used(person_ids: Sequence[int]) -> set[int]:
    """Which of these persons a row of any ledger, or anything registered, still points at."""
    left = set(person_ids)
    found: set[int] = set()
    for relation in Person._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not relation.auto_created or not isinstance(field, ForeignKey | OneToOneField) or not left:
            continue
        rows = field.model._base_manager.filter(**{f"{field.attname}__in": sorted(left)})
        here = set(rows.values_list(field.attname, flat=True).distinct())
        found |= here
        left -= here
    for fn in _registered:
        found |= fn(sorted(left)) & left
        left -= found
    return found
