"""Exports: at once or through the download centre; own ones only, as far as right and reach go, sealed, gone after some days."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as current
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jiedui.core.access import roles
from jiedui.core.access.models import Grant
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.forms import save_record
from jiedui.core.intake.operations import import_file
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.vault import files
from jiedui.jobs.exports import operations
from jiedui.jobs.exports.models import Export
from jiedui.jobs.worker import Worker
from jiedui.web.downloads import jobs
from tests.integration.country import LONGAN, MASHAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import Row, people, some_projects

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
PATH = "/ledgers/workers/export/"
WHY = "与公安比对人员信息"


def theirs(count: int = 2) -> list[Row]:
    return [{**row, "户籍县": "马山县", "乡镇": "白山镇"} for row in people(20)[-count:]]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def sheet(data: bytes) -> list[list[Any]]:
    found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [list(row) for row in found.iter_rows(values_only=True)]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every export is a large one."""
    monkeypatch.setattr(jobs, "SMALL", 0)


def ordered(client: Client, **asked: Any) -> Export:
    """Ask for an export in the background."""
    path = asked.pop("path", PATH)
    answer = client.post(path, asked)
    assert answer.status_code == 302 and answer.headers["Location"] == "/downloads/", text(answer)
    return Export.objects.latest("pk")


def made(client: Client, **asked: Any) -> Export:
    """The same, made by the worker."""
    export = ordered(client, **asked)
    Worker().run(once=True)
    export.refresh_from_db()
    return export


def test_a_few_rows_come_at_once_masked_and_noted(longan: Client) -> None:
    rows = people(3)
    put(rows)
    put(theirs())
    page = text(longan.get(PATH))
    assert "全部 3 条记录" in page and "导出完整号码" in page and "23 列" in page
    answer = longan.post(PATH)
    assert answer["Content-Type"].endswith("sheet") and "attachment" in answer["Content-Disposition"]
    table = sheet(answer.content)
    assert len(table) == 4 and table[0][0] == "姓名*"
    assert {row[0] for row in table[1:]} == {row["姓名"] for row in rows}, "rows of the other county are not in it"
    assert all("*" in row[1] and row[1] not in answer.content.decode("latin1") for row in table[1:])
    event = Event.objects.get(kind="export")
    assert json.loads(event.note) == {"rows": 3, "revealed": False, "format": "xlsx"} and event.scope == LONGAN
    assert not Export.objects.exists()


def test_the_filter_of_the_address_the_columns_and_the_kind(longan: Client) -> None:
    rows = people(4)
    rows[0]["就业状态"] = "返乡"
    put(rows)
    page = text(longan.get(PATH + "?status=returned"))
    assert "当前筛选结果，1 条" in page and "全部记录，4 条" in page and "就业状态：返乡" in page
    assert len(sheet(longan.post(PATH + "?status=returned").content)) == 2
    assert len(sheet(longan.post(PATH + "?status=returned", {"export_rows": "all"}).content)) == 5
    ids = [row.pk for row in registry.ledger("workers")._default_manager.order_by("id")][:2]
    assert len(sheet(longan.post(PATH, {"ids": ids}).content)) == 3
    few = sheet(longan.post(PATH, {"export_columns": "shown"}).content)
    assert {"姓名*", "身份证号*", "户籍县*", "就业状态"} <= set(few[0]) and "备注" not in few[0]
    table = longan.post(PATH, {"export_kind": "csv"})
    assert table["Content-Type"].startswith("text/csv") and table.content.startswith(b"\xef\xbb\xbf")
    assert table.content.decode("utf-8-sig").count("\r\n") == 5


