"""The files as they were handed in: evidence, full of personal data, so every look at one is noted."""

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import REVEAL
from jiedui.core.access.scope import Scope
from jiedui.core.intake.models import Import
from jiedui.core.trail.operations import record_event
from jiedui.core.vault import files
from jiedui.core.words.errors import NotFound, Refused


def check_may_open(record: Import, by: User) -> None:
    """NotFound unless the whole file is within reach: rows, hidden sheets and all, of whatever county.

    The counties of an import are those of the rows that were read; a file may hold more. So it opens to who handed it
    in, and to who reaches at least as far as she does.
    """
    if record.actor_id == by.pk:
        return
    mine = scope_of(by)
    if mine.counties is None:
        return
    owner = User.objects.filter(pk=record.actor_id).first() if record.actor_id is not None else None
    theirs = scope_of(owner) if owner is not None else Scope.everything()
    if theirs.counties is None or not theirs.counties <= (mine.whole or frozenset()):
        raise NotFound("import.not_found", _("没有找到这份文件。"))


def raw_file(record: Import, *, by: User, reason: str, address: str = "") -> bytes:
    """The bytes of an import's file, for one who may see full numbers and says why. The import's reach is the caller's to check."""
    check_may(by, REVEAL, record.ledger)
    check_may_open(record, by)
    if len(reason.strip()) < 2:
        raise Refused("reveal.reason", _("请填写下载原始文件的事由，例如“核对审计线索”。事由将记入操作留痕。"))
    with transaction.atomic():
        record_event(
            "raw_file",
            actor=actor(by, address),
            ledger=record.ledger,
            scope=record.scope,
            file_digest=record.file_digest,
            note={"reason": reason.strip(), "batch": record.pk},
        )
    return files.get(record.file_digest)
