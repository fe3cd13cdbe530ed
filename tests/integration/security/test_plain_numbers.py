"""Numbers typed where nobody asked for them do not stand in plain in the database; odd addresses are no failures."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.trail.models import Event
from tests.integration.people import draw_ids
from tests.integration.web.conftest import put
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PHONE = "13800138000"


def test_names_of_files_reasons_and_messages(longan: Client) -> None:
    (number,) = draw_ids(1, seed=5)
    name = f"某人{number}_{PHONE}.xlsx"
    longan.post("/ledgers/workers/import/", {"file": SimpleUploadedFile(name, book(people(2)))})
    longan.post(f"/imports/{Import.objects.get().pk}/apply/")
    bad = f"身份证号,户籍县,就业状态\n{number},隆安县,{number}\n".encode()
    longan.post("/ledgers/workers/import/", {"file": SimpleUploadedFile("b.csv", bad)})
    row = registry.ledger("workers").objects.first()
    assert row is not None
    longan.post(f"/ledgers/workers/{row.pk}/reveal/", {"reason": f"核实 {number} {PHONE}"})
    kept = [text for one in Import.objects.all() for text in (one.file_name, one.message, one.answers)]
    kept += Event.objects.values_list("note", flat=True)
    assert len(kept) >= 9 and any("姓名" in text for text in kept)
    assert not [text for text in kept if number in text or PHONE in text]
    assert json.loads(Event.objects.filter(kind="reveal").order_by("id").values_list("note", flat=True)[0])["reason"]


@pytest.mark.parametrize(
    "address", ["ledgers/workers/?page=²", "trail/?actor=²", "trail/99999999999999999999/", "indicators/{0}/rows/?after=²"]
)
def test_odd_numbers_in_addresses(longan: Client, address: str) -> None:
    put(people(1))
    longan.raise_request_exception = False
    assert longan.get("/" + address.format(registry.indicators()[0].id)).status_code < 500
