"""What verification asks of persons: does every document open, and does the row still say what its document says?"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from jiedui.core.people.documents import FIELD, PURPOSE, read
from jiedui.core.people.models import Person
from jiedui.core.trail.facts import Problem, Progress
from jiedui.core.vault.sealing import TamperError, blind, unseal

CHUNK = 20_000
Row = tuple[int, bytes, bytes, str, str | None, str | None, str | None]


def check(progress: Progress | None) -> Iterator[Problem]:
    """Every person whose sealed document, blind index or facts were changed behind the product's back."""
    last = done = 0
    while True:
        rows: list[Row] = [
            (id, bytes(sealed), bytes(index), kind, birth, sex, region)
            for id, sealed, index, kind, birth, sex, region in Person.objects.filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", "document_sealed", "document_blind", "kind", "birth", "sex", "region")[:CHUNK]
        ]
        if not rows:
            return
        last, done = rows[-1][0], done + len(rows)
        numbers = _opened(rows)
        indexes = blind(numbers, purpose=PURPOSE)
        told = read([number or "" for number in numbers]).rows()
        for row, number, index, facts in zip(rows, numbers, indexes, told, strict=True):
            resident = facts[1] == Person.Kind.RESIDENT.value
            if number is None or index != row[2] or (resident and tuple(facts[1:]) != row[3:]):
                yield Problem("people.changed", _("第 %(id)d 号人员的证件信息被绕过系统改动。") % {"id": row[0]})
        if progress:
            progress(_("核对人员证件"), done, 0)


def _opened(rows: Sequence[Row]) -> list[str | None]:
    ids, sealed = [row[0] for row in rows], [row[1] for row in rows]
    try:
        return unseal(sealed, field=FIELD, rows=ids)
    except TamperError:
        if len(rows) == 1:
            return [None]
        half = len(rows) // 2  # look for the ones that do not open
        return [*_opened(rows[:half]), *_opened(rows[half:])]
