"""Making, removing and revealing persons, inside the caller's transaction."""

import base64
import os
from collections.abc import Sequence

import polars as pl
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core import store
from jiedui.core.access.holdings import check_may
from jiedui.core.access.models import User
from jiedui.core.access.rights import REVEAL
from jiedui.core.people import references
from jiedui.core.people.documents import FIELD, PURPOSE, Document, frame
from jiedui.core.people.models import Person
from jiedui.core.people.queries import find_blinds
from jiedui.core.trail.operations import SYSTEM, Actor, record_event
from jiedui.core.vault.sealing import blind, seal, unseal
from jiedui.core.words.errors import NotFound, Refused

LOCK = "people"
TOKEN = 22
CHUNK = 500
SLICE = 20_000


def ensure(documents: Sequence[Document | str]) -> dict[str, int]:
    """Person ids by document number; persons not known yet are made. A plain number tells its facts itself.

    Two imports that meet the same new person at the same moment get the same id: on PostgreSQL the second one waits
    for the first to end.
    """
    papers = frame(documents)
    numbers = papers["number"].to_list()
    blinds = [one for one in blind(numbers, purpose=PURPOSE) if one is not None]
    ids = find_blinds(blinds)
    if len(ids) < len(numbers):
        ids |= _make(papers, blinds)
    return dict(zip(numbers, map(ids.__getitem__, blinds), strict=True))


def ensure_indexed(missing: Sequence[tuple[bytes, Document | str]]) -> dict[bytes, int]:
    """Person ids by blind index, for distinct (blind index, document) pairs that were not found a moment ago.

    The same as `ensure` for a caller that has computed the blind indexes already.
    """
    papers = frame([document for _index, document in missing])
    index = {document if isinstance(document, str) else document.number: one for one, document in missing}
    return _make(papers, [index[number] for number in papers["number"].to_list()])


def _make(papers: pl.DataFrame, blinds: Sequence[bytes]) -> dict[bytes, int]:
    store.lock(LOCK)
    ids: dict[bytes, int] = find_blinds(blinds)
    papers = papers.with_columns(pl.Series("blind", blinds, dtype=pl.Binary))
    return ids | _insert(papers.filter(~pl.col("blind").is_in(pl.Series(list(ids), dtype=pl.Binary).implode())))


def remove_unused(person_ids: Sequence[int]) -> int:
    """Remove those of these persons that nothing uses any more (after an undo); returns how many."""
    store.lock(LOCK)
    idle = sorted(set(person_ids))
    removed = 0
    with connection.cursor() as cursor:
        for start in range(0, len(idle), CHUNK):
            part = idle[start : start + CHUNK]
            gone = sorted(set(part) - references.used(part))
            if gone:
                marks = ", ".join(["%s"] * len(gone))
                cursor.execute(f"DELETE FROM people_person WHERE id IN ({marks})", gone)
                removed += cursor.rowcount
    return removed


def reveal(
    person_ids: Sequence[int], *, by: User | None, reason: str, ledger_id: str | None = None, address: str = ""
) -> dict[int, str]:
    """Plain document numbers by person id, for one who may see them and says why; the trail tells who saw whom.

    `by`: the user, whose right to reveal is checked here; None is the server's command line. The caller has made sure
    that the persons are within the user's scope. Raises NotAllowed, Refused without a reason, NotFound.
    """
    ids = sorted(set(person_ids))
    with transaction.atomic():
        _note(by, reason, ledger_id, address, {"persons": ids})
        sealed = dict(Person.objects.filter(pk__in=ids).values_list("pk", "document_sealed"))
        if len(sealed) != len(ids):
            raise NotFound("people.absent", _("要查看的人员不存在或已删除，请刷新页面后重试。"))
        numbers = unseal([bytes(sealed[id]) for id in ids], field=FIELD, rows=ids)
    return {id: number for id, number in zip(ids, numbers, strict=True) if number is not None}


def reveal_sealed(
    values: Sequence[bytes | None],
    *,
    field: str,
    rows: Sequence[int],
    by: User | None,
    reason: str,
    ledger_id: str | None = None,
    address: str = "",
) -> list[str | None]:
    """Plain phones or bank cards of a ledger's rows, sealed under `field`; right, reason and trail as in `reveal`."""
    with transaction.atomic():
        _note(by, reason, ledger_id, address, {"field": field, "rows": list(rows)})
        return unseal(values, field=field, rows=rows)


def _note(by: User | None, reason: str, ledger_id: str | None, address: str, what: dict[str, object]) -> None:
    if by is not None:
        check_may(by, REVEAL, ledger_id)
    if len(reason.strip()) < 2:
        raise Refused("reveal.reason", _("请填写查看完整信息的事由，例如“电话核实就业情况”。事由将记入审计存证。"))
    actor = SYSTEM if by is None else Actor(by.pk, by.display_name, address)
    record_event("reveal", actor=actor, ledger=ledger_id or "", note={"reason": reason.strip(), **what})


def _insert(fresh: pl.DataFrame) -> dict[bytes, int]:
    # In the order of the blind index: neighbouring pages of the index are filled.
    fresh = fresh.sort("blind")
    count = len(fresh)
    if not count:
        return {}
    ids, tokens = store.next_ids(Person, count), _tokens(count)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    for start in range(0, count, SLICE):
        part, numbers = fresh[start : start + SLICE], ids[start : start + SLICE]
        sealed = seal(part["number"].to_list(), field=FIELD, rows=numbers)
        rows = part.select("kind", pl.col("blind").alias("document_blind"), "birth", "sex", "region").with_columns(
            pl.Series("id", numbers, dtype=pl.Int64),
            pl.Series("token", tokens[start : start + SLICE], dtype=pl.String),
            pl.Series("document_sealed", sealed, dtype=pl.Binary),
        )
        store.insert_frame(Person._meta.db_table, rows, {"created_at": now})
    return dict(zip(fresh["blind"].to_list(), ids, strict=True))


def _tokens(count: int) -> list[str]:
    """Random names of 132 bits each."""
    text = base64.urlsafe_b64encode(os.urandom(-(-count * TOKEN * 3 // 4) + 2)).decode()
    return [text[start : start + TOKEN] for start in range(0, count * TOKEN, TOKEN)]
