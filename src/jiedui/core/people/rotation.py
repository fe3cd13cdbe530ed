"""Sealing the document numbers anew after a key was added."""

from django.db import connection, transaction

from jiedui.core.people.documents import FIELD
from jiedui.core.people.models import Person
from jiedui.core.vault.sealing import current, seal, unseal, version_of

CHUNK = 5_000


def reseal() -> int:
    """Seal every number that does not carry the newest key; one transaction for 5,000 persons. Returns how many."""
    done, last = 0, 0
    while True:
        with transaction.atomic():
            rows = list(
                Person.objects.select_for_update()
                .filter(pk__gt=last)
                .order_by("pk")
                .values_list("pk", "document_sealed")[:CHUNK]
            )
            if not rows:
                return done
            last = rows[-1][0]
            old = [(id, bytes(sealed)) for id, sealed in rows if version_of(bytes(sealed)) != current()]
            ids = [id for id, _sealed in old]
            fresh = seal(unseal([sealed for _id, sealed in old], field=FIELD, rows=ids), field=FIELD, rows=ids)
            with connection.cursor() as cursor:
                cursor.executemany(
                    "UPDATE people_person SET document_sealed = %s WHERE id = %s", list(zip(fresh, ids, strict=True))
                )
            done += len(old)