def test_whole_numbers_need_the_right_a_wish_and_a_reason(longan: Client, enter: Callable[..., Client]) -> None:
    rows = people(2)
    put(rows)
    without = longan.post(PATH, {"export_reveal": "1", "export_kind": "csv"})
    assert without.status_code == 422 and "请填写导出完整号码的事由" in text(without)
    assert 'value="csv" checked' in text(without), "what was chosen stays"
    only_why = longan.post(PATH, {"export_reason": WHY})
    assert "*" in sheet(only_why.content)[1][1]
    whole = longan.post(PATH, {"export_reveal": "1", "export_reason": WHY})
    assert {row[1] for row in sheet(whole.content)[1:]} == {row["身份证号"] for row in rows}
    assert json.loads(Event.objects.filter(kind="export").latest("pk").note)["reason"] == WHY
    assert Event.objects.filter(kind="reveal").exists()
    viewer = enter(roles.VIEWER, LONGAN)
    assert viewer.get(PATH).status_code == 403 and viewer.post(PATH).status_code == 403


def test_ids_of_others_give_nothing(longan: Client) -> None:
    put(people(2))
    put(theirs())
    workers = registry.ledger("workers")._default_manager
    mine, foreign = workers.filter(county=LONGAN).first(), workers.filter(county=MASHAN).first()
    assert longan.post(PATH, {"ids": [mine.pk, foreign.pk]}).status_code == 404
    assert longan.post(PATH, {"ids": "-4"}).status_code == 404
    assert len(sheet(longan.post(PATH + f"?county={MASHAN}", {"export_rows": "found"}).content)) == 1
    assert not Event.objects.filter(kind="export", note__contains='"rows":3').exists()


@pytest.mark.usefixtures("large")
def test_from_the_request_to_the_file(longan: Client) -> None:
    rows = people(5)
    rows[0]["就业状态"] = "返乡"
    put(rows)
    put(theirs())
    export = ordered(longan, path=PATH + "?status=stable", export_reveal="1", export_reason=WHY)
    page = text(longan.get("/downloads/"))
    assert "排队中" in page and "就业状态：稳定就业" in page and WHY in page and 'hx-trigger="every 2s"' in page
    assert longan.get(f"/downloads/{export.pk}/file/").status_code == 404, "not made yet"
    Worker().run(once=True)
    export.refresh_from_db()
    assert (export.state, export.rows) == ("ready", 4), export.error
    page = text(longan.get("/downloads/"))
    assert "可以下载" in page and "hx-trigger" not in page.split('id="downloads"')[1].split(">")[0]
    assert "导出的文件可以下载" in page, "the bell says so"

    answer = longan.get(f"/downloads/{export.pk}/file/")
    data = body(answer)
    assert int(answer["Content-Length"]) == len(data) == export.size
    assert {row[1] for row in sheet(data)[1:]} == {row["身份证号"] for row in rows[1:]}
    assert "已下载" in text(longan.get("/downloads/")) and "导出的文件可以下载" not in text(longan.get("/downloads/"))
    assert Event.objects.filter(kind="export").count() == 1 == Event.objects.filter(kind="export.fetched").count()
    assert f"/trail/{export.event}/" in text(longan.get("/trail/"))

    sealed = b"".join(path.read_bytes() for path in Path(current.FILES).rglob("*") if path.is_file())
    assert rows[1]["身份证号"].encode() not in sealed and data[:200] not in sealed
    assert longan.post(f"/downloads/{export.pk}/remove/").status_code == 302
    assert not files.exists(export.digest) and not Export.objects.exists()


