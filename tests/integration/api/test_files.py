"""Attachments over HTTP: a digest alone opens nothing."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiedui.core.access import roles
from tests.accounts import make_user
from tests.integration.api.conftest import Caller, caller_for
from tests.integration.country import LONGAN, MASHAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PHOTO = b"\xff\xd8\xff\xe0 a picture of a courtyard"
DIGEST = hashlib.sha256(PHOTO).hexdigest()


def test_a_file_is_uploaded_named_in_a_row_and_read_through_it(mashan: Caller) -> None:
    longan = caller_for(make_user(roles.COUNTY, LONGAN))
    garden = {"number": "M1", "owner": "韦二", "county": MASHAN, "photos": [DIGEST]}
    unknown = mashan.post("ledgers/gardens/rows", {"facts": garden})
    assert [one["id"] for one in unknown.json()["findings"]] == ["attachment.unknown"]

    sent = mashan.send("files", file=SimpleUploadedFile("院子.JPG", PHOTO))
    assert (sent.status_code, sent.json()) == (201, {"digest": DIGEST, "size": len(PHOTO)})
    stolen = longan.post("ledgers/gardens/rows", {"facts": garden | {"county": LONGAN}})
    assert [one["id"] for one in stolen.json()["findings"]] == ["attachment.unknown"]

    row = mashan.post("ledgers/gardens/rows", {"facts": garden}).json()["row"]
    assert row["facts"]["photos"] == [DIGEST]
    path = f"ledgers/gardens/rows/{row['id']}/files/photos/{DIGEST}"
    answer = mashan.get(path)
    assert answer.content == PHOTO
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert f"{DIGEST[:8]}.jpg" in answer.headers["Content-Disposition"]
    assert longan.get(path).status_code == 404
    for wrong in (path.replace("photos", "card"), path.replace(DIGEST, "0" * 64), path.replace(DIGEST, "..")):
        assert mashan.get(wrong).status_code == 404


def test_a_colleague_may_change_a_row_and_keep_its_files(mashan: Caller) -> None:
    mashan.send("files", file=SimpleUploadedFile("a.jpg", PHOTO))
    garden = {"number": "M1", "owner": "韦二", "county": MASHAN, "photos": [DIGEST]}
    row = mashan.post("ledgers/gardens/rows", {"facts": garden}).json()["row"]
    colleague = caller_for(make_user(roles.COUNTY, MASHAN))
    path = f"ledgers/gardens/rows/{row['id']}"
    kept = colleague.patch(path, {"revision": 1, "facts": {"area": "1.25", "photos": [DIGEST]}})
    assert (kept.json()["row"]["facts"]["area"], kept.status_code) == ("1.25", 200)
    gone = colleague.patch(path, {"revision": 2, "facts": {"photos": None}})
    assert gone.json()["row"]["facts"]["photos"] is None
    back = colleague.patch(path, {"revision": 3, "facts": {"photos": [DIGEST]}})
    assert back.json()["id"] == "row.stopped"


def test_an_empty_file_and_one_without_the_right_are_refused(mashan: Caller) -> None:
    assert mashan.send("files", file=SimpleUploadedFile("a.jpg", b"")).json()["id"] == "attachment.empty"
    reader = caller_for(make_user(roles.COUNTY, MASHAN), actions=frozenset({"view"}))
    assert reader.send("files", file=SimpleUploadedFile("a.jpg", PHOTO)).status_code == 403
