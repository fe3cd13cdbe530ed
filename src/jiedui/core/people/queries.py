"""Reading persons: who stands behind a number, and how a number looks to those who may not see it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from django.db import connection
from django.db.models import Max

from jiedui.core.people.documents import FIELD, PURPOSE
from jiedui.core.people.models import Person
from jiedui.core.store import ask
from jiedui.core.vault.masking import mask_id
from jiedui.core.vault.sealing import blind, unseal

CHUNK = 5_000
T = TypeVar("T")


class Facts(NamedTuple):
    """What may be known of a person without the document number."""

    token: str
    kind: str
    birth: str | None
    sex: str | None
    region: str | None


def find(numbers: Sequence[str]) -> dict[str, int]:
    """Person ids by document number, for those that exist; 200,000 numbers take about a second."""
    distinct = list(dict.fromkeys(numbers))
    blinds = blind(distinct, purpose=PURPOSE)
    ids = find_blinds(blinds)
    return {number: ids[index] for number, index in zip(distinct, blinds, strict=True) if index in ids}


def find_blinds(blinds: Sequence[bytes | None]) -> dict[bytes, int]:
    """Person ids by blind index, for those that exist."""
    found: dict[bytes, int] = {}
    wanted = {one for one in blinds if one is not None}
    highest = Person.objects.aggregate(highest=Max("pk"))["highest"]
    if not wanted or highest is None:
        return found
    with connection.cursor() as cursor:
        if len(wanted) * 3 > highest:  # reading the whole table is cheaper than as many look-ups
            cursor.execute("SELECT document_blind, id FROM people_person")
            while rows := cursor.fetchmany(20_000):
                found.update((key, id) for index, id in rows if (key := bytes(index)) in wanted)
            return found
        # Neighbours in the index are read together.
        for part in _parts(sorted(wanted)):
            if connection.vendor == "postgresql":
                cursor.execute("SELECT document_blind, id FROM people_person WHERE document_blind = ANY(%s)", [part])
            else:
                marks = ",".join(["%s"] * len(part))
                cursor.execute(f"SELECT document_blind, id FROM people_person WHERE document_blind IN ({marks})", part)
            found.update((bytes(index), id) for index, id in cursor.fetchall())
    return found


def masked(person_ids: Sequence[int]) -> dict[int, str]:
    """Masked document numbers by person id, for the 25 to 100 rows of a list page: 4521**********1234."""
    asked = sorted(set(person_ids))
    marks = ", ".join(["%s"] * len(asked))
    rows = ask(f"SELECT id, document_sealed FROM {Person._meta.db_table} WHERE id IN ({marks})", asked) if asked else []
    ids = [id for id, _sealed in rows]
    numbers = unseal([bytes(sealed) for _id, sealed in rows], field=FIELD, rows=ids)
    return {id: mask_id(number) for id, number in zip(ids, numbers, strict=True)}


def facts(person_ids: Sequence[int]) -> dict[int, Facts]:
    """Token, kind, birth, sex and region prefix by person id."""
    found: dict[int, Facts] = {}
    for part in _parts(sorted(set(person_ids))):
        rows = Person.objects.filter(pk__in=part).values_list("pk", "token", "kind", "birth", "sex", "region")
        found.update((id, Facts(token, kind, birth, sex, region)) for id, token, kind, birth, sex, region in rows)
    return found


def _parts(values: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), CHUNK):
        yield list(values[start : start + CHUNK])


def blinds(person_ids: Sequence[int]) -> dict[int, bytes]:
    """Blind indexes by person id: what a row commits to, so that another number under the same person shows."""
    found: dict[int, bytes] = {}
    for part in _parts(sorted(set(person_ids))):
        rows = Person.objects.filter(pk__in=part).values_list("pk", "document_blind")
        found.update((id, bytes(index)) for id, index in rows)
    return found


def stems(person_ids: Sequence[int]) -> dict[int, str]:
    """The first 15 digits of the resident IDs by person id, only to match numbers that lost their last ones."""
    rows = list(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "document_sealed"))
    ids = [id for id, _sealed in rows]
    numbers = unseal([bytes(sealed) for _id, sealed in rows], field=FIELD, rows=ids)
    return {id: number[:15] for id, number in zip(ids, numbers, strict=True) if number is not None}
