"""What clerks do all day, as tasks for tests.faults.hands: every way in which a number comes into the product."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.integration.country import LONGAN


def gardened(cards: list[str], photo: str, file: str) -> int:
    """Upload a photo and import gardens (tests/toy) whose owners have these cards, each with the photo; rows that went in."""
    from jiedui.core.intake.attachments import keep_upload
    from jiedui.core.trail.operations import SYSTEM
    from tests.faults.hands import imported
    from tests.workbooks.draft import COUNTY, Draft

    digest = keep_upload(photo.encode(), name=f"{cards[0]}.jpg", actor=SYSTEM)
    rows = [
        {"庭院编号": f"T{i}", "户主姓名": "韦大山", "县": COUNTY, "收款卡号": card, "现场照片": digest}
        for i, card in enumerate(cards)
    ]
    Path(file).write_bytes(Draft("gardens", rows).save())
    told = imported(file, ledger="gardens")
    assert told["applied"], told
    return int(told["rows"]["new"])


def browsed(file: str, wrong: str, number: str, phone: str) -> list[str]:
    """A clerk at the pages and a worker beside her: what she did, each with its HTTP status.

    `file` is handed in and let in, `wrong` is no workbook; the numbers are typed wherever there is a field.
    """
    from django.test import Client

    from jiedui.core.access import roles
    from jiedui.core.intake.models import Import
    from jiedui.jobs.exports.models import Export
    from jiedui.jobs.worker import Worker
    from jiedui.web.downloads import jobs as exports
    from jiedui.web.imports import jobs
    from tests.accounts import make_user, sign_in

    jobs.SMALL = jobs.FEW = 0  # everything in the background
    clerk = Client(headers={"host": "localhost"}, raise_request_exception=False)
    done: list[str] = []

    def post(address: str, **fields: Any) -> None:
        done.append(f"{clerk.post(address, fields).status_code} {address}")

    def get(address: str, **query: str) -> None:
        done.append(f"{clerk.get(address, query).status_code} {address}")

    def hand_in(path: str, name: str) -> Import:
        upload = SimpleUploadedFile(name, Path(path).read_bytes())
        post("/ledgers/workers/import/", file=upload)
        Worker().run(once=True)
        return Import.objects.latest("pk")

    post("/sign-in/", login=number, password=phone)
    post("/sign-in/", login=phone, password=number)
    sign_in(clerk, make_user(roles.COUNTY, LONGAN))
    refused = hand_in(wrong, f"{number}.xlsx")
    assert refused.state == Import.State.REFUSED, refused.state
    record = hand_in(file, f"{phone}的表.xlsx")
    assert record.state == Import.State.CHECKED, record.message
    get(f"/imports/{record.pk}/")
    post(f"/imports/{record.pk}/apply/", partial="1")
    Worker().run(once=True)
    record.refresh_from_db()
    assert record.state == Import.State.APPLIED, record.message
    get(f"/imports/{record.pk}/returned.xlsx")
    post(f"/imports/{record.pk}/raw/", reason=f"核对{number}")
    post("/ledgers/workers/find/", number=number)
    get("/ledgers/workers/", q=number)
    get("/ledgers/workers/export/", q=phone)
    post("/ledgers/workers/export/", export_reveal="1", export_reason=f"核对{number}")
    exports.SMALL = 0
    post("/ledgers/workers/export/", export_reveal="1", export_reason=f"核对{number}，电话{phone}")
    Worker().run(once=True)
    made = Export.objects.latest("pk")
    assert made.state == Export.State.READY, made.error
    get(f"/downloads/{made.pk}/file/")
    post("/ledgers/workers/bulk/", all="1", bulk_step="preview", bulk_column="post", post=phone, bulk_reason=f"核对{number}")
    post("/ledgers/workers/1/reveal/", reason=f"核对{number}，电话{phone}")
    post("/ledgers/workers/1/edit/", revision="2", phone=phone, remark=f"电话{phone}")
    get(f"/{number}/{phone}/")
    return done


def digested(row: int) -> bool:
    """Give a row of workers the digest of the facts that it holds now; whether it had another one."""
    from jiedui.core.declare.registry import registry
    from jiedui.core.ledger.digests import recomputed

    workers = registry.ledger("workers")
    digest = dict(recomputed(workers))[row]
    return bool(workers._default_manager.filter(pk=row).exclude(digest=digest).update(digest=digest))
