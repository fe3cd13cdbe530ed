"""The page of who runs the installation: how it is, and nothing of what the ledgers hold."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jiedui.core.access import roles
from jiedui.core.trail.operations import SYSTEM, record_event
from jiedui.web.imports import jobs
from tests.integration.country import LONGAN
from tests.integration.web.conftest import text
from tests.integration.web.test_imports import _work
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
Enter = Callable[..., Client]


def test_it_is_the_system_administrators(enter: Enter) -> None:
    for role in roles.BY_CODE.values():
        region = LONGAN if role.level in ("county", "any") else "450123100" if role.level == "town" else ""
        region = "440304" if role.level == "district" else region
        status = 200 if role.code == roles.SYSTEM_ADMIN else 403
        client = enter(role.code, region)
        assert client.get("/system/").status_code == status, role.code
        assert ("运行情况" in text(client.get("/"))) == (status == 200), role.code


def test_it_tells_versions_room_and_the_last_backup(enter: Enter) -> None:
    keeper = enter(roles.SYSTEM_ADMIN)
    page = text(keeper.get("/system/"))
    assert "还没有做过备份" in page and "剩余空间" in page and ("SQLite 3" in page or "PostgreSQL 1" in page)
    assert "还没有后台任务" in page and "<dt>版本</dt><dd>—" not in page
    with transaction.atomic():
        record_event("backup.made", actor=SYSTEM, note={"keys": "sealed"})
    page = text(keeper.get("/system/"))
    assert "口令加密" in page and "还没有做过备份" not in page and "该备份了" not in page


def test_jobs_are_shown_with_their_state_and_no_name_of_a_file(
    longan: Client, enter: Enter, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(jobs, "SMALL", 0)
    longan.post("/ledgers/workers/import/", {"file": SimpleUploadedFile("韦某某.xlsx", book(people(2)))})
    keeper = enter(roles.SYSTEM_ADMIN)
    page = text(keeper.get("/system/"))
    assert "核对上传的表格" in page and "排队中" in page and 'id="stuck"' not in page
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(minutes=5))
    assert 'id="stuck"' in text(keeper.get("/system/"))
    _work()
    page = text(keeper.get("/system/"))
    assert "已完成" in page and "韦某某" not in page and 'id="stuck"' not in page
    DBTaskResult.objects.update(status="FAILED", return_value=None)
    with django_assert_max_num_queries(25):
        page = text(keeper.get("/system/"))
    assert "出错" in page and "任务编号" in page
