"""Where a file on its way goes: to the ledger it is for, past a heading remembered wrongly, or nowhere."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.declare.registry import registry
from jiedui.core.intake import guessing, operations
from jiedui.core.intake.models import Import, RememberedHeading
from jiedui.core.intake.previews import keeping
from jiedui.core.intake.reading import read_workbook
from jiedui.core.vault import files
from jiedui.core.words.errors import JieduiError, Refused

State = Import.State
OPEN = (State.RECEIVED, State.CHECKED, State.REFUSED)


def fitting(record: Import, ledgers: Collection[str]) -> list[str]:
    """The ids of those ledgers that a file's headings fit, best first; none where it cannot be read."""
    try:
        workbook = read_workbook(files.get(record.file_digest), name=record.file_name)
    except JieduiError:
        return []
    owner = operations.memory(record)
    known = [registry.ledger(id) for id in ledgers]
    remembered = {one.info.id: operations.remembered(one, owner) for one in known}
    return [id for id, _fit in guessing.guess(workbook, known, remembered)]


def recognise(record: Import, ledgers: Collection[str]) -> bool:
    """Give a file that nobody has checked yet to the ledger it looks like; False where it looks like none."""
    found = fitting(record, ledgers)
    if found:
        move(record, found[0])
    return bool(found)


def move(record: Import, ledger_id: str) -> None:
    """The file is for another ledger: what was answered and found for the first one is dropped."""
    registry.ledger(ledger_id)
    with transaction.atomic():
        mine = _open(record)
        mine.ledger, mine.state, mine.answers, mine.counts, mine.counties = ledger_id, State.RECEIVED, "{}", "{}", ""
        mine.basis, mine.report_digest, mine.message = 0, "", ""
        mine.save()
        keeping.forget(mine)
    record.refresh_from_db()


def give_up(record: Import) -> None:
    """The file is not to be imported after all. It stays as evidence; its preview goes."""
    with transaction.atomic():
        mine = _open(record)
        mine.state, mine.finished_at = State.GIVEN_UP, timezone.now()
        mine.save(update_fields=["state", "finished_at"])
        keeping.forget(mine)
    record.refresh_from_db()


def forget_heading(record: Import, heading: str) -> bool:
    """Forget what a heading of the file was once said to mean; the next check reads it by itself. False: nothing was kept."""
    head = keeping.head_of(_open(record)) or {}
    plain = next((one["plain"] for one in head.get("headings", ()) if one["text"] == heading and "plain" in one), None)
    if plain is None:
        return False
    memory = RememberedHeading.objects.filter(
        ledger=record.ledger, organisation_id=operations.memory(record), heading=plain
    )
    return bool(memory.delete()[0])


def _open(record: Import) -> Import:
    found = Import.objects.get(pk=record.pk)
    if found.state not in OPEN:
        raise Refused("import.done", _("这份文件已经处理完毕或正在写入，不能再改。请刷新后查看结果。"))
    return found
