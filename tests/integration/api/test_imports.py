"""Files over HTTP: reports, questions, retries, undo."""

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiedui.core.access import roles
from tests.accounts import make_user
from tests.integration.api.conftest import ALL, Caller, caller_for
from tests.integration.country import LONGAN, MASHAN
from tests.integration.people import draw_ids

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PATH = "ledgers/workers/imports"
File = Callable[..., SimpleUploadedFile]


@pytest.fixture
def workbook() -> File:
    """A workbook of `count` workers; `headings` are added with the same value in every row."""

    def make(count: int = 3, *, seed: int = 1, county: str = "马山县", **headings: Any) -> SimpleUploadedFile:
        book = openpyxl.Workbook()
        book.active.append(["姓名", "身份证号", "户籍县", *headings])
        for number in draw_ids(count, seed=seed):
            book.active.append(["蒙大山", number, county, *headings.values()])
        data = io.BytesIO()
        book.save(data)
        return SimpleUploadedFile("务工.xlsx", data.getvalue())

    return make


def test_a_file_goes_in_once_and_is_taken_back(mashan: Caller, workbook: File) -> None:
    tried = mashan.send(PATH, file=workbook(), dry_run=True)
    assert (tried.status_code, tried.json()["rows"]["new"], tried.json()["applied"]) == (200, 3, False)
    done = mashan.send(PATH, file=workbook())
    assert (done.status_code, done.json()["rows"]["new"]) == (201, 3)
    assert len(mashan.get("ledgers/workers/rows").json()["rows"]) == 3
    again = mashan.send(PATH, file=workbook())
    assert (again.status_code, again.json()["rows"]["new"], again.json()["rows"]["same"]) == (200, 0, 3)

    listed = mashan.get("imports", ledger="workers").json()["imports"]
    assert [one["state"] for one in listed] == ["unchanged", "applied"]
    batch = done.json()["batch"]
    assert mashan.get(f"imports/{batch}").json()["rows"]["new"] == 3
    assert mashan.get(f"imports/{batch}/report").json()["file"] == done.json()["file"]
    undone = mashan.post(f"imports/{batch}/undo")
    assert (undone.status_code, undone.json()["undone"]["state"]) == (200, "undone")
    assert mashan.get("ledgers/workers/rows").json()["rows"] == []
    assert mashan.post(f"imports/{batch}/undo").json()["id"] == "undo.not_applied"


def test_a_repeated_request_finds_its_first_result(mashan: Caller, workbook: File) -> None:
    file = workbook()
    first = mashan.send(PATH, file=file, key="2021-11-a")
    file.seek(0)
    second = mashan.send(PATH, file=file, key="2021-11-a")
    assert first.status_code == second.status_code == 201
    assert first.json()["batch"] == second.json()["batch"]
    other = mashan.send(PATH, file=workbook(seed=2), key="2021-11-a")
    assert (other.status_code, other.json()["id"]) == (409, "import.key_reused")
    assert len(mashan.get("imports").json()["imports"]) == 1


def test_a_key_of_another_caller_finds_nothing(mashan: Caller, workbook: File) -> None:
    mashan.send(PATH, file=workbook(), key="a")
    longan = caller_for(make_user(roles.COUNTY, LONGAN))
    answer = longan.send(PATH, file=workbook(), key="a")
    assert answer.status_code == 422
    assert {one["id"] for one in answer.json()["findings"]} == {"row.out_of_scope"}


def test_an_error_refuses_the_file_or_with_partial_its_row(mashan: Caller, workbook: File) -> None:
    good = workbook()
    book = openpyxl.load_workbook(good)
    book.active["B2"] = "450124199001011234"
    data = io.BytesIO()
    book.save(data)
    bad = SimpleUploadedFile("坏.xlsx", data.getvalue())
    refused = mashan.send(PATH, file=bad)
    assert (refused.status_code, refused.json()["applied"]) == (422, False)
    (finding,) = refused.json()["findings"]
    assert (finding["row"], finding["field"], finding["id"]) == (2, "resident_id", "resident_id.checksum")
    bad.seek(0)
    partly = mashan.send(PATH, file=bad, partial=True)
    assert (partly.status_code, partly.json()["rows"]["new"], partly.json()["rows"]["refused"]) == (201, 2, 1)


def test_questions_are_answered_in_a_second_request(mashan: Caller, workbook: File) -> None:
    asked = mashan.send(PATH, file=workbook(**{"月工资(元)": 250000}))
    questions = [one for one in asked.json()["findings"] if one["level"] == "question"]
    assert asked.status_code == 422 and questions
    answers = json.dumps({one["key"]: one["choices"][0] for one in questions})
    assert mashan.send(PATH, file=workbook(**{"月工资(元)": 250000}), answers=answers).status_code == 201
    assert mashan.send(PATH, file=workbook(), answers="[1]").json()["id"] == "import.answers"


def test_what_is_no_workbook_is_said_in_the_report(mashan: Caller) -> None:
    answer = mashan.send(PATH, file=SimpleUploadedFile("x.xlsx", b"PK\x03\x04nothing"))
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["id"].startswith("file.")


def test_imports_of_others_do_not_exist(mashan: Caller, workbook: File) -> None:
    batch = mashan.send(PATH, file=workbook()).json()["batch"]
    longan = caller_for(make_user(roles.COUNTY, LONGAN))
    assert longan.get("imports").json()["imports"] == []
    for answer in (longan.get(f"imports/{batch}"), longan.get(f"imports/{batch}/report"), longan.post(f"imports/{batch}/undo")):
        assert answer.status_code == 404


def test_a_token_of_one_region_does_not_show_its_owners_other_imports(workbook: File) -> None:
    owner = make_user(roles.MUNICIPAL)
    batch = caller_for(owner).send(PATH, file=workbook()).json()["batch"]
    narrow = caller_for(owner, actions=ALL, region=LONGAN)
    assert narrow.get(f"imports/{batch}").status_code == 404
    assert caller_for(owner, actions=ALL, region=MASHAN).get(f"imports/{batch}").status_code == 200


def test_a_region_narrows_an_import(workbook: File) -> None:
    municipal = caller_for(make_user(roles.MUNICIPAL))
    stopped = municipal.send(PATH, file=workbook(), region=LONGAN).json()
    assert {one["id"] for one in stopped["findings"]} == {"row.out_of_scope"}
    assert municipal.send(PATH, file=workbook(), region=MASHAN).status_code == 201
