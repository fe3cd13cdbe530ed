"""An import whose worker died never stays in work: the next worker's start puts it back to its person."""

import os
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiedui.core.intake.models import Import
from jiedui.jobs.worker import TRIES, Worker, reclaim
from jiedui.web.imports import jobs
from tests.integration.web.conftest import text
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def checked(longan: Client) -> Import:
    given = {"file": SimpleUploadedFile("务工.xlsx", book(people(2)))}
    longan.post("/ledgers/workers/import/", given)
    return Import.objects.get()


def state(record: Import) -> Any:
    record.refresh_from_db()
    return record.state


def left_behind(record: Import) -> None:
    """As a worker leaves it that dies after it said that it works on it."""
    Import.objects.filter(pk=record.pk).update(state=Import.State.WORKING)


def test_the_page_died_while_it_wrote(longan: Client, checked: Import) -> None:
    left_behind(checked)
    assert "重新核对" in text(longan.get(f"/imports/{checked.pk}/")), "a person gets out of it at once"
    Worker().run(once=True)
    assert state(checked) == Import.State.CHECKED
    assert longan.post(f"/imports/{checked.pk}/apply/").status_code == 302
    assert state(checked) == Import.State.APPLIED


def test_every_worker_died_over_it(longan: Client, checked: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.start_import(checked, longan.user, "", partial=False)  # type: ignore[attr-defined]
    for attempt in range(TRIES):
        worker = Worker()
        worker.id = worker.id.replace(f"/{os.getpid()}/", "/999999999/")  # no such process
        assert worker.take() is not None, attempt
        left_behind(checked)
        if attempt < TRIES - 1:
            reclaim()
            jobs.reopen_abandoned()
            assert state(checked) == Import.State.WORKING, "it is still to be tried again"
    Worker().run(once=True)
    assert state(checked) == Import.State.CHECKED
    page = text(longan.get(f"/imports/{checked.pk}/"))
    assert "后台任务出错，没有写入任何数据" in page
    job = jobs.running(checked)
    assert job is not None and job.state == "failed"


def test_a_job_that_is_tried_again_brings_it_in(longan: Client, checked: Import) -> None:
    jobs.start_import(checked, longan.user, "", partial=False)  # type: ignore[attr-defined]
    worker = Worker()
    worker.id = worker.id.replace(f"/{os.getpid()}/", "/999999999/")
    worker.take()
    left_behind(checked)
    assert Worker().run(once=True) == 1
    assert state(checked) == Import.State.APPLIED
