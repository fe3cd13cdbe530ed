"""Files of a record: sniffed, sealed, scoped, in the trail; a hostile one gets nowhere."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.trail.models import Event
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_records import first
from tests.workbooks.draft import some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PHOTO = b"\xff\xd8\xff\xe0" + b"an invented photograph of a road" * 40
SCAN = b"%PDF-1.7\n" + b"an invented approval" * 40


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return out.getvalue()


@pytest.fixture
def path(longan: Client) -> Iterator[str]:
    put(some_projects(1), "projects")
    yield f"/ledgers/projects/{first('projects').pk}/"


def upload(client: Client, path: str, data: bytes, name: str) -> Any:
    return client.post(f"{path}files/evidence/", {"files": SimpleUploadedFile(name, data)}, follow=True)


def test_a_file_goes_in_is_listed_opened_and_taken_out_for_a_reason(longan: Client, path: str) -> None:
    page = upload(longan, path, PHOTO, "路面验收.JPG")
    upload(longan, path, SCAN, "批复.pdf")
    page = longan.get(path)
    (folder,) = page.context["folders"]
    assert [one["name"] for one in folder["files"]] == ["路面验收.JPG", "批复.pdf"]
    assert folder["files"][0]["who"] == longan.user.display_name and folder["files"][0]["at"]  # type: ignore[attr-defined]
    digest = folder["files"][0]["digest"]
    saved = longan.get(f"{path}files/evidence/{digest}/")
    assert saved.content == PHOTO and saved.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        saved.headers["Content-Disposition"].startswith("attachment")
        and saved.headers["Content-Type"] == "application/octet-stream"
    )
    looked = longan.get(f"{path}files/evidence/{digest}/?show=1")
    assert looked.headers["Content-Type"] == "image/jpeg" and "sandbox" in looked.headers["Content-Security-Policy"]
    pdf = longan.get(f"{path}files/evidence/{folder['files'][1]['digest']}/?show=1")
    assert pdf.headers["Content-Disposition"].startswith("attachment"), "only pictures are ever shown"
    assert Event.objects.filter(kind="attachment", scope=LONGAN).count() == 3

    remove = f"{path}files/evidence/{digest}/remove/"
    assert longan.post(remove, {"reason": " "}).status_code == 400
    assert longan.post(remove, {"reason": "传错了文件"}).status_code == 302
    after = longan.get(path)
    assert [one["name"] for one in after.context["folders"][0]["files"]] == ["批复.pdf"]
    story = text(after)[text(after).index('id="history"') :]
    assert "传错了文件" in story and "路面验收.JPG" in story, "the history tells of it by name"
    assert longan.get(f"{path}files/evidence/{digest}/").status_code == 404


def test_contents_and_names_are_sealed(longan: Client, path: str) -> None:
    upload(longan, path, SCAN, "韦小兰身份证复印件.pdf")
    for file in Path(settings.FILES).rglob("*"):
        if file.is_file():
            assert SCAN[:60] not in file.read_bytes() and "韦小兰".encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ" + bytes(200), "报告.pdf"),
        (b"<html><script>alert(1)</script></html>", "说明.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "图.png"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><x/>", "数据.txt"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "表.xlsx"),
        (zipped("a.exe", "b.txt"), "资料.docx"),
        (zipped("[Content_Types].xml", "word/document.xml")[:-30], "残.docx"),
        (b"PK\x03\x04" + bytes(3000), "假.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "安装.msi"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Macros".encode("utf-16-le") * 3, "老.doc"),
        (b"", "空.pdf"),
        (b"\x00\x01\x02" * 100, "杂.txt"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused(longan: Client, path: str, data: bytes, name: str) -> None:
    page = upload(longan, path, data, name)
    assert page.status_code == 200 and "alert-danger" in text(page)
    assert not page.context["folders"][0]["files"]
    assert not first("projects").evidence


@pytest.mark.parametrize(
    ("data", "name", "shown"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "合同.docx", "合同.docx"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "发票.ofd", "发票.ofd"),
        ("现场情况说明".encode("gb18030"), "说明.txt", "说明.txt"),
        (PHOTO, "../../../etc/cron.d/坏\u202e.jpg", "坏.jpg"),
        (PHOTO, "a" * 400 + ".jpg", "a" * 116 + ".jpg"),
    ],
)  # fmt: skip
def test_evidence_as_offices_have_it_is_taken(longan: Client, path: str, data: bytes, name: str, shown: str) -> None:
    (file,) = upload(longan, path, data, name).context["folders"][0]["files"]
    assert file["name"] == shown


def test_the_other_county_reaches_no_file_by_any_way(longan: Client, mashan: Client, path: str) -> None:
    upload(longan, path, PHOTO, "路面.jpg")
    digest = longan.get(path).context["folders"][0]["files"][0]["digest"]
    for address in (f"{path}files/evidence/{digest}/", f"{path}files/evidence/{digest}/remove/"):
        assert mashan.get(address).status_code == 404
    assert mashan.post(f"{path}files/evidence/{digest}/remove/", {"reason": "捣乱"}).status_code == 404
    assert mashan.post(f"{path}files/evidence/", {"files": SimpleUploadedFile("x.jpg", PHOTO)}).status_code == 404
    put([{**some_projects(1)[0], "项目编号": "450124-2021-001", "县": "马山县", "乡镇": None}], "projects")
    own = f"/ledgers/projects/{first('projects').__class__._default_manager.get(county='450124').pk}/"
    assert mashan.get(f"{own}files/evidence/{digest}/").status_code == 404
    # The same content uploaded by both: each sees the name that their own people gave it.
    (theirs,) = upload(mashan, own, PHOTO, "马山的照片.jpg").context["folders"][0]["files"]
    assert theirs["digest"] == digest and theirs["name"] == "马山的照片.jpg"
    assert longan.get(path).context["folders"][0]["files"][0]["name"] == "路面.jpg"


def test_a_reader_looks_but_does_not_touch(longan: Client, path: str, enter: Callable[..., Client]) -> None:
    upload(longan, path, PHOTO, "路面.jpg")
    viewer = enter(roles.VIEWER, LONGAN)
    page = viewer.get(path)
    digest = page.context["folders"][0]["files"][0]["digest"]
    assert viewer.get(f"{path}files/evidence/{digest}/").status_code == 200
    assert 'type="file"' not in text(page)
    assert viewer.post(f"{path}files/evidence/", {"files": SimpleUploadedFile("x.jpg", PHOTO)}).status_code == 403
    assert viewer.post(f"{path}files/evidence/{digest}/remove/", {"reason": "试试"}).status_code == 403


def test_two_people_adding_files_lose_none(longan: Client, path: str, enter: Callable[..., Client]) -> None:
    upload(longan, path, PHOTO, "一.jpg")
    upload(enter(roles.COUNTY, LONGAN), path, SCAN, "二.pdf")
    both = {"files": [SimpleUploadedFile("三.jpg", PHOTO + b"3"), SimpleUploadedFile("坏.exe", b"MZ" + bytes(99))]}
    page = longan.post(f"{path}files/evidence/", both, follow=True)
    assert [one["name"] for one in page.context["folders"][0]["files"]] == ["一.jpg", "二.pdf", "三.jpg"]
    assert "坏.exe" in text(page), "what could not be taken is named"
    assert longan.post(f"{path}files/remark/", {"files": SimpleUploadedFile("x.jpg", PHOTO)}).status_code == 404