@pytest.mark.usefixtures("large")
def test_only_its_owner_ever_sees_it(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    put(people(2))
    export = made(longan)
    for other in (mashan, enter(roles.COUNTY, LONGAN), enter(roles.MUNICIPAL), enter(roles.AUDIT_ADMIN)):
        assert other.get(f"/downloads/{export.pk}/file/").status_code == 404
        for step in ("again", "remove"):
            assert other.post(f"/downloads/{export.pk}/{step}/").status_code in (403, 404)
        assert export.file_name not in text(other.get("/downloads/"))
    assert Export.objects.filter(state="ready").exists() and files.exists(export.digest)
    assert not Event.objects.filter(kind="export.fetched").exists()


@pytest.mark.usefixtures("large")
def test_who_lost_the_right_or_the_county_gets_nothing(longan: Client) -> None:
    put(people(2))
    export = made(longan)
    grants = Grant.objects.filter(user=longan.user)  # type: ignore[attr-defined]
    grants.update(region=MASHAN)
    gone = longan.get(f"/downloads/{export.pk}/file/")
    assert gone.status_code == 404 and "管辖范围以外" in text(gone)
    grants.update(region=LONGAN, role=roles.VIEWER)
    assert longan.get(f"/downloads/{export.pk}/file/").status_code == 403
    grants.update(role=roles.COUNTY)
    assert longan.get(f"/downloads/{export.pk}/file/").status_code == 200
    waiting = ordered(longan)
    grants.update(role=roles.VIEWER)
    Worker().run(once=True)
    waiting.refresh_from_db()
    assert waiting.state == "failed" and "不能导出表格" in waiting.error and not waiting.digest


@pytest.mark.usefixtures("large")
def test_it_is_kept_for_some_days(longan: Client) -> None:
    put(people(2))
    export = made(longan)
    assert export.expires_at and timedelta(days=6, hours=23) < export.expires_at - timezone.now() < timedelta(days=7)
    assert operations.expire() == 0
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert longan.get(f"/downloads/{export.pk}/file/").status_code == 404, "even before the clean-up has come"
    Worker().run(once=True)
    assert not Export.objects.exists() and not files.exists(export.digest)


@pytest.mark.usefixtures("large")
def test_deleting_an_export_leaves_an_equal_file_alone(longan: Client) -> None:
    put(some_projects(2), "projects")
    export = made(longan, path="/ledgers/projects/export/")
    data = body(longan.get(f"/downloads/{export.pk}/file/"))
    import_file("projects", data, name="退回.xlsx", scope=Scope.everything(), actor=SYSTEM)
    digest = files.put(data)
    assert digest != export.digest
    operations.remove(export)
    assert files.get(digest) == data


@pytest.mark.usefixtures("large")
def test_a_job_that_died_is_never_running_for_ever(longan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    put(people(2))
    export = ordered(longan)
    job = DBTaskResult.objects.get(pk=export.job)
    dead = Worker()
    dead.id = dead.id.rpartition("/")[0].rpartition("/")[0] + "/999999999/dead"
    job.claim(dead.id)
    Export.objects.update(state="running")
    page = text(longan.get("/downloads/"))
    assert "没有生成" in page and "后台程序中断" in page and f"/downloads/{export.pk}/again/" in page
    assert longan.post(f"/downloads/{export.pk}/again/").status_code == 302
    Worker().run(once=True)  # it is handed the dead one's job again, too, and leaves that alone
    export.refresh_from_db()
    assert export.state == "ready" and Event.objects.filter(kind="export").count() == 1
    assert longan.post(f"/downloads/{export.pk}/again/", follow=True).status_code == 200
    export.refresh_from_db()
    assert export.state == "ready", "only what failed is tried again"


@pytest.mark.usefixtures("large")
def test_a_worker_that_comes_back_goes_on_with_what_it_was_doing(longan: Client) -> None:
    put(people(2))
    export = ordered(longan)
    job = DBTaskResult.objects.get(pk=export.job)
    job.claim(Worker().id.rpartition("/")[0].rpartition("/")[0] + "/999999999/dead")
    Export.objects.update(state="running")
    Worker().run(once=True)
    export.refresh_from_db()
    assert (export.state, export.rows) == ("ready", 2)


@pytest.mark.usefixtures("large")
def test_a_failure_says_what_to_do_and_a_lost_job_too(longan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    put(people(2))
    with monkeypatch.context() as patch:
        patch.setattr(operations.files, "put", _full)
        full = made(longan)
    assert full.state == "failed" and "磁盘空间不足" in full.error
    with monkeypatch.context() as patch:
        patch.setattr(operations, "write_export", _broken)
        broken = made(longan)
    assert broken.state == "failed" and "请重试" in broken.error and "secret" not in broken.error
    lost = ordered(longan)
    DBTaskResult.objects.all().delete()
    assert operations.settle() == 1
    lost.refresh_from_db()
    assert lost.state == "failed" and "重试" in lost.error
    for one in (full, broken, lost):
        assert longan.post(f"/downloads/{one.pk}/again/").status_code == 302
    Worker().run(once=True)
    assert Export.objects.filter(state="ready").count() == 3


def _full(data: bytes) -> str:
    raise OSError(28, "No space left on device")


def _broken(*_: Any, **__: Any) -> None:
    raise RuntimeError("secret 13800001234")


@pytest.mark.usefixtures("large")
def test_cancelled_while_it_is_made(longan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    put(people(2))
    export = ordered(longan)
    stored: list[str] = []
    real = files.put

    def put_and_cancel(data: bytes) -> str:
        stored.append(real(data))
        operations.remove(Export.objects.get(pk=export.pk))
        return stored[0]

    monkeypatch.setattr(operations.files, "put", put_and_cancel)
    Worker().run(once=True)
    assert stored and not files.exists(stored[0]) and not Export.objects.exists()


@pytest.mark.usefixtures("large")
def test_no_more_than_a_few_at_once(longan: Client) -> None:
    put(people(1))
    for _number in range(operations.MOST):
        ordered(longan)
    refused = longan.post(PATH)
    assert refused.status_code == 422 and "请等其中一份完成" in text(refused)
    assert Export.objects.count() == operations.MOST


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_goes_out_goes_in_again_and_says_nothing_new(longan: Client, kind: str) -> None:
    put(people(4))
    workers = registry.ledger("workers")._default_manager.order_by("id")
    odd = [{"remark": "=1+1"}, {"remark": "_x000D_ 与 <b>&amp;\"'"}, {"remark": "-5\n第二行"}, {"post": "@保安"}]
    for row, typed in zip(workers, odd, strict=True):
        assert save_record("workers", typed, scope=Scope.everything(), actor=SYSTEM, row_id=row.pk).row_id
    stored = list(workers.values_list("remark", "post", "revision"))
    assert stored[0][0] == "=1+1" and stored[3][1] == "@保安"
    asked = {"export_reveal": "1", "export_reason": WHY, "export_kind": kind}
    data = longan.post(PATH, asked).content
    if kind == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0] for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"] and any(cell.value == "=1+1" for cell in cells)
    else:
        assert "\r\n=" not in data.decode() and ",=" not in data.decode() and "'=1+1" in data.decode()
    report = import_file("workers", data, name=f"导出.{kind}", scope=Scope.of_region(LONGAN), actor=SYSTEM)
    assert (report.rows["same"], report.rows["new"], report.rows["changed"]) == (4, 0, 0), report.finding_dicts()
    assert list(workers.values_list("remark", "post", "revision")) == stored


def test_every_ledger_has_a_page_and_a_file(enter: Callable[..., Client]) -> None:
    client = enter(roles.MUNICIPAL)
    for ledger in registry.ledgers():
        path = f"/ledgers/{ledger.info.id}/export/"
        assert client.get(path).status_code == 200
        assert len(sheet(client.post(path).content)) == 1


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("count", [1, 3, 5])
@pytest.mark.usefixtures("todo_as_in_production")
def test_the_centre_asks_the_database_a_fixed_number_of_times(
    longan: Client, count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    put(people(1))
    for _number in range(count):
        ordered(longan)
    longan.get("/downloads/")
    with django_assert_max_num_queries(14):
        assert text(longan.get("/downloads/")).count("排队中") == count
